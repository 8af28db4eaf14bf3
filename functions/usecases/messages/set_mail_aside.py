"""Take a mail that was given up off the town's list: somebody told the family otherwise, and it is not to leave any more."""

from functions.storage.table import outbox
from functions.usecases.messages.send_again import SentAgain, settle_given_up
from functions.usecases.retry import when_moved


def set_mail_aside(asked: SentAgain) -> None:
    """Asked twice under one key, it is done once. Raises NotFound where it was not given up, or is there no more; KeyReused, Busy."""
    when_moved(lambda: settle_given_up(asked, ("set_mail_aside", "mail_set_aside"), outbox.forget))

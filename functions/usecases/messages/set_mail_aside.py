"""Take a mail that was given up off the town's list: somebody told the family otherwise, and it is not to leave any more."""

from functions.storage.table import outbox
from functions.usecases.messages.unsent_mail_act import UnsentMailAct, settle_unsent


def set_mail_aside(act: UnsentMailAct) -> None:
    """Raises what `settle_unsent` raises."""
    settle_unsent(act, "set_mail_aside", "mail_set_aside", outbox.forget)

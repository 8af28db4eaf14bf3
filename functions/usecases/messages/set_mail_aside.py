"""Take a mail that was given up off the town's list: somebody told the family otherwise, and it is not to leave any more."""

from functions.domain.errors import NotFound
from functions.storage.table import idempotency, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.reading import read
from functions.storage.table.transaction import Transaction
from functions.usecases.messages.send_again import SentAgain, note_of_mail
from functions.usecases.retry import when_moved


def set_mail_aside(asked: SentAgain) -> None:
    """Asked twice under one key, it is done once. Raises NotFound where it was not given up, or is there no more; KeyReused, Busy."""
    when_moved(lambda: _set_aside(asked))


def _set_aside(asked: SentAgain) -> None:
    done_key = keys.of_account(asked.by, f"KEY#{asked.key}")
    request = ("set_mail_aside", asked.commune, asked.message)
    if idempotency.answer_in(read([done_key]).get(done_key, Done), request, bool):
        return
    known = outbox.given_up_one(asked.message, asked.commune)
    if known is None:
        raise NotFound
    transaction = Transaction()
    outbox.forget(transaction, known.message)
    note_of_mail(transaction, asked, known.message.value, "mail_set_aside")
    idempotency.remember(transaction, done_key, request, True, now=asked.now)
    transaction.commit()

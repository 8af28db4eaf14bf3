"""Send again what was given up, once its cause is mended."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.activation import Activation
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.storage.accounts import activations
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class SentAgain:
    """`message`: its id. `commune` is None of what concerns no commune. `by`: an account, or the name of the command; `key`: the
    idempotency key."""

    commune: str | None
    message: str
    by: str
    key: str
    now: datetime


def send_again(asked: SentAgain) -> None:
    """The mail says what is true when it leaves, and does not leave where nothing is to be said any more.

    Asked twice under one key, it leaves once. Raises NotFound where it was not given up, or was sent again; KeyReused, Busy.
    """
    when_moved(lambda: _send(asked))


def _send(asked: SentAgain) -> None:
    def leave(transaction: Transaction, known: Stored[Message]) -> None:
        outbox.send_again(transaction, known)
        _is_on_its_way(transaction, known.value)

    settle_given_up(asked, ("send_again", "mail_sent_again"), leave)


def settle_given_up(
    asked: SentAgain, names: tuple[str, str], settle: Callable[[Transaction, Stored[Message]], None]
) -> None:
    """What is done once with a mail that was given up, in one transaction with its journal line. `names`: of the request, and of the act."""
    done_key = keys.of_account(asked.by, f"KEY#{asked.key}")
    request = (names[0], asked.commune, asked.message)
    if idempotency.answer_in(read([done_key]).get(done_key, Done), request, bool):
        return
    known = outbox.given_up_one(asked.message, asked.commune)
    if known is None:
        raise NotFound
    transaction = Transaction()
    settle(transaction, known.message)
    note_of_mail(transaction, asked, known.message.value, names[1])
    idempotency.remember(transaction, done_key, request, True, now=asked.now)
    transaction.commit()


def _is_on_its_way(transaction: Transaction, message: Message) -> None:
    """The invitation of that mail has not failed any more, unless the mail is given up again."""
    if message.kind is not MessageKind.ACTIVATION:
        return
    stored = read_one(activations.activation_key(str(message.data["email"])), Activation)
    if stored is not None and stored.value.issue == message.data["issue"] and stored.value.failed_at:
        activations.put(transaction, replace(stored, value=replace(stored.value, failed_at=None)))


def note_of_mail(transaction: Transaction, asked: SentAgain, message: Message, act: str) -> None:
    """The line of the journal, of the family or of the commune."""
    if asked.commune is None:
        return
    detail: dict[str, object] = {"message": message.id, "kind": message.kind.value}
    line = JournalLine(new_id(asked.now), act, asked.by, asked.now, detail=detail)
    if message.family is None:
        journal.add_to_commune(transaction, asked.commune, line)
    else:
        journal.add(transaction, asked.commune, message.family, line)

"""What all acts on a mail that was given up share: it is settled once for an idempotency key, and noted in the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class UnsentMailAct:
    """`message`: its id. `commune` is None of what concerns no commune. `by`: an account, or the name of the command; `key`: the
    idempotency key."""

    commune: str | None
    message: str
    by: str
    key: str
    now: datetime


def settle_unsent(
    act: UnsentMailAct, verb: str, journalled: str, settle: Callable[[Transaction, Stored[Message]], None]
) -> None:
    """`verb` names the request under its key, `journalled` the act in the journal.

    Asked twice under one key, it is done once. Raises NotFound where the mail was not given up, or is settled already; KeyReused, Busy.
    """
    when_moved(lambda: _settle(act, verb, journalled, settle))


def _settle(
    act: UnsentMailAct, verb: str, journalled: str, settle: Callable[[Transaction, Stored[Message]], None]
) -> None:
    done_key = keys.of_account(act.by, f"KEY#{act.key}")
    request = (verb, act.commune, act.message)
    if idempotency.answer_in(read([done_key]).get(done_key, Done), request, bool):
        return
    known = outbox.given_up_one(act.message, act.commune)
    if known is None:
        raise NotFound
    transaction = Transaction()
    settle(transaction, known.message)
    _journal(transaction, act, journalled, known.message.value)
    idempotency.remember(transaction, done_key, request, True, now=act.now)
    transaction.commit()


def _journal(transaction: Transaction, act: UnsentMailAct, journalled: str, message: Message) -> None:
    """The line of the family, or of the commune. What concerns no commune has no journal."""
    if act.commune is None:
        return
    detail: dict[str, object] = {"message": message.id, "kind": message.kind.value}
    line = JournalLine(new_id(act.now), journalled, act.by, act.now, detail=detail)
    if message.family is None:
        journal.add_to_commune(transaction, act.commune, line)
    else:
        journal.add(transaction, act.commune, message.family, line)

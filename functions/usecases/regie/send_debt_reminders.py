"""Remind families of what they owe. Each reminder is sent once, however often this runs."""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from random import Random

from functions.domain.invoices.receivable import Receivable
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.regie.debt_reminders import reminded, reminder_due
from functions.domain.town.commune import Commune
from functions.storage.invoices import invoices
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reminded:
    sent: int
    failed: int
    more: bool = False
    """There are other reminders to send: call again."""


def send_reminders(commune_id: str, *, by: str, now: datetime, at_most: int = 1000) -> Reminded:
    """Send a commune's reminders that are due today on its clock. One debt that fails does not keep the others from theirs.

    `at_most`: how many to send, because each takes some 20 ms and a function's time is limited.

    Raises NotFound.
    """
    commune = communes.commune(commune_id)
    today = commune.day_of(now)
    sent = failed = 0
    # Listed by due date: what follows the first that is not late is not late either.
    late = takewhile(lambda debt: debt.due_on < today, invoices.owed(commune.id, commune.regie.code))
    due = [debt for debt in late if _due(debt, commune, today)]
    if len(due) > at_most:
        # The order is another each time: debts that fail each time do not always use up the run before the others.
        Random(now.isoformat()).shuffle(due)  # noqa: S311  # the order must be fair, and the same again in a test
    for debt in due[:at_most]:
        try:
            sent += _remind(commune, debt, today, by=by, now=now)
        except Exception:
            _log.exception("reminder not sent commune=%s invoice=%s", commune.id, debt.invoice)
            failed += 1
    return Reminded(sent, failed, more=len(due) > at_most)


def _due(debt: Receivable, commune: Commune, today: date) -> int | None:
    days, clock = commune.regie.reminder_days, commune.clock
    return reminder_due(debt, today, days, clock=clock)


def _remind(commune: Commune, seen: Receivable, today: date, *, by: str, now: datetime) -> bool:
    """Remind of one debt, unless a fresh read says otherwise: the list is a moment late, and the family may just have paid."""

    def act() -> bool:
        debt = invoices.receivable(commune.id, seen.family, seen.invoice)
        rank = _due(debt.value, commune, today)
        if rank is None:
            return False
        transaction = Transaction()
        after = reminded(debt.value, rank, at=now)
        invoices.put(transaction, commune.id, Stored(debt.key, after, debt.version))
        detail: dict[str, object] = {"invoice": seen.invoice, "rank": rank}
        line = JournalLine(new_id(now), "invoice_reminded", by, now, detail=detail)
        journal.add(transaction, commune.id, seen.family, line)
        data: dict[str, str | int] = {
            "invoice": seen.invoice,
            "number": seen.number.label,
            "due_on": seen.due_on.isoformat(),
            "rank": rank,
            "last": int(rank == len(commune.regie.reminder_days)),
        }
        kind = MessageKind.INVOICE_REMINDER
        outbox.add(transaction, Message(new_id(now), kind, commune.id, seen.family, data))
        transaction.commit()
        return True

    return when_moved(act)

"""When a family is reminded of a debt: after so many days late, each reminder once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from functions.domain.invoices.receivable import InvoiceState, Receivable, Reminder


def reminder_due(debt: Receivable, today: date, days: Sequence[int], *, clock: ZoneInfo) -> int | None:
    """The rank of the reminder to send today, counted from 1; None where none is due.

    Reminders stay as far apart as the régie chose, and at least a day, even when the job did not run for a
    while. Nobody is reminded of a debt that is being paid online at this moment.
    """
    sent = len(debt.reminders)
    if debt.state(today) is not InvoiceState.OVERDUE or debt.attempt is not None or sent >= len(days):
        return None
    due = debt.due_on + timedelta(days[sent])
    if sent:
        apart = timedelta(max(days[sent] - days[sent - 1], 1))
        due = max(due, debt.reminders[-1].at.astimezone(clock).date() + apart)
    return sent + 1 if today >= due else None


def reminded(debt: Receivable, rank: int, *, at: datetime) -> Receivable:
    return replace(debt, reminders=(*debt.reminders, Reminder(rank, at)))

"""Handing debts over to the treasury, which then collects them by a *titre*."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.invoices.receivable import (
    MOST_RECALLS,
    AlreadyPaid,
    HandedOver,
    HandOver,
    InvoiceState,
    LedgerFull,
    Recall,
    Receivable,
)

MINIMUM_CENTS = 1500
"""No *titre* is made for less; the small debts of a debtor are handed over together (CGCT, article D. 1611-1)."""


class NotOverdue(Conflict):
    """The family still has time to pay the debt."""

    code = "not_overdue"


class NothingToHandOver(Conflict):
    """No debt of the family is late with all of the régie's reminders sent."""

    code = "nothing_to_hand_over"


class RemindersFirst(Conflict):
    """Some of the régie's reminders have not left yet. How many were `sent` and `planned` is in the data."""

    code = "reminders_first"


class TooSmallToHandOver(Conflict):
    """Together the debts are below the smallest amount for which a *titre* is made."""

    code = "too_small_to_hand_over"


class TooManyToHandOver(InvalidRequest):
    """More invoices are named than one act hands over. `most` in the data is how many it may be."""

    code = "too_many_to_hand_over"


class NotHandedOver(Conflict):
    """The régie collects this debt itself."""

    code = "not_handed_over"


class HandOverWaits(Conflict):
    """A payment online is under way: the debt may be paid in a moment."""

    code = "hand_over_waits"


def ready_for_hand_over(debt: Receivable, today: date, *, planned: int) -> bool:
    """Whether the debt is late, every reminder has left, and the régie still collects it itself."""
    return debt.state(today) is InvoiceState.OVERDUE and len(debt.reminders) >= planned


def check(debts: Sequence[Receivable], today: date, *, planned: int) -> None:
    """Check that the debts may be handed over together. `planned`: how many reminders the régie sends.

    Raises AlreadyPaid, HandedOver, NotOverdue, RemindersFirst, HandOverWaits, TooSmallToHandOver.
    """
    for debt in debts:
        if debt.balance_cents <= 0:
            raise AlreadyPaid(field="invoices")
        if debt.handed_over is not None:
            raise HandedOver(field="invoices")
        if today <= debt.due_on:
            raise NotOverdue(field="invoices")
        if len(debt.reminders) < planned:
            raise RemindersFirst(field="invoices", sent=len(debt.reminders), planned=planned)
        if debt.attempt is not None:
            raise HandOverWaits(field="invoices")
    total = sum(debt.balance_cents for debt in debts)
    if total < MINIMUM_CENTS:
        raise TooSmallToHandOver(field="invoices", owed_cents=total, least_cents=MINIMUM_CENTS)


def hand_over(debt: Receivable, *, act: str, at: datetime) -> Receivable:
    return replace(debt, handed_over=HandOver(act, at, debt.balance_cents))


def recall(debt: Receivable, *, reason: str, at: datetime) -> Receivable:
    """Take a debt back from the treasury. Its reminders still count, so it may be handed over again at once.

    Raises NotHandedOver, and LedgerFull where it was taken back as often as it may.
    """
    if debt.handed_over is None:
        raise NotHandedOver
    if len(debt.recalls) >= MOST_RECALLS:
        raise LedgerFull
    recalled = Recall(debt.handed_over, at, reason)
    return replace(debt, handed_over=None, recalls=(*debt.recalls, recalled))

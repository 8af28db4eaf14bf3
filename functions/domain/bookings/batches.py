"""Cuts a long request into parts that each fit one transaction.

A week is never cut in two, because towns set conditions on whole weeks. It belongs to the month of its Monday, and the
weeks of one month stay in the same part.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby

from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import monday, month_of
from functions.domain.planning.basket import MAX_LINES, MAX_LINES_AT_ONCE, BasketFull
from functions.domain.planning.child_month import in_order
from functions.domain.reglement.deadline_rules import Action

MAX_ITEMS = 70
"""How many of the 100 items of a transaction the children, the services and the months of one part may touch.

The others are for the règlement, the family, the basket, the journal, two messages, the idempotency key, two school
years of being late, a request to the town, the requests that are withdrawn and what a prepayment writes.
"""


def cut_into_batches(
    lines: Iterable[SeenLine], *, most_items: int | None = None
) -> list[tuple[SeenLine, ...]]:
    """`lines` in parts that each hold as many months as fit. Raises BasketFull, also where one month alone does not fit:
    six children with six services each day.

    Nothing but the lines decides where to cut: a request that is sent again is cut in the same way.
    """
    ordered = sorted(set(lines), key=_order)
    if len(ordered) > MAX_LINES:
        raise BasketFull(most=MAX_LINES)
    parts: list[tuple[SeenLine, ...]] = []
    for _, month in groupby(ordered, key=lambda line: month_of(monday(line.slot.date))):
        coming = tuple(month)
        if not _fits(coming, MAX_ITEMS):
            raise BasketFull(most=MAX_LINES_AT_ONCE if len(coming) > MAX_LINES_AT_ONCE else MAX_LINES)
        if parts and _fits((*parts[-1], *coming), most_items or MAX_ITEMS):
            parts[-1] += coming
        else:
            parts.append(coming)
    return parts


def _fits(lines: Sequence[SeenLine], most_items: int) -> bool:
    return len(lines) <= MAX_LINES_AT_ONCE and items_touched(lines) <= most_items


def items_touched(lines: Iterable[SeenLine]) -> int:
    """How many items a transaction touches at most for these lines: each child's file, each child's months that a
    week of the lines lies in, the services' months, and what the town called off in each of these months."""
    slots = [line.slot for line in lines]
    children = {slot.child for slot in slots}
    weeks = {(slot.child, monday(slot.date)) for slot in slots}
    months_of_children = {
        (child, month_of(day)) for child, first in weeks for day in (first, first + timedelta(6))
    }
    months_of_services = {(slot.service, slot.month) for slot in slots}
    months_of_town = {month for _, month in months_of_children | months_of_services}
    return len(children) + len(months_of_children) + len(months_of_services) + len(months_of_town)


def _order(line: SeenLine) -> tuple[object, Action, bool, int]:
    """A total order: two different lines never compare as equal, so that the order they came in does not matter."""
    return in_order(line.slot), line.action, line.price_cents is None, line.price_cents or 0

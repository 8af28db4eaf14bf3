"""A long request cut into parts that each fit one transaction.

It is cut between weeks, as towns ask things of whole weeks: those of one month (that of their Monday) stay together.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby

from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import monday, month_of
from functions.domain.planning.basket import MAX_LINES, BasketFull
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action

ROOM = 70
"""Items that the children and the services of one part may touch, of the 100 of a transaction.

The rest: règlement, family, basket, journal, two messages, idempotency key, two school years of being late, a request to the
town and those that are withdrawn.
"""


def parcels(lines: Iterable[SeenLine]) -> list[tuple[SeenLine, ...]]:
    """`lines` by the month of their week, as many months a part as fit.

    From the lines alone, so that the same request is always cut the same way. Raises BasketFull.
    """
    ordered = sorted(set(lines), key=_order)
    if len(ordered) > MAX_LINES:
        raise BasketFull(most=MAX_LINES)
    parts: list[tuple[SeenLine, ...]] = []
    for _, month in groupby(ordered, key=lambda line: month_of(monday(line.slot.date))):
        coming = tuple(month)
        if items(coming) > ROOM:
            raise BasketFull(most=MAX_LINES)
        if parts and items((*parts[-1], *coming)) <= ROOM:
            parts[-1] += coming
        else:
            parts.append(coming)
    return parts


def items(lines: Iterable[SeenLine]) -> int:
    """How many items a transaction touches at most for them: each child's file, its months (those of the whole weeks), the
    services' months."""
    slots = [line.slot for line in lines]
    children = {slot.child for slot in slots}
    weeks = {(slot.child, monday(slot.date)) for slot in slots}
    months_of_children = {
        (child, month_of(day)) for child, first in weeks for day in (first, first + timedelta(6))
    }
    months_of_services = {(slot.service, slot.month) for slot in slots}
    return len(children) + len(months_of_children) + len(months_of_services)


def _order(line: SeenLine) -> tuple[Slot, Action, bool, int]:
    """Total: no two lines are equal in it, whatever the order they came in."""
    return line.slot, line.action, line.price_cents is None, line.price_cents or 0

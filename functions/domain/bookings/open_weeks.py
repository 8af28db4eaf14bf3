"""Which week a planning opens on: the first in which the family can do something, however far it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from functions.domain.availability.constraints import BrokenCode
from functions.domain.bookings.grid_cells import GridCell
from functions.domain.bookings.week_grid import MAX_DAYS, State
from functions.domain.calendar.months import monday

MOST_DAYS_AHEAD = 9 * MAX_DAYS
"""Whatever a town offers comes back within a year: a little more than that is looked through, six weeks at a time."""

_ACTS = (
    State.BOOKABLE,
    State.IN_BASKET,
    State.VALIDATED,
    State.CANCEL_IN_BASKET,
    State.REQUESTED,
    State.CANCEL_REQUESTED,
    State.CAN_WAIT,
    State.WAITING,
)
"""The states in which the family can reserve, cancel, ask, wait or change its mind."""


@dataclass(frozen=True, slots=True)
class OpenWeek:
    """`monday`: its first day. `now`: something can be done in it at once; otherwise it only will open, or waits for what
    the family has to do first."""

    monday: date
    now: bool


def first_open_week(cells: Iterable[GridCell]) -> OpenWeek | None:
    """The week of the first cell that offers something; else of the first that will. `cells` are in the order of days."""
    later = None
    for cell in cells:
        if cell.state in _ACTS:
            return OpenWeek(monday(cell.date), now=True)
        if later is None and _will_open(cell):
            later = OpenWeek(monday(cell.date), now=False)
    return later


def _will_open(cell: GridCell) -> bool:
    if cell.state is State.NOT_OPEN_YET:
        return True
    obstacle = cell.obstacle
    broken = None if obstacle is None else obstacle.broken
    return broken is not None and broken.code in (BrokenCode.NEED, BrokenCode.UNPAID)


def spans(first: date) -> Iterator[list[date]]:
    """The days from `first` on, as many at once as a planning holds."""
    for start in range(0, MOST_DAYS_AHEAD, MAX_DAYS):
        yield [first + timedelta(start + number) for number in range(MAX_DAYS)]

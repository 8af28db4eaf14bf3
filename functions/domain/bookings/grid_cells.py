"""The cells of many days at once, most of which are ordinary.

On an ordinary day the child is free, or the family booked in the ordinary way, and nothing else is known of it. What the cell says then depends on
what the town decides, and not on who asks: the règlement works it out once for the children of a school and a class, until the next limit, by
asking the rules (`cell_in`) for a child of whom nothing else is known. What it costs is the family's, and is not kept. Of any other day, the
rules are asked for the child itself.
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, Self

from functions.domain.availability.availability import has_place, usual_price_of
from functions.domain.availability.constraints import child_flaws
from functions.domain.availability.hours import ALWAYS, NEVER, span_at
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.availability.rows import Row
from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import Cell, State, cell_in
from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child, Enrolment
from functions.domain.planning.basket import Basket
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.days_apart import days_apart
from functions.domain.planning.open_days import away
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.pricing.households import household_changes, tariff_facts
from functions.domain.pricing.prices import Household, Price
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import (
    MAX_CACHED_DAYS,
    ByDay,
    Reglement,
    Service,
    cached_in_reglement,
)


@dataclass(slots=True, eq=False)
class OrdinaryDay:
    """What the cell of a service says of an ordinary day, from one instant on and before another. Both in UTC."""

    since: datetime
    before: datetime
    shown: Cell | None
    """Of no child, and at no price of anybody's. None: the grid shows nothing."""
    asks_more: bool = False
    """Whether it depends on more than the town: the rules are to be asked for each child."""
    costs: bool = False
    """Whether it says a price."""
    takes_place: bool = False
    """Whether booking it takes one of the places of the service."""
    worded: tuple[object, Any] | None = None
    """What a screen made of it, after what else that depends on: kept here, so that it goes when this goes."""

    @classmethod
    def of(cls, shown: Cell | None, since: datetime, before: datetime, service: Service) -> Self:
        """`shown`: of a child of whom nothing else is known."""
        if shown is None:
            return cls(since, before, None)
        standing, code = shown.standing, None if shown.obstacle is None else shown.obstacle.code
        costs = standing.price_cents is not None
        bare = standing._replace(price_cents=0, tranche="") if costs else standing
        return cls(
            since,
            before,
            shown._replace(slot=replace(shown.slot, child=""), standing=bare),
            asks_more=standing.late is not None or code not in _OF_TOWN,
            costs=costs,
            takes_place=bool(service.places) and code is None,
        )

    @property
    def is_of_family(self) -> bool:
        """Whether it says something of the child after all, and nothing of another."""
        obstacle = None if self.shown is None else self.shown.obstacle
        return obstacle is not None and obstacle.code in _OF_FAMILY


_OF_TOWN = (
    None,
    ObstacleCode.CLOSED,
    ObstacleCode.NOT_POSSIBLE,
    ObstacleCode.NOTHING_TO_BOOK,
    ObstacleCode.NOT_OPEN_YET,
    ObstacleCode.NOT_ANNOUNCED,
    ObstacleCode.DEADLINE_PASSED,
)
"""What stands in the way of all children of a school and a class."""
_OF_FAMILY = (ObstacleCode.CONDITION, ObstacleCode.NO_PRICE)
"""What stands in the way of one child, and says nothing of another."""


class OrdinaryCell(NamedTuple):
    """The cell of a child on an ordinary day."""

    day: OrdinaryDay
    child: str
    price_cents: int | None = None
    tranche: str | None = None

    @property
    def cell(self) -> Cell:
        """As the rules say it of that child."""
        shown = self._shown
        standing = shown.standing._replace(price_cents=self.price_cents, tranche=self.tranche)
        return shown._replace(slot=replace(shown.slot, child=self.child), standing=standing)

    @property
    def date(self) -> date:
        return self._shown.slot.date

    @property
    def state(self) -> State:
        return self._shown.state

    @property
    def obstacle(self) -> Obstacle | None:
        return self._shown.standing.obstacle

    @property
    def _shown(self) -> Cell:
        assert self.day.shown is not None, "what the grid does not show has no cell"
        return self.day.shown


GridCell = Cell | OrdinaryCell
MAX_CACHED_MONTHS = 24
"""Of which the days without a cell are kept."""


def cells(
    situation: Situation, basket: Basket, children: Sequence[str], days: Sequence[date], *, now: datetime
) -> Iterator[GridCell]:
    """The cells by day, service and child, without those of a service that is not for the child, the weekday or the
    part of the year."""
    situation = replace(situation, wanted=frozenset(basket.slots()))
    by_month: dict[str, dict[int, date]] = {}
    for day in days:
        by_month.setdefault(month_of(day), {})[day.day] = day
    found: dict[date, list[GridCell]] = {day: [] for day in days}
    rows: list[_GridRow] = []
    payers = {child: _Payer.of(situation, child, days) for child in children}
    for month, its_days in by_month.items():
        rows = [row.in_month(month) for row in rows] or [
            _GridRow.of(Row.of(situation, service, child, month), basket, payers[child], now)
            for service in situation.reglement.services
            for child in children
        ]
        shown = list(its_days.values())
        apart = {child: _apart(situation, basket, child, month, shown) for child in children}
        booked = {child: _booked(situation.months[child, month]) for child in children}
        for row in rows:
            row.add_cells(found, its_days, booked[row.child][row.code], apart[row.child][row.code])
    return chain.from_iterable(found.values())


_EVERY_DAY = frozenset(range(1, 32))


def _apart(
    situation: Situation, basket: Basket, child: str, month: str, days: Sequence[date]
) -> Mapping[str, Set[int]]:
    """The days of the month, by service, that are not ordinary."""
    held, file = situation.months[child, month], situation.children[child]
    if held.takes_no_more or away(file, min(days)) or away(file, max(days)):
        return defaultdict(lambda: _EVERY_DAY)
    return days_apart(held, basket, situation.called_off[month])


def _booked(month: ChildMonth) -> Mapping[str, Mapping[int, Booking]]:
    """The bookings by service, whichever one is asked for, then by day."""
    found: defaultdict[str, dict[int, Booking]] = defaultdict(dict)
    for number, services in month.days.items():
        for service, booking in services.items():
            found[service][number] = booking
    return found


@dataclass
class _GridRow:
    """The cells of a service and a child in a month."""

    row: Row
    price_on: Callable[[date], Price | None]
    basket: Basket
    now: datetime
    kept: "_Kept"

    def __post_init__(self) -> None:
        self.code, self.child = self.row.service.code, self.row.child.id
        self.has_conditions = self.row.service.conditions.ask_of_child

    @classmethod
    def of(cls, row: Row, basket: Basket, payer: "_Payer", now: datetime) -> Self:
        situation, child = row.situation, row.child
        kept = _kept(
            situation.reglement, row.service, child.school, child.school_class, situation.family.resident
        )
        return cls(row, payer.prices(situation.reglement, row.service), basket, now.astimezone(UTC), kept)

    def in_month(self, month: str) -> Self:
        return type(self)(self.row.in_month(month), self.price_on, self.basket, self.now, self.kept)

    def add_cells(
        self,
        found: Mapping[date, list[GridCell]],
        days: Mapping[int, date],
        bookings: Mapping[int, Booking],
        apart: Set[int],
    ) -> None:
        """Add the cell of each of the days of the month to `found`. `apart`: those that are not ordinary."""
        (free, booked, without_cells), now = self.kept, self.now
        if self.row.limits is None:
            apart = _EVERY_DAY
        told = days.keys() & (bookings.keys() | apart)
        cell: GridCell | None
        for number in (days.keys() - without_cells[self.row.month.month]) | told:
            day = days[number]
            if number in apart:
                cell = self._of_child(day)
            else:
                booking = bookings.get(number)
                about = free.get(day) if booking is None else booked.get(day)
                if about is None or not about.since <= now < about.before:
                    about = self._asked(day, Action.RESERVE if booking is None else Action.CANCEL)
                if about.shown is None:
                    continue
                cell = self._free(about, day) if booking is None else self._booked(about, day, booking)
            if cell is not None:
                found[day].append(cell)

    def _free(self, about: OrdinaryDay, day: date) -> GridCell | None:
        if not about.costs:
            return self._of_child(day) if about.asks_more else OrdinaryCell(about, self.child)
        price = self.price_on(day)
        if price is None or about.asks_more or self._is_kept_from(about, day):
            return self._of_child(day)
        return OrdinaryCell(about, self.child, price.unit_cents, price.tranche)

    def _is_kept_from(self, about: OrdinaryDay, day: date) -> bool:
        """Whether the child does not meet a condition, or whether there is no place, where one would be taken."""
        situation, service, child, *_ = self.row
        if self.has_conditions:
            applicant = situation.applicant(child, self.code, day, now=self.now)
            if child_flaws(service, applicant):
                return True
        return about.takes_place and not has_place(situation, service, child, day)

    def _booked(self, about: OrdinaryDay, day: date, booking: Booking) -> GridCell | None:
        is_ordinary = (
            booking.payer == self.row.situation.family.id
            and booking.pay_by is None
            and booking.declinable_until is None
            and booking.school in (None, self.row.child.school)
        )
        if about.asks_more or not is_ordinary:
            return self._of_child(day)
        return OrdinaryCell(about, self.child, booking.price_cents, booking.tranche)

    def _of_child(self, day: date) -> Cell | None:
        if self.row.leaves_no_cell(day):
            return None
        return cell_in(self.row, self.basket, Slot(day, self.code, self.child), now=self.now)

    def _asked(self, day: date, action: Action) -> OrdinaryDay:
        """What the rules say of the day now, of a child of whom nothing else is known."""
        row, (free, booked, without_cells) = self.row, self.kept
        kept = free if action is Action.RESERVE else booked
        assert row.limits is not None, "of a row without limits no day is ordinary"
        slot = Slot(day, self.code, self.child)
        if action is Action.RESERVE and row.closures[day] is not None:
            since, before = ALWAYS, NEVER  # The limits of a day that is closed are not looked for.
        else:
            since, before = span_at(row.limits[action][day], self.now)
        asked = self._stand_in if action is Action.RESERVE else _with_booking(self._stand_in, slot)
        nothing = asked.leaves_no_cell(day)
        shown = None if nothing else cell_in(asked, Basket(), slot, now=self.now)
        about = OrdinaryDay.of(shown, since, before, row.service)
        if nothing and action is Action.RESERVE:
            if len(without_cells) > MAX_CACHED_MONTHS:
                without_cells.clear()
            without_cells[slot.month].add(day.day)
        # A child that is too young is shown nothing, and an older one of its class is.
        of_family = self.has_conditions if shown is None else about.is_of_family
        if not nothing and not of_family:
            if len(kept) >= MAX_CACHED_DAYS:
                kept.clear()
            kept[day] = about
        return about

    @cached_property
    def _stand_in(self) -> Row:
        """The row of a child of that school and class who has nothing booked, meets every condition and pays what this one pays."""
        reglement, service, child = self.row.situation.reglement, self.row.service, self.row.child
        month = self.row.month.month
        family = replace(
            tariff_facts(self.row.situation.family),
            file_complete=True,
            accepted_reglement=reglement.accept_from,
        )
        nobody = Child(
            child.id,
            "",
            "",
            child.birth_date,
            (family.id,),
            child.school,
            child.school_class,
            enrolments=(Enrolment(service.code, family.id, date.min),),
        )
        situation = Situation(
            reglement,
            family,
            {child.id: nobody},
            {(child.id, month): ChildMonth(child.id, month)},
            {(service.code, month): ServiceMonth(service.code, month)},
            {month: CalledOffMonth(month)},
            sheets=frozenset((child.id,)),
        )
        return Row.of(situation, service, child.id, month)


def _with_booking(row: Row, slot: Slot) -> Row:
    """The row with one booking, of the family and for the child's school."""
    family, school = row.situation.family.id, row.child.school
    month = row.month.with_booking(slot, Booking(0, "", family, "", ALWAYS, "", school))
    situation = replace(row.situation, months={(slot.child, slot.month): month})
    return row._replace(situation=situation, month=month)


class _Payer(NamedTuple):
    """What a price for a child depends on, over the days of a grid."""

    since: Sequence[date]
    """The first of the days, and those from which something else may count."""
    last: date
    household: Mapping[date, Household]

    @classmethod
    def of(cls, situation: Situation, child: str, days: Sequence[date]) -> Self:
        file, first, last = situation.children[child], min(days), max(days)
        since = (first, *household_changes(situation.family, file, first, last))
        return cls(since, last, ByDay(lambda day: situation.household(file, day)))

    def prices(self, reglement: Reglement, service: Service) -> Callable[[date], Price | None]:
        """What a booking in time costs on each of the days; None where there is no price. It is worked out where it may begin to be another."""
        changes = reglement.tariff_changes(service.tariff, self.since[0], self.last)
        since = sorted({*self.since, *changes})
        prices = ByDay(lambda day: usual_price_of(reglement, service, self.household[day], day))
        return lambda day: prices[since[bisect(since, day) - 1]]


class _Kept(NamedTuple):
    """What is kept of a service for the children of a school and a class."""

    free: dict[date, OrdinaryDay]
    """Of each day, what was asked last of a child that has nothing booked."""
    booked: dict[date, OrdinaryDay]
    without_cells: defaultdict[str, set[int]]
    """By month, the days so far asked for on which the calendar leaves a child that has nothing booked no cell: half of a grid."""


@cached_in_reglement
def _kept(
    _: Reglement, service: Service, school: str | None, school_class: str | None, resident: bool
) -> _Kept:
    return _Kept({}, {}, defaultdict(set))

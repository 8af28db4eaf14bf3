"""A child's month: the unit of planning, of storage and of the invoice."""

from collections.abc import Collection, Iterator, Mapping, Sized
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import Self, TypeVar

from functions.domain.calendar.months import day_of, month_of
from functions.domain.errors import Conflict
from functions.domain.planning.attendance_record import Attended
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.planning.town_act import MOST_TOWN_ACTS, DoneByTown, Over, TownAct
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.tariff_grids import REGULAR

T = TypeVar("T")

LATE_CANCEL = "late_cancel"
"""The `kind` of a fee: what stays due of a booking that was cancelled late."""

MOST_BOOKED = 200
"""Bookings, fees and questions of a child's month together: eight on each of 25 days. Only the family's acts add to them."""
MOST_ATTENDED = 180
"""Services of a child's month of which attendance is written down: seven on each of 25 days."""
MOST_HOME_PRICES = 100
"""Prices of other homes kept in a child's month: of four services on each of 25 days. What is beyond is priced when it is billed, as what
was booked before the homes agreed."""
MOST_ABSENCES = 20
"""Absences of a child's month. Days that follow on belong to one absence, so that few months have more than five."""
MOST_DAYS_MISSED = 400
"""Days of all the absences of a child's month, counted for each service: an absence is stored whole in each of its months."""
MOST_SERVICES_MISSED = 100
"""Services of all the absences of a child's month: five in each of twenty. Each is stored with the town's rule for it."""
MOST_OPENED = 100
"""Notes of enrolments in a child's month. A change of an enrolment adds one, so that few months have more than ten."""


class TooManyAbsences(Conflict):
    """The child's month holds as many absences, or days of absence, as it may."""

    code = "too_many_absences"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One service on one day for one child: what a cell of the grid stands for."""

    date: date
    service: str
    child: str

    @property
    def month(self) -> str:
        """The month of the slot's day: `2026-11`."""
        return month_of(self.date)


in_order = attrgetter("date", "service", "child")
"""What many slots are sorted by: the order of slots, found once for each of them instead of at each comparison."""


@dataclass(frozen=True, slots=True)
class HomePrice:
    """What a booking or a fee costs another home of the child, by that home's own tariff: nobody reads it but that home and the town."""

    family: str
    price_cents: int
    tranche: str
    surcharge_cents: int = 0
    """The part of the price that being late added."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A validated booking. Its price was fixed when the basket was validated, and never changes."""

    price_cents: int
    tranche: str
    payer: str
    """The family that booked, at whose tariff the price is. It pays, unless the child's homes agreed otherwise."""
    booked_by: str
    """The account that validated it."""
    booked_at: datetime
    act: str
    """The id of the journal line of the act that made the booking."""
    school: str | None = None
    """The child's school when it was booked. Places are also counted by school, and are freed where they were taken."""
    kind: str = REGULAR
    """Which of the tariff's prices was used; `late_cancel` for what a late cancellation leaves due."""
    surcharge_cents: int = 0
    """The part of the price that being late added."""
    late_since: datetime | None = None
    """The limit that had passed when it was booked; None if it was booked in time."""
    raises_month: bool = False
    """Whether the surcharge is that of all the month's bookings of the service together."""
    pay_by: datetime | None = None
    """For a booking to be paid at once and not paid yet, when the place is given back; else None."""
    declinable_until: datetime | None = None
    """For a place given from the waiting list, until when the family may give it back free of charge; else None.

The limit for cancelling does not matter here.
"""
    past: tuple[Over, ...] = ()
    """What of the règlement an agent passed over who booked in the place of the family; of a fee, who cancelled."""
    others: tuple[HomePrice, ...] = ()
    """The prices of the other homes that had agreed to pay a part of it when it was booked, each at its own tariff."""

    def priced_for(self, family: str) -> Self | None:
        """The same at the price of that home, and without the prices of others; None where its price was not fixed."""
        if family == self.payer:
            return replace(self, others=())
        own = next((each for each in self.others if each.family == family), None)
        if own is None:
            return None
        return replace(
            self,
            price_cents=own.price_cents,
            tranche=own.tranche,
            payer=family,
            surcharge_cents=own.surcharge_cents,
            others=(),
        )


@dataclass(frozen=True, slots=True)
class BookingQuestion:
    """What a family asked for and the town has not decided yet. It takes no place and owes nothing."""

    request: str
    """The id of the request that it is part of."""
    action: Action
    booking: Booking
    """What is written if the town accepts: the booking, or what a cancellation leaves due. The price is fixed."""
    counts: bool = False
    """Whether accepting it counts as one more time that the family was late."""


@dataclass(frozen=True, slots=True)
class CancelledByTown:
    """`act`: which of the month's `town_acts`."""

    act: str
    payer: str
    past: tuple[Over, ...] = ()


@dataclass(frozen=True, slots=True)
class ChildMonth:
    """All that is stored of a child for one month (`2026-11`).

    `days` has the bookings, by day of the month, then by service. Each list has a bound (`MOST_…`), so that no family
    can fill the item and keep an agent from writing down who came.
    """

    child: str
    month: str
    days: dict[int, dict[str, Booking]] = field(default_factory=dict)
    fees: dict[int, dict[str, Booking]] = field(default_factory=dict)
    """What late cancellations left due, by day and service like `days`. A fee takes no place."""
    absences: dict[str, DeclaredAbsence] = field(default_factory=dict)
    """The declared absences that have a day in this month, by id."""
    attended: dict[int, dict[str, Attended]] = field(default_factory=dict)
    """The attendance, by day and service like `days`. Where nothing was written down, the child came as booked."""
    asked: dict[int, dict[str, BookingQuestion]] = field(default_factory=dict)
    """What waits for the town's decision, by day and service like `days`."""
    town_acts: dict[str, TownAct] = field(default_factory=dict)
    """What agents did in the place of a family, by the id of the act, which is that of the bookings too. The oldest comes first."""
    cancelled_by_town: dict[int, dict[str, CancelledByTown]] = field(default_factory=dict)
    """What an agent cancelled, by day and service like `days`, until it is booked again."""
    opened: tuple[str, ...] = ()
    """The enrolments whose days were booked in this month (see `opened_enrolments`): they are booked once only."""

    def booking(self, slot: Slot) -> Booking | None:
        return self.days.get(slot.date.day, {}).get(slot.service)

    def seen(self, slot: Slot) -> Attended | None:
        """What was written down of who came; None where nothing was."""
        return self.attended.get(slot.date.day, {}).get(slot.service)

    def with_booking(self, slot: Slot, booking: Booking) -> Self:
        day = {**self.days.get(slot.date.day, {}), slot.service: booking}
        cancelled = _without(self.cancelled_by_town, slot) if self.cancelled_by_town else {}
        return replace(self, days={**self.days, slot.date.day: day}, cancelled_by_town=cancelled)

    def question(self, slot: Slot) -> BookingQuestion | None:
        """What the town was asked about that slot and has not decided yet."""
        return self.asked.get(slot.date.day, {}).get(slot.service)

    def is_untouched(self, day: int, service: str) -> bool:
        """Whether nothing is booked, asked or written down there."""
        free = service not in self.days.get(day, ()) and service not in self.asked.get(day, ())
        return free and service not in self.attended.get(day, ())

    def with_question(self, slot: Slot, asked: BookingQuestion) -> Self:
        day = {**self.asked.get(slot.date.day, {}), slot.service: asked}
        return replace(self, asked={**self.asked, slot.date.day: day})

    def without_question(self, slot: Slot) -> Self:
        return replace(self, asked=_without(self.asked, slot))

    def with_fee(self, slot: Slot, fee: Booking) -> Self:
        """Return the month with one more fee. A slot that is cancelled late twice owes both fees."""
        earlier = self.fees.get(slot.date.day, {})
        if slot.service in earlier:
            fee = _with_earlier_fee(fee, earlier[slot.service])
        return replace(self, fees={**self.fees, slot.date.day: {**earlier, slot.service: fee}})

    def with_town_act(self, act: str, said: TownAct) -> Self:
        acts = {**self.town_acts, act: said}
        return replace(self, town_acts=dict(list(acts.items())[-MOST_TOWN_ACTS:]))

    def with_cancelled_by_town(self, slot: Slot, cancelled: CancelledByTown) -> Self:
        day = {**self.cancelled_by_town.get(slot.date.day, {}), slot.service: cancelled}
        return replace(self, cancelled_by_town={**self.cancelled_by_town, slot.date.day: day})

    def done_by_town(self, slot: Slot, family: str) -> DoneByTown | None:
        """What the town did there in the place of that family, where nothing was done since."""
        if not self.town_acts:
            return None
        booking = self.booking(slot)
        if booking is not None:
            return self.signed(booking, Action.RESERVE) if booking.payer == family else None
        cancelled = self.cancelled_by_town.get(slot.date.day, {}).get(slot.service)
        if cancelled is None or cancelled.payer != family:
            return None
        return self.signed(cancelled, Action.CANCEL)

    def signed(self, done: Booking | CancelledByTown, action: Action) -> DoneByTown | None:
        """Past what and why an agent made this booking, this fee or this cancellation; None where no agent did."""
        said = self.town_acts.get(done.act)
        return None if said is None else DoneByTown(action, done.past, said.reason)

    def without(self, slot: Slot) -> Self:
        return replace(self, days=_without(self.days, slot))

    def absence(self, slot: Slot, family: str) -> DeclaredAbsence | None:
        """The absence that this family declared for that slot, if any."""
        for absence in self.absences.values():
            if absence.family == family and absence.covers(slot.date, slot.service):
                return absence
        return None

    def with_absence(self, absence: DeclaredAbsence) -> Self:
        """Return the month with the absence, new or changed. Raises TooManyAbsences where it makes the month too full."""
        known = self.absences.get(absence.id)
        absences = {**self.absences, absence.id: absence}
        if known is None or known.days != absence.days:
            _check_absences(absences.values())
        return replace(self, absences=absences)

    def without_absence(self, absence: str) -> Self:
        return replace(self, absences={key: kept for key, kept in self.absences.items() if key != absence})

    @property
    def takes_no_more(self) -> bool:
        """Whether no booking and no question may be added to this month: it has `MOST_BOOKED` of them, fees included, and what the
        town cancelled."""
        held: tuple[Mapping[int, Sized], ...] = (self.days, self.fees, self.asked, self.cancelled_by_town)
        return sum(map(len, chain.from_iterable(days.values() for days in held))) >= MOST_BOOKED

    def may_price(self, homes: int) -> bool:
        """Whether the prices of so many other homes may be kept with one more slot."""
        booked = chain(self.days.values(), self.fees.values())
        kept = sum(len(one.others) for services in booked for one in services.values())
        kept += sum(len(one.booking.others) for services in self.asked.values() for one in services.values())
        seen = (one for services in self.attended.values() for one in services.values())
        kept += sum(len(each.charges) for one in seen for each in one.others)
        return kept + homes <= MOST_HOME_PRICES

    def may_attend(self, slot: Slot) -> bool:
        """Whether attendance may be written down there: always where it was already, else up to `MOST_ATTENDED`."""
        if slot.service in self.attended.get(slot.date.day, {}):
            return True
        return sum(map(len, self.attended.values())) < MOST_ATTENDED

    def with_attended(self, slot: Slot, attended: Attended) -> Self:
        day = {**self.attended.get(slot.date.day, {}), slot.service: attended}
        return replace(self, attended={**self.attended, slot.date.day: day})

    def without_attended(self, slot: Slot) -> Self:
        """What was written down is taken back, and what it added to the bill with it."""
        return replace(self, attended=_without(self.attended, slot))

    def rows(self) -> Iterator[tuple[Slot, Booking]]:
        """Every booking, with its slot."""
        for number, services in self.days.items():
            day = day_of(self.month, number)
            for service, booking in services.items():
                yield Slot(day, service, self.child), booking

    def services_of(self, family: str) -> set[str]:
        """Those that this family booked for the child."""
        booked = (item for services in self.days.values() for item in services.items())
        return {service for service, booking in booked if booking.payer == family}

    def __len__(self) -> int:
        return sum(len(services) for services in self.days.values())


def _with_earlier_fee(fee: Booking, earlier: Booking) -> Booking:
    """Each home owes both at its own prices, whichever of them cancelled."""

    def cents(family: str) -> int:
        own = (each.priced_for(family) for each in (earlier, fee))
        return sum(each.price_cents for each in own if each is not None)

    homes = {each.family for one in (earlier, fee) for each in one.others} | {earlier.payer} - {fee.payer}
    others = tuple(HomePrice(home, cents(home), "") for home in sorted(homes - {fee.payer}))
    return replace(fee, price_cents=cents(fee.payer), others=others)


def _check_absences(absences: Collection[DeclaredAbsence]) -> None:
    services = sum(len(each.days) for each in absences)
    days = sum(len(of_service) for each in absences for of_service in each.days.values())
    if len(absences) > MOST_ABSENCES or services > MOST_SERVICES_MISSED or days > MOST_DAYS_MISSED:
        raise TooManyAbsences


def _without(days: dict[int, dict[str, T]], slot: Slot) -> dict[int, dict[str, T]]:
    day = {code: kept for code, kept in days.get(slot.date.day, {}).items() if code != slot.service}
    others = {number: services for number, services in days.items() if number != slot.date.day}
    return {**others, slot.date.day: day} if day else others

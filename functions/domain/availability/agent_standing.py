"""What an agent may do about a slot in the place of a family: what of the règlement that passes over, and what is never passed over.

The same rules as for a parent are asked, in the same order (`availability_of`). There the first that stands in the way refuses the
action; here those that may be passed over are named, all of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import partial

from functions.domain.availability.availability import (
    availability_of,
    booked_all_year,
    place_obstacle,
    unit_cents,
    without_price,
)
from functions.domain.availability.constraints import child_flaws
from functions.domain.availability.hours import Hours, hours_of
from functions.domain.availability.lateness import (
    Lateness,
    cancelling_late,
    counts_times,
    reserving_late,
)
from functions.domain.availability.obstacles import Availability, Obstacle, ObstacleCode, Queue
from functions.domain.availability.situation import Situation
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.town_act import Over
from functions.domain.pricing.prices import NoPrice, price
from functions.domain.reglement.closures import ClosedCode
from functions.domain.reglement.deadline_rules import Action, Late, Mode, Surcharge
from functions.domain.reglement.reglement import Service, UnknownService, UnknownTariff


class PriceChoice(StrEnum):
    """At which price an agent books or cancels past the limit. In time, both are the same."""

    REGULAR = "regular"
    """As in time: a booking costs what it costs, and of a cancellation nothing stays due."""
    LATE = "late"
    """As the règlement says for who is late. Where it says nothing of a late cancellation, the whole price stays due: it would
    have, had nobody cancelled."""


@dataclass(frozen=True, slots=True)
class AgentStanding:
    """`standing` has an obstacle where nobody may do this, an agent neither; else the price under the choice that was made."""

    standing: Availability
    over: tuple[Obstacle, ...] = ()
    """What stands in a parent's way, or is late."""

    @property
    def passes(self) -> tuple[Over, ...]:
        return tuple(sorted({over for each in self.over if (over := over_of(each)) is not None}))


_OVER = {
    ObstacleCode.DEADLINE_PASSED: Over.LIMIT,
    ObstacleCode.NOT_POSSIBLE: Over.LIMIT,
    ObstacleCode.NOT_OPEN_YET: Over.NOT_OPEN_YET,
    ObstacleCode.NOT_ANNOUNCED: Over.NOT_OPEN_YET,
    ObstacleCode.FULL: Over.CAPACITY,
    ObstacleCode.WAITING: Over.QUEUE,
    ObstacleCode.CONDITION: Over.CONDITION,
    ObstacleCode.NOT_IN_PATTERN: Over.CONDITION,
    ObstacleCode.GIVEN_BACK: Over.CONDITION,
}
_HOLIDAYS = (ClosedCode.PUBLIC_HOLIDAY, ClosedCode.SCHOOL_HOLIDAY)


def over_of(obstacle: Obstacle) -> Over | None:
    """What an agent passes over who does it nevertheless; None where nobody may.

    What is booked on a day that the town closed or called off does not take place, whoever booked it. A service that is never open
    on that weekday is opened in the règlement, for everybody.
    """
    if obstacle.closed is not None:
        return Over.CLOSED if obstacle.closed.code in _HOLIDAYS else None
    return _OVER.get(obstacle.code)


def agent_standing(
    situation: Situation, slot: Slot, action: Action, choice: PriceChoice, *, now: datetime
) -> AgentStanding:
    """How `action` on `slot` stands for an agent. The child must be one of the family's."""
    try:
        service = situation.reglement.service(slot.service)
    except UnknownService:
        return _never(ObstacleCode.NOT_CONCERNED)
    if slot.date < situation.reglement.day_of(now):
        return _never(ObstacleCode.PAST)
    if action is Action.RESERVE:
        return _reserving(situation, service, slot, choice, now)
    return _cancelling(situation, service, slot, choice, now)


def _never(code: ObstacleCode) -> AgentStanding:
    return AgentStanding(Availability(Obstacle(code)))


def _reserving(
    situation: Situation, service: Service, slot: Slot, choice: PriceChoice, now: datetime
) -> AgentStanding:
    child = situation.children[slot.child]
    # Whatever was booked there, or asked by the child's other family, is answered as it is to a parent. What this family itself asked
    # for is booked, which answers it.
    if situation.booking(slot) is not None or _asked_otherwise(situation, slot):
        found = availability_of(situation, slot, Action.RESERVE, now=now)
        return _never(ObstacleCode.ALREADY_ASKED) if found.obstacle is None else AgentStanding(found)
    if not service.welcomes(child.school):
        return _never(ObstacleCode.NOT_CONCERNED)
    if service.reserve.mode is Mode.ATTENDANCE:
        return _never(ObstacleCode.NOTHING_TO_BOOK)
    if situation.months[slot.child, slot.month].takes_no_more:
        return _never(ObstacleCode.MONTH_FULL)
    hours = Hours() if _all_year(service) else hours_of(situation, service, slot, Action.RESERVE, now)
    in_the_way = list(_in_the_way(situation, service, child, slot, hours, now))
    for obstacle in in_the_way:
        if over_of(obstacle) is None:
            return AgentStanding(Availability(obstacle))
    try:
        unit = price(situation.reglement, service, slot.date, situation.household(child, slot.date))
        late = None
        terms = _late_terms(hours)
        if choice is PriceChoice.LATE and terms is not None:
            late = reserving_late(
                terms,
                slot,
                situation.months[slot.child, slot.month],
                payer=situation.family.id,
                since=hours.since,
                times_before=situation.times_late(slot, Action.RESERVE),
                price_of=partial(unit_cents, situation, service, child),
            )
            late = replace(late, counts=counts_times(service.reserve))
    except (UnknownTariff, NoPrice) as refusal:
        return AgentStanding(Availability(without_price(refusal)))
    added = 0 if late is None else late.added_cents
    found = Availability(None, hours.until, unit.unit_cents + added, unit.tranche, late)
    return AgentStanding(found, tuple(in_the_way))


def _asked_otherwise(situation: Situation, slot: Slot) -> bool:
    asked = situation.asked(slot)
    own = situation.family.id
    return asked is not None and (asked.action is not Action.RESERVE or asked.booking.payer != own)


def _in_the_way(
    situation: Situation, service: Service, child: Child, slot: Slot, hours: Hours, now: datetime
) -> Iterator[Obstacle]:
    closed = situation.open_days.closed(service, slot.date, child)
    if closed is not None:
        yield Obstacle(ObstacleCode.CLOSED, closed=closed)
    if service.conditions.ask_of_child:
        for flaw in child_flaws(service, situation.applicant(child, service.code, slot.date, now=now)):
            yield Obstacle(ObstacleCode.CONDITION, broken=flaw)
    if _all_year(service):
        yield booked_all_year(situation, service, child, slot)
    past = _past(hours)
    if past is not None:
        yield past
    yield from _places(situation, service, child, slot)


def _places(situation: Situation, service: Service, child: Child, slot: Slot) -> Iterator[Obstacle]:
    """That the day is full, and that others wait for its places: two things, and either may be so without the other."""
    full = place_obstacle(situation, service, child, slot, late=True)
    if full is None:
        return
    counted, weekday = situation.places[slot.service, slot.month], situation.reglement.days.weekday(slot.date)
    if not counted.has_room(service, weekday, slot.date.day, child.school):
        yield Obstacle(ObstacleCode.FULL)
    others = [
        entry
        for entry in counted.rivals(service, weekday, slot.date.day, child.school)
        if entry.child != slot.child
    ]
    if service.waiting_list is not None and others:
        yield Obstacle(ObstacleCode.WAITING, queue=Queue(len(others)))


def _cancelling(
    situation: Situation, service: Service, slot: Slot, choice: PriceChoice, now: datetime
) -> AgentStanding:
    booking = situation.booking(slot)
    found = availability_of(situation, slot, Action.CANCEL, now=now)
    if booking is None or booking.payer != situation.family.id or situation.asked(slot) is not None:
        return _never(ObstacleCode.ALREADY_ASKED) if found.withdraws else AgentStanding(found)
    off = situation.not_held(slot)
    if off is not None and off.of_child:  # Nothing of it is due, and its place is for another child.
        return AgentStanding(Availability(None, None, booking.price_cents, booking.tranche))
    if off is not None:
        return AgentStanding(found)
    declinable = booking.declinable_until
    if declinable is not None and now < declinable:
        return AgentStanding(found._replace(kept_cents=0, late=None))
    hours = hours_of(situation, service, slot, Action.CANCEL, now)
    past = _past(hours)
    if past is not None and over_of(past) is None:
        return AgentStanding(Availability(past, None, booking.price_cents, booking.tranche))
    late = None
    if choice is PriceChoice.LATE and past is not None and over_of(past) is Over.LIMIT:
        try:
            late = _kept(situation, service, slot, booking, hours)
        except (UnknownTariff, NoPrice) as refusal:
            standing = Availability(without_price(refusal), None, booking.price_cents, booking.tranche)
            return AgentStanding(standing)
    kept = 0 if late is None else late.added_cents
    standing = Availability(None, hours.until, booking.price_cents, booking.tranche, late, kept_cents=kept)
    return AgentStanding(standing, () if past is None else (past,))


def _kept(situation: Situation, service: Service, slot: Slot, booking: Booking, hours: Hours) -> Lateness:
    """What stays due of a booking that is cancelled at the late price."""
    terms = _late_terms(hours)
    if terms is None:
        return Lateness(hours.since, booking.price_cents, surcharge=Surcharge(percent=Decimal(100)))
    late = cancelling_late(
        terms,
        slot,
        booking,
        since=hours.since,
        times_before=situation.times_late(slot, Action.CANCEL),
        price_of=partial(unit_cents, situation, service, situation.children[slot.child]),
    )
    return replace(late, counts=counts_times(service.cancel))


def _all_year(service: Service) -> bool:
    return service.reserve.mode is Mode.ALWAYS and not service.reserve.cases


def _past(hours: Hours) -> Obstacle | None:
    """That the limit has passed, also where a parent may still do it late; that nothing is open yet."""
    if hours.obstacle is not None:
        return hours.obstacle
    if hours.late is None:
        return None
    code = ObstacleCode.NOT_POSSIBLE if hours.since is None else ObstacleCode.DEADLINE_PASSED
    return Obstacle(code, at=hours.since)


def _late_terms(hours: Hours) -> Late | None:
    """The terms for who is late now; those of the last window, where even that is over."""
    if hours.late is not None:
        return hours.late.late
    late = hours.obstacle.late if hours.obstacle is not None else None
    if late is not None:
        return late.late
    return hours.late_windows[-1].late if hours.late_windows else None

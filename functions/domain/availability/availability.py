"""Whether an action on a slot is possible at an instant, until when, and at what price.

The page, the basket and the act that validates all ask here, so that the page cannot promise what the act refuses.
"""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

from functions.domain.availability.constraints import Broken, BrokenCode, child_flaws
from functions.domain.availability.home_prices import own_booking
from functions.domain.availability.lateness import cancelling_late, counts_times, reserving_late
from functions.domain.availability.obstacles import Availability, Obstacle, ObstacleCode, Queue
from functions.domain.availability.rows import Row
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.families.family import Child
from functions.domain.planning.child_month import Booking, BookingQuestion, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.opened_enrolments import is_opened
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.waiting_queue import QueueEntry, ranked
from functions.domain.pricing.prices import Household, NoPrice, Price, price
from functions.domain.reglement.deadline_rules import Action, LateMode, Mode, Surcharge
from functions.domain.reglement.reglement import Reglement, Service, UnknownService, UnknownTariff
from functions.domain.reglement.service_conditions import Need


def availability_of(situation: Situation, slot: Slot, action: Action, *, now: datetime) -> Availability:
    """Return whether `action` is possible on `slot` at `now`. The child must be one of the family's."""
    try:
        service = situation.reglement.service(slot.service)
    except UnknownService:
        return Availability(Obstacle(ObstacleCode.NOT_CONCERNED))
    return availability_in(Row.of(situation, service, slot.child, slot.month), slot, action, now=now)


def availability_in(row: Row, slot: Slot, action: Action, *, now: datetime) -> Availability:
    """The same of one of the days of a row."""
    return _reserving(row, slot, now) if action is Action.RESERVE else _cancelling(row, slot, now)


def _reserving(row: Row, slot: Slot, now: datetime) -> Availability:
    situation, service, child, month = row.situation, row.service, row.child, row.month
    booking, asked = month.booking(slot), month.question(slot)
    if asked is not None:
        mine = asked.booking.payer == situation.family.id
        if mine and asked.action is Action.CANCEL:
            return _withdrawing(asked)
        if not mine:
            return _of_other_household(ObstacleCode.OTHER_HOUSEHOLD_ASKED)
        already = Obstacle(ObstacleCode.ALREADY_ASKED)
        return Availability(already, None, asked.booking.price_cents, asked.booking.tranche)
    if booking is not None:
        if booking.payer != situation.family.id:
            return _of_other_household(ObstacleCode.OTHER_HOUSEHOLD, own_booking(situation, slot))
        already = Obstacle(ObstacleCode.ALREADY_BOOKED)
        return Availability(already, None, booking.price_cents, booking.tranche)
    if not service.welcomes(child.school):
        return Availability(Obstacle(ObstacleCode.NOT_CONCERNED))
    closed = row.closed(slot.date)
    if closed is not None:
        return Availability(Obstacle(ObstacleCode.CLOSED, closed=closed))
    if service.conditions.ask_of_child:
        flaws = child_flaws(service, situation.applicant(child, service.code, slot.date, now=now))
        if flaws:
            return Availability(Obstacle(ObstacleCode.CONDITION, broken=flaws[0]))
    if month.takes_no_more:
        return Availability(Obstacle(ObstacleCode.MONTH_FULL))
    if service.reserve.mode is Mode.ALWAYS and not service.reserve.cases:
        return Availability(booked_all_year(situation, service, child, slot))
    try:
        unit = price(situation.reglement, service, slot.date, situation.household(child, slot.date))
    except (UnknownTariff, NoPrice) as refusal:
        return Availability(without_price(refusal))
    found = row.hours(slot, Action.RESERVE, now)
    if found.obstacle is None:
        closed_list = found.late is not None or service.reserve.confirmed_by_town
        full = place_obstacle(situation, service, child, slot, late=closed_list)
        if full is not None:
            until = found.until if full.queue is not None else None
            return Availability(full, until, unit.unit_cents, unit.tranche)
    if found.late is None:
        asks = found.obstacle is None and service.reserve.confirmed_by_town
        return Availability(
            found.obstacle,
            found.until,
            unit.unit_cents,
            unit.tranche,
            on_request=asks,
            once_booked=found.once_booked,
        )
    try:
        late = reserving_late(
            found.late.late,
            slot,
            month,
            payer=situation.family.id,
            since=found.since,
            times_before=situation.times_late(slot, Action.RESERVE),
            price_of=partial(unit_cents, situation, service, child),
        )
    except (UnknownTariff, NoPrice) as refusal:
        return Availability(without_price(refusal))
    late = replace(late, counts=counts_times(service.reserve))
    asks = service.reserve.confirmed_by_town or found.late.late.mode is LateMode.REQUEST
    price_cents = unit.unit_cents + late.added_cents
    return Availability(
        None,
        found.until,
        price_cents,
        unit.tranche,
        late,
        on_request=asks,
        once_booked=found.once_booked,
    )


def _cancelling(row: Row, slot: Slot, now: datetime) -> Availability:
    situation, service, month = row.situation, row.service, row.month
    booking, asked = month.booking(slot), month.question(slot)
    if asked is not None and asked.booking.payer == situation.family.id:
        if asked.action is Action.RESERVE:
            return _withdrawing(asked)
        shown = asked.booking if booking is None else booking
        return Availability(Obstacle(ObstacleCode.ALREADY_ASKED), None, shown.price_cents, shown.tranche)
    if booking is None:
        return Availability(Obstacle(ObstacleCode.NOT_BOOKED))
    if booking.payer != situation.family.id:
        return _of_other_household(ObstacleCode.OTHER_HOUSEHOLD, own_booking(situation, slot))
    off = situation.open_days.not_held(slot, booking, situation.children[slot.child])
    if (
        off is not None
    ):  # It is booked again should the town put it back; until then there is nothing to cancel or to pay.
        closed = Obstacle(ObstacleCode.CLOSED, closed=off)
        return Availability(closed, None, booking.price_cents, booking.tranche)
    found = row.hours(slot, Action.CANCEL, now)
    declinable = booking.declinable_until
    if declinable is not None and now < declinable:
        in_time = found.until if found.late is None else None
        until = max(filter(None, (declinable, in_time))).astimezone(situation.reglement.clock)
        return Availability(None, until, booking.price_cents, booking.tranche)
    after_limit = found.late is not None and found.late.late.mode is LateMode.REQUEST
    asks = found.obstacle is None and (service.cancel.confirmed_by_town or after_limit)
    if asks and month.takes_no_more:
        # The question would stand beside the booking until the town answers.
        full = Obstacle(ObstacleCode.MONTH_FULL)
        return Availability(full, None, booking.price_cents, booking.tranche)
    if found.late is None:
        return Availability(
            found.obstacle, found.until, booking.price_cents, booking.tranche, on_request=asks
        )
    try:
        late = cancelling_late(
            found.late.late,
            slot,
            booking,
            since=found.since,
            times_before=situation.times_late(slot, Action.CANCEL),
            price_of=partial(unit_cents, situation, service, situation.children[slot.child]),
        )
    except (UnknownTariff, NoPrice) as refusal:
        return Availability(without_price(refusal), None, booking.price_cents, booking.tranche)
    late = replace(late, counts=counts_times(service.cancel))
    kept = late.added_cents
    return Availability(None, found.until, booking.price_cents, booking.tranche, late, kept, on_request=asks)


def _of_other_household(code: ObstacleCode, own: Booking | None = None) -> Availability:
    """Leave out the price and the bracket of the other household: they would tell what the other parent earns. `own`: at the price that
    this family pays, if it pays a part."""
    if own is None:
        return Availability(Obstacle(code))
    return Availability(Obstacle(code), None, own.price_cents, own.tranche)


def _withdrawing(asked: BookingQuestion) -> Availability:
    """A request that the town has not decided yet can be taken back."""
    return Availability(None, None, asked.booking.price_cents, asked.booking.tranche, withdraws=True)


def booked_all_year(situation: Situation, service: Service, child: Child, slot: Slot) -> Obstacle:
    """Say why the family cannot book this day of a service that is booked all year."""
    held = [each for each in child.enrolments if each.covers(service.code, slot.date)]
    if not held:
        missing = Broken(BrokenCode.NEED, service.code, other=Need.ENROLMENT)
        return Obstacle(ObstacleCode.CONDITION, broken=missing)
    weekday = situation.reglement.days.weekday(slot.date)
    wanted = [each for each in held if each.wants(slot.date, weekday)]
    if not wanted:
        return Obstacle(ObstacleCode.NOT_IN_PATTERN)
    notes = situation.months[slot.child, slot.month].opened
    past = any(is_opened(each, slot.date, weekday, notes) for each in wanted)
    return Obstacle(ObstacleCode.GIVEN_BACK if past else ObstacleCode.ALWAYS_BOOKED)


def usual_price(situation: Situation, service: Service, child: Child, day: date) -> Price | None:
    """Return the ordinary price of a booking in time; None where the tariff or its grid has no price for that day."""
    return usual_price_of(situation.reglement, service, situation.household(child, day), day)


def usual_price_of(reglement: Reglement, service: Service, household: Household, day: date) -> Price | None:
    """The same for a household that is known."""
    try:
        return price(reglement, service, day, household)
    except (UnknownTariff, NoPrice):
        return None


def without_price(refusal: UnknownTariff | NoPrice) -> Obstacle:
    return Obstacle(ObstacleCode.NO_PRICE, told=str(refusal.data.get("told", "")))


def unit_cents(
    situation: Situation, service: Service, child: Child, day: date, surcharge: Surcharge | None
) -> int:
    """Return the price of a unit in cents, with the surcharge if there is one. Raises UnknownTariff or NoPrice."""
    household = situation.household(child, day)
    return price(situation.reglement, service, day, household, surcharge=surcharge).unit_cents


def has_place(situation: Situation, service: Service, child: Child, day: date) -> bool:
    """Whether the child would get a place on that day, in time: what `place_obstacle` says, without why."""
    counted = situation.places[service.code, month_of(day)]
    if counted.queue(day.day):
        slot = Slot(day, service.code, child.id)
        return place_obstacle(situation, service, child, slot, late=False) is None
    return counted.has_room(service, situation.reglement.days.weekday(day), day.day, child.school)


def place_obstacle(
    situation: Situation, service: Service, child: Child, slot: Slot, *, late: bool
) -> Obstacle | None:
    """Return the obstacle where the day is full, or its place belongs to somebody who waits; None if there is a place.

    `late`: it is too late to join the waiting list.
    """
    if not service.places:
        return None
    counted = _without_those_who_cannot_come(situation, service, slot)
    day, weekday = slot.date.day, situation.reglement.days.weekday(slot.date)
    rules, entry = service.waiting_list, situation.entry(slot)
    if rules is None:
        return None if counted.has_room(service, weekday, day, child.school) else Obstacle(ObstacleCode.FULL)
    if entry is not None:
        ahead = ranked(rules, {entry, *counted.rivals(service, weekday, day, entry.claims.school)})
        mine = entry.family == situation.family.id
        queue = Queue(len(ahead), rank=ahead.index(entry) + 1, mine=mine)
        return Obstacle(ObstacleCode.WAITING, queue=queue)
    place = (service, weekday, day, child.school)
    if counted.has_room(*place) and not counted.is_promised(*place):
        return None
    is_open = len(counted.queue(day)) < rules.most and not late
    return Obstacle(ObstacleCode.FULL, queue=Queue(len(counted.rivals(*place)), open=is_open))


def _without_those_who_cannot_come(situation: Situation, service: Service, slot: Slot) -> ServiceMonth:
    """The counted places without those who wait for a day that the town took from them: until it is put back, they keep nobody
    else from a place."""
    counted = situation.places[slot.service, slot.month]
    for entry in counted.queue(slot.date.day).values():
        if waits_in_vain(situation.open_days, service, slot.date, entry):
            counted = counted.without_entry(slot.date.day, entry.child)
    return counted


def waits_in_vain(open_days: OpenDays, service: Service, day: date, entry: QueueEntry) -> bool:
    """Whether the town closed the day to the children of the school and class of who waits, or called it off."""
    claims = entry.claims
    closed = open_days.closed_to(service, day, claims.school, claims.school_class, entry.child)
    return closed is not None and closed.by_town

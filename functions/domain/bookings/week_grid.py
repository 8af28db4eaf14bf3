"""What each cell of the week grid shows."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from functions.domain.absences.missed_days import Missed, missed
from functions.domain.absences.noted_slots import NotedSlot, noted_slot
from functions.domain.availability.availability import availability_in, availability_of
from functions.domain.availability.basket_expiry import waiting_in
from functions.domain.availability.home_prices import own_booking
from functions.domain.availability.obstacles import Availability, Obstacle, ObstacleCode
from functions.domain.availability.rows import Row
from functions.domain.availability.situation import Situation
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Booking, BookingQuestion, ChildMonth, Slot
from functions.domain.planning.town_act import DoneByTown
from functions.domain.reglement.closures import ClosedCode
from functions.domain.reglement.deadline_rules import Action

MAX_DAYS = 42
"""Six weeks: a month as a calendar shows it."""


class State(StrEnum):
    BOOKABLE = "bookable"
    IN_BASKET = "in_basket"
    VALIDATED = "validated"
    CANCEL_IN_BASKET = "cancel_in_basket"
    LOCKED = "locked"
    """Validated, and the family cannot cancel it: it is too late, or the child's other family booked it."""
    REQUESTED = "requested"
    """The town has not answered yet; the request can be withdrawn."""
    CANCEL_REQUESTED = "cancel_requested"
    FULL = "full"
    CAN_WAIT = "can_wait"
    """Full, and the child may join the waiting list."""
    WAITING = "waiting"
    """On the waiting list."""
    LATE = "late"
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    CALLED_OFF = "called_off"
    """It does not take place: the town called the day off, or closed it after it was booked or asked for."""


_BOOKED = frozenset((State.VALIDATED, State.CANCEL_IN_BASKET, State.LOCKED, State.REQUESTED))

_STATES = {
    ObstacleCode.FULL: State.FULL,
    ObstacleCode.DEADLINE_PASSED: State.LATE,
    ObstacleCode.NOT_OPEN_YET: State.NOT_OPEN_YET,
    ObstacleCode.NOT_ANNOUNCED: State.NOT_OPEN_YET,
}


class Cell(NamedTuple):
    """`standing` is about the one action that the cell offers: to cancel what is booked, otherwise to reserve."""

    slot: Slot
    state: State
    standing: Availability
    waits_in_basket: bool = False
    """The basket holds a line for this cell that cannot be validated."""
    pay_by: datetime | None = None
    """The slot is booked but not paid for yet: at that instant, the place is given back to everybody."""
    declinable: bool = False
    """The place came from the waiting list, and can still be given back without cost."""
    absence: Missed | None = None
    """The family declared that the child will be absent: whether that is billed, as far as is known now."""
    town: DoneByTown | None = None
    """What an agent did there in the place of this family, where nothing was done since."""
    noted: NotedSlot | None = None
    """What attendance says of it: who came, or was not there, and what of that is billed."""

    @property
    def date(self) -> date:
        return self.slot.date

    @property
    def obstacle(self) -> Obstacle | None:
        """What stands in the way of its action."""
        return self.standing.obstacle

    @property
    def action(self) -> Action:
        """The action that `standing` is about."""
        return Action.CANCEL if self.state in _BOOKED else Action.RESERVE


def days_between(start: date, end: date) -> list[date]:
    """Every day from `start` to `end`, both included; empty when `end` comes first."""
    return [start + timedelta(number) for number in range((end - start).days + 1)]


def cell(situation: Situation, basket: Basket, slot: Slot, *, now: datetime) -> Cell | None:
    """The cell of a slot; None where nothing is shown. `situation.wanted`: the slots of the basket, as the days of a
    stay share a limit."""
    month = situation.months[slot.child, slot.month]
    return _cell(situation, basket, slot, month, partial(availability_of, situation, now=now), now)


def cell_in(row: Row, basket: Basket, slot: Slot, *, now: datetime) -> Cell | None:
    """The same of one of the days of a row."""
    return _cell(row.situation, basket, slot, row.month, partial(availability_in, row, now=now), now)


Standing = Callable[[Slot, Action], Availability]


def _cell(
    situation: Situation, basket: Basket, slot: Slot, month: ChildMonth, standing: Standing, now: datetime
) -> Cell | None:
    if month.booking(slot) is None and month.question(slot) is None:
        found = _free(situation, basket, slot, standing)
    else:
        found = _held(situation, basket, slot, month, standing, now)
    noted = _noted(situation, month, slot) if month.attended else None
    if noted is not None:
        found = _with_noted(found, noted)
    said = month.done_by_town(slot, situation.family.id) if month.town_acts else None
    return found if found is None or said is None else found._replace(town=said)


_OFFERS_NOTHING = frozenset((State.FULL, State.LATE, State.NOT_OPEN_YET, State.CLOSED, State.CALLED_OFF))


def _noted(situation: Situation, month: ChildMonth, slot: Slot) -> NotedSlot | None:
    if month.seen(slot) is None:
        return None
    child, family = situation.children[slot.child], situation.family.id
    return noted_slot(situation.open_days, month, slot, child, family=family)


def _with_noted(found: Cell | None, noted: NotedSlot) -> Cell | None:
    """Who came without a booking has a cell for it, also where nothing is offered; who had none and did not come is no news."""
    if noted.booking is None:
        if not noted.came:
            return found
        if found is None:
            found = Cell(noted.slot, State.LATE, Availability(Obstacle(ObstacleCode.PAST)))
        if found.state in _OFFERS_NOTHING:
            found = found._replace(state=State.LATE)
    return None if found is None else found._replace(noted=noted)


def _held(
    situation: Situation, basket: Basket, slot: Slot, month: ChildMonth, standing: Standing, now: datetime
) -> Cell | None:
    """The cell of a slot that is booked or asked for, by whichever home."""
    booking, asked, wanted = month.booking(slot), month.question(slot), basket.action(slot)
    off = _called_off(situation, slot, booking)
    seen = month.seen(slot)
    # Who came all the same is billed as it was booked.
    if off is not None and (booking is None or seen is None or seen.presence is Presence.ABSENT):
        return Cell(slot, State.CALLED_OFF, off, waits_in_basket=wanted is not None)
    if asked is not None and asked.booking.payer == situation.family.id:
        return _requested(situation, basket, slot, asked, standing)
    if booking is None:
        return _free(situation, basket, slot, standing)
    found = standing(slot, Action.CANCEL)
    leaving = wanted is Action.CANCEL
    mine = booking.payer == situation.family.id
    pay_by = None
    if mine and booking.pay_by is not None and now < booking.pay_by:
        pay_by = booking.pay_by.astimezone(situation.reglement.clock)
    absence = _declared(situation, slot, booking)
    if found.obstacle is not None:
        return Cell(slot, State.LOCKED, found, waits_in_basket=leaving, pay_by=pay_by, absence=absence)
    declinable = booking.declinable_until is not None and now < booking.declinable_until
    state = State.CANCEL_IN_BASKET if leaving else State.VALIDATED
    found = waiting_in(basket, situation, slot, found) if leaving else found
    return Cell(slot, state, found, declinable=declinable, pay_by=pay_by, absence=absence)


def _free(situation: Situation, basket: Basket, slot: Slot, standing: Standing) -> Cell | None:
    """The cell of a slot that this family has not booked and asks nothing about."""
    found, wanted = standing(slot, Action.RESERVE), basket.action(slot)
    if found.obstacle is None:
        if wanted is not Action.RESERVE:
            return Cell(slot, State.BOOKABLE, found)
        return Cell(slot, State.IN_BASKET, waiting_in(basket, situation, slot, found))
    if found.obstacle.leaves_no_cell:
        return None
    closed = found.obstacle.closed
    if closed is not None and closed.code is ClosedCode.CALLED_OFF:
        return Cell(slot, State.CALLED_OFF, found, waits_in_basket=wanted is not None)
    return Cell(slot, _state(found.obstacle), found, waits_in_basket=wanted is Action.RESERVE)


def _declared(situation: Situation, slot: Slot, booking: Booking) -> Missed | None:
    """What the family's own absence comes to; None where it declared none, or the child was seen all the same."""
    month = situation.months[slot.child, slot.month]
    absence = month.absence(slot, situation.family.id)
    if absence is None:
        return None
    seen = month.seen(slot)
    child = situation.children[slot.child]
    return missed(situation.open_days, slot, booking, child, attended=seen, absence=absence)


def _called_off(situation: Situation, slot: Slot, booking: Booking | None) -> Availability | None:
    """Say that the town took the day away, with the price of what the family had booked; None where it did not."""
    if booking is not None:
        closed = situation.open_days.not_held(slot, booking, situation.children[slot.child])
        if closed is None:
            return None
        own = booking if booking.payer == situation.family.id else own_booking(situation, slot)
        price_cents, tranche = (None, None) if own is None else (own.price_cents, own.tranche)
        return Availability(Obstacle(ObstacleCode.CLOSED, closed=closed), None, price_cents, tranche)
    service = next((each for each in situation.reglement.services if each.code == slot.service), None)
    if service is None or not service.welcomes(situation.children[slot.child].school):
        return None
    closed = situation.open_days.closed(service, slot.date, situation.children[slot.child])
    asked = situation.asked(slot) is not None and closed is not None and closed.by_town
    if closed is None or (closed.code is not ClosedCode.CALLED_OFF and not asked):
        return None
    return Availability(Obstacle(ObstacleCode.CLOSED, closed=closed))


def _state(obstacle: Obstacle) -> State:
    queue = obstacle.queue
    if queue is None:
        return _STATES.get(obstacle.code, State.CLOSED)
    if queue.rank is not None:
        return State.WAITING if queue.mine else State.FULL
    return State.CAN_WAIT if queue.open else State.FULL


def _requested(
    situation: Situation, basket: Basket, slot: Slot, asked: BookingQuestion, standing: Standing
) -> Cell:
    """The cell of a slot that waits for the town's answer. The opposite action withdraws the request."""
    reserving = asked.action is Action.RESERVE
    contrary = Action.CANCEL if reserving else Action.RESERVE
    found = standing(slot, contrary)
    if basket.action(slot) is contrary:
        state = State.CANCEL_IN_BASKET if reserving else State.IN_BASKET
        return Cell(slot, state, waiting_in(basket, situation, slot, found))
    return Cell(slot, State.REQUESTED if reserving else State.CANCEL_REQUESTED, found)

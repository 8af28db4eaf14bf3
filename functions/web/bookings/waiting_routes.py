"""The waiting list of a full day: a parent joins it, leaves it, declines the place that came; the secretary reads it."""

from datetime import date, datetime

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.planning.child_month import Slot
from functions.french.reglement.closures import closed_sentence
from functions.storage.bookings.booking_facts import Facts
from functions.usecases.bookings.decline_place import decline_place
from functions.usecases.waiting_list.join_waiting_list import join_waiting_list, leave_waiting_list
from functions.usecases.waiting_list.list_waiting import list_waiting
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE, FAMILY
from functions.web.bookings.answers import Answers
from functions.web.bookings.routes import acting, slot_of
from functions.web.bookings.types import Basket, Cell, SlotAsked
from functions.web.callers.agents import OFFICE, Agent
from functions.web.callers.members import BOOKER, Booker

routes = Routes(Blueprint(__name__))


class SlotAnswer(Struct):
    """The cell as it is now, and the basket, which a slot that is waited for has left."""

    cell: Cell
    basket: Basket


class QueueQuery(Struct):
    service: Id
    date: date


class NamedChild(Struct):
    id: str
    first_name: str
    last_name: str
    name: str
    """Both, and what tells the child from another of the queue who has both."""


class NamedFamily(Struct):
    id: str
    name: str


class Waiting(Struct):
    """One child; `rank` 1 is the next. What the town's priorities look at was so when it joined, or last was near its turn."""

    rank: int
    child: NamedChild
    family: NamedFamily
    since: datetime
    resident: bool
    sibling: bool
    single_parent: bool
    school: str | None
    school_class: str | None
    closed: str | None
    """Why the day does not take place for the child, who then gets no place of it; null if it does."""


class QueueAnswer(Struct):
    """`capacity`: places for all schools together, null without such a limit."""

    service: str
    date: date
    taken: int
    capacity: int | None
    waiting: list[Waiting]


@routes.route("POST", f"{FAMILY}/waiting", BOOKER, takes=SlotAsked, answers=SlotAnswer, keyed=True)
def join_queue(caller: Booker, asked: SlotAsked) -> SlotAnswer:
    """Wait for a place of a full day. It comes by itself when one frees, and can be declined."""
    slot, ask = slot_of(asked), caller.ask
    return _answer(
        join_waiting_list(acting(caller), slot, key=ask.idempotency_key, now=ask.now), slot, ask.now
    )


@routes.route("POST", f"{FAMILY}/waiting/leave", BOOKER, takes=SlotAsked, answers=SlotAnswer, keyed=True)
def leave_queue(caller: Booker, asked: SlotAsked) -> SlotAnswer:
    """Wait for that day no more."""
    slot, ask = slot_of(asked), caller.ask
    return _answer(
        leave_waiting_list(acting(caller), slot, key=ask.idempotency_key, now=ask.now), slot, ask.now
    )


@routes.route("POST", f"{FAMILY}/bookings/decline", BOOKER, takes=SlotAsked, answers=SlotAnswer, keyed=True)
def decline_booking(caller: Booker, asked: SlotAsked) -> SlotAnswer:
    """Give back, without cost, a place that came from the waiting list."""
    slot, ask = slot_of(asked), caller.ask
    return _answer(decline_place(acting(caller), slot, key=ask.idempotency_key, now=ask.now), slot, ask.now)


@routes.route("GET", f"{COMMUNE}/waiting", OFFICE, takes=QueueQuery, answers=QueueAnswer)
def read_queue(caller: Agent, asked: QueueQuery) -> QueueAnswer:
    """Who waits for one service on one day, the next one first."""
    found = list_waiting(caller.commune, asked.service, asked.date)
    return QueueAnswer(
        service=asked.service,
        date=asked.date,
        taken=found.taken,
        capacity=found.capacity,
        waiting=[
            Waiting(
                rank=rank,
                child=NamedChild(one.entry.child, one.first_name, one.last_name, one.name),
                family=NamedFamily(one.entry.family, one.family_name),
                since=one.entry.at,
                resident=one.entry.claims.resident,
                sibling=one.entry.claims.sibling,
                single_parent=one.entry.claims.single_parent,
                school=one.entry.claims.school,
                school_class=one.entry.claims.school_class,
                closed=None if one.not_held is None else closed_sentence(one.not_held),
            )
            for rank, one in enumerate(found.waiting, start=1)
        ],
    )


def _answer(facts: Facts, slot: Slot, now: datetime) -> SlotAnswer:
    answers = Answers(facts, now)
    return SlotAnswer(answers.slot(slot), answers.basket())

"""*Mes réservations*: the planning, the basket, *Valider*."""

from datetime import date

from chalice.app import Blueprint

from functions.domain.bookings.validation import SeenLine
from functions.domain.bookings.week_grid import MAX_DAYS, days_between
from functions.domain.errors import NotFound
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.usecases.bookings.change_basket import change_basket, empty_basket
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.web.api.callers import BOOKER, Booker
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.api.problems import Invalid
from functions.web.bookings.answers import Answers
from functions.web.bookings.planning_reader import PlanningReader
from functions.web.bookings.types import (
    Basket,
    ChangesAnswer,
    ChangesAsked,
    Planning,
    PlanningQuery,
    RangeAnswer,
    RangeAsked,
    SlotAsked,
    ValidationAnswer,
    ValidationAsked,
)

routes = Routes(Blueprint(__name__))


@routes.route("GET", f"{FAMILY}/planning", BOOKER, takes=PlanningQuery, answers=Planning)
def read_planning(caller: Booker, asked: PlanningQuery) -> Planning:
    """The week grid of a child or of all children, six weeks at most, with the basket.

    Without days: two weeks, from the first one on in which something can be done.
    """
    reader = PlanningReader(caller)
    days = reader.open_days() if asked.start is asked.end is None else _days(asked.start, asked.end)
    children = caller.family.value.children
    if asked.child is not None and asked.child not in children:
        raise NotFound
    next_week = reader.next_open_week(days) if asked.next_week else None
    shown = reader.facts(days)
    chosen = [child for child in shown.children if asked.child in (None, child)]
    return Answers(shown, caller.ask.now).grid(chosen, days, next_week=next_week)


@routes.route("GET", f"{FAMILY}/basket", BOOKER, answers=Basket)
def read_basket(caller: Booker) -> Basket:
    """What waits to be validated, with today's prices and what can no longer be validated."""
    return Answers(PlanningReader(caller).facts(), caller.ask.now).basket()


@routes.route(
    "POST", f"{FAMILY}/basket/changes", BOOKER, takes=ChangesAsked, answers=ChangesAnswer, keyed=True
)
def update_basket(caller: Booker, asked: ChangesAsked) -> ChangesAnswer:
    """Put lines in the basket, take some out."""
    add = [BasketLine(slot_of(line), line.action) for line in asked.add]
    remove = [slot_of(slot) for slot in asked.remove]
    changed, after = change_basket(
        acting(caller),
        add=add,
        remove=remove,
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    cells = answers.changed([*(line.slot for line in add), *remove])
    return ChangesAnswer(answers.basket(), answers.refused(changed.refused), cells)


@routes.route("POST", f"{FAMILY}/basket/ranges", BOOKER, takes=RangeAsked, answers=RangeAnswer, keyed=True)
def fill_basket(caller: Booker, asked: RangeAsked) -> RangeAnswer:
    """Fill the basket with the weekdays of a month or of a year, for several children and services."""
    filled, after = fill_range(
        acting(caller),
        Range(asked.start, asked.end, tuple(asked.weekdays), asked.weeks),
        children=tuple(dict.fromkeys(asked.children)),
        services=tuple(dict.fromkeys(asked.services)),
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    refused = answers.refused_days(filled.refused)
    return RangeAnswer(filled.added, filled.already, filled.closed_days, refused, answers.basket())


@routes.route("DELETE", f"{FAMILY}/basket", BOOKER, answers=None, status=204, keyed=True)
def clear_basket(caller: Booker) -> None:
    """Take every line out of the basket."""
    empty_basket(acting(caller), key=caller.ask.idempotency_key, now=caller.ask.now)


@routes.route(
    "POST",
    f"{FAMILY}/bookings",
    BOOKER,
    takes=ValidationAsked,
    answers=ValidationAnswer,
    keyed=True,
    sends=True,
)
def validate_bookings(caller: Booker, asked: ValidationAsked) -> ValidationAnswer:
    """Validate lines of the basket at the prices the parent saw; each that cannot be says why."""
    validated, after = validate_basket(
        acting(caller),
        [SeenLine(slot_of(line), line.action, line.price_cents) for line in asked.lines],
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    accepted, refused = answers.accepted(validated.accepted), answers.refused(validated.refused)
    return ValidationAnswer(accepted, refused, answers.basket(), answers.to_pay(validated.to_pay))


def acting(caller: Booker) -> Acting:
    version = caller.head.value.reglement
    return Acting(caller.commune, caller.family.value, caller.basket.value, caller.account, version)


def slot_of(asked: SlotAsked) -> Slot:
    return Slot(asked.date, asked.service, asked.child)


def _days(start: date | None, end: date | None) -> list[date]:
    if start is None:
        raise Invalid(field="start")
    days = [] if end is None else days_between(start, end)
    if not 1 <= len(days) <= MAX_DAYS:
        raise Invalid(field="end")
    return days

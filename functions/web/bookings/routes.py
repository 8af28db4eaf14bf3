"""*Mes réservations*: what is put in the basket, and *Valider*."""

from chalice.app import Blueprint

from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.french.bookings.week_patterns import parity_sentence
from functions.usecases.bookings.change_basket import change_basket, empty_basket
from functions.usecases.bookings.fill_range import Range, fill_range
from functions.usecases.bookings.undo_validation import undo_validation
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.bookings.answers import Answers
from functions.web.bookings.types import (
    ChangesAnswer,
    ChangesAsked,
    RangeAnswer,
    RangeAsked,
    SlotAsked,
    UndoAsked,
    ValidationAnswer,
    ValidationAsked,
)
from functions.web.callers.members import BOOKER, Booker

routes = Routes(Blueprint(__name__))


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
    twice = parity_sentence(asked.start, asked.end, {asked.weeks})
    return Answers(after, caller.ask.now).filled(filled, twice)


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
    to_pay = answers.to_pay(validated.to_pay)
    return ValidationAnswer(accepted, refused, answers.basket(), to_pay, list(validated.acts))


@routes.route(
    "POST",
    f"{FAMILY}/bookings/undo",
    BOOKER,
    takes=UndoAsked,
    answers=ValidationAnswer,
    keyed=True,
    sends=True,
)
def undo(caller: Booker, asked: UndoAsked) -> ValidationAnswer:
    """Undo what was validated or declared in the last ten minutes; each line that cannot be says why."""
    undone, after = undo_validation(
        acting(caller),
        list(dict.fromkeys(asked.acts)),
        [slot_of(slot) for slot in asked.slots],
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    accepted, refused = answers.accepted(undone.accepted), answers.refused(undone.refused, undoing=True)
    to_pay = answers.to_pay(undone.to_pay)
    return ValidationAnswer(accepted, refused, answers.basket(), to_pay, absences=undone.absences)


def acting(caller: Booker) -> Acting:
    version = caller.head.value.reglement
    return Acting(caller.commune, caller.family.value, caller.basket.value, caller.account, version)


def slot_of(asked: SlotAsked) -> Slot:
    return Slot(asked.date, asked.service, asked.child)

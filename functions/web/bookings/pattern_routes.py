"""Weeks that come back: the last one again, and those that a parent named."""

from datetime import date

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.calendar.months import monday
from functions.domain.errors import NotFound
from functions.french.bookings.week_patterns import copied_sentence
from functions.usecases.bookings.copy_week import copy_week
from functions.web.api.callers import BOOKER, Booker
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id, of_this_century
from functions.web.api.paths import FAMILY
from functions.web.bookings.answers import Answers
from functions.web.bookings.routes import acting
from functions.web.bookings.types import RangeAnswer

routes = Routes(Blueprint(__name__))


class WeekToCopy(Struct):
    """`monday`: of the week to fill. `child`: that one alone; else all of them."""

    monday: date
    child: Id | None = None

    def __post_init__(self) -> None:
        of_this_century(self.monday)
        if self.monday != monday(self.monday):
            raise ValueError(f"{self.monday} is no Monday")


@routes.route("POST", f"{FAMILY}/basket/weeks", BOOKER, takes=WeekToCopy, answers=RangeAnswer, keyed=True)
def fill_like_last_week(caller: Booker, asked: WeekToCopy) -> RangeAnswer:
    """Fill the basket for a week with what was booked in the last one: `sentence` says which."""
    children = caller.family.value.children
    if asked.child is not None and asked.child not in children:
        raise NotFound
    copied, after = copy_week(
        acting(caller),
        asked.monday,
        children=[child for child in children if asked.child in (None, child)],
        key=caller.ask.idempotency_key,
        now=caller.ask.now,
    )
    answers = Answers(after, caller.ask.now)
    return answers.filled(copied.filled, copied_sentence(copied.like, today=answers.today))

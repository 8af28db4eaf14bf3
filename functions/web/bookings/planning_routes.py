"""*Mes réservations* as they are shown: the planning and the basket. A cold start for them does without what writes."""

from datetime import date

from chalice.app import Blueprint

from functions.domain.bookings.week_grid import MAX_DAYS, days_between
from functions.domain.errors import NotFound
from functions.web.api.endpoint import Routes
from functions.web.api.paths import FAMILY
from functions.web.api.problems import Invalid
from functions.web.bookings.answers import Answers
from functions.web.bookings.planning_reader import PlanningReader
from functions.web.bookings.types import Basket, Planning, PlanningQuery
from functions.web.callers.members import BOOKER, Booker

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
    answers = Answers(shown, caller.ask.now)
    if asked.child is not None:
        one = [child for child in shown.children if child == asked.child]
        return answers.grid(one, days, next_week=next_week)
    return answers.planning(list(shown.children), days, reader.cells(days), next_week=next_week)


@routes.route("GET", f"{FAMILY}/basket", BOOKER, answers=Basket)
def read_basket(caller: Booker) -> Basket:
    """What waits to be validated, with today's prices and what can no longer be validated."""
    return Answers(PlanningReader(caller).facts(), caller.ask.now).basket()


def _days(start: date | None, end: date | None) -> list[date]:
    if start is None:
        raise Invalid(field="start")
    days = [] if end is None else days_between(start, end)
    if not 1 <= len(days) <= MAX_DAYS:
        raise Invalid(field="end")
    return days

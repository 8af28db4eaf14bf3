"""What is booked for a child outside its first and its last day, said before they are written."""

from datetime import date

from chalice.app import Blueprint
from msgspec import Struct

from functions.french.files.days_away import away_sentences
from functions.storage.town import communes
from functions.usecases.files.days_away import days_away
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent

routes = Routes(Blueprint(__name__))


class StayQuery(Struct):
    first_day: date | None = None
    last_day: date | None = None


class SlotAway(Struct):
    service: str
    date: date


class DaysAwayShown(Struct):
    """`bookings`: the family's own from today on, which an agent cancels for it (`POST …/bookings`) to give their places back."""

    bookings: list[SlotAway]
    sentences: list[str]


@routes.route(
    "GET",
    f"{COMMUNE}/files/{{family}}/children/{{child}}/days-away",
    SECRETARY,
    takes=StayQuery,
    answers=DaysAwayShown,
)
def read_days_away(caller: Agent, asked: StayQuery) -> DaysAwayShown:
    """What is booked on days on which the child is not here yet, or no more."""
    path = caller.ask.path
    found = days_away(
        caller.commune,
        path["family"],
        path["child"],
        first_day=asked.first_day,
        last_day=asked.last_day,
        now=caller.ask.now,
    )
    reglement = communes.reglement_now(caller.commune)
    names = [reglement.name_of(slot.service) for slot in found.own]
    return DaysAwayShown(
        [SlotAway(slot.service, slot.date) for slot in found.own],
        away_sentences(names, found.elsewhere, found.past),
    )

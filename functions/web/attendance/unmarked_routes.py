"""What was not written down, before it is invoiced."""

from datetime import date

import msgspec
from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.agents.staff import Role
from functions.domain.errors import NotFound
from functions.french.today.sentences import day_title
from functions.storage.town import communes
from functions.usecases.attendance.list_unmarked import list_unmarked
from functions.web.api.callers import AgentOfTown, agents_of_town
from functions.web.api.endpoint import Routes
from functions.web.api.fields import of_this_century
from functions.web.api.paths import COMMUNE

routes = Routes(Blueprint(__name__))

WHO_LOOKS = agents_of_town(Role.SECRETARY, Role.REGISSEUR, Role.ADMINISTRATOR)


class UnmarkedQuery(Struct):
    """Both included, 62 days at most."""

    first: date = msgspec.field(name="from")
    last: date = msgspec.field(name="to")

    def __post_init__(self) -> None:
        of_this_century(self.first, self.last)


class UnmarkedDay(Struct):
    date: date
    day: str
    service: str
    service_name: str
    expected: int
    """How many children."""


class UnmarkedDays(Struct):
    days: list[UnmarkedDay]


@routes.route("GET", f"{COMMUNE}/unmarked", WHO_LOOKS, takes=UnmarkedQuery, answers=UnmarkedDays)
def read_unmarked(caller: AgentOfTown, asked: UnmarkedQuery) -> UnmarkedDays:
    """Days and services with children who were expected, of whom nobody wrote down anything: by day. A moment late."""
    if caller.head is None:
        raise NotFound
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    today = caller.town.day_of(caller.ask.now)
    found = list_unmarked(caller.commune, reglement, asked.first, asked.last, today)
    return UnmarkedDays(
        [
            UnmarkedDay(
                each.day, day_title(each.day), each.service, reglement.name_of(each.service), each.expected
            )
            for each in found
        ]
    )

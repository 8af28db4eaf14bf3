"""What was not written down, before it is invoiced."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.attendance.left_unmarked import DayAndService
from functions.domain.errors import NotFound
from functions.domain.reglement.reglement import Reglement
from functions.french.today.sentences import before_invoicing, day_title
from functions.storage.town import communes
from functions.usecases.attendance.leave_unmarked import LeavingAct, leave_unmarked
from functions.usecases.attendance.list_unmarked import Unmarked, list_before_invoicing, list_unmarked
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Code, of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent, AgentOfTown, agents_of_town

routes = Routes(Blueprint(__name__))

MOST_LISTS = 500
"""Of one act: eight services on each of sixty-two days."""
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


class BeforeInvoicing(Struct):
    """`title`, `sentence`: of what the next invoices would hold as it was booked; empty where everything was written down."""

    title: str
    sentence: str
    days: list[UnmarkedDay]


class ListNamed(Struct):
    date: date
    service: Code

    def __post_init__(self) -> None:
        of_this_century(self.date)


class UnmarkedAsked(Struct):
    """`leave`: nobody will write them down, and they are listed here no more; `take_up`: they are again."""

    act: Literal["leave", "take_up"]
    lists: Annotated[list[ListNamed], Meta(min_length=1, max_length=MOST_LISTS)]


@routes.route(
    "POST", f"{COMMUNE}/unmarked", SECRETARY, takes=UnmarkedAsked, answers=None, status=204, keyed=True
)
def leave_lists_unmarked(caller: Agent, asked: UnmarkedAsked) -> None:
    """Say of some lists that nobody will write them down, or take that back. What is billed does not change."""
    act = LeavingAct(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)
    lists = [DayAndService(one.date, one.service) for one in asked.lists]
    leave_unmarked(act, lists, back=asked.act == "take_up")


@routes.route("GET", f"{COMMUNE}/unmarked", WHO_LOOKS, takes=UnmarkedQuery, answers=UnmarkedDays)
def read_unmarked(caller: AgentOfTown, asked: UnmarkedQuery) -> UnmarkedDays:
    """Days and services with children who were expected, of whom nobody wrote down anything: by day. A moment late."""
    if caller.head is None:
        raise NotFound
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    today = caller.town.day_of(caller.ask.now)
    return UnmarkedDays(
        _days(list_unmarked(caller.commune, reglement, asked.first, asked.last, today), reglement)
    )


@routes.route("GET", f"{COMMUNE}/unmarked/before-invoicing", WHO_LOOKS, answers=BeforeInvoicing)
def read_before_invoicing(caller: AgentOfTown) -> BeforeInvoicing:
    """What was not written down of the days that are not invoiced yet, until yesterday. A moment late."""
    if caller.head is None:
        return BeforeInvoicing("", "", [])
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    found = list_before_invoicing(caller.town, reglement, caller.town.day_of(caller.ask.now))
    if not found:
        return BeforeInvoicing("", "", [])
    title, sentence = before_invoicing([(each.day, each.service) for each in found], reglement)
    return BeforeInvoicing(title, sentence, _days(found, reglement))


def _days(found: list[Unmarked], reglement: Reglement) -> list[UnmarkedDay]:
    return [
        UnmarkedDay(
            each.day, day_title(each.day), each.service, reglement.name_of(each.service), each.expected
        )
        for each in found
    ]

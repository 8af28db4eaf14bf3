"""Looking for a child who is not on the list, and whom to call for those who are."""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.directory.children_named import children_named
from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.directory.words import parts_of
from functions.domain.errors import NotFound
from functions.storage.town import communes
from functions.usecases.attendance.list_day import DayListAsked
from functions.usecases.attendance.list_phones import list_phones
from functions.usecases.directory.find_families import FamiliesAsked, find_families
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.attendance.types import DayListQuery
from functions.web.callers.agents import AgentOfTown, agents_of_town

routes = Routes(Blueprint(__name__))

MOST = 20
PAGES = 4
"""Of families, that are looked through: whoever types more letters finds the others."""
WHO_KEEPS = agents_of_town(Role.CHILDCARE, Role.SECRETARY)


class ChildSearch(Struct):
    """The beginning of first and last names, in any order."""

    search: Annotated[str, Meta(min_length=2, max_length=80)]


class ChildLookedFor(Struct):
    child: str
    first_name: str
    last_name: str
    school: str | None
    school_name: str
    school_class: str | None


class ChildrenLookedFor(Struct):
    """Twenty at most: with more letters there are fewer."""

    children: list[ChildLookedFor]


class Called(Struct):
    name: str
    phone: str


class ToCall(Struct):
    child: str
    people: list[Called]


class DayPhones(Struct):
    phones: list[ToCall]


@routes.route("GET", f"{COMMUNE}/children", WHO_KEEPS, takes=ChildSearch, answers=ChildrenLookedFor)
def find_children(caller: AgentOfTown, asked: ChildSearch) -> ChildrenLookedFor:
    """Children of the town by their names: with school and class, and nothing else of them."""
    names = {}
    if caller.head is not None:
        names = communes.reglement(caller.commune, caller.head.value.reglement).school_names
    found = (each for each in children_named(_lines(caller, asked.search), asked.search))
    within = (each for each in found if caller.scope.takes_school(each.school))
    return ChildrenLookedFor(
        [
            ChildLookedFor(
                each.id,
                each.first_name,
                each.last_name,
                each.school,
                names.get(each.school or "", ""),
                each.school_class,
            )
            for each in islice(within, MOST)
        ]
    )


def _lines(caller: AgentOfTown, typed: str) -> Iterator[DirectoryLine]:
    """Nothing where what was typed is no name: a phone or an address would tell whose it is."""
    words = " ".join(word for word in parts_of(typed.replace("@", " ")) if not word.isdigit())
    after: str | None = None
    for _ in range(PAGES if len(words) > 1 else 0):
        page = find_families(FamiliesAsked(caller.commune, caller.ask.now, words, after=after))
        yield from (each.line for each in page.families)
        after = page.next
        if after is None:
            return


@routes.route("GET", f"{COMMUNE}/day-phones", WHO_KEEPS, takes=DayListQuery, answers=DayPhones)
def read_day_phones(caller: AgentOfTown, asked: DayListQuery) -> DayPhones:
    """Whom to call for the children of the day, to evacuate. The journal of the commune says once an hour who read them."""
    caller.scope.check_service(asked.service)
    if caller.head is None:
        raise NotFound
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    day = DayListAsked(caller.commune, asked.service, asked.date, caller.account, False, caller.ask.now)
    return DayPhones(
        [
            ToCall(
                each.child.id,
                [
                    Called(
                        ", ".join(f"{one.first_name} {one.last_name}" for one in family.guardians)
                        or family.name,
                        family.phone,
                    )
                    for family in each.families
                ],
            )
            for each in list_phones(day, reglement)
            if caller.scope.takes_school(each.child.school)
        ]
    )

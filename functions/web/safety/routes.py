"""What keeps a child safe, written by the secretary; and what the town calls its menus."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.french.safety.words import ALLERGENS
from functions.storage.families import families
from functions.storage.safety import child_safeties
from functions.usecases.safety.write_safety import SafetyWritten, name_menus, write_safety
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.safety.types import SafetySheet, safety_of

routes = Routes(Blueprint(__name__))
FAMILIES = 100
"""Of a page."""


class SafetyKept(Struct):
    version: int


class MenusNamed(Struct):
    names: Annotated[list[Annotated[str, Meta(min_length=1, max_length=60)]], Meta(max_length=12)]


class AllergenNamed(Struct):
    code: str
    name: str


class MenuChoices(Struct):
    """`names`: the menus besides the usual one. `allergens`: the fourteen of regulation (EU) 1169/2011."""

    names: list[str]
    allergens: list[AllergenNamed]


class AfterQuery(Struct):
    after: Annotated[str, Meta(max_length=300)] | None = None


class EatersOfMenu(Struct):
    name: str
    children: list[str]


class MenuEaters(Struct):
    """`children`: their ids. `next`: the `after` of the page that follows; null on the last one."""

    menus: list[EatersOfMenu]
    next: str | None


@routes.route(
    "PUT",
    f"{COMMUNE}/children/{{child}}/safety",
    SECRETARY,
    takes=SafetySheet,
    answers=SafetyKept,
    keyed=True,
)
def write_sheet(caller: Agent, asked: SafetySheet) -> SafetyKept:
    """Write what keeps a child safe; refused where somebody else wrote it since it was read."""
    written = SafetyWritten(
        caller.commune,
        safety_of(caller.ask.path["child"], asked),
        asked.version,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return SafetyKept(write_safety(written))


@routes.route("GET", f"{COMMUNE}/menu-names", SECRETARY, answers=MenuChoices)
def read_menus(caller: Agent) -> MenuChoices:
    """What the town calls its menus besides the usual one, and the allergens that every menu names."""
    return _choices(child_safeties.menus(caller.commune).value.names)


@routes.route("PUT", f"{COMMUNE}/menu-names", SECRETARY, takes=MenusNamed, answers=MenuChoices, keyed=True)
def write_menus(caller: Agent, asked: MenusNamed) -> MenuChoices:
    """Name the menus by what is on the plate. What children have already stays."""
    named = name_menus(caller.commune, tuple(asked.names), by=caller.account, now=caller.ask.now)
    return _choices(named.names)


@routes.route("GET", f"{COMMUNE}/menu-names/children", SECRETARY, takes=AfterQuery, answers=MenuEaters)
def read_eaters(caller: Agent, asked: AfterQuery) -> MenuEaters:
    """Which children have which menu, also one that the town gave up: a page of families. A child of two homes may be in two pages."""
    page = families.page(caller.commune, after=asked.after or "", limit=FAMILIES)
    children = dict.fromkeys(child for stored in page.families for child in stored.value.children)
    eaters: dict[str, list[str]] = {}
    for child, stored in child_safeties.safeties(caller.commune, children).items():
        if stored.value.diet:
            eaters.setdefault(stored.value.diet, []).append(child)
    return MenuEaters(
        [EatersOfMenu(name, found) for name, found in sorted(eaters.items())], page.last or None
    )


def _choices(names: tuple[str, ...]) -> MenuChoices:
    return MenuChoices(list(names), [AllergenNamed(one.value, said) for one, said in ALLERGENS.items()])

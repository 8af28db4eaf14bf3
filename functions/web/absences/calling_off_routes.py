"""A strike or a closure from its screen: what it changes is said first, for one day or several; and as easily put back."""

from datetime import date
from typing import Annotated, Literal

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.families.child_names import full_names
from functions.domain.families.family import Family
from functions.domain.families.spelling import folded
from functions.domain.kitchen.meals import brought, to_cook
from functions.domain.planning.called_off import MOST_DAYS
from functions.french.bookings.calling_off import CallingOffNumbers, confirm_said, numbers_said
from functions.french.kitchen.called_off_orders import NOTHING_ORDERED, to_tell_said
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.usecases.absences.call_off import put_back_days
from functions.usecases.absences.preview_called_off import (
    CalledOffPreview,
    preview_called_off,
    preview_put_back,
)
from functions.usecases.kitchen.orders_concerned import differences_to_come, ordered_days
from functions.usecases.messages.who_is_reached import logins_reached
from functions.web.absences.called_off_routes import CALLED_OFF, call_off_act, scope_of
from functions.web.absences.types import OffAsked
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.callers.agents import TOWN_ACTS, Agent

routes = Routes(Blueprint(__name__))
MOST_NAMED = 400
MOST_TO_CALL = 40
"""Children who are named before an act; all are counted."""


class OffCoded(Struct):
    code: str
    name: str


class OffChoices(Struct):
    today: date
    services: list[OffCoded]
    schools: list[OffCoded]


class OffDayNamed(Struct):
    month: Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    id: Id


class BackAsked(Struct):
    """Days that were called off, each by its month and its id."""

    act: Literal["put_back"]
    entries: Annotated[list[OffDayNamed], Meta(min_length=1, max_length=MOST_DAYS)]


class OffChild(Struct):
    child: str
    name: str
    school: str | None
    school_class: str | None
    kept: bool


class OffToCall(Struct):
    """`phone`: as the file says it; empty where it says none."""

    family: str
    name: str
    phone: str


class OffPreview(Struct):
    """`meals`: to cook; `baskets`: those that families bring. `mails`: how many leave; `silent`: families whom none reaches. `children_named`: those concerned and those kept, 400 at most."""

    days: list[date]
    children: int
    families: int
    bookings: int
    meals: int
    baskets: int
    cents: int
    mails: int
    silent: int
    kept: int
    sentences: list[str]
    kitchen: list[str]
    """What the caterer has already, and how they learn of it."""
    confirm: str
    children_named: list[OffChild]
    to_call: list[OffToCall]
    """The families whom no mail reaches, by name, 40 at most."""
    unreadable: list[str]


@routes.route("GET", f"{CALLED_OFF}/choices", TOWN_ACTS, answers=OffChoices)
def read_called_off_choices(caller: Agent) -> OffChoices:
    """What can be called off."""
    reglement = communes.reglement_now(caller.commune)
    return OffChoices(
        reglement.day_of(caller.ask.now),
        [OffCoded(one.code, one.name) for one in reglement.services],
        [OffCoded(code, name) for code, name in reglement.school_names.items()],
    )


@routes.route("POST", f"{CALLED_OFF}/preview", TOWN_ACTS, takes=OffAsked, answers=OffPreview, keyed=True)
def preview_off(caller: Agent, asked: OffAsked) -> OffPreview:
    """What calling it off would change, in numbers, from the bookings as they are. Nothing is written."""
    found = preview_called_off(caller.commune, scope_of(asked), asked.until, now=caller.ask.now)
    services = [found.reglement.name_of(code) for code in asked.services]
    return _shown(caller, found, services, back=False)


@routes.route(
    "POST", f"{CALLED_OFF}/put-back/preview", TOWN_ACTS, takes=BackAsked, answers=OffPreview, keyed=True
)
def preview_back(caller: Agent, asked: BackAsked) -> OffPreview:
    """The same of putting days back."""
    found = preview_put_back(caller.commune, [(one.month, one.id) for one in asked.entries])
    services = {found.reglement.name_of(slot.service) for slot, _ in found.effects.moved}
    return _shown(caller, found, sorted(services), back=True)


@routes.route(
    "POST",
    f"{CALLED_OFF}/put-back",
    TOWN_ACTS,
    takes=BackAsked,
    answers=None,
    status=204,
    keyed=True,
    sends=True,
)
def put_back_off(caller: Agent, asked: BackAsked) -> None:
    """They take place after all: what was booked is booked again, and families who were told otherwise are told by mail."""
    put_back_days(call_off_act(caller), [(one.month, one.id) for one in asked.entries])


def _shown(caller: Agent, found: CalledOffPreview, services: list[str], *, back: bool) -> OffPreview:
    effects, reached = found.effects, logins_reached(caller.commune, found.families)
    kept = {slot.child for slot in effects.kept}
    numbers = CallingOffNumbers(
        children=len(effects.children),
        families=len(effects.families),
        bookings=len(effects.moved),
        meals=to_cook(found.meals),
        baskets=brought(found.meals),
        cents=effects.cents,
        mails=sum(reached.values()),
        silent=sum(1 for count in reached.values() if not count),
        kept=len(kept),
    )
    names = full_names(found.children.values())
    ordered = sorted(
        found.children.values(), key=lambda one: (one.school or "", one.school_class or "", names[one.id])
    )
    return OffPreview(
        list(found.days),
        numbers.children,
        numbers.families,
        numbers.bookings,
        numbers.meals,
        numbers.baskets,
        numbers.cents,
        numbers.mails,
        numbers.silent,
        numbers.kept,
        numbers_said(numbers, back=back),
        _kitchen(caller, found),
        confirm_said(services, numbers.children, found.days, back=back),
        [
            OffChild(one.id, names[one.id], one.school, one.school_class, one.id in kept)
            for one in ordered[:MOST_NAMED]
        ],
        _to_call(caller.commune, [family for family, count in reached.items() if not count]),
        list(found.unreadable),
    )


def _to_call(commune: str, silent: list[str]) -> list[OffToCall]:
    """One round trip, where there is anybody."""
    wanted = {family: keys.family(commune, family) for family in silent}
    found = read(wanted.values())
    files = [stored.value for key in wanted.values() if (stored := found.get_sound(key, Family)) is not None]
    ordered = sorted(files, key=lambda one: folded(one.name))
    return [OffToCall(one.id, one.name, one.phone) for one in ordered[:MOST_TO_CALL]]


def _kitchen(caller: Agent, found: CalledOffPreview) -> list[str]:
    """A sentence for each meal and day that changes, where it is ordered already; one, where nothing is."""
    reglement = found.reglement
    moved = {(slot.service, slot.date) for slot, _ in found.effects.moved}
    ordered = ordered_days(caller.commune, reglement, moved)
    if not ordered:
        return [NOTHING_ORDERED] if to_cook(found.meals) else []
    differences = differences_to_come(caller.commune, reglement, ordered, found.off)
    return [
        to_tell_said(
            reglement.name_of(service),
            day,
            each.own,
            each.ordered,
            differences[service, day],
            reglement.school_names,
            last_call=each.last_call,
            now=caller.ask.now,
        )
        for (service, day), each in sorted(ordered.items(), key=lambda one: (one[0][1], one[0][0]))
    ]

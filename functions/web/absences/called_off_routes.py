"""The town says what it called off, whom that concerns, and that it takes place after all."""

from datetime import date

from chalice.app import Blueprint
from msgspec import Struct, structs

from functions.domain.families.child_names import full_names
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings.calling_off import scope_said
from functions.french.words.schools import school_name
from functions.storage.town import called_off, communes
from functions.usecases.absences.call_off import (
    CallOffAct,
    call_off,
    call_off_days,
    change_called_off,
    put_back,
)
from functions.usecases.absences.list_concerned import list_concerned
from functions.usecases.messages.who_is_reached import logins_reached
from functions.web.absences.types import MonthQuery, OffAsked, OffDone, OffMonth, OffShown
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import ANY_AGENT, OFFICE, TOWN_ACTS, Agent

routes = Routes(Blueprint(__name__))

CALLED_OFF = f"{COMMUNE}/called-off"


class DayQuery(Struct):
    date: date


class ConcernedChild(Struct):
    child: str
    name: str
    services: list[str]
    """Their names."""


class ConcernedFamily(Struct):
    family: str
    name: str
    phone: str
    mailed: bool
    """Whether a mail reaches somebody of the family; false: call it."""
    children: list[ConcernedChild]


class ConcernedFamilies(Struct):
    """Those whom no mail reaches first."""

    families: list[ConcernedFamily]
    unreadable: list[str]
    """Children of whom something cannot be read."""


@routes.route("GET", CALLED_OFF, ANY_AGENT, takes=MonthQuery, answers=OffMonth)
def list_called_off(caller: Agent, asked: MonthQuery) -> OffMonth:
    """What the town called off in a month."""
    month = called_off.of_months(caller.commune, [asked.month])[asked.month]
    within = [
        entry
        for entry in month.entries.values()
        if caller.scope.meets(entry.what.schools, entry.what.services)
    ]
    ordered = sorted(within, key=lambda entry: (entry.what.day, entry.id))
    reglement = communes.reglement_now(caller.commune)
    return OffMonth([_off(entry, reglement) for entry in ordered])


@routes.route("GET", f"{CALLED_OFF}/families", OFFICE, takes=DayQuery, answers=ConcernedFamilies)
def list_families_concerned(caller: Agent, asked: DayQuery) -> ConcernedFamilies:
    """Which families had booked what does not take place that day, and whom of them to call."""
    found = list_concerned(caller.commune, asked.date)
    reglement = communes.reglement_now(caller.commune)
    reached = logins_reached(caller.commune, [each.family.id for each in found.families])
    names = full_names(child for each in found.families for child, _ in each.children)
    shown = [
        ConcernedFamily(
            each.family.id,
            each.family.name,
            each.family.phone,
            reached[each.family.id] > 0,
            [
                ConcernedChild(child.id, names[child.id], [reglement.name_of(code) for code in services])
                for child, services in each.children
            ],
        )
        for each in found.families
    ]
    return ConcernedFamilies(sorted(shown, key=lambda each: each.mailed), list(found.unreadable))


@routes.route("POST", CALLED_OFF, TOWN_ACTS, takes=OffAsked, answers=OffDone, keyed=True, sends=True)
def call_service_off(caller: Agent, asked: OffAsked) -> OffDone:
    """Say that a service does not take place for some children on a day, or on each until another: nobody is billed of it, and families
    who had booked are told by mail."""
    act, what = call_off_act(caller), scope_of(asked)
    if asked.until is None or asked.until == asked.day:
        done = [call_off(act, what)]
    else:
        done = list(call_off_days(act, what, asked.until).entries)
    reglement = communes.reglement_now(caller.commune)
    shown = [_off(entry, reglement) for entry in done]
    return OffDone(**structs.asdict(shown[0]), called_off=shown)


@routes.route(
    "PUT",
    f"{CALLED_OFF}/{{month}}/{{entry}}",
    TOWN_ACTS,
    takes=OffAsked,
    answers=OffShown,
    keyed=True,
    sends=True,
)
def change_service_off(caller: Agent, asked: OffAsked) -> OffShown:
    """Say it of other services, schools or classes of that day, or with another reason: only families for whom something changes
    are told."""
    path = caller.ask.path
    changed = change_called_off(call_off_act(caller), path["month"], path["entry"], scope_of(asked))
    return _off(changed, communes.reglement_now(caller.commune))


@routes.route(
    "DELETE", f"{CALLED_OFF}/{{month}}/{{entry}}", TOWN_ACTS, answers=OffShown, keyed=True, sends=True
)
def put_service_back(caller: Agent) -> OffShown:
    """It takes place after all: what was booked is booked again, and families who were told otherwise are told by mail."""
    path = caller.ask.path
    back = put_back(call_off_act(caller), path["month"], path["entry"])
    return _off(back, communes.reglement_now(caller.commune))


def call_off_act(caller: Agent) -> CallOffAct:
    return CallOffAct(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)


def scope_of(asked: OffAsked) -> CalledOffScope:
    return CalledOffScope(
        asked.day,
        asked.reason,
        tuple(asked.services),
        tuple(asked.schools),
        tuple(asked.classes),
        tuple(sorted(set(asked.kept))),
    )


def _off(entry: CalledOff, reglement: Reglement) -> OffShown:
    what = entry.what
    services = [reglement.name_of(code) for code in what.services]
    schools = [school_name(reglement.school_names, code) for code in what.schools]
    return OffShown(
        id=entry.id,
        day=what.day,
        reason=what.reason,
        services=list(what.services),
        schools=list(what.schools),
        classes=list(what.classes),
        kept=list(what.kept),
        sentence=scope_said([what.day], services, schools, what.classes, len(what.kept)),
    )

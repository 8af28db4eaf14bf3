"""Agents look at what families sent for absences, and say what the town itself called off."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Meta, Struct, structs

from functions import wiring
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child, Family
from functions.domain.journal import SENT_FILE_READ
from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.domain.planning.declared_absence import DeclaredAbsence, NotAccepted, place_of
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings import absences as french
from functions.french.bookings.calling_off import scope_said
from functions.french.reglement.closings import days_phrase
from functions.french.words.schools import school_name
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.town import called_off, communes
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.call_off import (
    CallOffAct,
    call_off,
    call_off_days,
    change_called_off,
    put_back,
)
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.list_concerned import list_concerned
from functions.usecases.absences.prove_absence import proof_link
from functions.usecases.journal.note_read import note_read
from functions.usecases.messages.who_is_reached import logins_reached
from functions.web.absences.answers import proof_of
from functions.web.absences.types import OffAsked, OffDone, OffMonth, OffShown, ProofLink, ProofState
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import ANY_AGENT, OFFICE, SECRETARY, TOWN_ACTS, Agent

routes = Routes(Blueprint(__name__))

ABSENCES = f"{COMMUNE}/absences"
ABSENCE = f"{ABSENCES}/{{family}}/{{absence}}"
CALLED_OFF = f"{COMMUNE}/called-off"


class MonthQuery(Struct):
    month: Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class AgentAbsence(Struct):
    id: str
    family: str
    family_name: str
    child: str
    child_name: str
    title: str
    reason: str
    proof: ProofState
    proof_sentence: str
    has_file: bool
    seen: datetime
    """What a decision names as read: it is refused where something came since."""


class AgentAbsences(Struct):
    """Those with a proof that nobody looked at first, then by day."""

    absences: list[AgentAbsence]
    unreadable: list[str]
    """Children whose month or file cannot be read: whether they have absences is not known here."""


class DecisionAsked(Struct):
    not_accepted: NotAccepted | None
    """Why not; null accepts it."""
    seen: datetime
    """The `seen` of what the agent read."""


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


@routes.route("GET", ABSENCES, OFFICE, takes=MonthQuery, answers=AgentAbsences)
def list_declared(caller: Agent, asked: MonthQuery) -> AgentAbsences:
    """Every absence that families declared for days of a month. A moment late."""
    broken: list[Key] = []
    found = [
        absence
        for stored in child_months.children_of_month(caller.commune, asked.month, unreadable=broken)
        for absence in stored.value.absences.values()
    ]
    town = communes.commune(caller.commune)
    family_keys = {absence.family: keys.family(town.id, absence.family) for absence in found}
    child_keys = {
        child: keys.child(town.id, child) for absence in found for child in [place_of(absence.id)[0]]
    }
    files = read([*family_keys.values(), *child_keys.values()])
    families = {
        name: known.value for name, key in family_keys.items() if (known := files.get_sound(key, Family))
    }
    children = {name: file.value for name, key in child_keys.items() if (file := files.get_sound(key, Child))}
    names = full_names(children.values())
    zone = town.clock
    ordered = sorted(
        found, key=lambda absence: (proof_of(absence) is not ProofState.SENT, absence.all_days[0], absence.id)
    )
    return AgentAbsences(
        [
            _shown(absence, families[absence.family], child.id, names[child.id], zone)
            for absence in ordered
            if absence.family in families and (child := children.get(place_of(absence.id)[0])) is not None
        ],
        sorted({keys.child_of(key) for key in (*broken, *files.unreadable)} - {""}),
    )


@routes.route("GET", f"{ABSENCE}/proof", SECRETARY, answers=ProofLink)
def read_proof_of_family(caller: Agent) -> ProofLink:
    """Where the agent reads what a family sent."""
    act = _act(caller)
    link = proof_link(act, caller.ask.path["absence"], store=wiring.uploads())
    note_read(act.commune, act.family, by=caller.account, now=act.now, act=SENT_FILE_READ)
    return ProofLink(link)


@routes.route(
    "POST",
    f"{ABSENCE}/decision",
    SECRETARY,
    takes=DecisionAsked,
    answers=None,
    status=204,
    keyed=True,
    sends=True,
)
def decide(caller: Agent, asked: DecisionAsked) -> None:
    """Accept what a family said and sent, or say why not: it is told by mail, and may send another."""
    decide_absence(_act(caller), caller.ask.path["absence"], asked.not_accepted, seen=asked.seen)


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


def _act(caller: Agent) -> AbsenceAct:
    ask = caller.ask
    return AbsenceAct(caller.commune, ask.path["family"], caller.account, ask.idempotency_key, ask.now)


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


def _shown(absence: DeclaredAbsence, family: Family, child: str, name: str, zone: ZoneInfo) -> AgentAbsence:
    when = days_phrase(absence.all_days)
    return AgentAbsence(
        id=absence.id,
        family=family.id,
        family_name=family.name,
        child=child,
        child_name=name,
        title=when[:1].upper() + when[1:],
        reason=french.reason_word(absence.reason),
        proof=proof_of(absence),
        proof_sentence=french.proof_for_town(absence, zone),
        has_file=absence.certificate is not None,
        seen=absence.moved_at,
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

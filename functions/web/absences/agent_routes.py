"""Agents look at what families declared and sent for absences, and decide."""

from datetime import datetime
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Struct

from functions import wiring
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child, Family
from functions.domain.journal import SENT_FILE_READ
from functions.domain.planning.declared_absence import DeclaredAbsence, NotAccepted, place_of
from functions.french.bookings import absences as french
from functions.french.reglement.closings import days_phrase
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.decide_absence import decide_absence
from functions.usecases.absences.prove_absence import proof_link
from functions.usecases.journal.note_read import note_read
from functions.web.absences.answers import proof_of
from functions.web.absences.types import MonthQuery, ProofLink, ProofState
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

routes = Routes(Blueprint(__name__))

ABSENCES = f"{COMMUNE}/absences"
ABSENCE = f"{ABSENCES}/{{family}}/{{absence}}"


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


def _act(caller: Agent) -> AbsenceAct:
    ask = caller.ask
    return AbsenceAct(caller.commune, ask.path["family"], caller.account, ask.idempotency_key, ask.now)


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

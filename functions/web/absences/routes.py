"""*Mes absences*: declared by a family with or without a proof, and what is billed of them, at once."""

from functools import partial

from chalice.app import Blueprint

from functions import wiring
from functions.domain.absences.declaration import Declaration, absence_in, months_declarable
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import place_of
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.reading import Found, between, read, together
from functions.storage.town import called_off, communes
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import proof_link, prove_absence
from functions.usecases.absences.withdraw_absence import withdraw_absence, withdraw_days
from functions.web.absences.answers import AbsenceAnswers
from functions.web.absences.types import AbsenceAsked, Absences, AbsenceShown, DaysComing, ProofLink
from functions.web.absences.undo_offer import latest_acts
from functions.web.api.endpoint import Routes, Upload
from functions.web.api.paths import FAMILY
from functions.web.callers.members import MEMBER, Member

routes = Routes(Blueprint(__name__))

ABSENCE = f"{FAMILY}/absences/{{absence}}"


@routes.route("GET", f"{FAMILY}/absences", MEMBER, answers=Absences)
def list_absences(caller: Member) -> Absences:
    """The absences of the last and next two months, and what can be declared."""
    return _answers(caller).all()


@routes.route("POST", f"{FAMILY}/absences", MEMBER, takes=AbsenceAsked, answers=AbsenceShown, keyed=True)
def declare(caller: Member, asked: AbsenceAsked) -> AbsenceShown:
    """Declare booked days as missed; told twice, it is declared once."""
    told = Declaration(
        asked.child, asked.first, asked.last, asked.reason, tuple(asked.services), asked.self_declared
    )
    written = declare_absence(_act(caller), told)
    return _shown(caller, written.absence)


@routes.route("POST", f"{ABSENCE}/proof", MEMBER, takes=Upload, answers=AbsenceShown, keyed=True)
def send_proof(caller: Member, asked: Upload) -> AbsenceShown:
    """Send a certificate: a PDF or a photo, 4 MB at most."""
    absence = caller.ask.path["absence"]
    prove_absence(_act(caller), absence, asked.content, store=wiring.uploads())
    return _shown(caller, absence)


@routes.route("GET", f"{ABSENCE}/proof", MEMBER, answers=ProofLink)
def read_proof(caller: Member) -> ProofLink:
    """Where the family reads again what it sent."""
    return ProofLink(proof_link(_act(caller), caller.ask.path["absence"], store=wiring.uploads()))


@routes.route("DELETE", ABSENCE, MEMBER, answers=None, status=204, keyed=True)
def withdraw(caller: Member) -> None:
    """Take an absence back before it begins."""
    withdraw_absence(_act(caller), caller.ask.path["absence"])


@routes.route(
    "POST", f"{ABSENCE}/days-coming", MEMBER, takes=DaysComing, answers=None, status=204, keyed=True
)
def withdraw_some(caller: Member, asked: DaysComing) -> None:
    """Take some days of an absence back, before each of them begins; the others stay declared."""
    days = {(each.day, each.service) for each in asked.days}
    withdraw_days(_act(caller), caller.ask.path["absence"], days)


def _act(caller: Member) -> AbsenceAct:
    ask = caller.ask
    return AbsenceAct(caller.commune, caller.family.value.id, caller.account, ask.idempotency_key, ask.now)


def _shown(caller: Member, absence: str) -> AbsenceShown:
    """As it is once written; after a request that came late, it may be gone. Raises NotFound."""
    answers = _answers(caller)
    child, month = place_of(absence)
    planned = answers.months.get((child, month), ChildMonth(child, month))
    return answers.one(absence_in(planned, absence, caller.family.value.id))


def _answers(caller: Member) -> AbsenceAnswers:
    """Two round trips: the caller, then all that can be shown."""
    commune, family = caller.commune, caller.family.value
    reglement = communes.reglement(commune, caller.head.value.reglement)
    shown = months_declarable(reglement.day_of(caller.ask.now))
    child_keys = {child: keys.child(commune, child) for child in family.children}
    (found, latest), (off, *months) = together(
        lambda: together(lambda: read(child_keys.values()), lambda: latest_acts(caller)),
        lambda: together(
            lambda: between(keys.called_off(commune, shown[0]), keys.called_off(commune, shown[-1])),
            *(partial(_months_of, commune, child, shown) for child in family.children),
        ),
    )
    files = {child: file.value for child, key in child_keys.items() if (file := found.get(key, Child))}
    return AbsenceAnswers(
        reglement,
        family,
        files,
        {
            (child, month): child_months.in_batch(written, commune, child, month).value
            for child, written in zip(family.children, months, strict=True)
            for month in shown
            if child in files
        },
        {month: called_off.in_batch(off, commune, month).value for month in shown},
        caller.ask.now,
        latest,
        caller.account,
    )


def _months_of(commune: str, child: str, shown: list[str]) -> Found:
    return between(keys.child_month(commune, child, shown[0]), keys.child_month(commune, child, shown[-1]))

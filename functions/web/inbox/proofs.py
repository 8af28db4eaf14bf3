"""The proof of an absence that waits: what each answer does to the bill, so that nobody answers before they know."""

from collections.abc import Iterable
from datetime import date, datetime

from functions import wiring
from functions.domain.absences.absence_outcome import MissedSlot, outcome
from functions.domain.absences.declaration import absence_in
from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.errors import NotFound
from functions.domain.families.child_names import full_name
from functions.domain.families.family import Child
from functions.domain.journal import SENT_FILE_READ
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import AgentDecision, DeclaredAbsence, NotAccepted, place_of
from functions.domain.planning.paid_by_all import paid_by_all_cents
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings import absences as french
from functions.french.inbox.proofs import AbsenceBill, accepting_proof, refusing_proof, same_bill
from functions.french.reglement.closings import days_phrase
from functions.french.words.dates import date_weekday
from functions.storage.bookings import child_months
from functions.storage.families.children import sound_children
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import called_off
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.prove_absence import proof_link
from functions.usecases.journal.note_read import note_read
from functions.web.absences.types import AbsentDay, ProofLink
from functions.web.inbox.types import InboxItem, ProofDecision, WaitingProof


def with_proof(
    commune: str, proof: ProofToRead, reglement: Reglement, shown: InboxItem, *, reader: str, now: datetime
) -> InboxItem:
    """`reader`: the account of the agent. Raises NotFound."""
    child_id, month = place_of(proof.absence)
    [stored] = child_months.months_of(commune, [child_id], month)
    absence = absence_in(stored.value, proof.absence, proof.family)
    months = _months(commune, child_id, absence.months)
    off = called_off.of_months(commune, absence.months)
    file = sound_children(commune, [child_id]).get(child_id)
    if file is None:
        raise NotFound
    child, today = file.value, reglement.day_of(now)

    def judged(not_accepted: NotAccepted | None) -> list[MissedSlot]:
        decided = absence.decided(AgentDecision("", now, not_accepted))
        return outcome(reglement, child, months, off, decided)

    accepted, refused = _bill(judged(None), child), _bill(judged(NotAccepted.NOT_A_PROOF), child)
    title = days_phrase(absence.all_days, today=today)
    act = AbsenceAct(commune, proof.family, reader, "", now)
    decision = ProofDecision(accepting_proof(accepted), refusing_proof(refused))
    shown.proof = WaitingProof(
        absence=absence.id,
        child_name=full_name(child),
        title=title[:1].upper() + title[1:],
        reason=french.reason_word(absence.reason),
        sentence=french.proof_for_town(absence, reglement.clock),
        days=[_day(each, child, reglement, today) for each in judged(None)],
        decision=decision,
        file=_file(act, absence),
        seen=absence.moved_at,
    )
    same = same_bill(accepted, refused)
    shown.effect = [decision.accepted, decision.refused, *([same] if same else [])]
    return shown


def _months(commune: str, child: str, wanted: list[str]) -> dict[str, ChildMonth]:
    found = read(keys.child_month(commune, child, month) for month in wanted)
    return {month: child_months.in_batch(found, commune, child, month).value for month in wanted}


def _file(act: AbsenceAct, absence: DeclaredAbsence) -> ProofLink | None:
    try:
        link = ProofLink(proof_link(act, absence.id, store=wiring.uploads()))
    except NotFound:
        return None
    note_read(act.commune, act.family, by=act.by, now=act.now, act=SENT_FILE_READ)
    return link


def _day(each: MissedSlot, child: Child, reglement: Reglement, today: date) -> AbsentDay:
    return AbsentDay(
        date=each.slot.date,
        day=date_weekday(each.slot.date, today=today),
        service=each.slot.service,
        service_name=reglement.name_of(each.slot.service),
        price_cents=paid_by_all_cents(each.booking, each.slot, child),
        billed=each.missed.billed,
        sentence=_why(each),
    )


def _why(each: MissedSlot) -> str:
    return french.outcome(each.missed.because, proof=each.missed.proof, credited_in=each.credited_in)


def _bill(slots: Iterable[MissedSlot], child: Child) -> AbsenceBill:
    slots = list(slots)
    return AbsenceBill(
        tuple(paid_by_all_cents(each.booking, each.slot, child) for each in slots if not each.missed.billed),
        tuple(paid_by_all_cents(each.booking, each.slot, child) for each in slots if each.missed.billed),
        tuple(sorted({each.credited_in for each in slots} - {""})),
        tuple(dict.fromkeys(map(_why, slots))),
    )

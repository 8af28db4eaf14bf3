"""One of what waits, with what answering it does, so that nobody answers before they know."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from functions import wiring
from functions.domain.absences.declaration import MissedSlot, absence_in, outcome
from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.attendance.events import AttendanceDay
from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.errors import NotFound
from functions.domain.families.child_names import full_name
from functions.domain.families.family import Child
from functions.domain.families.file_corrections import Request, RequestState
from functions.domain.journal import SENT_FILE_READ
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import AgentDecision, DeclaredAbsence, NotAccepted, place_of
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, UnknownService
from functions.domain.requests.threads import Thread, ThreadState
from functions.french.bookings import absences as french
from functions.french.inbox.subjects import accepting_sentences, places_sentence
from functions.french.reglement.closings import days_phrase
from functions.french.words.dates import date_weekday
from functions.french.words.money import euros
from functions.storage.bookings import child_months, service_months
from functions.storage.families.children import sound_children
from functions.storage.inbox.waiting import Waiting
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.storage.town import called_off
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.prove_absence import proof_link
from functions.usecases.families.read_corrections import shown_corrections
from functions.usecases.journal.note_read import note_read
from functions.web.absences.types import AbsentDay, ProofLink
from functions.web.bookings.request_answers import shown_requests
from functions.web.families.correction_answers import told_corrections
from functions.web.inbox.doubts import doubts
from functions.web.inbox.entries import entry, named
from functions.web.inbox.papers import paper_sent
from functions.web.inbox.types import InboxItem, LineEffect, ProofDecision, WaitingKind, WaitingProof
from functions.web.requests.answers import thread_told


def item(
    commune: str, kind: WaitingKind, family: str, waiting_id: str, *, reader: str, now: datetime
) -> InboxItem:
    """`reader`: the account of the agent. Raises NotFound for what does not wait, or waits no more."""
    waiting = _waiting(commune, kind, family, waiting_id)
    known = named(commune, [waiting], now=now)
    if waiting.family not in known.families:
        raise NotFound
    shown = entry(waiting, known)
    match waiting:
        case AttendanceDay():
            effect = [
                "Ce que vous choisissez remplace l’autre sur la liste et, s’il y a lieu, sur la facture."
            ]
            return InboxItem(shown, effect, doubts=doubts(waiting, known))
        case BookingRequest():
            return _booking(commune, waiting, known.reglement, InboxItem(shown, []))
        case ProofToRead():
            return _proof(commune, waiting, known.reglement, InboxItem(shown, []), now)
        case Thread():
            told = thread_told(commune, family, waiting_id, reader=reader)
            paper, effect = paper_sent(commune, waiting, known.families[family], known.today)
            effect.append("Un e-mail dit à la famille qu’une réponse l’attend, sans dire laquelle.")
            return InboxItem(shown, effect, thread=told, paper=paper)
        case _ if kind is WaitingKind.CORRECTION:
            [corrected] = told_corrections(commune, shown_corrections(commune, [waiting]))
            effect = ["Accepter change le dossier tout de suite. Le parent reçoit un e-mail."]
            return InboxItem(shown, effect, correction=corrected)
        case _:
            effect = [
                "L’effacement se fait depuis le dossier de la famille, après avoir vu ce qui part et ce qui reste."
            ]
            return InboxItem(shown, effect)


def _waiting(commune: str, kind: WaitingKind, family: str, waiting_id: str) -> Waiting:
    stored: Waiting | None
    match kind:
        case WaitingKind.ATTENDANCE:
            stored = _day_to_check(commune, waiting_id)
        case WaitingKind.BOOKING:
            asked = read_one(keys.booking_request(commune, family, waiting_id), BookingRequest)
            stored = None if asked is None or not asked.value.is_open else asked.value
        case WaitingKind.PROOF:
            proof = read_one(keys.proof_to_read(commune, family, waiting_id), ProofToRead)
            stored = None if proof is None else proof.value
        case WaitingKind.PAPER | WaitingKind.QUESTION:
            thread = read_one(keys.thread(commune, family, waiting_id), Thread)
            stored = None if thread is None or thread.value.state is not ThreadState.OPEN else thread.value
        case _:
            request = read_one(keys.request(commune, family, waiting_id), Request)
            stored = None if request is None or request.value.state is RequestState.CLOSED else request.value
    if stored is None or stored.family != family:
        raise NotFound
    return stored


def _day_to_check(commune: str, waiting_id: str) -> AttendanceDay | None:
    child, _, day = waiting_id.rpartition(".")
    found = read_one(keys.attendance_events(commune, child, day), AttendanceDay)
    return None if found is None or found.value.check_since is None else found.value


def _booking(commune: str, asked: BookingRequest, reglement: Reglement, shown: InboxItem) -> InboxItem:
    lines = [each for each in asked.lines if each.state is LineState.OPEN]
    children = sound_children(commune, {each.line.slot.child for each in lines})
    pairs = {(each.line.slot.service, each.line.slot.month) for each in lines}
    found = read(keys.service_month(commune, *pair) for pair in pairs)
    places = {pair: service_months.in_batch(found, commune, *pair) for pair in pairs}
    [request] = shown_requests(commune, [asked])
    shown.booking = request
    for each in lines:
        slot, child = each.line.slot, children.get(each.line.slot.child)
        books = each.line.action is Action.RESERVE and child is not None
        left = None
        if books and child is not None:
            left = _places_left(
                reglement, places[slot.service, slot.month], slot.service, slot.date, child.value
            )
        shown.lines.append(LineEffect(slot.child, slot.service, slot.date, left, places_sentence(left)))
    bookings = [each.price_cents for each in lines if each.line.action is Action.RESERVE]
    cancelled = [each.price_cents for each in lines if each.line.action is Action.CANCEL]
    shown.effect = [accepting_sentences(bookings, cancelled, euros=euros)]
    return shown


def _places_left(
    reglement: Reglement, counted: ServiceMonth, code: str, day: date, child: Child
) -> int | None:
    try:
        service = reglement.service(code)
    except UnknownService:
        return None
    return counted.left(service, reglement.days.weekday(day), day.day, child.school)


def _proof(
    commune: str, proof: ProofToRead, reglement: Reglement, shown: InboxItem, now: datetime
) -> InboxItem:
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
        decided = replace(absence, decision=AgentDecision("", now, not_accepted))
        return outcome(reglement, child, months, off, decided)

    title = days_phrase(absence.all_days, today=today)
    act = AbsenceAct(commune, proof.family, "", "", now)
    shown.proof = WaitingProof(
        absence=absence.id,
        child_name=full_name(child),
        title=title[:1].upper() + title[1:],
        reason=french.reason_word(absence.reason),
        sentence=french.proof_state(absence, reglement.clock),
        days=[_day(each, reglement, today) for each in judged(None)],
        decision=ProofDecision(_summary(judged(None)), _summary(judged(NotAccepted.NOT_A_PROOF))),
        file=_file(act, absence),
    )
    shown.effect = [
        f"Accepter : {_lower(shown.proof.decision.accepted)}",
        f"Refuser : {_lower(shown.proof.decision.refused)} La famille reçoit un e-mail et peut en envoyer un autre.",
    ]
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


def _day(each: MissedSlot, reglement: Reglement, today: date) -> AbsentDay:
    return AbsentDay(
        date=each.slot.date,
        day=date_weekday(each.slot.date, today=today),
        service_name=reglement.name_of(each.slot.service),
        price_cents=each.booking.price_cents,
        billed=each.missed.billed,
        sentence=french.outcome(each.missed.because, proof=each.missed.proof, credited_in=each.credited_in),
    )


def _summary(slots: Iterable[MissedSlot]) -> str:
    amounts: Mapping[bool, list[int]] = {True: [], False: []}
    for each in slots:
        amounts[each.missed.billed].append(each.booking.price_cents)
    kept, off = amounts[True], amounts[False]
    return french.summary(len(kept), sum(kept), len(off), sum(off))


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]

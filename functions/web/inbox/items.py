"""One of what waits, with what answering it does, so that nobody answers before they know."""

from datetime import datetime

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.attendance.events import AttendanceDay
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.errors import NotFound
from functions.domain.families.file_corrections import Request, RequestState
from functions.domain.requests.threads import Thread, ThreadState
from functions.storage.inbox.waiting import Waiting
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.usecases.families.read_corrections import shown_corrections
from functions.web.families.correction_answers import told_corrections
from functions.web.inbox.bookings import with_booking
from functions.web.inbox.doubts import doubts
from functions.web.inbox.entries import entry, named
from functions.web.inbox.papers import paper_sent
from functions.web.inbox.proofs import with_proof
from functions.web.inbox.quotients import quotient_told
from functions.web.inbox.types import InboxItem, WaitingKind
from functions.web.requests.answers import thread_told


def item(
    commune: str, kind: WaitingKind, family: str, waiting_id: str, *, reader: str, health: bool, now: datetime
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
            return with_booking(commune, waiting, InboxItem(shown, []), now=now)
        case ProofToRead():
            return with_proof(commune, waiting, known.reglement, InboxItem(shown, []), reader=reader, now=now)
        case Thread():
            told = thread_told(commune, family, waiting_id, reader=reader)
            paper, effect = paper_sent(commune, waiting, known.families[family], known.today)
            effect.append("Un e-mail dit à la famille qu’une réponse l’attend, sans dire laquelle.")
            return InboxItem(shown, effect, thread=told, paper=paper)
        case _ if kind is WaitingKind.CORRECTION:
            [corrected] = told_corrections(commune, shown_corrections(commune, [waiting]), health=health)
            quotient, effect = quotient_told(commune, waiting, reader=reader, now=now)
            effect.append(
                "Accepter change le dossier tout de suite. Le parent reçoit un e-mail."
                if quotient is None
                else "Accepter note le quotient tout de suite. Chaque parent du dossier reçoit un e-mail, sans le montant."
            )
            return InboxItem(shown, effect, correction=corrected, quotient=quotient)
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

"""What a family asked of its town, as *Mes demandes* lists it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.families.child_names import told_apart
from functions.domain.families.file_corrections import Request, RequestKind, RequestState
from functions.domain.planning.declared_absence import DeclaredAbsence, place_of
from functions.domain.reglement.reglement import Reglement
from functions.domain.requests.threads import Thread, ThreadState
from functions.french.requests import asked as french
from functions.french.requests.badges import (
    Badge,
    booking_badge,
    correction_badge,
    proof_badge,
    thread_badge,
)
from functions.french.requests.threads import KINDS
from functions.french.words.dates import date_hour
from functions.usecases.requests.list_asked import AskedOfTown
from functions.web.requests.types import AskedKind, AskedShown, PaperWanted


@dataclass(frozen=True, slots=True)
class AskedAnswers:
    asked: AskedOfTown
    reglement: Reglement
    now: datetime

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    def all(self) -> list[AskedShown]:
        """The newest first: what was written last counts, not what was begun last."""
        return sorted(self._each(), key=lambda one: (one.last_at, one.id), reverse=True)

    def papers(self) -> list[PaperWanted]:
        """Those that are needed first."""
        names = told_apart(self.asked.children.values())
        wanted = sorted(self.asked.wanted, key=lambda line: not line.kind.required)
        return [
            PaperWanted(
                line.code, french.paper_title(line, names), french.paper_wanted(line), line.kind.required
            )
            for line in wanted
        ]

    def _each(self) -> Iterator[AskedShown]:
        names = told_apart(self.asked.children.values())
        yield from (self._thread(one) for one in self.asked.threads)
        yield from (self._correction(one) for one in self.asked.corrections if _is_told(one))
        yield from (self._booking(one, names) for one in self.asked.bookings)
        yield from (self._proof(one, names) for one in self.asked.proven)

    def _thread(self, thread: Thread) -> AskedShown:
        return self._shown(
            thread.id,
            AskedKind(thread.kind.value),
            KINDS[thread.kind],
            thread.subject,
            thread.last_at,
            ThreadState.CLOSED if thread.is_over(self.now) else thread.state,
            thread_badge(thread),
        )

    def _correction(self, request: Request) -> AskedShown:
        kind = AskedKind.ERASURE if request.kind is RequestKind.ERASURE else AskedKind.CORRECTION
        state = ThreadState.OPEN if request.state is RequestState.OPEN else ThreadState.CLOSED
        return self._shown(
            request.id,
            kind,
            "Mon dossier",
            french.correction_title(request),
            request.at,
            state,
            correction_badge(request),
            answer=french.correction_answer(request),
        )

    def _booking(self, request: BookingRequest, names: dict[str, str]) -> AskedShown:
        return self._shown(
            request.id,
            AskedKind.BOOKING,
            "Réservations",
            french.booking_title(request, self.reglement, names, self.today),
            request.at,
            ThreadState.OPEN if request.is_open else ThreadState.CLOSED,
            booking_badge(request),
            answer=french.booking_answer(request),
        )

    def _proof(self, absence: DeclaredAbsence, names: dict[str, str]) -> AskedShown:
        child, _ = place_of(absence.id)
        sent = absence.certificates[-1]
        return self._shown(
            absence.id,
            AskedKind.PROOF,
            "Absences",
            french.proof_title(absence, names, child, self.today),
            sent.at,
            _turn(absence),
            proof_badge(absence),
            answer=french.proof_answer(absence, self.reglement.clock),
        )

    def _shown(
        self,
        id_: str,
        kind: AskedKind,
        kind_label: str,
        title: str,
        last_at: datetime,
        state: ThreadState,
        badge: Badge,
        *,
        answer: str = "",
    ) -> AskedShown:
        at = last_at.astimezone(self.reglement.clock)
        return AskedShown(
            id_,
            kind,
            kind_label,
            title,
            at,
            date_hour(at, today=self.today),
            state,
            badge.label,
            badge.tone,
            answer,
        )


def _turn(absence: DeclaredAbsence) -> ThreadState:
    """Whose turn it is: a proof that is not accepted may be sent again, one that was sent is looked at by the town."""
    if absence.refused is not None:
        return ThreadState.ANSWERED
    return ThreadState.CLOSED if absence.new_certificate is None else ThreadState.OPEN


def _is_told(request: Request) -> bool:
    """One of which nothing is left is the other parent's, who moved their login to another address."""
    return bool(request.corrections) or request.kind is RequestKind.ERASURE

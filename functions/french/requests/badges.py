"""Where each thing that a family asked stands, in two or three words beside it."""

from dataclasses import dataclass
from enum import StrEnum

from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.families.file_corrections import CorrectionState, Request, RequestKind, RequestState
from functions.domain.planning.declared_absence import DeclaredAbsence
from functions.domain.requests.threads import Thread, ThreadState
from functions.french.requests.threads import STATES, state_of


class Tone(StrEnum):
    """How a badge looks, besides its words."""

    PLAIN = "plain"
    ACCENT = "accent"
    """It goes on."""
    GOOD = "good"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Badge:
    label: str
    tone: Tone


UNANSWERED = Badge(STATES[ThreadState.OPEN], Tone.ACCENT)
ANSWERED_IN_PART = Badge("La mairie a répondu en partie", Tone.ACCENT)
WITHDRAWN = Badge("Vous l’avez retirée", Tone.PLAIN)
SENT = Badge("Envoyé", Tone.ACCENT)
ACCEPTED = Badge("Accepté", Tone.GOOD)
ACCEPTED_IN_PART = Badge("Accepté en partie", Tone.ACCENT)
NOT_ACCEPTED = Badge("Non accepté", Tone.BAD)
_TURNS = {ThreadState.OPEN: Tone.ACCENT, ThreadState.ANSWERED: Tone.GOOD, ThreadState.CLOSED: Tone.PLAIN}


def thread_badge(thread: Thread) -> Badge:
    return Badge(state_of(thread), _TURNS[thread.state])


def correction_badge(request: Request) -> Badge:
    """Of an erasure too: what is erased has no list, so that one that is over was taken back."""
    is_open = request.state is RequestState.OPEN
    if request.kind is RequestKind.ERASURE:
        return UNANSWERED if is_open else WITHDRAWN
    states = {one.state for one in request.corrections}
    return _of_lines(CorrectionState.ACCEPTED in states, CorrectionState.REFUSED in states, is_open=is_open)


def booking_badge(request: BookingRequest) -> Badge:
    """What the family took back of it was not for the town to answer."""
    states = {each.state for each in request.lines}
    return _of_lines(LineState.ACCEPTED in states, LineState.REFUSED in states, is_open=request.is_open)


def proof_badge(absence: DeclaredAbsence) -> Badge:
    """Of an absence for which the family sent a certificate."""
    if absence.refused is not None:
        return NOT_ACCEPTED
    if absence.is_accepted:
        return ACCEPTED
    return SENT if absence.new_certificate is not None else ACCEPTED_IN_PART


def _of_lines(accepted: bool, refused: bool, *, is_open: bool) -> Badge:
    if is_open:
        return ANSWERED_IN_PART if accepted or refused else UNANSWERED
    if accepted and refused:
        return ACCEPTED_IN_PART
    if accepted:
        return ACCEPTED
    return NOT_ACCEPTED if refused else WITHDRAWN

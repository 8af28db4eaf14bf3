"""What waits for an answer, as the API tells it to agents."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.families.family import QuotientSource
from functions.domain.reglement.deadline_rules import Action
from functions.web.absences.types import AbsentDay, ProofLink
from functions.web.bookings.request_answers import RequestShown
from functions.web.families.correction_answers import CorrectionRequest
from functions.web.papers.types import PaperShown
from functions.web.requests.types import ThreadForTown

Cursor = Annotated[str, Meta(min_length=1, max_length=128, pattern=r"^[A-Za-z0-9_.-]+$")]


class WaitingKind(StrEnum):
    ATTENDANCE = "attendance"
    """Two devices that did not know of each other disagree about a child of a day."""
    BOOKING = "booking"
    """Days that a family asked for past their limit, or where the town decides on each."""
    CORRECTION = "correction"
    """Something in the town's file is wrong or out of date."""
    ERASURE = "erasure"
    """A family wants to be erased."""
    PAPER = "paper"
    """A document that a family sends."""
    PROOF = "proof"
    """A certificate of an absence."""
    QUESTION = "question"


class InboxQuery(Struct):
    """`after`: the `next` of the page before. `kind`: of that kind alone."""

    after: Cursor | None = None
    kind: WaitingKind | None = None


class InboxEntry(Struct):
    kind: WaitingKind
    id: str
    family: str
    family_name: str
    at: datetime
    subject: str
    """What is asked, in one line."""
    due: date | None
    """The first day that it is about."""
    due_sentence: str
    """« pour demain »; empty where that day is not near."""


class Inbox(Struct):
    """The oldest first. `next`: the `after` of the page that follows; null on the last one."""

    entries: list[InboxEntry]
    unreadable: list[str]
    """Families of whom something waits that cannot be read."""
    next: str | None
    now: datetime
    """What « hier » is counted from: a device's clock may be a day off."""


class LineEffect(Struct):
    child: str
    service: str
    date: date
    places_left: int | None
    """Null where the service has no limit of places."""
    sentence: str
    """How many places are left, or why accepting would not do it."""
    action: Action
    accepted: bool
    """Whether accepting it now would do it."""
    price_cents: int
    over: bool
    """Not accepted, and the agent may book it nevertheless in the family's week, with a reason: that answers the request too."""


class ProofDecision(Struct):
    """What the bill says if the proof is accepted, or is not."""

    accepted: str
    refused: str


class WaitingProof(Struct):
    absence: str
    child_name: str
    title: str
    reason: str
    sentence: str
    days: list[AbsentDay]
    decision: ProofDecision
    file: ProofLink | None
    """Where to read it for two minutes; null once the file is gone."""
    seen: datetime
    """What a decision names as read: it is refused where something came since."""


class DecidingEvent(Struct):
    """Sent to `POST …/attendance-events` with an id, the instant, the child, the service, the date, and `seen`."""

    kind: str
    event: str
    about: str


class DoubtChoice(Struct):
    label: str
    event: DecidingEvent


class AttendanceDoubt(Struct):
    """`seen`: what the deciding event saw: all of it. No choice where the hours are to be corrected on the list."""

    service: str
    service_name: str
    child: str
    child_name: str
    date: date
    question: str
    seen: str
    choices: list[DoubtChoice]


class QuotientWaiting(Struct):
    """`since`: the first day that the family asked for and that was not invoiced. Another one is tried with `PUT …/files/{family}/quotients`
    (`dry`), and sent back as `since` with the answer."""

    value: int
    since: date
    source: QuotientSource


class InboxItem(Struct):
    """One of `booking`, `correction`, `proof`, `thread` and `doubts`; none of them for an erasure. `effect`: what answering does, before it is done.
    `paper`: the one that the town asked for and that the thread sends; accepting and refusing it is `POST …/papers/…/decision`."""

    entry: InboxEntry
    effect: list[str]
    booking: RequestShown | None = None
    lines: list[LineEffect] = []
    """Of a booking: one for each of its lines that wait."""
    correction: CorrectionRequest | None = None
    quotient: QuotientWaiting | None = None
    """Of a correction that tells one."""
    proof: WaitingProof | None = None
    thread: ThreadForTown | None = None
    doubts: list[AttendanceDoubt] = []
    paper: PaperShown | None = None

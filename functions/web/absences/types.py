"""What the routes of absences take and answer. Sentences are French, for the parent; amounts are cents."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.planning.called_off import MOST_KEPT
from functions.domain.planning.declared_absence import MOST_DAYS
from functions.web.api.fields import Code, Id, Word, of_this_century


class AbsenceAsked(Struct):
    child: Code
    first: date
    last: date
    reason: Word
    """A code among `reasons`."""
    services: Annotated[list[Code], Meta(max_length=40)] = []
    """Codes; none: all that is booked."""
    self_declared: bool = False
    """*Attestation sur l’honneur.*"""


class AbsentSlot(Struct):
    day: date
    service: Code

    def __post_init__(self) -> None:
        of_this_century(self.day)


class DaysComing(Struct):
    """Days of an absence on which the child comes after all."""

    days: Annotated[list[AbsentSlot], Meta(min_length=1, max_length=MOST_DAYS)]


class AbsentChild(Struct):
    id: str
    first_name: str
    """And what tells the child from a sibling of that first name."""


class AbsenceReason(Struct):
    """Something to choose: a reason, a service."""

    code: str
    label: str


class AbsentDay(Struct):
    """One booking that is missed."""

    date: date
    day: str
    """« mardi 24 novembre »"""
    service: str
    service_name: str
    price_cents: int | None
    """None where the child's other home pays the whole."""
    billed: bool
    sentence: str
    """Whether it is billed, and why."""
    can_withdraw: bool = False
    """The day has not begun: the family may say that the child comes after all."""


class ProofState(StrEnum):
    NONE = "none"
    SELF_DECLARED = "self_declared"
    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class AbsenceShown(Struct):
    id: str
    child: str
    child_name: str
    title: str
    """« Le mardi 24 novembre », « Du lundi 23 au vendredi 27 novembre »"""
    reason: str
    days: list[AbsentDay]
    summary: str
    to_cancel: str
    """That its days can still be cancelled, which is better, and until when; empty where none can."""
    to_cancel_week: str
    """The week of the first of them: « 2026-W48 »."""
    proof: ProofState
    proof_sentence: str
    advice: str
    """What a proof would still change; empty where it would not."""
    has_file: bool
    can_withdraw: bool


class CalledOffDay(Struct):
    """What the town itself called off among the family's bookings: nothing to declare."""

    date: date
    day: str
    child_name: str
    service_name: str
    sentence: str


class DeclaredSlot(Struct):
    child: str
    service: str
    date: date


class UndoOffered(Struct):
    """What was declared some minutes ago and can be taken back: what `POST …/bookings/undo` is sent."""

    sentence: str
    """« Enregistré à 8 h 30 : absence de Clara, le lundi 23 novembre. »"""
    acts: list[str]
    slots: list[DeclaredSlot]
    seconds: int
    """For how long it still can."""


class NotedAbsence(Struct):
    """A booked day on which the town noted that the child was not there, and which nobody had declared. `sentence`: whether it is billed, and
    what can still be done."""

    date: date
    day: str
    child: str
    child_name: str
    service_name: str
    price_cents: int | None
    sentence: str


class Absences(Struct):
    """The coming ones first, then those of the last two months, newest first."""

    today: date
    earliest: date
    """Between which days an absence can be declared."""
    latest: date
    children: list[AbsentChild]
    services: list[AbsenceReason]
    """Those that one of the children may come to, each with its name."""
    reasons: list[AbsenceReason]
    takes_self_declaration: bool
    """Whether any service takes a parent's word."""
    rules: list[str]
    """What the town's règlement says of absences, by service."""
    absences: list[AbsenceShown]
    noted: list[NotedAbsence]
    """Newest first."""
    called_off: list[CalledOffDay]
    most_bytes: int
    """Of a proof."""
    undo: UndoOffered | None = None
    """What either parent declared last, for ten minutes."""


class ProofLink(Struct):
    url: str
    """Where the file can be read for the next two minutes."""


class MonthQuery(Struct):
    month: Annotated[str, Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class OffAsked(Struct):
    """Empty lists mean all of them. `until`: the last of several days. `kept`: children for whom it takes place all the same."""

    day: date
    reason: Word
    services: Annotated[list[Code], Meta(max_length=40)] = []
    schools: Annotated[list[Code], Meta(max_length=40)] = []
    classes: Annotated[list[Code], Meta(max_length=40)] = []
    kept: Annotated[list[Id], Meta(max_length=MOST_KEPT)] = []
    until: date | None = None

    def __post_init__(self) -> None:
        of_this_century(self.day, *(() if self.until is None else (self.until,)))


class OffShown(Struct):
    """`sentence`: « mardi 24 novembre : Restauration scolaire »."""

    id: str
    day: date
    reason: str
    services: list[str]
    schools: list[str]
    classes: list[str]
    kept: list[str]
    sentence: str


class OffDone(OffShown, kw_only=True):
    """The first day, and in `called_off` each of them."""

    called_off: list[OffShown]


class OffMonth(Struct):
    called_off: list[OffShown]

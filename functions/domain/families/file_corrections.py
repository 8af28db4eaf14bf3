"""What a family asks its town to correct in the family's file, until an agent has answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain.families.family import QuotientFamilial, QuotientSource
from functions.domain.uploads.uploads import AttachedFile


class RequestKind(StrEnum):
    CORRECTION = "correction"
    """The family says that something in the town's file is wrong or out of date."""
    ERASURE = "erasure"
    """The family asks the town to erase it."""


class RequestState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class CorrectionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Correction:
    """A change to one field of the file: `address.city`, `guardians.0.first_name`. An empty text means nothing there.

    `guardians.0` is the parent who asks; the others follow in the order of the file.
    """

    field: str
    before: str
    after: str
    subject: str = ""
    """Whom it is about: the id of a child, the name that the file had for a parent. Empty where the file names nobody there, and
    where it was asked before this was noted."""
    state: CorrectionState = CorrectionState.OPEN
    reason: str = ""
    """Why it was refused, as the parent reads it."""
    files: tuple[AttachedFile, ...] = ()
    """What proves it, of a quotient."""


SHEET = "safety"


def sheet_field(place: int, part: str) -> str:
    """`safety.0.allergens`: of a child's sheet, which few may read."""
    return f"{SHEET}.{place}.{part}"


def is_of_sheet(field: str) -> bool:
    return field.startswith(f"{SHEET}.")


QUOTIENT = "quotient"
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class QuotientWish:
    """A quotient as a parent reads it on what proves it. `since`: the day from which it is to count."""

    value: int
    since: date
    source: QuotientSource


def wish_text(wish: QuotientWish) -> str:
    """`640|2026-12-01|caf`"""
    return _BETWEEN.join((str(wish.value), wish.since.isoformat(), wish.source.value))


def wish_of(text: str) -> QuotientWish:
    value, since, source = text.split(_BETWEEN)
    return QuotientWish(int(value), date.fromisoformat(since), QuotientSource(source))


def quotient_text(known: QuotientFamilial | None, wish: QuotientWish) -> str:
    """What the file says from that day on, written as the wish where it is that one; empty where it says nothing."""
    if known is None:
        return ""
    if (known.value, known.since) == (wish.value, wish.since):
        return wish_text(wish)
    source = "" if known.source is None else known.source.value
    return _BETWEEN.join((str(known.value), known.since.isoformat(), source))


def is_private(field: str) -> bool:
    """Of a child's sheet, or of what the family's means are: no mail says why it was refused."""
    return field == QUOTIENT or is_of_sheet(field)


def told_field(field: str) -> str:
    """As the journal names it: of a sheet, that it is one."""
    return SHEET if is_of_sheet(field) else field


@dataclass(frozen=True, slots=True)
class Request:
    id: str
    kind: RequestKind
    family: str
    by: str
    """An account id."""
    at: datetime
    corrections: tuple[Correction, ...] = ()
    state: RequestState = RequestState.OPEN


def open_corrections(request: Request) -> tuple[Correction, ...]:
    """What of it the town has to decide."""
    if request.kind is not RequestKind.CORRECTION:
        return ()
    return tuple(one for one in request.corrections if one.state is CorrectionState.OPEN)

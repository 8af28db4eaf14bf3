"""What a family asks its town to correct in the family's file, until an agent has answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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


SHEET = "safety"


def sheet_field(place: int, part: str) -> str:
    """`safety.0.allergens`: of a child's sheet, which few may read."""
    return f"{SHEET}.{place}.{part}"


def is_of_sheet(field: str) -> bool:
    return field.startswith(f"{SHEET}.")


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

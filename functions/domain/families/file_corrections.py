"""What a family asks of its town, until an agent has answered."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RequestKind(StrEnum):
    CORRECTION = "correction"
    """The town's file says something that is wrong or old."""


class RequestState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Correction:
    """One field of the family's file: `address.city`, `guardians.0.first_name`; an empty text is « nothing ».

    `guardians.0` is the parent who asks; the others follow in the order of the file.
    """

    field: str
    before: str
    after: str


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

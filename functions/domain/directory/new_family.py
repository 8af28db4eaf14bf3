"""A family that the town writes down by hand, and those of whom it may be a double."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.domain.errors import Conflict
from functions.domain.families.family import Address, Guardian


@dataclass(frozen=True, slots=True)
class NewChild:
    """`known`: the id of a child whom another family of the town has, and who lives in both; the rest is then what its file says."""

    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    school: str | None = None
    school_class: str | None = None
    known: str | None = None


@dataclass(frozen=True, slots=True)
class NewFamily:
    name: str
    address: Address
    phone: str
    resident: bool
    guardians: tuple[Guardian, ...]
    children: tuple[NewChild, ...]


class DoubleReason(StrEnum):
    SAME_ADDRESS = "same_address"
    """A responsable has that e-mail address."""
    SAME_CHILD = "same_child"
    """A child has those names and was born that day."""


@dataclass(frozen=True, slots=True)
class Double:
    """A family that is there already. `child`: of `SAME_CHILD`, which."""

    family: str
    name: str
    street: str
    reason: DoubleReason
    child: str | None = None


class LikelyDouble(Conflict):
    """Families of the town look like the new one. Nothing was written."""

    code = "likely_double"

    def __init__(self, doubles: tuple[Double, ...]) -> None:
        super().__init__()
        self.doubles = doubles

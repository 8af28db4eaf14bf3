"""A family as the town's list says it."""

from dataclasses import dataclass
from datetime import date

from functions.domain.families.family import Address, Guardian


@dataclass(frozen=True, slots=True)
class ChildLine:
    line: int
    """Where it stands in the list; the first line is 1, and holds the names of the columns."""
    number: str | None
    """The town's own, where it gives one."""
    first_name: str
    last_name: str
    birth_date: date
    school: str | None = None
    school_class: str | None = None
    first_day: date | None = None
    """None: the list says nothing of it, and what is known stays. As of `last_day`."""
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class FamilyLines:
    code: str
    """The town's own number of the family."""
    name: str
    address: Address
    phone: str
    resident: bool
    guardians: tuple[Guardian, ...]
    quotient: tuple[int, date] | None
    children: tuple[ChildLine, ...] = ()
    """In the order of their birth."""

    @property
    def line(self) -> int:
        """Where the family begins in the list."""
        return min(child.line for child in self.children)

"""Which families a list shows: of a school, of a class, in a state."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from functions.domain.directory.directory_line import DirectoryLine, LoginsState
from functions.domain.families.spelling import folded
from functions.domain.files.year_file import year_to_confirm

QUOTIENT_LASTS = timedelta(days=365)
"""A town asks for it once a year, in January or in September: an older one is to be asked for again."""


class FamilyState(StrEnum):
    """What a list can be asked for besides a school and a class."""

    NOT_ACTIVATED = "not_activated"
    WITHOUT_ADDRESS = "without_address"
    TO_INVITE = "to_invite"
    INVITED = "invited"
    EXPIRED = "expired"
    ACTIVE = "active"
    INCOMPLETE = "incomplete"
    QUOTIENT = "quotient"
    """The town knows none, or one that is out of date."""
    UNCONFIRMED = "unconfirmed"
    """No parent has confirmed the file for the school year that is to be confirmed."""
    LEAVING = "leaving"
    """A child of it has left, or has a last day."""
    UNPAID = "unpaid"
    """Owes an invoice whose day has passed. The directory does not say it: the régie's own list of debts does."""
    UNREACHABLE = "unreachable"
    """Has an address that receives no mail of ours. The town's own list of such addresses says it."""


SAID_ELSEWHERE = frozenset({FamilyState.UNPAID, FamilyState.UNREACHABLE})
"""Another list than the directory says which families those are."""


class Lack(StrEnum):
    """What the town still waits for from a family."""

    FILE = "file"
    QUOTIENT = "quotient"
    QUOTIENT_OLD = "quotient_old"


LOGINS = {
    FamilyState.WITHOUT_ADDRESS: LoginsState.WITHOUT_ADDRESS,
    FamilyState.TO_INVITE: LoginsState.TO_INVITE,
    FamilyState.INVITED: LoginsState.INVITED,
    FamilyState.EXPIRED: LoginsState.EXPIRED,
    FamilyState.ACTIVE: LoginsState.ACTIVE,
}


@dataclass(frozen=True, slots=True)
class FamilyFilter:
    """Empty fields choose nothing. `now`: on the town's clock."""

    now: datetime
    school: str = ""
    school_class: str = ""
    state: FamilyState | None = None

    @property
    def chooses(self) -> bool:
        return bool(self.school or self.school_class or self.state)

    def keeps(self, line: DirectoryLine) -> bool:
        return self._keeps_children(line) and self._keeps_state(line)

    def _keeps_children(self, line: DirectoryLine) -> bool:
        """One child is of the school and of the class that are asked for."""
        school, school_class = folded(self.school), folded(self.school_class)
        return not (school or school_class) or any(
            (not school or folded(child.school or "") == school)
            and (not school_class or folded(child.school_class or "") == school_class)
            for child in line.children
        )

    def _keeps_state(self, line: DirectoryLine) -> bool:
        match self.state:
            case None | FamilyState.UNPAID | FamilyState.UNREACHABLE:
                return True
            case FamilyState.NOT_ACTIVATED:
                return line.logins_state(self.now) is not LoginsState.ACTIVE
            case FamilyState.INCOMPLETE:
                return not line.file_complete
            case FamilyState.UNCONFIRMED:
                return line.confirmed < year_to_confirm(self.now.date())
            case FamilyState.LEAVING:
                return any(child.last_day is not None for child in line.children)
            case FamilyState.QUOTIENT:
                return line.quotient_since is None or line.quotient_since < oldest_quotient(self.now)
            case _:
                return line.logins_state(self.now) is LOGINS[self.state]


def oldest_quotient(now: datetime) -> date:
    """A quotient from before that day is out of date."""
    return now.date() - QUOTIENT_LASTS


def lacks(line: DirectoryLine, now: datetime, *, complete_file: bool) -> tuple[Lack, ...]:
    """`complete_file`: whether the town asks for a complete file before anything is booked."""
    found = []
    if complete_file and not line.file_complete:
        found.append(Lack.FILE)
    if line.quotient_since is None:
        found.append(Lack.QUOTIENT)
    elif line.quotient_since < oldest_quotient(now):
        found.append(Lack.QUOTIENT_OLD)
    return tuple(found)

"""Whom a message of the town concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Child
from functions.domain.families.spelling import folded
from functions.domain.planning.child_month import ChildMonth


class AudienceKind(StrEnum):
    EVERYBODY = "everybody"
    SCHOOL = "school"
    CLASS = "class"
    """Of one school, or of each that has a class of that name."""
    SERVICE = "service"
    """Who has booked it this month or next, or is enrolled in it."""
    BOOKED = "booked"
    """Who has booked a service, or any, on one day."""
    NOT_ACTIVATED = "not_activated"
    """Families of which nobody has a login."""


class AudienceUnclear(InvalidRequest):
    """It names no school, class, service or day where one is needed, or one that the règlement does not have. `field` says which."""

    code = "audience_unclear"


NEEDED = {
    AudienceKind.SCHOOL: "school",
    AudienceKind.CLASS: "school_class",
    AudienceKind.SERVICE: "service",
    AudienceKind.BOOKED: "day",
}
"""What each kind must name besides itself."""
GENERAL = frozenset({AudienceKind.EVERYBODY, AudienceKind.SCHOOL, AudienceKind.CLASS, AudienceKind.SERVICE})
"""Messages to all, which a login may do without. One about what somebody booked is part of the booking."""
OF_MONTHS = frozenset({AudienceKind.SERVICE, AudienceKind.BOOKED})
"""Kinds for which the months of children are read."""


@dataclass(frozen=True, slots=True)
class AnnouncementAudience:
    """Codes of the règlement; empty where the kind does not ask for them."""

    kind: AudienceKind
    school: str = ""
    school_class: str = ""
    service: str = ""
    day: date | None = None

    @property
    def is_general(self) -> bool:
        return self.kind in GENERAL

    def check_named(self) -> None:
        """Raises AudienceUnclear."""
        needed = NEEDED.get(self.kind)
        if needed is not None and not getattr(self, needed):
            raise AudienceUnclear(field=needed)


def concerns(
    audience: AnnouncementAudience,
    line: DirectoryLine,
    children: Iterable[Child] = (),
    months: Iterable[ChildMonth] = (),
    *,
    today: date | None = None,
) -> bool:
    """`children` and `months`: of the family, where the kind is one of `OF_MONTHS`; a child of two homes concerns who booked."""
    if line.name is None:
        return False
    match audience.kind:
        case AudienceKind.EVERYBODY:
            return True
        case AudienceKind.NOT_ACTIVATED:
            return not line.logins
        case AudienceKind.SCHOOL:
            return any(child.school == audience.school for child in line.children)
        case AudienceKind.CLASS:
            wanted = folded(audience.school_class)
            return any(
                folded(child.school_class or "") == wanted and audience.school in ("", child.school)
                for child in line.children
            )
        case AudienceKind.BOOKED:
            return any(_booked(audience, line.family, month) for month in months)
        case AudienceKind.SERVICE:
            enrolled = today is not None and any(
                each.covers(audience.service, today) and each.family == line.family
                for child in children
                for each in child.enrolments
            )
            return enrolled or any(
                booking.payer == line.family and slot.service == audience.service
                for month in months
                for slot, booking in month.rows()
            )


def _booked(audience: AnnouncementAudience, family: str, month: ChildMonth) -> bool:
    assert audience.day is not None, "a day was asked for"
    if month.month != f"{audience.day:%Y-%m}":
        return False
    of_day = month.days.get(audience.day.day, {})
    return any(
        booking.payer == family and audience.service in ("", service) for service, booking in of_day.items()
    )

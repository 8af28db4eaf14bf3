"""The health sheet of a child (*fiche sanitaire de liaison*): what who keeps the child must know, as its family attests it for a school year.

A centre that takes children in asks for it (Code de l'action sociale et des familles, R227-7; arrêté du 20 février 2003).
"""

from dataclasses import dataclass, replace
from datetime import date

from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Child
from functions.domain.retention import health_sheet_until

MOST_CARE = 500
MOST_WORDS = 200
MOST_NAME = 80
MOST_PHONE = 30


class HealthSheetRefused(InvalidRequest):
    """A text is too long. `field` says which."""

    code = "health_sheet_refused"


@dataclass(frozen=True, slots=True)
class HealthSheet:
    """`vaccinated`, `emergency_care`: None where the family has not said."""

    vaccinated: bool | None = None
    """Whether the compulsory vaccinations are up to date. What proves it is a paper (`papers`)."""
    doctor: str = ""
    doctor_phone: str = ""
    care: str = ""
    """Treatments and what to mind, in the family's words."""
    aids: str = ""
    """Glasses, lenses, hearing aids."""
    emergency_care: bool | None = None
    """Whether the town may have the child treated, and taken to hospital, in an emergency."""
    year: int = 0
    """The calendar year in which the school year begins for which it was attested."""
    told_by: str = ""
    """The account of the parent who attests it; empty where the town copied it."""
    told_on: date | None = None

    @property
    def says_something(self) -> bool:
        return replace(self, year=0, told_by="", told_on=None) != HealthSheet()

    @property
    def missing(self) -> tuple[str, ...]:
        """What every sheet answers and this one does not, by its part (`sheet_texts.HEALTH`)."""
        parts = (
            ("vaccines", self.vaccinated is not None),
            ("doctor", bool(self.doctor)),
            ("emergency", self.emergency_care is not None),
        )
        return tuple(part for part, is_said in parts if not is_said)

    def told(self, year: int, by: str, on: date) -> "HealthSheet":
        return replace(self, year=year, told_by=by, told_on=on)

    def is_over(self, child: Child, day: date) -> bool:
        """Whether nothing of it is to be kept on that day: its year is over, or the child has left."""
        return day >= health_sheet_until(self.year) or (child.last_day is not None and child.last_day < day)


def check_health(sheet: HealthSheet) -> None:
    """Raises HealthSheetRefused."""
    bounds = (
        ("doctor", MOST_NAME),
        ("doctor_phone", MOST_PHONE),
        ("care", MOST_CARE),
        ("aids", MOST_WORDS),
    )
    for field, most in bounds:
        if len(getattr(sheet, field)) > most:
            raise HealthSheetRefused(field=field)


def one_health(kept: HealthSheet | None, other: HealthSheet | None) -> HealthSheet | None:
    """Of two files of one child: what either warns of is warned of, and what is permitted is permitted by both."""
    if kept is None or other is None:
        return kept or other
    newest = kept if (kept.year, str(kept.told_on)) >= (other.year, str(other.told_on)) else other
    older = other if newest is kept else kept
    has_doctor = newest if newest.doctor or newest.doctor_phone else older
    return replace(
        newest,
        vaccinated=_both(newest.vaccinated, older.vaccinated),
        doctor=has_doctor.doctor,
        doctor_phone=has_doctor.doctor_phone,
        care=_joined(newest.care, older.care, MOST_CARE),
        aids=_joined(newest.aids, older.aids, MOST_WORDS),
        emergency_care=_both(newest.emergency_care, older.emergency_care),
    )


def _both(one: bool | None, other: bool | None) -> bool | None:
    if one is None or other is None:
        return one if other is None else other
    return one and other


def _joined(one: str, other: str, most: int) -> str:
    """Cut where both are long: what was said last comes first."""
    return " ; ".join(dict.fromkeys(text for text in (one, other) if text))[:most]

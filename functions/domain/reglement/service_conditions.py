"""The conditions of a service, as its town states them."""

from dataclasses import dataclass
from enum import StrEnum

WeekPattern = tuple[int, ...]
"""ISO weekdays booked together."""


class Need(StrEnum):
    """What a family must have done before it books."""

    COMPLETE_FILE = "complete_file"
    ACCEPTED_REGLEMENT = "accepted_reglement"
    HEALTH_SHEET = "health_sheet"
    """The child's, with all that every sheet answers. Only a service that takes children in may ask for it."""
    ENROLMENT = "enrolment"
    """Enrolled for the year or the period, and accepted by the town."""


@dataclass(frozen=True, slots=True)
class ServiceConditions:
    """What a service asks. A field that is left empty asks nothing."""

    min_days_a_week: int = 0
    min_days_with_holiday: int | None = None
    """The same in a week with a public holiday; None: as in any week."""
    max_days_a_week: int | None = None
    week_patterns: tuple[WeekPattern, ...] = ()
    """The only sets of weekdays that can be booked, closed days left out; one set of all days means whole weeks."""
    excludes: tuple[str, ...] = ()
    """Services a child cannot have on the same day."""
    requires: tuple[str, ...] = ()
    """Services a child must have on the same day."""
    comes_with: tuple[str, ...] = ()
    """Services booked together with this one."""
    age_from: int | None = None
    age_to: int | None = None
    classes: tuple[str, ...] = ()
    residents_only: bool = False
    needs: tuple[Need, ...] = ()
    unpaid_over_cents: int | None = None
    """A family whose overdue debts are above this amount can book nothing more."""

    @property
    def ask_of_child(self) -> bool:
        """Whether anything is asked of the child or of its family."""
        return bool(
            self.needs
            or self.classes
            or self.residents_only
            or self.age_from is not None
            or self.age_to is not None
            or self.unpaid_over_cents is not None
        )

"""What importing a list of families would do. It is shown before anything is written, and what is written is what was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from functions.domain.families.family import Child, Family
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.domain.families.file_changes import (
    FieldChange,
    GuardianChange,
    child_changes,
    family_changes,
    guardian_changes,
)
from functions.domain.families.kept_by_hand import KeptByHand


class Known(StrEnum):
    """By what a line of the list was known to be about a child."""

    NUMBER = "number"
    NAME = "name"
    """It is written otherwise in the file, and can be no other child of this family."""
    CONFIRMED = "confirmed"
    """The town said so."""
    RETURNS = "returns"
    """The family's own, who had left it."""
    NEW = "new"


@dataclass(frozen=True, slots=True)
class ChildPlan:
    line: ChildLine
    known: Known
    before: Child | None
    after: Child

    @property
    def joins(self) -> bool:
        """A child of another family becomes this one's too."""
        return self.before is not None and self.after.families != self.before.families

    def changes(self) -> list[FieldChange]:
        return [] if self.before is None else child_changes(self.before, self.after)


@dataclass(frozen=True, slots=True)
class Leaving:
    child: Child
    bookings: int
    """To come, that the family pays. They stay, until somebody cancels them."""


@dataclass(frozen=True, slots=True)
class ChildAway:
    """`bookings`: what the family has from today on, on days on which the child is not here. Cancelled with the import."""

    child: Child
    bookings: int


@dataclass(frozen=True, slots=True)
class FamilyPlan:
    lines: FamilyLines
    before: Family | None
    after: Family
    children: tuple[ChildPlan, ...]
    leaving: tuple[Leaving, ...]
    seen: Mapping[str, int]
    """The version of each file that this was decided from, by id; 0 where there was none."""
    by_hand: tuple[KeptByHand, ...] = ()
    """Fields that the town changed in the portal, and of which the list says something else."""
    added: tuple[Child, ...] = ()
    """Children whom the town added in the portal: they stay, although the list does not name them."""
    away: tuple[ChildAway, ...] = ()

    def fields(self) -> list[FieldChange]:
        return [] if self.before is None else family_changes(self.before, self.after)

    def guardians(self) -> list[GuardianChange]:
        return guardian_changes(() if self.before is None else self.before.guardians, self.after.guardians)

    @property
    def order_changes(self) -> bool:
        """The eldest child is another one, or another sibling passes before: their ranks are counted in prices."""
        before = () if self.before is None else self.before.children
        stay = [child for child in before if child in self.after.children]
        return stay != [child for child in self.after.children if child in before]

    @property
    def guardians_change_places(self) -> bool:
        """Nobody comes, goes or is corrected, and another is the first."""
        before = () if self.before is None else self.before.guardians
        return before != self.after.guardians and not self.guardians()

    @property
    def changes(self) -> bool:
        """Something is written: of a file, or of what is booked for a child who is not here."""
        files = self.before != self.after or any(child.before != child.after for child in self.children)
        return files or bool(self.away)

    @property
    def tells(self) -> bool:
        """Something changes, or something that the list says otherwise stays."""
        return self.changes or bool(self.by_hand or self.added)


class Doubt(StrEnum):
    IN_FAMILY = "in_family"
    """Is the child of the line one of the family's, corrected, or does one leave and another arrive?"""
    ELSEWHERE = "elsewhere"
    """Is it one child of parents who live apart, or two of one name?"""


@dataclass(frozen=True, slots=True)
class Question:
    """`code` names it for who answers, and is of what it says: another list, or another file, asks under another code."""

    code: str
    doubt: Doubt
    lines: FamilyLines
    line: ChildLine
    child: Child
    families: tuple[Family, ...]
    """The child's own."""


@dataclass
class ImportPlan:
    families: list[FamilyPlan] = field(default_factory=list)
    erased: list[tuple[FamilyLines, date]] = field(default_factory=list)
    """Left out, as the town erased them on that day."""
    merged: list[FamilyLines] = field(default_factory=list)
    """Of files that were merged into another, of which the list speaks too: their children alone are read."""
    unreadable: list[FamilyLines] = field(default_factory=list)
    """Left out, as something of their files cannot be read."""
    questions: list[Question] = field(default_factory=list)
    """Not answered yet. Nothing is written while there is one."""
    answered: set[str] = field(default_factory=set)
    """The codes of the questions that came up and were answered."""
    contradictions: list[tuple[ChildLine, ChildLine]] = field(default_factory=list)
    """Two lines about one child that say different things."""
    zeros: list[tuple[FamilyLines, str]] = field(default_factory=list)
    """Families that are not registered, while the number is, but for its zeros."""
    full: list[FamilyLines] = field(default_factory=list)
    """Families with more than a file holds."""
    unlisted: list[Family] = field(default_factory=list)
    """Registered, and not in the list: they stay as they are."""

    @property
    def asked_by_hand(self) -> list[tuple[FamilyPlan, KeptByHand]]:
        """Not answered yet: nothing is written while there is one."""
        return [(family, one) for family in self.families for one in family.by_hand if one.asked]

    @property
    def changed(self) -> list[FamilyPlan]:
        return [family for family in self.families if family.changes]

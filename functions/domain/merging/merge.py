"""A merge of two files: what stands in its way, and its plan, which is frozen before anything is moved."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.merging.renaming import Renaming


class SameFile(InvalidRequest):
    """A file cannot be merged into itself."""

    code = "same_file"


class MergeObstacle(StrEnum):
    """What must be over before two files are merged. Debts, credits and documents stand in no way: they follow."""

    PAYMENT = "payment"
    """A payment online whose outcome nobody knows yet."""
    HOLD = "hold"
    """Places that are kept for a payment."""
    RUN = "run"
    """The invoices of a period are being issued."""
    MERGING = "merging"
    """Another merge of one of the two is not done."""
    OTHER_HOME = "other_home"
    """A child who is said to be the same has another home yet."""


class NotMergeable(Conflict):
    """The files cannot be merged now. `obstacles` says all that stands in the way."""

    code = "files_not_mergeable"

    def __init__(self, obstacles: Iterable[MergeObstacle]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(obstacles=", ".join(each.value for each in self.obstacles))


@dataclass(frozen=True, slots=True)
class Merge:
    """What was decided once, and is carried out however often it dies. `children`: all whose months may name the file that goes.

    It stays with that file: a backup that brings the file back has it merged again.
    """

    kept: str
    other: str
    same: dict[str, str]
    children: tuple[str, ...]
    begun_at: datetime
    by: str
    keep: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> Renaming:
        return Renaming(self.other, self.kept, self.same)

"""The papers that a town asks for, and what it has seen of them: whether a file is complete follows from both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from functions.domain.calendar.billing_periods import last_of_month
from functions.domain.errors import InvalidRequest
from functions.domain.families.family import Family
from functions.domain.families.spelling import folded

MOST_KINDS = 20
MOST_MONTHS = 120
OF_FAMILY = "-"
"""In the place of a child, of a paper about the family."""


class PaperKindRefused(InvalidRequest):
    """A kind has no name, has one twice, lasts no month, or there are too many."""

    code = "paper_kind_refused"


class PaperAbout(StrEnum):
    FAMILY = "family"
    CHILD = "child"


class PaperLasts(StrEnum):
    SCHOOL_YEAR = "school_year"
    """Until 31 August."""
    MONTHS = "months"
    FOREVER = "forever"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """`code`: given once and kept, whatever the name becomes. `required`: a file without it is not complete."""

    code: str
    name: str
    about: PaperAbout
    lasts: PaperLasts
    months: int = 0
    required: bool = True

    def until(self, seen: date) -> date | None:
        """The last day on which a paper seen that day is good; None: it always is."""
        if self.lasts is PaperLasts.FOREVER:
            return None
        if self.lasts is PaperLasts.SCHOOL_YEAR:
            return date(seen.year + (seen.month > 8), 8, 31)
        year, month = divmod(seen.year * 12 + seen.month - 1 + self.months, 12)
        last = last_of_month(date(year, month + 1, 1))
        return last.replace(day=min(seen.day, last.day))


@dataclass(frozen=True, slots=True)
class PaperKinds:
    kinds: tuple[PaperKind, ...] = ()

    @property
    def are_required(self) -> bool:
        return any(kind.required for kind in self.kinds)


class PaperState(StrEnum):
    """What the town said of a paper."""

    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the town has seen. `child`: `-` where it is about the family. `until`: None where it is always good."""

    kind: str
    child: str
    state: PaperState
    seen_by: str
    seen_at: datetime
    until: date | None = None
    reason: str = ""
    """Why it was refused."""


class PaperStanding(StrEnum):
    MISSING = "missing"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that a family is asked for, and how it stands on a day."""

    kind: PaperKind
    child: str
    standing: PaperStanding
    paper: Paper | None

    @property
    def lacks(self) -> bool:
        return self.standing is not PaperStanding.ACCEPTED


def check_kinds(kinds: Sequence[PaperKind]) -> PaperKinds:
    """Raises PaperKindRefused."""
    names = [folded(kind.name) for kind in kinds]
    if len(kinds) > MOST_KINDS or not all(names) or len(set(names)) != len(names):
        raise PaperKindRefused(field="kinds")
    if len({kind.code for kind in kinds}) != len(kinds):
        raise PaperKindRefused(field="kinds")
    if any((kind.lasts is PaperLasts.MONTHS) != (1 <= kind.months <= MOST_MONTHS) for kind in kinds):
        raise PaperKindRefused(field="months")
    return PaperKinds(tuple(kinds))


def asked_of(kinds: PaperKinds, family: Family) -> Iterator[tuple[PaperKind, str]]:
    """Each paper that this family is asked for: the kind, and the child that it is about."""
    for kind in kinds.kinds:
        subjects = family.children if kind.about is PaperAbout.CHILD else (OF_FAMILY,)
        yield from ((kind, subject) for subject in subjects)


def paper_lines(
    kinds: PaperKinds, family: Family, papers: Mapping[tuple[str, str], Paper], today: date
) -> list[PaperLine]:
    """`papers`: by kind and child."""
    return [
        PaperLine(
            kind, child, _standing(papers.get((kind.code, child)), today), papers.get((kind.code, child))
        )
        for kind, child in asked_of(kinds, family)
    ]


def complete(lines: Iterable[PaperLine]) -> bool:
    """Whether nothing that is required lacks."""
    return not any(line.lacks and line.kind.required for line in lines)


def _standing(paper: Paper | None, today: date) -> PaperStanding:
    if paper is None:
        return PaperStanding.MISSING
    if paper.state is PaperState.REFUSED:
        return PaperStanding.REFUSED
    is_old = paper.until is not None and paper.until < today
    return PaperStanding.EXPIRED if is_old else PaperStanding.ACCEPTED

"""The papers that a town asks for, and what it has seen of them: whether a file is complete follows from both."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from functions.domain.calendar.billing_periods import last_of_month
from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.families.family import Family
from functions.domain.families.spelling import folded
from functions.domain.uploads.uploads import AttachedFile

MOST_KINDS = 20
MOST_MONTHS = 120
LAPSES_SOON = timedelta(days=60)
"""Before the day on which a paper is no longer good, the family may already send the next one."""
OF_FAMILY = "-"
"""In the place of a child, of a paper about the family."""


class PaperKindRefused(InvalidRequest):
    """A kind has no name, has one twice, lasts no month, or there are too many."""

    code = "paper_kind_refused"


class PaperWithoutFile(InvalidRequest):
    """A paper is sent, and no file is."""

    code = "paper_without_file"


class PaperNotAsked(Conflict):
    """The town does not ask this family for that paper, or no more."""

    code = "paper_not_asked"


class PaperMoved(Conflict):
    """Something was sent for the paper, or decided of it, since the agent read it."""

    code = "paper_moved"


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
    UNSEEN = "unseen"
    """Nothing yet: the family sent it."""


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """Files that the family sent for a paper, in a message of a thread, and that no agent has looked at."""

    by: str
    at: datetime
    thread: str
    message: str
    files: tuple[AttachedFile, ...]

    @property
    def id(self) -> str:
        """What an agent who decides it has before them."""
        return f"{self.thread}.{self.message}"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the town has seen, or is to look at. `child`: `-` where it is about the family. `until`: None where it is always good."""

    kind: str
    child: str
    state: PaperState
    seen_by: str
    seen_at: datetime
    until: date | None = None
    reason: str = ""
    """Why it was refused."""
    files: tuple[AttachedFile, ...] = ()
    """What was looked at; none where it was seen at the counter."""
    given: GivenPaper | None = None
    """What waits for an agent. Until then, what was said before holds."""


class PaperStanding(StrEnum):
    MISSING = "missing"
    GIVEN = "given"
    """It waits for the town."""
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

    @property
    def code(self) -> str:
        return paper_code(self.kind.code, self.child)

    @property
    def given(self) -> GivenPaper | None:
        return None if self.paper is None else self.paper.given

    def is_wanted(self, today: date) -> bool:
        """Whether the family may send it now: it lacks, or will soon, and nothing that it sent waits."""
        if self.given is not None:
            return False
        until = None if self.paper is None else self.paper.until
        return self.lacks or (until is not None and until <= today + LAPSES_SOON)

    def good_until(self, today: date) -> date | None:
        """What an agent who accepts it today is offered; None: it always is. What is good already is followed by the next one."""
        until = self.kind.until(today)
        if until is None or self.lacks or self.paper is None or self.paper.until != until:
            return until
        return self.kind.until(until + timedelta(days=1))


def paper_code(kind: str, child: str) -> str:
    """What a paper is called in an address."""
    return f"{kind}.{child}"


def place_of_paper(code: str) -> tuple[str, str]:
    """Its kind and its child, both empty of what is no such code."""
    kind, _, child = code.partition(".")
    return (kind, child) if kind and child else ("", "")


def given_paper(known: Paper | None, place: tuple[str, str], sent: GivenPaper) -> Paper:
    """The paper once the family sent files for it. What it sent before, and nobody looked at, is with the same thread or another."""
    kept = known or Paper(*place, PaperState.UNSEEN, sent.by, sent.at)
    return replace(kept, given=sent)


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
    is_good = paper.until is None or paper.until >= today
    if paper.state is PaperState.ACCEPTED and is_good:
        return PaperStanding.ACCEPTED
    if paper.given is not None:
        return PaperStanding.GIVEN
    return _WITHOUT_FILES[paper.state]


_WITHOUT_FILES = {
    PaperState.ACCEPTED: PaperStanding.EXPIRED,
    PaperState.REFUSED: PaperStanding.REFUSED,
    PaperState.UNSEEN: PaperStanding.MISSING,
}
"""How a paper stands that is not good, and for which nothing waits."""

"""The document of a week's menu, as the caterer gave it: of one week, or the same for each week of a month."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from functions.domain.menus.week_menu import DayMenu, WeekMenuRefused, monday_of, week_of
from functions.domain.news.attachments import NewsFile

WEEKS_BEFORE = 4
WEEKS_AFTER = 5
"""Beside the week for which it is given: those of its month, on whichever of them the agent stands."""
MOST_WEEKS = WEEKS_BEFORE + 1 + WEEKS_AFTER
MOST_FORMER = 20


@dataclass(frozen=True, slots=True)
class WeekDocument:
    week: str
    file: NewsFile
    days: Mapping[date, DayMenu] = field(default_factory=dict)
    """What was read in it for this week: an agent reads it again before families do."""
    hidden: bool = False
    """It was withdrawn, and may be put back."""
    former: tuple[str, ...] = ()
    """Names of those that were in its place, the last ones: they are taken off the site."""

    @property
    def shown(self) -> str | None:
        """The name of the file, while families read it."""
        return None if self.hidden else self.file.file

    def replaced(self, file: NewsFile, days: Mapping[date, DayMenu]) -> "WeekDocument":
        gone = [name for name in (*self.former, self.file.file) if name != file.file]
        return WeekDocument(self.week, file, days, former=tuple(dict.fromkeys(gone))[-MOST_FORMER:])

    def withdrawn(self, hidden: bool) -> "WeekDocument":
        return replace(self, hidden=hidden)


@dataclass(frozen=True, slots=True)
class DocumentOfWeeks:
    """One document of weeks that follow each other. `first`, `last`: their Mondays."""

    first: date
    last: date
    file: NewsFile

    def path(self, commune: str) -> str:
        return document_path(commune, week_of(self.first), self.file.file)


def document_path(commune: str, week: str, file: str) -> str:
    """On the site, under the week: what is withdrawn of one is not of another."""
    return f"{commune}/menus/{week}/{file}"


def weeks_offered(asked: str, today: date) -> list[str]:
    """For which weeks a document may be shown that is given for one of them: none that is over, but that one. Raises WeekMenuRefused."""
    monday = monday_of(asked)
    now = monday_of(week_of(today))
    around = [monday + timedelta(weeks=shift) for shift in range(-WEEKS_BEFORE, WEEKS_AFTER + 1)]
    return [week_of(each) for each in around if each == monday or each >= now]


def check_offered(weeks: Iterable[str], offered: Iterable[str]) -> None:
    """Raises WeekMenuRefused."""
    if not set(weeks) or not set(weeks) <= set(offered):
        raise WeekMenuRefused(field="weeks")


def by_document(documents: Iterable[WeekDocument]) -> list[DocumentOfWeeks]:
    """Those that families read, each once for the weeks that follow each other. `documents`: in the order of their weeks."""
    shown = [each for each in documents if not each.hidden]
    starts = [True, *(not _goes_on(before, after) for before, after in pairwise(shown))]
    found: list[DocumentOfWeeks] = []
    for document, starts_here in zip(shown, starts, strict=False):
        monday = monday_of(document.week)
        if starts_here:
            found.append(DocumentOfWeeks(monday, monday, document.file))
        else:
            found[-1] = replace(found[-1], last=monday)
    return found


def _goes_on(before: WeekDocument, after: WeekDocument) -> bool:
    return before.file.file == after.file.file and monday_of(after.week) - monday_of(
        before.week
    ) == timedelta(7)

"""An article of the town's news: what it says, to whom, and where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from functions.domain.news.attachments import NewsFile, NewsImage

MOST_FORMER = 50


class NewsState(StrEnum):
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    """Its hour has not come."""
    PUBLISHED = "published"
    ENDED = "ended"
    """Its last day is over: it left the lists, and its page says so."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class NewsAudience:
    """Whom an article concerns first; everybody may read it. Codes of the règlement; none at all: everybody."""

    schools: tuple[str, ...] = ()
    services: tuple[str, ...] = ()

    @property
    def marks(self) -> list[str]:
        """One of these is a family's too (`marks_of`) where it concerns that family; none at all: every family."""
        return [f"school:{code}" for code in self.schools] + [f"service:{code}" for code in self.services]


def marks_of(schools: Iterable[str | None], services: Iterable[str]) -> list[str]:
    """What of a family an article may concern: the schools of its children, the services that they may come to."""
    return sorted({f"school:{code}" for code in schools if code} | {f"service:{code}" for code in services})


@dataclass(frozen=True, slots=True)
class NewsArticle:
    id: str
    slug: str
    """URL-safe, unique in its commune, fixed once published: links must keep working."""
    title: str
    summary: str
    body_markdown: str
    published_at: datetime | None
    """From when it is public; none of a draft. It never moves once that instant has come."""
    until: date | None = None
    """The last day on which it is in the lists, on the town's clock."""
    audience: NewsAudience = field(default_factory=NewsAudience)
    pinned: bool = False
    corrected_at: datetime | None = None
    """When what it says was last changed after families could read it."""
    withdrawn_at: datetime | None = None
    planned_at: datetime | None = None
    """Of a draft: when its author thinks of publishing it."""
    image: NewsImage | None = None
    files: tuple[NewsFile, ...] = ()
    former_files: tuple[str, ...] = ()
    """Names of those that it had, the last ones: they are taken off the site."""

    def public_at(self, instant: datetime) -> bool:
        """Whether its hour had come, whatever became of it."""
        return self.published_at is not None and self.published_at <= instant

    @property
    def file_names(self) -> list[str]:
        return [each.file for each in (self.image, *self.files) if each is not None]

    @property
    def has_page(self) -> bool:
        """Whether somebody may hold its address, so that a page must say what became of it: for one that was withdrawn."""
        return self.withdrawn_at is None or self.public_at(self.withdrawn_at)


def state_of(article: NewsArticle, *, now: datetime, clock: ZoneInfo) -> NewsState:
    if article.withdrawn_at is not None:
        return NewsState.WITHDRAWN
    if article.published_at is None:
        return NewsState.DRAFT
    if now < article.published_at:
        return NewsState.SCHEDULED
    if article.until is not None and now >= end_of(article.until, clock):
        return NewsState.ENDED
    return NewsState.PUBLISHED


def changes_at(article: NewsArticle, *, now: datetime, clock: ZoneInfo) -> datetime | None:
    """The next instant at which time alone changes its state."""
    if article.withdrawn_at is not None or article.published_at is None:
        return None
    if now < article.published_at:
        return article.published_at
    end = None if article.until is None else end_of(article.until, clock)
    return end if end is not None and now < end else None


def end_of(day: date, clock: ZoneInfo) -> datetime:
    """The midnight that ends it, on the town's clock."""
    return datetime.combine(day + timedelta(1), time(), clock)


def in_the_lists(articles: Iterable[NewsArticle], *, now: datetime, clock: ZoneInfo) -> list[NewsArticle]:
    """Those that families are shown: pinned ones first, then the newest."""
    shown = [each for each in articles if state_of(each, now=now, clock=clock) is NewsState.PUBLISHED]
    return sorted(shown, key=lambda each: (each.pinned, each.published_at, each.id), reverse=True)

"""An article as its pages show it: with its address, the town's days, and the names of whom it concerns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.news.article import NewsArticle, NewsState, state_of
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.french.news.audience import concerned


@dataclass(frozen=True, slots=True)
class ShownArticle:
    article: NewsArticle
    address: str
    day: date
    """On which it was published, on the commune's calendar."""
    state: NewsState
    concerns: str
    """« École Jules-Ferry, restauration scolaire »; empty: everybody."""
    corrected_on: date | None
    withdrawn_on: date | None

    @property
    def updated_at(self) -> datetime:
        """When what it says changed last."""
        changes = (self.article.published_at, self.article.corrected_at)
        return max(filter(None, changes))


def shown(
    commune: Commune, article: NewsArticle, reglement: Reglement | None, *, now: datetime
) -> ShownArticle:
    """`now` is also the day of a draft, which has none of its own."""
    published_at = article.published_at or now
    return ShownArticle(
        article,
        f"/{commune.id}/actualites/{article.slug}/",
        commune.day_of(published_at),
        state_of(article, now=now, clock=commune.clock),
        concerned(article.audience, reglement),
        _day(commune, article.corrected_at),
        _day(commune, article.withdrawn_at),
    )


def all_shown(
    commune: Commune, articles: Sequence[NewsArticle], reglement: Reglement | None, *, now: datetime
) -> list[ShownArticle]:
    return [shown(commune, article, reglement, now=now) for article in articles]


def _day(commune: Commune, instant: datetime | None) -> date | None:
    return None if instant is None else commune.day_of(instant)

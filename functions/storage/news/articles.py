"""News of a commune, in its own partition, newest first; and, over all communes, the articles that time will change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from pynamodb.expressions.operand import Path

from functions.domain.news.article import NewsArticle, changes_at
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import partition, read_one, sound
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

MOST_READ = 200
"""Articles among which those of the lists are looked for: of many years."""


def latest(commune: str, *, limit: int = MOST_READ) -> list[NewsArticle]:
    """In whatever state, those that were written last first."""
    rows = partition(keys.news(commune, "").pk, "", NewsArticle, newest_first=True, limit=limit)
    return [stored.value for stored in rows]


def written_before(commune: str, after: str | None, *, limit: int) -> list[Stored[NewsArticle]]:
    """A page of them: those written before the article `after`."""
    older = None if after is None else Item.sk < after
    rows = Item.query(
        keys.news(commune, "").pk,
        older,
        consistent_read=True,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
    )
    return list(sound(rows, NewsArticle))


def article(commune: str, article_id: str) -> Stored[NewsArticle] | None:
    return read_one(keys.news(commune, article_id), NewsArticle)


def put(
    transaction: Transaction, stored: Stored[NewsArticle], commune: str, *, now: datetime, clock: ZoneInfo
) -> None:
    """Write it, and when time will change it. Refused (why: `"news"`) where another act wrote it since it was read."""
    change = changes_at(stored.value, now=now, clock=clock)
    listed = None if change is None else (keys.NEWS_DUE, _place(change, commune, stored.value.id))
    transaction.put(stored, why="news", listed=listed)


@dataclass(frozen=True, slots=True)
class DueArticle:
    """An article whose hour has come: it appears, or it ends. `place`: where the list had it."""

    commune: str
    article: Stored[NewsArticle]
    place: str


def due(now: datetime, *, limit: int) -> list[DueArticle]:
    """Of all communes, the longest due first. A moment late."""
    passed = Item.list_sk <= f"{_sortable(now)}$"  # `$` follows `#`: all of that second
    rows = Item.by_list.query(keys.NEWS_DUE, passed, page_size=limit, limit=limit)
    return list(_due(rows))


def _due(rows: Iterator[Item]) -> Iterator[DueArticle]:
    for item in rows:
        for stored in sound([item], NewsArticle):
            yield DueArticle(item.pk.split("#")[1], stored, item.list_sk)


def relist(transaction: Transaction, found: DueArticle, *, now: datetime, clock: ZoneInfo) -> None:
    """Have the list say when time changes it next. Refused (why: `"news"`) where that was said since.

    Nobody wrote the article itself: its version stays, and whoever is correcting it is not told that it moved.
    """
    change = changes_at(found.article.value, now=now, clock=clock)
    place = Item.list_sk.set(_place(change, found.commune, found.article.value.id)) if change else None
    actions = [place] if place else [Item.list_pk.remove(), Item.list_sk.remove()]
    still = (Path("list_sk") == found.place) & (Path("version") == found.article.version)
    transaction.update(found.article.key, actions, why="news", condition=still)


def _place(change: datetime, commune: str, article_id: str) -> str:
    return f"{_sortable(change)}#{commune}#{article_id}"


def _sortable(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

"""News of a commune, in its own partition, newest first."""

from functions.domain.town.news import NewsArticle
from functions.storage.table import keys
from functions.storage.table.reading import partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def latest(commune: str, *, limit: int = 50) -> list[NewsArticle]:
    rows = partition(keys.news(commune, "").pk, "", NewsArticle, newest_first=True, limit=limit)
    return [stored.value for stored in rows]


def article(commune: str, article_id: str) -> Stored[NewsArticle] | None:
    return read_one(keys.news(commune, article_id), NewsArticle)


def put(transaction: Transaction, commune: str, news: NewsArticle) -> None:
    transaction.put(Stored(keys.news(commune, news.id), news, 0), why="news")

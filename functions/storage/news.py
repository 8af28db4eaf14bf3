"""News of a commune, in its own partition, newest first."""

from functions.domain.town.news import NewsArticle
from functions.storage import keys
from functions.storage.bodies import Stored
from functions.storage.reading import partition, read_one
from functions.storage.transaction import Transaction


def latest(commune: str, *, limit: int = 50) -> list[NewsArticle]:
    rows = partition(keys.news(commune, "").pk, "", NewsArticle, newest_first=True, limit=limit)
    return [stored.value for stored in rows]


def article(commune: str, article_id: str) -> Stored[NewsArticle] | None:
    return read_one(keys.news(commune, article_id), NewsArticle)


def put(transaction: Transaction, commune: str, news: NewsArticle) -> None:
    transaction.put(Stored(keys.news(commune, news.id), news, 0), why="news")

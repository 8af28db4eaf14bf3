"""An act of an agent on an article: what every one of them does around its change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind, PagesOf
from functions.domain.news.article import NewsArticle
from functions.domain.town.commune import Commune
from functions.storage.news import articles
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class NewsAct:
    """Which agent acts, for which commune; `key`: the idempotency key."""

    commune: str
    by: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class NewsWritten:
    """The article that an act wrote, and its version since."""

    article: str
    version: int


Change = Callable[[Stored[NewsArticle], Commune], NewsArticle]
"""The article as the act leaves it; the same one where nothing is to be done."""


def change_article(
    act: NewsAct, article_id: str, change: Change, *, request: object, did: str
) -> NewsWritten:
    """Change an article that is there. Raises NotFound, Busy, and what `change` raises."""
    done_key, key = keys.of_account(act.by, f"KEY#{act.key}"), keys.news(act.commune, article_id)

    def again() -> NewsWritten:
        found = read([done_key, key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, NewsWritten)
        if earlier is not None:
            return earlier
        stored = found.get(key, NewsArticle)
        if stored is None:
            raise NotFound
        town = communes.commune(act.commune)
        after = change(stored, town)
        return commit(act, town, Stored(key, after, stored.version), stored.value, request=request, did=did)

    return when_moved(again)


def commit(
    act: NewsAct,
    town: Commune,
    after: Stored[NewsArticle],
    before: NewsArticle | None,
    *,
    request: object,
    did: str,
) -> NewsWritten:
    """Write the article, the journal's line, what has its pages rendered and the answer, in one transaction."""
    transaction, article = Transaction(), after.value
    changed = article != before
    answer = NewsWritten(article.id, after.version + changed)
    if changed:
        articles.put(transaction, after, act.commune, now=act.now, clock=town.clock)
        line = JournalLine(new_id(act.now), did, act.by, act.now, detail={"article": article.id})
        journal.add_to_commune(transaction, act.commune, line)
        if article.public_at(act.now):
            announce(transaction, act.commune, article.id, now=act.now)
    done_key = keys.of_account(act.by, f"KEY#{act.key}")
    idempotency.remember(transaction, done_key, request, answer, now=act.now)
    transaction.commit()
    return answer


def announce(transaction: Transaction, commune: str, article_id: str, *, now: datetime) -> None:
    """Have the pages rendered that the article is on: a draft is on none, and one whose hour has not come neither."""
    data: dict[str, str | int] = {"of": PagesOf.NEWS.value, "article": article_id}
    outbox.add(transaction, Message(new_id(now), MessageKind.PAGES_CHANGED, commune, data=data))

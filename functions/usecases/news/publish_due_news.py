"""Have the pages rendered of articles whose hour has come: they appear, or they end."""

import logging
from dataclasses import dataclass
from datetime import datetime

from functions.storage.news import articles
from functions.storage.news.articles import DueArticle
from functions.storage.table.transaction import Refused, Transaction
from functions.storage.town import communes
from functions.usecases.news.news_act import announce
from functions.usecases.retry import when_contended

_log = logging.getLogger(__name__)

AT_ONCE = 100
"""Articles of one firing: what is left is for the next, a minute later."""


@dataclass(frozen=True, slots=True)
class NewsDue:
    announced: int = 0
    failed: int = 0


def publish_due_news(*, now: datetime) -> NewsDue:
    """Of all communes. One that fails is in nobody's way, and is due again at the next firing."""
    announced = failed = 0
    for found in articles.due(now, limit=AT_ONCE):
        try:
            announced += _announce(found, now)
        except Exception:
            _log.exception("news not announced commune=%s article=%s", found.commune, found.article.value.id)
            failed += 1
    return NewsDue(announced, failed)


def _announce(found: DueArticle, now: datetime) -> bool:
    clock = communes.commune(found.commune).clock

    def act() -> bool:
        transaction = Transaction()
        articles.relist(transaction, found, now=now, clock=clock)
        announce(transaction, found.commune, found.article.value.id, now=now)
        try:
            transaction.commit()
        except Refused:
            return False  # somebody wrote it since, or announced it
        return True

    return when_contended(act)

"""Publish a news article. Its page is rendered from the outbox, without a new deployment."""

import re
import unicodedata
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind, PagesOf
from functions.domain.town.news import NewsArticle
from functions.storage.table import journal, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.storage.town import news
from functions.storage.town.communes import commune
from functions.usecases.town.publish_reglement import DEPLOYER


def publish_news(
    commune_id: str, *, title: str, summary: str, body_markdown: str, by: str = DEPLOYER, now: datetime
) -> NewsArticle:
    """Write the article, the journal's line and the message that has its pages rendered, in one transaction.

    `by`: an account, or the program that publishes. Raises NotFound for an unknown commune.
    """
    commune(commune_id)
    article_id = new_id(now)
    article = NewsArticle(article_id, f"{slug(title)}-{article_id[-4:]}", title, summary, body_markdown, now)
    transaction = Transaction()
    news.put(transaction, commune_id, article)
    line = JournalLine(new_id(now), "news_published", by, now, detail={"article": article_id})
    journal.add_to_commune(transaction, commune_id, line)
    outbox.add(
        transaction,
        Message(new_id(now), MessageKind.PAGES_CHANGED, commune_id, data={"of": PagesOf.NEWS.value}),
    )
    transaction.commit()
    return article


def slug(title: str) -> str:
    """`La rentrée à l’école` → `la-rentree-a-l-ecole`, 60 characters at most."""
    spaced = re.sub(r"[’']", " ", title.casefold())
    plain = unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "actualite"

"""Articles that agents wrote."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from functions.domain.news.article import NewsArticle
from functions.domain.news.writing import NewsText
from functions.storage.news import articles
from functions.usecases.news.news_act import NewsAct
from functions.usecases.news.write_article import write_article


def a_text(title: str = "Kermesse", body: str = "Venez.", **others: Any) -> NewsText:
    return NewsText(title, others.pop("summary", "Samedi"), body, **others)


def an_act(now: datetime, commune: str = "lisse", by: str = "agent", key: str = "") -> NewsAct:
    return NewsAct(commune, by, key or uuid4().hex, now)


def publish(commune: str, *, now: datetime, **text: Any) -> NewsArticle:
    """As it is on the table."""
    return the_article(write_article(an_act(now, commune), a_text(**text)).article, commune)


def the_article(article_id: str, commune: str = "lisse") -> NewsArticle:
    found = articles.article(commune, article_id)
    assert found is not None
    return found.value

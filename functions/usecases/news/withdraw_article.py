"""Withdraw an article, and put it back."""

from dataclasses import replace

from functions.domain.news.article import NewsArticle
from functions.domain.town.commune import Commune
from functions.storage.table.stored import Stored
from functions.usecases.news.news_act import NewsAct, NewsWritten, change_article


def withdraw_article(act: NewsAct, article_id: str) -> NewsWritten:
    """Its page says from then on that it was withdrawn. One that was withdrawn already stays so. Raises NotFound, Busy."""

    def change(stored: Stored[NewsArticle], _: Commune) -> NewsArticle:
        article = stored.value
        return article if article.withdrawn_at is not None else replace(article, withdrawn_at=act.now)

    return change_article(
        act, article_id, change, request=("withdraw_article", act.commune, article_id), did="news_withdrawn"
    )


def put_article_back(act: NewsAct, article_id: str) -> NewsWritten:
    """It is again what it was: a draft, waiting for its hour, or public under its address. Raises NotFound, Busy."""

    def change(stored: Stored[NewsArticle], _: Commune) -> NewsArticle:
        return replace(stored.value, withdrawn_at=None)

    return change_article(
        act, article_id, change, request=("put_article_back", act.commune, article_id), did="news_put_back"
    )

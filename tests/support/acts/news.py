"""The town's news."""

from datetime import timedelta

from functions.storage.news import articles
from functions.storage.table import outbox
from functions.usecases.news.correct_article import correct_article
from functions.usecases.news.publish_due_news import publish_due_news
from functions.usecases.news.withdraw_article import put_article_back, withdraw_article
from functions.usecases.news.write_article import write_article
from tests.support.acts.act import KEY, Do, without_failures, writes
from tests.support.builders import NOW, open_town
from tests.support.news import a_text, an_act, publish
from tests.support.table import journal_of_commune

LATER = NOW + timedelta(hours=1)


def _one_article_is_there_and_announced() -> None:
    """The end of its address is chance, as its id is."""
    [article] = articles.latest("lisse")
    told = [stored.value.data.get("article") for stored in outbox.waiting()]
    assert (article.title, told.count(article.id)) == ("Kermesse", 1)
    assert [line.act for line in journal_of_commune("lisse")].count("news_written") == 1


@writes("news.write_article", "news.news_act", check=_one_article_is_there_and_announced)
def writing_an_article() -> Do:
    open_town()
    return lambda: write_article(an_act(NOW, key=KEY), a_text())


@writes("news.correct_article", "news.news_act")
def correcting_an_article() -> Do:
    open_town()
    article = publish("lisse", now=NOW).id
    return lambda: correct_article(an_act(LATER, key=KEY), article, a_text("La kermesse"), version=1)


@writes("news.withdraw_article", "news.news_act")
def withdrawing_an_article() -> Do:
    open_town()
    article = publish("lisse", now=NOW).id
    return lambda: withdraw_article(an_act(LATER, key=KEY), article)


@writes("news.withdraw_article", "news.news_act")
def putting_an_article_back() -> Do:
    open_town()
    article = publish("lisse", now=NOW).id
    withdraw_article(an_act(NOW), article)
    return lambda: put_article_back(an_act(LATER, key=KEY), article)


@writes("news.publish_due_news")
def announcing_news_that_is_due() -> Do:
    open_town()
    publish("lisse", now=NOW, publish_at=LATER)
    return lambda: without_failures(publish_due_news(now=LATER))

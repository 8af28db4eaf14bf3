"""Writing, correcting and withdrawing the town's news: done once, told to the pages, in the journal."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.errors import KeyReused, NotFound
from functions.domain.messages import Lane, MessageKind
from functions.domain.news.article import NewsAudience
from functions.domain.news.writing import ArticleMoved, UnknownAudience
from functions.storage.news import articles
from functions.storage.table import outbox
from functions.usecases.news.correct_article import correct_article
from functions.usecases.news.publish_due_news import NewsDue, publish_due_news
from functions.usecases.news.withdraw_article import put_article_back, withdraw_article
from functions.usecases.news.write_article import write_article
from tests.support.builders import NOW, on, open_town
from tests.support.news import a_text, an_act, publish, the_article
from tests.support.table import journal_of_commune

LATER = NOW + timedelta(minutes=20)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()


def announced() -> list[object]:
    messages = [stored.value for stored in outbox.waiting()]
    return [
        message.data.get("article")
        for message in messages
        if message.kind is MessageKind.PAGES_CHANGED and message.data.get("of") == "news"
    ]


def test_the_same_act_sent_twice_writes_one_article_and_answers_the_same() -> None:
    act = an_act(NOW, key="one-key-only")
    assert write_article(act, a_text()) == write_article(act, a_text())
    [article] = articles.latest("lisse")
    assert announced() == [article.id]
    with pytest.raises(KeyReused):
        write_article(act, a_text("Autre chose"))


def test_each_act_is_in_the_journal_with_who_did_it() -> None:
    name = publish("lisse", now=NOW).id
    correct_article(an_act(LATER), name, a_text("La kermesse"), version=1)
    withdraw_article(an_act(LATER), name)
    withdraw_article(an_act(LATER), name)
    put_article_back(an_act(LATER), name)
    lines = [line for line in journal_of_commune("lisse") if line.act.startswith("news_")]
    assert sorted(line.act for line in lines) == [
        "news_corrected",
        "news_put_back",
        "news_withdrawn",
        "news_written",
    ]
    assert all((line.by, line.detail) == ("agent", {"article": name}) for line in lines)
    assert the_article(name).withdrawn_at is None


def test_of_two_agents_at_once_the_second_overwrites_nothing() -> None:
    name = publish("lisse", now=NOW).id
    first, second = an_act(LATER, by="one"), an_act(LATER, by="two")
    assert correct_article(first, name, a_text(body="Du premier"), version=1).version == 2
    with pytest.raises(ArticleMoved):
        correct_article(second, name, a_text(body="Du second"), version=1)
    assert the_article(name).body_markdown == "Du premier"
    assert correct_article(first, name, a_text(body="Du premier"), version=1).version == 2


def test_what_no_family_can_read_yet_is_on_no_page() -> None:
    draft = write_article(an_act(NOW), a_text(draft=True))
    write_article(an_act(NOW), a_text(publish_at=LATER))
    assert announced() == []
    correct_article(an_act(NOW), draft.article, a_text(), version=1)
    assert announced() == [draft.article]


def test_an_article_is_announced_once_at_its_hour_and_once_when_it_ends() -> None:
    name = publish("lisse", now=NOW, publish_at=LATER, until=on("lundi 2026-11-16")).id
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    for at, most in ((NOW, 0), (LATER, 1), (LATER, 1), (midnight, 2), (midnight + timedelta(days=9), 2)):
        publish_due_news(now=at)
        assert announced() == [name] * most, at
    article = articles.article("lisse", name)
    assert (
        article is not None and article.version == 1
    )  # so nobody who was correcting it is told that it moved


def test_an_article_that_was_put_off_or_withdrawn_is_not_announced() -> None:
    put_off, gone = (publish("lisse", now=NOW, publish_at=LATER).id for _ in range(2))
    correct_article(an_act(NOW), put_off, a_text(publish_at=LATER + timedelta(days=1)), version=1)
    withdraw_article(an_act(NOW), gone)
    assert publish_due_news(now=LATER) == NewsDue(0, 0) and announced() == []
    put_article_back(an_act(LATER), gone)
    assert announced() == [gone]


def test_pages_of_news_wait_behind_no_bulk() -> None:
    """A thousand invoices leave in the main lane: what a town withdraws would stay there until then."""
    name = publish("lisse", now=NOW).id
    assert name in [stored.value.data.get("article") for stored in outbox.waiting(Lane.URGENT)]


def test_it_is_for_schools_and_services_that_the_town_has() -> None:
    audience = NewsAudience(services=("restauration",))
    name = publish("lisse", now=NOW, audience=audience).id
    assert the_article(name).audience == audience
    for unknown in (NewsAudience(schools=("ailleurs",)), replace(audience, services=("golf",))):
        with pytest.raises(UnknownAudience):
            publish("lisse", now=NOW, audience=unknown)


def test_what_is_of_another_town_does_not_exist() -> None:
    name = publish("lisse", now=NOW).id
    with pytest.raises(NotFound):
        withdraw_article(an_act(NOW, "rive"), name)
    with pytest.raises(NotFound):
        publish("rive", now=NOW)

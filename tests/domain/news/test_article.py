"""Where an article stands, on the town's clock."""

from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.errors import RangeBackwards
from functions.domain.news.article import NewsAudience, NewsState, changes_at, in_the_lists, state_of
from functions.domain.news.writing import (
    ArticlePublished,
    ArticleWithdrawn,
    NewsIncomplete,
    NewsText,
    corrected,
    shown_before,
    slug,
    written,
)
from tests.support.builders import a_commune, on, paris

CLOCK = a_commune().clock
NOW = paris("jeudi 2026-11-19 09:58")
TEXT = NewsText("Les menus", "De novembre", "Deux **repas**.")


def an_article(name: str = "0001", now=NOW, **text):
    return written(name, replace(TEXT, **text), now=now, clock=CLOCK)


def state(article, at):
    return state_of(article, now=at, clock=CLOCK)


def test_an_article_is_public_from_its_hour_to_the_end_of_its_last_day() -> None:
    article = an_article(publish_at=paris("lundi 2026-11-23 08:00"), until=on("vendredi 2026-11-27"))
    assert state(article, paris("lundi 2026-11-23 07:59")) is NewsState.SCHEDULED
    assert state(article, paris("lundi 2026-11-23 08:00")) is NewsState.PUBLISHED
    assert state(article, paris("vendredi 2026-11-27 23:59")) is NewsState.PUBLISHED
    assert state(article, paris("samedi 2026-11-28 00:00")) is NewsState.ENDED


@pytest.mark.parametrize("day", ["dimanche 2026-10-25", "dimanche 2026-03-29"])
def test_the_last_day_ends_at_the_towns_midnight_on_the_nights_when_clocks_change(day: str) -> None:
    article = an_article(now=paris(f"{day} 00:30"), until=on(day))
    ends = changes_at(article, now=paris(f"{day} 00:30"), clock=CLOCK)
    assert ends is not None and ends.utcoffset() != paris(f"{day} 00:30").utcoffset()
    assert (ends.hour, ends.date()) == (0, on(day) + timedelta(1))


def test_what_time_changes_next_is_known_of_what_it_changes_and_of_nothing_else() -> None:
    later, last = paris("lundi 2026-11-23 08:00"), on("vendredi 2026-11-27")
    article = an_article(publish_at=later, until=last)
    midnight = paris("samedi 2026-11-28 00:00")
    told = [changes_at(article, now=at, clock=CLOCK) for at in (NOW, later, midnight)]
    assert told == [later, midnight, None]
    quiet = (an_article(), an_article(draft=True, publish_at=later), replace(article, withdrawn_at=NOW))
    assert [changes_at(each, now=NOW, clock=CLOCK) for each in quiet] == [None, None, None]


def test_an_hour_that_has_passed_is_now_because_nothing_was_public_before_it_was_written() -> None:
    assert an_article(publish_at=paris("lundi 2026-11-02 08:00")).published_at == NOW


def test_a_draft_may_be_anything_and_what_is_published_has_a_title_and_a_text() -> None:
    draft = an_article(draft=True, title=" ", body_markdown="", publish_at=NOW)
    assert (draft.published_at, draft.planned_at) == (None, NOW)
    for missing in ({"title": " "}, {"body_markdown": "\n"}):
        with pytest.raises(NewsIncomplete):
            an_article(**missing)
    with pytest.raises(RangeBackwards):
        an_article(until=on("mercredi 2026-11-18"))


def test_a_published_article_keeps_its_address_and_says_when_its_words_changed() -> None:
    article, later = an_article(), NOW + timedelta(minutes=20)
    after = corrected(article, replace(TEXT, title="Les menus de Noël"), now=later, clock=CLOCK)
    assert (after.slug, after.published_at, after.corrected_at) == (article.slug, NOW, later)
    pinned = corrected(article, replace(TEXT, pinned=True, publish_at=NOW), now=later, clock=CLOCK)
    assert pinned.pinned and pinned.corrected_at is None


def test_until_it_is_public_the_address_follows_the_title() -> None:
    article = an_article(draft=True)
    after = corrected(article, replace(TEXT, title="La grève"), now=NOW, clock=CLOCK)
    assert (article.slug, after.slug, after.corrected_at) == ("les-menus-0001", "la-greve-0001", None)


def test_what_families_read_is_not_put_off_and_not_made_a_draft() -> None:
    article = an_article()
    for change in ({"draft": True}, {"publish_at": NOW + timedelta(days=1)}):
        with pytest.raises(ArticlePublished):
            corrected(article, replace(TEXT, **change), now=NOW + timedelta(minutes=1), clock=CLOCK)
    with pytest.raises(ArticleWithdrawn):
        corrected(replace(article, withdrawn_at=NOW), TEXT, now=NOW, clock=CLOCK)


def test_a_withdrawn_article_has_a_page_only_where_somebody_may_hold_its_address() -> None:
    later = NOW + timedelta(hours=1)
    assert replace(an_article(), withdrawn_at=later).has_page
    assert not replace(an_article(publish_at=NOW + timedelta(days=1)), withdrawn_at=later).has_page
    assert not replace(an_article(draft=True), withdrawn_at=later).has_page


def test_the_lists_have_pinned_articles_first_and_then_the_newest() -> None:
    hours = [NOW + timedelta(hours=hour) for hour in range(4)]
    first, second, third = (an_article(f"000{n}", now=hours[n], pinned=n == 0) for n in range(3))
    gone = replace(an_article("0009"), withdrawn_at=NOW)
    articles = [second, gone, an_article("0008", draft=True), first, third]
    assert in_the_lists(articles, now=hours[3], clock=CLOCK) == [first, third, second]


def test_what_its_author_sees_before_is_what_it_would_be() -> None:
    article, later = an_article(), NOW + timedelta(minutes=20)
    text = replace(TEXT, title="Les menus de Noël", audience=NewsAudience(("ferry",)))
    assert shown_before(text, article, now=later) == corrected(article, text, now=later, clock=CLOCK)
    assert shown_before(replace(TEXT, title=""), None, now=NOW).title == ""


def test_a_slug_is_made_of_the_title() -> None:
    assert slug("La rentrée à l’école : œufs & cœurs !") == "la-rentree-a-l-ecole-oeufs-coeurs"
    assert slug("???") == "actualite"
    assert len(slug("mot " * 40)) <= 60

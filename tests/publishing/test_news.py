"""What the town has to say, as pages, as data and as a feed."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from functions.domain.news.article import NewsArticle, NewsAudience
from functions.publishing.commune import render_commune
from functions.publishing.news.article_pages import listed as all_listed
from functions.publishing.news.article_pages import render_news
from functions.publishing.news.preview import nodes_of, preview
from functions.publishing.pages import Page
from functions.publishing.site import Site
from functions.reglement_file import parse
from infra.build_pages import ROOT
from infra.demo.towns import AUBRAY

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 11, 19, 9, tzinfo=UTC)
"""jeudi"""
LATE_EVENING = datetime(2026, 11, 8, 23, 30, tzinfo=UTC)
"""lundi 2026-11-09 à 0 h 30 à Paris"""
PORTAL = NewsArticle(
    "b", "portail-2f1a", "Le portail <b>ouvre</b> & c’est tout", "En résumé.", "Lisez **ceci**.", LATE_EVENING
)
MENU = NewsArticle(
    "a", "menus-77aa", "Les menus", "De novembre.", "Deux repas.", datetime(2026, 10, 17, 8, tzinfo=UTC)
)


def render(site: Site, *articles: NewsArticle) -> dict[str, Page]:
    return {page.path: page for page in render_news(site, AUBRAY, articles, now=NOW)}


@pytest.fixture
def pages(site: Site) -> dict[str, Page]:
    return render(site, PORTAL, MENU)


def test_each_article_has_its_page_and_the_list_links_to_them_newest_first(pages: dict[str, Page]) -> None:
    html = pages["aubray/actualites/index.html"].body.decode()
    assert html.index("/aubray/actualites/portail-2f1a/") < html.index("/aubray/actualites/menus-77aa/")
    assert "Lisez <strong>ceci</strong>." in pages["aubray/actualites/portail-2f1a/index.html"].body.decode()


def test_a_day_is_the_commune_s_own(pages: dict[str, Page]) -> None:
    assert "Lundi 9\u00a0novembre 2026" in pages["aubray/actualites/portail-2f1a/index.html"].body.decode()


def test_a_title_is_text_and_not_markup(pages: dict[str, Page]) -> None:
    html = pages["aubray/actualites/index.html"].body.decode()
    assert "Le portail &lt;b&gt;ouvre&lt;/b&gt; &amp; c’est tout" in html


def test_the_data_says_what_the_list_says(pages: dict[str, Page]) -> None:
    assert json.loads(pages["aubray/actualites/index.json"].body) == {
        "articles": [
            {
                "id": "b",
                "title": "Le portail <b>ouvre</b> & c’est tout",
                "summary": "En résumé.",
                "address": "/aubray/actualites/portail-2f1a/",
                "published_at": "2026-11-08T23:30:00+00:00",
                "published_on": "2026-11-09",
                "label": "Lundi 9\u00a0novembre 2026",
                "for": [],
            },
            {
                "id": "a",
                "title": "Les menus",
                "summary": "De novembre.",
                "address": "/aubray/actualites/menus-77aa/",
                "published_at": "2026-10-17T08:00:00+00:00",
                "published_on": "2026-10-17",
                "label": "Samedi 17\u00a0octobre 2026",
                "for": [],
            },
        ]
    }


def test_the_feed_is_atom_and_carries_the_whole_text(pages: dict[str, Page]) -> None:
    page = pages["aubray/actualites/flux.atom"]
    feed = ElementTree.fromstring(page.body)  # noqa: S314  # our own
    assert page.content_type == "application/atom+xml"
    assert feed.findtext(f"{ATOM}updated") == "2026-11-08T23:30:00+00:00"
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [PORTAL.title, MENU.title]
    assert entries[0].findtext(f"{ATOM}id") == "https://portail.example/aubray/actualites/portail-2f1a/"
    assert entries[0].findtext(f"{ATOM}content") == "<p>Lisez <strong>ceci</strong>.</p>\n"


def test_a_commune_without_news_says_so_and_its_feed_is_still_one(site: Site) -> None:
    pages = render(site)
    assert "Rien de neuf" in pages["aubray/actualites/index.html"].body.decode()
    assert json.loads(pages["aubray/actualites/index.json"].body) == {"articles": []}
    feed = ElementTree.fromstring(pages["aubray/actualites/flux.atom"].body)  # noqa: S314  # our own
    assert feed.findtext(f"{ATOM}updated") == NOW.isoformat()


def told(pages: dict[str, Page], article: NewsArticle) -> str:
    return pages[f"aubray/actualites/{article.slug}/index.html"].body.decode()


REGLEMENT = parse((ROOT / "infra" / "demo" / "reglements" / "aubray.toml").read_text("utf-8"))
LISTS = ("actualites/index.html", "actualites/index.json", "actualites/flux.atom")


def listed(pages: dict[str, Page], article: NewsArticle) -> list[bool]:
    """In the list, in the data, in the feed."""
    return [article.slug in pages[f"aubray/{path}"].body.decode() for path in LISTS]


def test_a_withdrawn_article_leaves_the_lists_and_its_page_says_only_that(site: Site) -> None:
    gone = replace(PORTAL, withdrawn_at=NOW)
    pages = render(site, gone, MENU)
    assert listed(pages, gone) == [False] * 3 and listed(pages, MENU) == [True] * 3
    page = told(pages, gone)
    assert "La mairie a retiré cette actualité le jeudi 19\u00a0novembre 2026" in page
    assert "noindex" in page and "Lisez" not in page and "En résumé" not in page
    feed = ElementTree.fromstring(pages["aubray/actualites/flux.atom"].body)  # noqa: S314  # our own
    assert feed.findtext(f"{ATOM}updated") == NOW.isoformat()


def test_an_article_that_is_over_leaves_the_lists_and_keeps_its_page(site: Site) -> None:
    over = replace(PORTAL, until=date(2026, 11, 18))
    pages = render(site, over)
    assert listed(pages, over) == [False] * 3
    assert "Cette actualité est terminée depuis le mercredi 18\u00a0novembre 2026" in told(pages, over)
    assert "Lisez <strong>ceci</strong>." in told(pages, over)


def test_what_no_family_may_read_yet_is_nowhere(site: Site) -> None:
    hidden = [
        replace(PORTAL, published_at=None),
        replace(PORTAL, published_at=NOW + timedelta(hours=1)),
        replace(PORTAL, published_at=NOW + timedelta(hours=1), withdrawn_at=NOW),
    ]
    for article in hidden:
        assert not any(
            PORTAL.slug in page.path + page.body.decode() for page in render(site, article).values()
        )


def test_a_correction_is_told_and_the_feed_keeps_its_ids(site: Site) -> None:
    corrected = replace(PORTAL, corrected_at=NOW)
    pages = render(site, corrected)
    assert 'corrigée le <time datetime="2026-11-19">19\u00a0novembre</time>' in told(pages, corrected)
    feed = ElementTree.fromstring(pages["aubray/actualites/flux.atom"].body)  # noqa: S314  # our own
    entry = feed.find(f"{ATOM}entry")
    assert entry is not None and entry.findtext(f"{ATOM}updated") == NOW.isoformat()
    assert entry.findtext(f"{ATOM}published") == PORTAL.published_at.isoformat()  # type: ignore[union-attr]
    assert entry.findtext(f"{ATOM}id") == "https://portail.example/aubray/actualites/portail-2f1a/"


def test_whom_it_concerns_is_named_and_a_pinned_article_comes_first(site: Site) -> None:
    service = REGLEMENT.services[0]
    audience = NewsAudience(services=(service.code, "abandonné"))
    pinned = replace(MENU, pinned=True, audience=audience)
    pages = {page.path: page for page in render_news(site, AUBRAY, [PORTAL, pinned], REGLEMENT, now=NOW)}
    assert f"Pour\u00a0: {service.name}<" in told(pages, pinned)
    first, second = json.loads(pages["aubray/actualites/index.json"].body)["articles"]
    assert (first["id"], second["id"]) == ("a", "b")
    assert first["label"] == f"À la une · Samedi 17\u00a0octobre 2026 · {service.name}"
    assert first["for"] == [f"service:{service.code}", "service:abandonné"]
    home = render_commune(site, AUBRAY, all_listed(AUBRAY, [PORTAL, pinned], REGLEMENT, now=NOW))[
        0
    ].body.decode()
    assert home.index(pinned.slug) < home.index(PORTAL.slug)


def test_only_the_page_of_the_article_that_was_written_is_made_again(site: Site) -> None:
    pages = [page.path for page in render_news(site, AUBRAY, [PORTAL, MENU], now=NOW, only="a")]
    assert [path for path in pages if path.count("/") == 3] == ["aubray/actualites/menus-77aa/index.html"]


def test_the_preview_is_the_page_word_for_word(site: Site) -> None:
    """Its author saw what the page became, mark-up and all."""
    body = "# Un titre\n\nUn [lien](/aide/), **gras**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- un\n- deux"
    article = replace(PORTAL, body_markdown=body, corrected_at=NOW, until=date(2026, 12, 1))
    page = told(render(site, article), article)
    start = page.index('<header class="stack stack-small"')
    assert preview(site, AUBRAY, article, None, now=NOW) == nodes_of(page[start : page.index("</article>")])

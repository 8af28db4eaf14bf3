"""What the town has to say, as pages, as data and as a feed."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from functions.domain.news.article import NewsArticle
from functions.publishing.news.article_pages import render_news
from functions.publishing.pages import Page
from functions.publishing.site import Site
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
                "pinned": False,
                "concerns": "",
                "schools": [],
                "services": [],
            },
            {
                "id": "a",
                "title": "Les menus",
                "summary": "De novembre.",
                "address": "/aubray/actualites/menus-77aa/",
                "published_at": "2026-10-17T08:00:00+00:00",
                "published_on": "2026-10-17",
                "pinned": False,
                "concerns": "",
                "schools": [],
                "services": [],
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

"""The pages of the demo's towns without a database: to weigh them, and to look at them."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from functions.domain.news.article import NewsArticle
from functions.domain.news.writing import written
from functions.domain.town.commune import Commune
from functions.publishing.commune import render_commune
from functions.publishing.deployment import render_home
from functions.publishing.news.article_pages import listed, render_news
from functions.publishing.pages import Page
from functions.publishing.reglement import render_reglement
from functions.publishing.site import Site
from functions.reglement_file import parse
from infra.demo.news import NEWS
from infra.demo.towns import TOWNS

REGLEMENTS = Path(__file__).parent / "reglements"
OPENED = timedelta(days=60)


def demo_pages(site: Site, *, now: datetime) -> list[Page]:
    return [*render_home(site, TOWNS), *(page for town in TOWNS for page in town_pages(site, town, now=now))]


def town_pages(site: Site, town: Commune, *, now: datetime) -> list[Page]:
    articles = town_articles(town, now=now)
    reglement = parse((REGLEMENTS / f"{town.id}.toml").read_text("utf-8"))
    return [
        *render_commune(site, town, listed(town, articles, reglement, now=now)),
        *render_news(site, town, articles, reglement, now=now),
        *render_reglement(site, town, reglement, published_at=now - OPENED, now=now),
    ]


def town_articles(town: Commune, *, now: datetime) -> list[NewsArticle]:
    """What families read, newest first."""
    public = (each for each in NEWS if each.town == town.id and not each.draft and each.ahead is None)
    said = sorted(public, key=lambda each: each.ago)
    return [
        replace(
            written(f"{town.id}-{number:04}", each.text(now), now=now - each.ago, clock=town.clock),
            slug=f"article-{number}",
        )
        for number, each in enumerate(said)
    ]

"""The first view of each screen weighs 14 kB at most, compressed; of one of the town hall, 20 kB; the week and the agenda are weighed whole."""

from datetime import UTC, datetime

from functions.publishing.pages import html_page, page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.budget import weights
from infra.build_pages import ROOT, build
from infra.demo.pages import demo_pages

NOW = datetime(2026, 11, 19, 9, tzinfo=UTC)


def test_no_screen_is_over_its_budget() -> None:
    site = Site(ROOT, Deployment("https://portail.example"))
    pages, failures = build(site, SCREENS, now=NOW)
    assert failures == []
    pages += demo_pages(site, now=NOW)
    weighed = weights([*pages, *site.assets.linked()])
    assert {weight.address: weight.total for weight in weighed if weight.is_over} == {}
    assert SCREENS.keys() <= {weight.address for weight in weighed}


def test_nothing_that_reserving_takes_stands_outside_the_weight_of_the_week_and_of_the_agenda() -> None:
    site = Site(ROOT, Deployment("https://portail.example"))
    build(site, SCREENS, now=NOW)
    later = {
        part.path.rsplit("/", 1)[1].split(".")[0].split(f"{page}-", 1)[1]
        for page in ("reservations", "agenda")
        for part in site.assets.linked()
        if f"-{page}-" in part.path and "desk-shell" not in part.path
    }
    of_every_screen = {"base-menu", "base-leaving", "base-losing", "base-sides", "base-family"}
    assert later - of_every_screen == {
        "components-day-menus",
        "components-day-cards",
        "components-as-always",
        "components-week-patterns",
        "planning-waiting-list",
        "components-undo-validation",
    }


def test_a_page_weighs_all_that_it_links() -> None:
    html = '<link rel="stylesheet" href="/a.css"><script type="module" async blocking="render" src="/a.js"></script>'
    (weight,) = weights([html_page("/", html), page("a.css", b"css" * 9), page("a.js", b"js" * 9)])
    assert weight.css > 20 and weight.js > 20
    assert weight.total == weight.html + weight.css + weight.js

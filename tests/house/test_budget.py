"""The first view of each screen weighs 14 kB at most, compressed; of one of the town hall, 20 kB; the week and the agenda, until one can put in the basket."""

from datetime import UTC, datetime

from functions.publishing.pages import html_page, page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.budget import RESERVING_BUDGETS, weights
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


def test_what_comes_later_is_only_what_an_empty_basket_and_a_table_that_is_read_do_without() -> None:
    """Below the week, after a choice, with a keyboard, where nothing opens, for a login of several families, or instead of the table. Another name here is a choice to be made, not a number to be raised."""
    site = Site(ROOT, Deployment("https://portail.example"))
    reserving = {address: SCREENS[address] for address in RESERVING_BUDGETS}
    pages, _ = build(site, reserving, now=NOW)
    of_every_screen = {"base-menu", "base-leaving", "base-losing", "base-sides", "several"}
    later = {weight.address: weight.later for weight in weights(pages)}
    assert {
        part.removeprefix("reservations-") for part in later["/espace/reservations/"]
    } == of_every_screen | {
        "later",
        "components-as-always",
        "components-closing-soon",
        "components-day-cards",
        "components-day-menus",
        "components-full-basket",
        "components-keep-booking",
        "components-outcome",
        "components-week-arrows",
        "components-week-nothing",
        "components-waiting-list",
    }
    assert {part.removeprefix("agenda-") for part in later["/espace/agenda/"]} == of_every_screen | {
        "later",
        "components-closing-soon",
        "components-day-menus",
        "components-full-basket",
        "components-outcome",
        "components-week-patterns",
    }


def test_a_page_weighs_all_that_it_links() -> None:
    html = '<link rel="stylesheet" href="/a.css"><script type="module" async blocking="render" src="/a.js"></script>'
    (weight,) = weights([html_page("/", html), page("a.css", b"css" * 9), page("a.js", b"js" * 9)])
    assert weight.css > 20 and weight.js > 20
    assert weight.total == weight.html + weight.css + weight.js


def test_a_sheet_that_a_script_takes_out_of_a_template_comes_later() -> None:
    html = '<template id="late-styles"><link rel="stylesheet" href="/b.1.css"></template><link rel="stylesheet" href="/a.css">'
    (weight,) = weights([html_page("/", html), page("a.css", b"a"), page("b.1.css", b"late" * 9)])
    assert weight.css < 25
    assert list(weight.later) == ["b"]

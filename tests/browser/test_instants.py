"""Vue Période at every kind of instant of the year and at every width: the right week, and nothing squeezed, cut or out of its cell."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Late, LateMode, Limit, Surcharge
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import SIGN_IN, TownClock
from tests.browser.layout import WIDTHS, flaws, flaws_at_each_width
from tests.browser.planning_page import AGENDA, basket, open_week, outcome, validate
from tests.support.builders import (
    CANTEEN,
    MARC,
    NOW,
    SERVICES,
    TARIFFS,
    WEDNESDAY,
    a_reglement,
    a_tariff,
    acting,
    book,
    log_in,
    on,
    paris,
    put_in_basket,
)

pytestmark = pytest.mark.browser

INSTANTS = {
    "in the autumn holidays, the night the clock goes back": (
        "dimanche 2026-10-25 02:30",
        "lundi 2026-11-02",
    ),
    "the first morning back": ("lundi 2026-11-02 07:00", "lundi 2026-11-02"),
    "a Thursday, forty minutes before a limit": ("jeudi 2026-11-19 09:20", "lundi 2026-11-16"),
    "a Saturday": ("samedi 2026-11-21 10:00", "lundi 2026-11-23"),
    "a Sunday evening": ("dimanche 2026-11-22 22:50", "lundi 2026-11-23"),
    "the Friday before the holidays": ("vendredi 2026-12-18 18:00", "lundi 2027-01-04"),
    "in the holidays": ("mardi 2026-12-29 10:00", "lundi 2027-01-04"),
    "the last minutes of the year": ("jeudi 2026-12-31 23:50", "lundi 2027-01-04"),
    "the first morning of the year": ("lundi 2027-01-04 07:00", "lundi 2027-01-04"),
    "the night the clock goes forward": ("dimanche 2027-03-28 03:30", "lundi 2027-03-29"),
    "the last day of school": ("vendredi 2027-07-02 15:00", "lundi 2027-08-30"),
    "July": ("mercredi 2027-07-14 10:00", "lundi 2027-08-30"),
}
CLOSED = ("in the holidays", "July")
"""Instants at which *Aujourd’hui* shows a week that is closed."""

OF_ALL_KINDS = (
    "a Thursday, forty minutes before a limit",
    "the Friday before the holidays",
    *CLOSED,
)
"""Instants that differ in what a week shows: days gone by and a limit that is near, a far week, a closed one. At the others a phone and a desk are enough."""

BOOKING = {
    "a Saturday": (390, 1280),
    "a Sunday evening": (1280,),
    "the Friday before the holidays": (390,),
}
"""Instants at which a day is booked and cancelled, and at which widths. test_journey.py does it on the others' other width."""


def a_town_that_fills_its_cells() -> None:
    """Six days, long names, a surcharge, prices of two digits, days that are booked and in the basket."""
    late = Late(LateMode.SURCHARGE, Limit(back=1, at=14 * 60), surcharge=Surcharge(200))
    dear = replace(
        WEDNESDAY, name="Mercredi, la journée avec repas", reserve=replace(WEDNESDAY.reserve, late=(late,))
    )
    saturday = replace(WEDNESDAY, code="samedi", name="Sortie du samedi", tariff="samedi", weekdays=(6,))
    services = (*(each for each in SERVICES if each.code != WEDNESDAY.code), dear, saturday)
    tariffs = (*TARIFFS, a_tariff("samedi", 1200))
    publish_reglement("lisse", a_reglement(services=services, tariffs=tariffs), now=NOW)
    mondays = {on(monday) for _, monday in INSTANTS.values()}
    lunches = [Slot(monday + timedelta(3), CANTEEN.code, "clara") for monday in mondays]
    book(*lunches, now=paris("jeudi 2026-10-01 08:00"))


def book_then_cancel(page: Page, day: date) -> None:
    evenings = [
        page.locator(f'.cell[data-key="{day} garderie-soir {child}"]') for child in ("clara", "guilhem")
    ]
    for evening in evenings:
        if evening.get_attribute("aria-pressed") == "false":
            evening.click()
    validate(page).click()
    expect(outcome(page)).to_contain_text("2 demandes validées")
    for evening in evenings:
        expect(evening).to_have_attribute("data-state", "validated")
        evening.click()
    validate(page).click()
    expect(outcome(page)).to_contain_text("2 annulations validées")
    expect(page.locator(".cell-sending")).to_have_count(0)


def test_it_opens_on_the_right_week_at_any_instant_and_is_well_laid_out_at_any_width(
    desk: Page, clock: TownClock
) -> None:
    a_town_that_fills_its_cells()
    wrong = {}
    for name, (instant, monday) in INSTANTS.items():
        clock.show(instant)
        desk.context.request.get(f"{SIGN_IN}?{log_in(MARC, now=clock.now())}")
        friday = on(monday) + timedelta(4)
        put_in_basket(acting(), Slot(friday, "garderie-soir", "guilhem"), now=clock.now())
        desk.set_viewport_size({"width": 1280, "height": 844})
        open_week(desk, None)
        number = on(monday).isocalendar().week
        title = f"Semaine {number} du {on(monday):%d/%m/%Y} au {friday + timedelta(1):%d/%m/%Y}"
        expect(desk.locator("#week-title"), name).to_have_text(title)
        expect(desk.locator("thead th"), name).to_have_count(7)
        expect(basket(desk), name).to_contain_text("Garderie du soir")
        wrong[name] = flaws_at_each_width(desk, WIDTHS if name in OF_ALL_KINDS else (320, 1280))
        for width in BOOKING.get(name, ()):
            desk.set_viewport_size({"width": width, "height": 844})
            book_then_cancel(desk, friday)
            wrong[f"{name}, booked at {width} px"] = {width: found} if (found := flaws(desk)) else {}
        if name == "the Friday before the holidays":
            desk.goto(AGENDA)
            expect(desk.get_by_label("Du", exact=True)).to_have_value(str(on(monday)))
            desk.get_by_role("button", name="Jusqu’aux vacances").click()
            expect(desk.get_by_label("Au", exact=True)).to_have_value("2027-02-19")
            wrong[f"{name}, Vue Agenda"] = flaws_at_each_width(desk)
        if name in CLOSED:
            desk.get_by_role("button", name="Aujourd’hui").click()
            way = desk.get_by_role("link", name=f"Semaine {number} du {on(monday):%d/%m/%Y}")
            expect(way, name).to_be_visible()
            expect(desk.get_by_role("heading", name="Rien à réserver cette semaine"), name).to_be_visible()
            wrong[f"{name}, closed"] = flaws_at_each_width(desk)
            way.click()
            expect(desk.locator("#week-title"), name).to_have_text(title)
            expect(way, name).to_be_hidden()
    assert {name: found for name, found in wrong.items() if found} == {}
    # The eye sees what is squeezed.
    desk.locator(".week-table").evaluate("table => { table.style.width = '30rem' }")
    assert any("is broken" in flaw or "lies outside" in flaw for flaw in flaws(desk))


def test_without_the_cards_of_a_small_phone_the_table_stands_with_every_limit_in_full(
    desk: Page, clock: TownClock
) -> None:
    a_town_that_fills_its_cells()
    clock.show("dimanche 2026-11-22 22:50")
    desk.route(
        "**/*day-cards*.js", lambda route: route.fulfill(body="throw 0", content_type="text/javascript")
    )
    desk.set_viewport_size({"width": 320, "height": 844})
    open_week(desk, "2026-W48")
    expect(desk.get_by_role("rowheader", name="Mercredi, la journée avec repas")).to_have_count(2)
    assert flaws(desk) == []

"""The week on one phone screen: it fits, it does not jump, and who hears it, types, enlarges it or changes its colours has it whole."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from functions.domain.planning.child_month import Slot
from tests.browser.conftest import TownClock
from tests.browser.first_view import FirstView
from tests.browser.planning_page import WEEK, basket, cell, line, open_week, outcome, still_cell, validate
from tests.browser.shifts import SlowNetwork, assert_nothing_jumped, watch_shifts
from tests.support.builders import book, on

pytestmark = pytest.mark.browser

READ_ALOUD = Path(__file__).with_name("read_aloud")
LUNCH = ("Clara", "Restauration scolaire", "mardi 24 novembre")
EVENING = ("Clara", "Garderie du soir", "jeudi 26 novembre")

SIZES = """() => [...document.querySelectorAll("td .cell")].map((cell) => {
  const { width, height } = cell.getBoundingClientRect();
  return Math.min(width, height);
})"""


def assert_read_aloud(place: Locator, name: str) -> None:
    """What a screen reader finds there, as text, once all has come that comes late; the hour of a way back stands as « … ».
    `PREAU_WRITE_ALOUD=1` writes it anew, to be read before it is kept."""
    file = READ_ALOUD / f"{name}.txt"
    if os.environ.get("PREAU_WRITE_ALOUD"):
        place.page.wait_for_load_state("networkidle")
        file.write_text(_heard(place))
    told, patience = file.read_text(), 50
    while (heard := _heard(place)) != told and patience:
        place.page.wait_for_timeout(200)
        patience -= 1
    assert heard == told


def _heard(place: Locator) -> str:
    return re.sub(r"\(jusqu’à \d[^)]*\)", "(jusqu’à …)", place.aria_snapshot()) + "\n"


def test_a_cold_week_fits_and_nothing_jumps_when_it_comes(phone: Page) -> None:
    book(Slot(on("mardi 2026-11-24"), "garderie-matin", "clara"))
    held: list[Route] = []
    asked = re.compile(r"/api/me$|/planning\?")
    phone.route(asked, lambda route: held.append(route))
    watch_shifts(phone)
    first_view = FirstView(phone, "/planning?")
    with phone.expect_request(asked):
        phone.goto(f"{WEEK}?semaine=2026-W48")
    waits = phone.get_by_text("Lecture du planning…")
    expect(waits).to_be_visible()
    # Who it is comes first, then the week.
    with phone.expect_request(asked):
        held.pop(0).continue_()
    expect(waits).to_be_visible()
    held.pop(0).continue_()
    expect(phone.locator("td .cell").first).to_be_visible()
    expect(phone.locator("#closing-soon")).to_be_visible()
    phone.wait_for_load_state("networkidle")
    assert_nothing_jumped(phone)
    first_view.assert_is_light()
    first = cell(phone, "Clara", "Garderie du matin", "mardi 24 novembre").bounding_box()
    table = phone.get_by_role("table").bounding_box()
    assert first is not None and first["y"] < 270
    assert table is not None and table["y"] + table["height"] < 844
    for width in (360, 390, 699):
        phone.set_viewport_size({"width": width, "height": 844})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        assert min(phone.evaluate(SIZES)) >= 44, width
    # Held sideways, the bar below the week is no wider than the screen.
    phone.set_viewport_size({"width": 844, "height": 390})
    assert phone.evaluate("document.documentElement.scrollWidth") <= 844


def test_no_other_screen_jumps_when_what_it_shows_comes(
    desk: Page, phone: Page, phone_with_worker: Page
) -> None:
    """As slow as a bad network: the first of each device knows nothing yet, not even the family."""
    SlowNetwork(desk).open(f"{WEEK}?semaine=2026-W48", desk.locator("td .cell").first)
    slow = SlowNetwork(phone)
    slow.open("/espace/agenda/", phone.get_by_label("Restauration scolaire"))
    slow.open("/espace/absences/", phone.locator("#declare"))
    slow.open("/espace/dossier/", phone.get_by_role("button", name="Tout est exact"))
    SlowNetwork(phone_with_worker).open("/espace/notifications/", phone_with_worker.locator("#notifications"))


def test_heard_typed_enlarged_and_in_forced_colours(phone: Page, clock: TownClock) -> None:
    book(Slot(on("mardi 2026-11-24"), "garderie-matin", "clara"))
    clock.show("jeudi 2026-11-19 10:00")
    open_week(phone, enfant="clara")
    assert_read_aloud(phone.locator("main"), "week")
    # With the keyboard: why a cell cannot be changed, then one that can.
    still_cell(phone, *LUNCH).focus()
    phone.keyboard.press("Enter")
    expect(line(phone)).to_contain_text(
        "Restauration scolaire, Clara, mardi 24 novembre : Trop tard depuis 10"
    )
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    phone.keyboard.press("ArrowRight")
    phone.keyboard.press("ArrowDown")
    expect(cell(phone, *EVENING)).to_be_focused()
    phone.keyboard.press("Space")
    expect(basket(phone)).to_contain_text("1 demande")
    expect(phone.locator(".cell-sending")).to_have_count(0)
    expect(line(phone)).to_contain_text("Garderie du soir, Clara, jeudi 26 novembre :")
    phone.locator(".basket-toggle").press("Enter")
    expect(phone.locator(".basket-line")).to_have_count(1)
    assert_read_aloud(basket(phone), "basket")
    # The signs are drawn in the reader's own colours.
    phone.emulate_media(forced_colors="active")
    drawn = """cell => [getComputedStyle(cell.querySelector(".sign")).stroke, getComputedStyle(cell).backgroundColor]"""
    for each in (cell(phone, *EVENING), still_cell(phone, *LUNCH)):
        sign, ground = each.evaluate(drawn)
        assert sign != ground
    phone.emulate_media(forced_colors="none")
    # Text twice as large: the days one under another, of themselves.
    session = phone.context.new_cdp_session(phone)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    phone.reload()
    expect(phone.get_by_role("heading", name="Jeudi 26 novembre")).to_be_visible()
    expect(phone.get_by_role("table")).to_have_count(0)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    phone.reload()
    expect(phone.get_by_role("table")).to_be_visible()
    validate(phone).press("Enter")
    expect(outcome(phone)).to_be_focused()
    assert_read_aloud(outcome(phone), "validated")

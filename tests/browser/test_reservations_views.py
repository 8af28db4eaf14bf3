"""Vue Période on every screen: a table or days one under another, by touch, by keyboard, on paper; its address; its weight."""

import gzip
import re
from dataclasses import replace
from typing import Literal

import pytest
from playwright.sync_api import Page, Response, expect

from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import NEVER
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import TownClock
from tests.browser.planning_page import WEEK, basket, cell, open_week, outcome, validate
from tests.support.axe import axe_violations
from tests.support.builders import (
    NOW,
    SERVICES,
    TARIFFS,
    WEDNESDAY,
    a_reglement,
    a_tariff,
    acting,
    book,
    on,
    put_in_basket,
)

pytestmark = pytest.mark.browser

TUESDAY = on("mardi 2026-11-24")
BEFORE_SCHOOL = Slot(TUESDAY, "garderie-matin", "clara")
LUNCH = Slot(TUESDAY, "restauration", "guilhem")
CELL = ("Clara", "Garderie du matin", "mardi 24 novembre")


def by_day(page: Page) -> None:
    """The days one under another, where the screen has room for the table too."""
    page.add_init_script("localStorage.setItem('preau.by-day', '1')")


def test_on_a_phone_days_stack_on_demand_nothing_scrolls_sideways_and_targets_are_large(phone: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(phone)
    phone.get_by_label("Jour par jour").check()
    expect(phone.get_by_role("table")).to_have_count(0)
    headings = phone.get_by_role("heading", level=3).all_inner_texts()
    assert next(text.strip() for text in headings).startswith("Lundi 23 novembre")
    for width in (320, 390):
        phone.set_viewport_size({"width": width, "height": 700})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
    phone.locator(".basket-toggle").tap()
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 700})
        assert phone.evaluate("document.documentElement.scrollWidth") <= width
        for target in phone.locator("main").get_by_role("button").filter(visible=True).all():
            box = target.bounding_box()
            assert box is not None and box["height"] >= 44 and box["width"] >= 44, target.inner_text()


def test_days_gone_by_are_folded_on_a_phone(phone: Page, clock: TownClock) -> None:
    clock.show("mercredi 2026-11-18 08:00")
    by_day(phone)
    open_week(phone, "2026-W47")
    folded = phone.locator(".week-day:not([open])").all_inner_texts()
    assert [text.splitlines()[0] for text in folded] == ["Lundi 16 novembre", "Mardi 17 novembre"]
    open_week(phone, "2027-W13")
    closed = phone.locator(".week-day:not([open])").first
    expect(closed).to_contain_text("Lundi 29 mars")
    expect(closed).to_contain_text("Férié")
    expect(phone.locator(".week-day[open]").first).to_contain_text("Mardi 30 mars")


def test_a_folded_day_says_how_much_was_booked(phone: Page, clock: TownClock) -> None:
    past = replace(BEFORE_SCHOOL, date=on("mardi 2026-11-17"))
    book(past, replace(past, child="guilhem"))
    clock.show("mercredi 2026-11-18 08:00")
    by_day(phone)
    open_week(phone, "2026-W47")
    folded = phone.locator(".week-day:not([open])")
    expect(folded.nth(0)).not_to_contain_text("réservation")
    expect(folded.nth(1)).to_contain_text("2 réservations")


def test_a_wide_screen_has_a_table_with_headers_both_ways(desk: Page) -> None:
    open_week(desk)
    table = desk.get_by_role("table", name=re.compile("Semaine 48"))
    expect(table.get_by_role("columnheader", name="Mardi 24 novembre")).to_have_attribute("scope", "col")
    expect(table.get_by_role("rowheader", name="Garderie du matin").first).to_have_attribute("scope", "row")
    expect(table.locator("th[scope=rowgroup]")).to_have_text(["Clara", "Guilhem"])
    expect(basket(desk)).to_be_in_viewport()


def test_a_cell_says_child_service_day_state_price_and_limit(desk: Page) -> None:
    open_week(desk)
    said = "1,50 € Réservable jusqu’au lundi 23 novembre à midi, Clara, Garderie du matin, mardi 24 novembre"
    expect(desk.get_by_role("button", name=said)).to_have_attribute("aria-pressed", "false")


def test_one_child_or_all_of_them_and_the_address_keeps_it(desk: Page) -> None:
    open_week(desk)
    desk.get_by_role("radio", name="Guilhem").check()
    expect(cell(desk, *CELL)).to_have_count(0)
    expect(desk.locator("th[scope=rowgroup]")).to_have_count(0)
    assert desk.url.endswith("?semaine=2026-W48&enfant=guilhem")
    desk.reload()
    expect(desk.get_by_role("radio", name="Guilhem")).to_be_checked()
    expect(cell(desk, "Guilhem", "Garderie du matin", "mardi 24 novembre")).to_be_visible()
    expect(cell(desk, *CELL)).to_have_count(0)


def test_the_address_follows_the_week_and_back_returns_to_it(desk: Page) -> None:
    open_week(desk)
    desk.get_by_role("button", name="Suivant").click()
    expect(desk.get_by_role("heading", name="Semaine 49 du 30/11/2026 au 04/12/2026")).to_be_visible()
    expect(cell(desk, "Clara", "Garderie du matin", "mardi 1er décembre")).to_be_visible()
    assert desk.url.endswith("?semaine=2026-W49")
    desk.go_back()
    expect(desk.get_by_role("heading", name="Semaine 48 du 23/11/2026 au 27/11/2026")).to_be_visible()
    expect(cell(desk, *CELL)).to_be_visible()
    desk.get_by_role("button", name="Aujourd’hui").click()
    expect(desk.get_by_role("heading", name="Semaine 47 du 16/11/2026 au 20/11/2026")).to_be_visible()


def test_an_address_that_means_no_week_opens_the_present_one(desk: Page) -> None:
    for week in ("2026-W54", "n’importe quoi", "2026-W00"):
        open_week(desk, week)
        present = desk.get_by_role("heading", name="Semaine 47 du 16/11/2026 au 20/11/2026")
        expect(present, week).to_be_visible()


def test_it_opens_on_the_next_week_when_nothing_more_can_be_done_in_this_one(
    phone: Page, clock: TownClock
) -> None:
    clock.show("vendredi 2026-11-20 22:55")
    open_week(phone, None)
    expect(phone.get_by_role("heading", name="Semaine 48 du 23/11/2026 au 27/11/2026")).to_be_visible()
    expect(cell(phone, *CELL)).to_be_visible()
    assert phone.url.endswith("?semaine=2026-W48")


def test_the_limit_that_falls_first_is_said_also_when_it_is_of_the_next_week(
    phone: Page, clock: TownClock
) -> None:
    clock.show("jeudi 2026-11-19 09:40:30")
    open_week(phone, None)
    expect(phone.get_by_role("heading", name="Semaine 47 du 16/11/2026 au 20/11/2026")).to_be_visible()
    banner = phone.locator("#closing-soon")
    expect(banner).to_contain_text(
        "Ferme dans 19 min : Restauration scolaire, Accueil du mercredi, du lundi 23 novembre"
    )
    banner.get_by_role("link", name="Voir cette semaine").tap()
    expect(phone.get_by_role("heading", name="Semaine 48 du 23/11/2026 au 27/11/2026")).to_be_visible()
    expect(cell(phone, "Clara", "Restauration scolaire", "mardi 24 novembre")).to_contain_text(
        "ferme dans 19 min"
    )
    expect(banner).to_be_visible()
    expect(banner.get_by_role("link")).to_be_hidden()
    phone.reload()
    expect(banner).to_be_visible()


def test_a_reload_keeps_the_limit_of_the_next_week_in_view(phone: Page, clock: TownClock) -> None:
    clock.show("jeudi 2026-11-19 09:40:30")
    open_week(phone, "2026-W47")
    phone.reload()
    expect(phone.locator("#closing-soon")).to_contain_text("Ferme dans 19 min")


def test_the_title_of_a_week_ends_on_its_last_day_shown(desk: Page) -> None:
    saturday = replace(WEDNESDAY, code="samedi", name="Accueil du samedi", tariff="samedi", weekdays=(6,))
    town = a_reglement(services=(*SERVICES, saturday), tariffs=(*TARIFFS, a_tariff("samedi", 800)))
    publish_reglement("lisse", town, now=NOW)
    open_week(desk)
    expect(desk.get_by_role("heading", name="Semaine 48 du 23/11/2026 au 28/11/2026")).to_be_visible()


def test_a_week_of_holidays_says_that_it_is_one(phone: Page) -> None:
    open_week(phone, "2026-W52")
    expect(phone.get_by_role("heading", name="Rien à réserver cette semaine")).to_be_visible()
    expect(phone.get_by_text("Fermé : Vacances de Noël.")).to_be_visible()


def test_the_whole_journey_with_the_keyboard_alone(desk: Page) -> None:
    open_week(desk)
    cell(desk, "Clara", "Garderie du matin", "lundi 23 novembre").focus()
    desk.keyboard.press("ArrowRight")
    expect(cell(desk, *CELL)).to_be_focused()
    desk.keyboard.press("ArrowRight")
    expect(cell(desk, "Clara", "Garderie du matin", "jeudi 26 novembre")).to_be_focused()
    desk.keyboard.press("ArrowDown")
    lunch = cell(desk, "Clara", "Restauration scolaire", "jeudi 26 novembre")
    expect(lunch).to_be_focused()
    # Past the name of the other child, and back.
    cell(desk, "Clara", "Garderie du soir", "jeudi 26 novembre").focus()
    desk.keyboard.press("ArrowDown")
    expect(cell(desk, "Guilhem", "Garderie du matin", "jeudi 26 novembre")).to_be_focused()
    for _ in range(2):
        desk.keyboard.press("ArrowUp")
    expect(lunch).to_be_focused()
    desk.keyboard.press("Enter")
    expect(basket(desk)).to_contain_text("1 × Restauration scolaire")
    expect(cell(desk, "Clara", "Restauration scolaire", "jeudi 26 novembre")).to_be_focused()
    for _ in range(80):
        desk.keyboard.press("Tab")
        if desk.evaluate("document.activeElement.textContent") == "Valider":
            break
    expect(validate(desk)).to_be_focused()
    desk.keyboard.press("Space")
    expect(outcome(desk)).to_be_focused()
    expect(outcome(desk)).to_contain_text("1 demande validée")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(outcome(desk)).to_be_hidden()


def test_a_link_leads_past_the_grid_to_the_basket(desk: Page) -> None:
    open_week(desk)
    link = desk.get_by_role("link", name="Aller au panier")
    link.focus()
    expect(link).to_be_in_viewport()
    desk.keyboard.press("Enter")
    expect(desk.locator("#basket-title")).to_be_focused()


def test_the_town_hall_is_a_touch_away(phone: Page) -> None:
    open_week(phone)
    call = phone.get_by_role("link", name="Appeler la mairie : 01 99 00 12 34")
    expect(call).to_have_attribute("href", "tel:0199001234")


def test_a_link_that_gets_the_focus_shows_where_the_reader_is(phone: Page) -> None:
    open_week(phone)
    phone.evaluate("scrollTo(0, 600)")
    link = phone.get_by_role("link", name="Aller au panier")
    link.evaluate("element => element.focus({ preventScroll: true })")
    expect(link).to_be_in_viewport()


def test_the_opened_basket_leaves_its_button_in_view_on_a_phone_held_sideways(phone: Page) -> None:
    phone.set_viewport_size({"width": 640, "height": 360})
    put_in_basket(acting(), BEFORE_SCHOOL, LUNCH)
    open_week(phone)
    phone.locator(".basket-toggle").tap()
    expect(phone.locator(".basket-toggle")).to_have_attribute("aria-expanded", "true")
    expect(validate(phone)).to_be_in_viewport(ratio=1)
    expect(phone.locator(".basket-toggle")).to_be_in_viewport(ratio=1)


def test_the_bar_keeps_the_next_limit_in_sight_and_hides_neither_the_last_row_nor_the_focus(
    phone: Page,
) -> None:
    phone.set_viewport_size({"width": 390, "height": 500})
    open_week(phone)
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    limit = phone.locator("#closing-soon")
    expect(limit).to_have_text(
        re.compile(r"^Ferme jeudi 10\sh : Restauration scolaire, .*, du lundi au vendredi")
    )
    expect(limit).to_be_in_viewport(ratio=1)
    cell(phone, *CELL).tap()
    for place in (cell(phone, "Guilhem", "Garderie du soir", "vendredi 27 novembre"), cell(phone, *CELL)):
        place.focus()
        # It may be scrolled there smoothly.
        assert place.evaluate(
            """async (cell) => {
              const isHidden = () => cell.getBoundingClientRect().bottom > document.getElementById("basket").getBoundingClientRect().top;
              for (let frame = 0; isHidden() && frame < 600; frame += 1)
                await new Promise((drawn) => requestAnimationFrame(drawn));
              return !isHidden();
            }"""
        )
        expect(limit).to_be_in_viewport(ratio=1)


def test_the_basket_of_a_phone_opens_and_closes_with_the_keyboard(phone: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(phone)
    toggle = phone.locator(".basket-toggle")
    expect(toggle).to_be_visible()
    toggle.focus()
    expect(phone.get_by_role("button", name=re.compile("^Retirer"))).to_be_hidden()
    phone.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("button", name=re.compile("^Retirer"))).to_be_focused()
    phone.keyboard.press("Escape")
    expect(toggle).to_be_focused()
    expect(phone.get_by_role("button", name=re.compile("^Retirer"))).to_be_hidden()


SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
"""How axe looks at a state: wholly, then for what depends on colours."""


def test_axe_finds_nothing_in_any_state(desk: Page, clock: TownClock) -> None:
    """Each is opened once: at each width, in both schemes. One line of the basket is final once it is validated."""
    services = tuple(
        replace(service, cancel=NEVER) if service.code == BEFORE_SCHOOL.service else service
        for service in SERVICES
    )
    publish_reglement("lisse", a_reglement(services=services), now=NOW)
    book(LUNCH, Slot(TUESDAY, "garderie-soir", "clara"))
    put_in_basket(acting(), BEFORE_SCHOOL, Slot(on("jeudi 2026-11-26"), "restauration", "clara"))
    clock.show("jeudi 2026-11-19 09:58")
    found: dict[tuple[str, int, str], object] = {}
    final = desk.get_by_text("1 demande ne pourra plus être annulée une fois validée.")

    def look(name: str) -> None:
        for width in (390, 1280):
            desk.set_viewport_size({"width": width, "height": 800})
            if name != "validated":
                warning, button = final.bounding_box(), validate(desk).bounding_box()
                assert warning is not None and button is not None, "said in sight, right above the button"
                assert 0 <= button["y"] - warning["y"] - warning["height"] < 40
                count = desk.locator(".basket-toggle").bounding_box()
                assert count is None or count["y"] + count["height"] <= warning["y"], (
                    "nothing is written over it"
                )
            for scheme, rules in SCHEMES.items():
                desk.emulate_media(color_scheme=scheme)
                found[name, width, scheme] = [
                    (each["id"], [node["html"] for node in each["nodes"]])
                    for each in axe_violations(desk, **rules)
                ]

    for week in ("2026-W48", "2026-W47", "2026-W52"):
        open_week(desk, week)
        expect(final).to_be_visible()
        for closed in desk.locator("details").all():
            closed.evaluate("details => { details.open = true }")
        look(week)
    clock.show("jeudi 2026-11-19 10:00")
    validate(desk).click()
    expect(outcome(desk)).to_contain_text("1 demande validée")
    look("validated")
    assert {where: what for where, what in found.items() if what} == {}


def test_the_week_goes_on_the_fridge_on_one_page(phone: Page) -> None:
    book(LUNCH)
    by_day(phone)
    open_week(phone)
    paper = phone.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    expect(phone.get_by_role("table")).to_have_count(0)


def test_on_paper_there_is_what_is_booked_and_nothing_to_click(desk: Page) -> None:
    book(LUNCH)
    open_week(desk)
    desk.emulate_media(media="print")
    expect(cell(desk, "Guilhem", "Restauration scolaire", "mardi 24 novembre")).to_be_visible()
    expect(desk.locator("[data-state=bookable]").first).to_be_hidden()
    for hidden in (basket(desk), desk.get_by_role("button", name="Suivant"), desk.get_by_role("navigation")):
        expect(hidden.first).to_be_hidden()


def test_the_page_with_its_data_weighs_less_than_30_kb(phone: Page) -> None:
    bodies: dict[str, bytes] = {}

    def weigh(response: Response) -> None:
        if response.ok and not response.url.endswith("sw.js"):
            bodies[response.url] = response.body()

    phone.on("response", weigh)
    phone.goto(WEEK)
    expect(phone.locator(".cell").first).to_be_attached()
    phone.wait_for_load_state("networkidle")
    not_waited_for = ("/img/", "hors-ligne", "/paper.")  # no budget counts the sheet of paper (decision 5)
    read = [body for url, body in bodies.items() if not any(each in url for each in not_waited_for)]
    assert any(b'"cells"' in body for body in read)
    assert sum(len(gzip.compress(body, 6)) for body in read) < 30 * 1024

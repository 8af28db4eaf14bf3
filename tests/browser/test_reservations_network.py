"""A phone whose network comes and goes: nothing is lost, nothing is done twice, and what is old says so."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from functions.domain.planning.child_month import Slot
from tests.browser.planning_page import (
    AGENDA,
    WEEK,
    basket,
    cell,
    open_week,
    outcome,
    validate,
    writes,
)
from tests.support.builders import acting, on, put_in_basket
from tests.support.kept_pages import kept
from tests.support.ledger import rows

pytestmark = pytest.mark.browser

BEFORE_SCHOOL = Slot(on("mardi 2026-11-24"), "garderie-matin", "clara")
CELL = ("Clara", "Garderie du matin", "mardi 24 novembre")
PLANNING = re.compile(r"/planning\?")


def keys_of(sent: list) -> set[str]:
    return {request.headers["idempotency-key"] for request in sent}


def test_a_click_without_a_network_waits_and_leaves_once_under_one_key(shaky: Page) -> None:
    open_week(shaky)
    sent = writes(shaky, "/basket/changes")
    shaky.route("**/basket/changes", lambda route: route.abort())
    cell(shaky, *CELL).tap()
    expect(shaky.get_by_role("status").filter(has_text="La connexion est coupée")).to_be_visible()
    expect(cell(shaky, *CELL)).to_have_class(re.compile("cell-sending"))
    shaky.unroute("**/basket/changes")
    shaky.evaluate("dispatchEvent(new Event('online'))")
    expect(cell(shaky, *CELL)).not_to_have_class(re.compile("cell-sending"))
    expect(cell(shaky, *CELL)).to_have_attribute("aria-pressed", "true")
    assert len(keys_of(sent)) == 1
    assert len(acting().basket) == 1


def test_an_answer_that_is_lost_does_not_validate_twice(shaky: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(shaky)
    sent = writes(shaky, "/bookings")
    lost: list[int] = []

    def lose_the_first(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch().status)
            route.abort()

    shaky.route("**/bookings", lose_the_first)
    validate(shaky).tap()
    expect(outcome(shaky)).to_contain_text("1 demande validée")
    assert lost == [200], "the first was done"
    assert len(sent) == 2
    assert len(keys_of(sent)) == 1


def test_a_validation_cut_short_by_a_reload_is_finished_under_the_same_key(shaky: Page) -> None:
    put_in_basket(acting(), BEFORE_SCHOOL)
    open_week(shaky)
    sent = writes(shaky, "/bookings")
    shaky.route("**/bookings", lambda route: route.abort())
    validate(shaky).tap()
    expect(shaky.get_by_role("status").filter(has_text="La connexion est coupée")).to_be_visible()
    expect(validate(shaky)).to_have_attribute("aria-busy", "true")
    assert rows(["clara"], ["2026-11"]) == {}
    shaky.unroute("**/bookings")
    shaky.reload()
    expect(outcome(shaky)).to_contain_text("1 demande validée")
    assert len(keys_of(sent)) == 1
    assert set(rows(["clara"], ["2026-11"])) == {BEFORE_SCHOOL}
    shaky.reload()
    expect(cell(shaky, *CELL)).to_contain_text("Réservé")
    expect(outcome(shaky)).to_be_hidden()


def test_a_fault_takes_the_click_back_and_says_so(shaky: Page) -> None:
    fault = {
        "type": "/aide/problemes/#fault",
        "status": 500,
        "code": "fault",
        "title": "Un problème est survenu",
        "detail": "Rien n’a été changé : réessayez.",
    }
    shaky.route("**/basket/changes", lambda route: route.fulfill(status=500, body=json.dumps(fault)))
    open_week(shaky)
    cell(shaky, *CELL).tap()
    expect(shaky.get_by_role("status").filter(has_text="Rien n’a été changé : réessayez.")).to_be_visible()
    expect(cell(shaky, *CELL)).to_have_attribute("aria-pressed", "false")
    expect(basket(shaky)).to_contain_text("Votre panier est vide")


def test_without_a_network_the_planning_says_how_old_it_is_and_cannot_be_changed(shaky: Page) -> None:
    open_week(shaky)
    shaky.context.set_offline(True)
    old = shaky.get_by_text("Planning du 16 novembre à 9 h — vous êtes hors ligne")
    expect(old).to_be_visible()
    expect(cell(shaky, *CELL)).to_be_disabled()
    expect(shaky.get_by_role("button", name="Suivant")).to_be_disabled()
    shaky.context.set_offline(False)
    expect(old).to_be_hidden()
    expect(cell(shaky, *CELL)).to_be_enabled()


def test_the_last_planning_is_read_again_without_a_network(phone_with_worker: Page) -> None:
    open_week(phone_with_worker)
    phone_with_worker.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone_with_worker.reload()
    expect(cell(phone_with_worker, *CELL)).to_be_visible()
    kept(phone_with_worker, "/espace/reservations/")
    phone_with_worker.context.set_offline(True)
    phone_with_worker.goto("/espace/reservations/")
    # Whether there is no network or only no answer is Chromium's guess, not the same on every machine.
    old = re.compile(
        r"Planning\sdu\s16\snovembre\sà\s9\sh\s—\s(vous\sêtes\shors\sligne|le\sservice\sne\srépond\spas)"
    )
    expect(phone_with_worker.get_by_text(old)).to_be_visible(timeout=15_000)
    expect(
        phone_with_worker.get_by_role("heading", name="Semaine 48 du 23/11/2026 au 27/11/2026")
    ).to_be_visible()
    expect(cell(phone_with_worker, *CELL)).to_be_disabled()


def test_a_service_that_does_not_answer_is_not_taken_for_a_missing_network(shaky: Page) -> None:
    open_week(shaky)
    shaky.route(PLANNING, lambda route: route.fulfill(status=502, body="Bad gateway"))
    shaky.get_by_role("button", name="Suivant").tap()
    expect(shaky.get_by_text("Planning du 16 novembre à 9 h — le service ne répond pas")).to_be_visible()
    shaky.unroute(PLANNING)
    shaky.get_by_role("button", name="Réessayer").tap()
    expect(shaky.get_by_role("heading", name="Semaine 49 du 30/11/2026 au 04/12/2026")).to_be_visible()
    expect(shaky.get_by_role("button", name="Réessayer")).to_be_hidden()


def test_a_first_reading_that_fails_says_so_and_can_be_tried_again(shaky: Page) -> None:
    shaky.route(PLANNING, lambda route: route.abort())
    shaky.goto("/espace/reservations/?semaine=2026-W48")
    expect(shaky.get_by_text("Le service ne répond pas.").first).to_be_visible()
    expect(shaky.get_by_text("Lecture du planning…")).to_be_hidden()
    expect(shaky.locator("#week-grid")).to_have_attribute("aria-busy", "false")
    shaky.unroute(PLANNING)
    shaky.get_by_role("button", name="Réessayer").tap()
    expect(cell(shaky, *CELL)).to_be_visible()


NOT_OURS = "<html><body>Service Unavailable</body></html>"


def test_a_planning_that_nothing_of_ours_answers_is_not_blamed_on_the_parents_network(shaky: Page) -> None:
    shaky.route(PLANNING, lambda route: route.fulfill(status=503, content_type="text/html", body=NOT_OURS))
    shaky.goto(WEEK)
    expect(shaky.locator("#old")).to_contain_text("Le service ne répond pas. Réessayez dans quelques minutes")
    expect(shaky.locator("#old")).not_to_contain_text("Vérifiez votre connexion")


def test_a_network_that_asks_to_sign_in_to_it_first_is_said_to_be_the_connection(shaky: Page) -> None:
    shaky.route(PLANNING, lambda route: route.fulfill(status=200, content_type="text/html", body=NOT_OURS))
    shaky.goto(WEEK)
    expect(shaky.locator("#old")).to_contain_text("Vérifiez votre connexion à Internet")


@pytest.mark.parametrize(("screen", "status"), [(WEEK, 0), (AGENDA, 503)])
def test_a_device_that_knows_nobody_says_that_the_service_is_down_until_it_is_back(
    shaky: Page, screen: str, status: int
) -> None:
    shaky.route(
        "**/api/me", lambda route: route.fulfill(status=status, body=NOT_OURS) if status else route.abort()
    )
    shaky.goto(screen)
    expect(shaky.locator("#old")).to_contain_text("Le service ne répond pas.")
    expect(shaky.get_by_text("Lecture du planning…")).to_be_hidden()
    # Nobody read the basket: it is not told to be empty.
    expect(shaky.get_by_text("Votre panier est vide")).to_be_hidden()
    shaky.unroute("**/api/me")
    shaky.get_by_role("button", name="Réessayer").tap()
    expect(shaky.locator(".cell, .month-child").first).to_be_visible()
    expect(shaky.get_by_text("Votre panier est vide")).to_be_visible()


def test_what_comes_later_and_does_not_come_is_said_and_comes_when_pressed_again(shaky: Page) -> None:
    """The cards alone say nothing: the table stands."""
    late = re.compile(r"/assets/js/.*-(day-cards|as-always|week-patterns)\.")
    shaky.context.route(late, lambda route: route.abort())
    said = shaky.locator("#status", has_text="Vérifiez votre connexion à Internet, puis réessayez")
    open_week(shaky)
    shaky.get_by_role("button", name="Comme la semaine dernière").tap()
    expect(said).to_be_visible()
    shaky.context.unroute(late)
    shaky.get_by_role("button", name="Comme la semaine dernière").tap()
    expect(outcome(shaky)).to_contain_text("Aucune date")
    shaky.context.route(late, lambda route: route.abort())
    shaky.goto(AGENDA)
    patterns = shaky.locator("#week-patterns")
    patterns.get_by_text("Mes semaines types").tap()
    expect(said).to_be_visible()
    shaky.context.unroute(late)
    for _ in range(2):
        patterns.get_by_text("Mes semaines types").tap()
    expect(patterns).to_contain_text("Aucune pour l’instant")

    shaky.context.route(late, lambda route: route.abort())
    open_week(shaky)
    shaky.get_by_label("Jour par jour").check()
    cell(shaky, *CELL).tap()
    expect(basket(shaky)).to_contain_text("1 demande")


@pytest.mark.parametrize("status", [0, 503])
def test_every_screen_says_in_french_that_the_service_is_down(shaky: Page, status: int) -> None:
    for screen in ("factures", "absences", "annee", "reglement"):
        shaky.route(
            "**/api/**",
            lambda route: route.fulfill(status=status, body=NOT_OURS) if status else route.abort(),
        )
        shaky.goto(f"/espace/{screen}/")
        expect(shaky.locator("#trouble"), screen).to_contain_text("Le service ne répond pas.")
        shaky.unroute("**/api/**")
        shaky.get_by_role("button", name="Réessayer").tap()
        expect(shaky.locator("#trouble"), screen).to_be_hidden()
        expect(shaky.locator("#wait:visible"), screen).to_have_count(0)


def test_a_click_on_a_slow_network_never_lands_on_the_week_that_is_leaving(shaky: Page) -> None:
    open_week(shaky)
    held: list[Route] = []
    shaky.route(PLANNING, lambda route: held.append(route))
    shaky.get_by_role("button", name="Suivant").tap()
    expect(shaky.get_by_role("heading", name="Semaine 49 du 30/11/2026 au 04/12/2026")).to_be_visible()
    expect(shaky.locator("#week-grid")).to_have_attribute("inert", "")
    held[0].continue_()
    expect(cell(shaky, "Clara", "Garderie du matin", "mardi 1er décembre")).to_be_visible()


def test_a_screen_without_its_content_is_not_said_to_be_old(phone_with_worker: Page) -> None:
    phone_with_worker.goto("/espace/factures/")
    phone_with_worker.evaluate("navigator.serviceWorker.ready.then(() => true)")
    phone_with_worker.reload()
    expect(phone_with_worker.locator("#to-pay")).to_be_visible()
    kept(phone_with_worker, "/espace/factures/")
    phone_with_worker.context.set_offline(True)
    expect(phone_with_worker.locator("[data-offline]")).to_contain_text(
        "Pas de connexion : cette page a pu changer depuis."
    )
    phone_with_worker.reload()
    expect(phone_with_worker.locator("#trouble")).to_contain_text("Pas de connexion", timeout=15_000)
    expect(phone_with_worker.locator("[data-offline]")).to_be_hidden()


def test_without_a_session_the_parent_signs_in_and_comes_back_to_the_same_week(shaky: Page) -> None:
    open_week(shaky)
    shaky.context.clear_cookies()
    shaky.get_by_role("button", name="Suivant").tap()
    shaky.wait_for_url("**/connexion/?suite=*")
    assert "semaine%3D2026-W49" in shaky.url
    assert shaky.evaluate("caches.has('preau-family')") is False

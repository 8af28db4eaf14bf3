"""A full day: one tap to wait, a question before one leaves, and the place that comes by itself."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import TownClock
from tests.browser.hands import Keys
from tests.browser.planning_page import basket, cell, open_week, outcome, validate
from tests.support.axe import axe_violations
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MORNING,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    paris,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.ledger import rows

pytestmark = pytest.mark.browser

CELL = ("Clara", "Garderie du matin", "mardi 24 novembre")
FRIDAY = paris("vendredi 2026-11-20 09:00")
MINE = Slot(on("mardi 2026-11-24"), "garderie-matin", "clara")
THEIRS = replace(MINE, child="zoe")


@pytest.fixture
def full(origin: str, clock: TownClock) -> None:
    """It is Friday. The only place of Tuesday morning is the neighbours'."""
    clock.instant = FRIDAY
    one_place = replace(MORNING, places=(Places(1),), waiting_list=WaitingList(decline_hours=24 * 5))
    publish_reglement("lisse", a_reglement(services=(one_place, CANTEEN, EVENING)), now=NOW)
    settle(a_family("voisins", members=(JULIE,), children=("zoe",)), [a_child("zoe", ("voisins",))])
    book(THEIRS, account=JULIE, family="voisins")


def neighbours_cancel() -> None:
    who = acting(JULIE, family="voisins")
    put_in_basket(who, THEIRS, action=Action.CANCEL, now=FRIDAY)
    validate_basket(who, seen_lines(who, now=FRIDAY), key="the neighbours cancel", now=FRIDAY)


@pytest.mark.usefixtures("full")
def test_a_parent_waits_gets_the_place_and_declines_it_after_the_deadline(
    phone: Page, clock: TownClock
) -> None:
    open_week(phone)
    expect(cell(phone, *CELL)).to_have_accessible_name(re.compile("Complet attendre une place"))
    cell(phone, *CELL).tap()
    expect(cell(phone, *CELL)).to_contain_text("Liste d’attente, 1er")
    expect(cell(phone, *CELL)).to_have_attribute("aria-pressed", "true")
    expect(cell(phone, "Guilhem", *CELL[1:])).to_contain_text("(1 enfant attend)")
    expect(basket(phone)).to_contain_text("Votre panier est vide")
    neighbours_cancel()
    clock.show("mardi 2026-11-24 07:00")
    open_week(phone)
    expect(cell(phone, *CELL)).to_contain_text(re.compile(r"Réservé\s+refusable encore (29|30).min"))
    cell(phone, *CELL).tap()
    validate(phone).tap()
    expect(outcome(phone)).to_contain_text("1 annulation validée")
    assert rows(["clara", "zoe"], ["2026-11"]) == {}


@pytest.mark.usefixtures("full")
def test_a_keyboard_joins_and_leaves_and_the_month_says_so(desk: Page) -> None:
    open_week(desk)
    keys = Keys(desk)
    keys.press(cell(desk, *CELL))
    waiting = desk.get_by_role(
        "button", name=re.compile("Liste d’attente, 1er .*, Clara, .*mardi 24 novembre$")
    )
    expect(waiting).to_be_focused()
    desk.goto("/espace/agenda/?mois=2026-11")
    expect(desk.get_by_text("(liste d’attente)")).to_be_visible()
    open_week(desk)
    keys.press(cell(desk, *CELL))
    asked = desk.get_by_role("dialog", name="Quitter la liste d’attente ?")
    expect(asked).to_contain_text("Clara est 1er sur la liste.")
    assert axe_violations(desk) == []
    desk.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(waiting).to_be_focused()
    desk.wait_for_timeout(500)  # sooner, it would be the same press
    keys.press(cell(desk, *CELL))
    keys.press(asked.get_by_role("button", name="Quitter la liste"))
    expect(cell(desk, *CELL)).to_contain_text("Complet")
    expect(cell(desk, *CELL)).to_have_attribute("aria-pressed", "false")

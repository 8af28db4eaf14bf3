"""Signing in, and what a screen does when the session has ended."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from functions.storage.accounts.sessions import sessions
from tests.browser.accounts.odile import ACCOUNT, ODILE, click, sign_in, with_a_login
from tests.browser.planning_page import cell

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/espace/compte/?x=1", "/espace/compte/?x=1"),
        ("https://ailleurs.example/", "/espace/"),
        ("//ailleurs.example/", "/espace/"),
        ("/\\ailleurs.example/", "/espace/"),
        ("", "/espace/"),
    ],
)
def test_signing_in_leads_back_to_the_screen_that_asked_and_nowhere_else(
    phone: Page, origin: str, asked: str, led_to: str
) -> None:
    with_a_login()
    phone.goto(f"/connexion/?{urlencode({'suite': asked})}")
    sign_in(phone)
    phone.wait_for_url(f"{origin}{led_to}")


def test_a_screen_asks_to_sign_in_and_signing_out_leaves_nothing(phone: Page) -> None:
    with_a_login()
    phone.goto("/espace/compte/")
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.locator("main .alert:visible")).to_have_count(0)
    sign_in(phone, "not the one she chose")
    expect(phone.get_by_role("heading", name="Connexion impossible")).to_be_visible()
    sign_in(phone)
    phone.wait_for_url("**/espace/compte/")
    expect(phone.get_by_text(ODILE)).to_be_visible()
    phone.get_by_role("button", name="Menu").click()
    click(phone, "Se déconnecter")
    phone.wait_for_url("**/connexion/")
    expect(phone.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    kept = phone.evaluate("({...sessionStorage, ...localStorage})")
    assert kept == {"preau.out": "1"}, "nothing but that the device is signed out"
    assert sessions(ACCOUNT) == []


def test_a_session_that_ended_by_itself_says_so_and_that_the_basket_is_kept(phone: Page) -> None:
    with_a_login()
    phone.goto("/connexion/")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    phone.wait_for_load_state("networkidle")
    phone.context.clear_cookies()
    phone.goto("/espace/factures/")
    phone.wait_for_url("**/connexion/?suite=*")
    said = phone.get_by_text("Vous avez été déconnecté. Reconnectez-vous : votre panier est gardé.")
    expect(said).to_be_visible()
    phone.reload()
    expect(said).to_be_hidden()


def test_a_tap_that_meets_the_end_of_the_session_is_said_to_be_lost(phone: Page) -> None:
    """On the sign-in page, and again where it can be done again; what is only read is read after signing in."""
    with_a_login()
    phone.goto("/connexion/?suite=/espace/reservations/?semaine=2026-W48")
    sign_in(phone)
    before = cell(phone, "Zoé", "Garderie du matin", "mardi 24 novembre")
    expect(before).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.context.clear_cookies()
    before.click()
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.get_by_text("votre dernier geste n’a pas été enregistré")).to_be_visible()
    expect(phone.get_by_text("Vous avez été déconnecté. Reconnectez-vous")).to_be_hidden()
    sign_in(phone)
    expect(phone.get_by_role("status").filter(has_text="refaites-le")).to_be_visible()
    expect(before).to_have_attribute("aria-pressed", "false")
    phone.reload()
    expect(before).to_be_visible()
    phone.wait_for_load_state("networkidle")
    expect(phone.get_by_text("refaites-le")).to_have_count(0)


def test_whoever_is_signed_in_is_not_asked_to_sign_in_again(phone: Page) -> None:
    with_a_login()
    phone.goto("/connexion/")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    phone.goto("/aide/")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("link", name="Se connecter").click()
    phone.wait_for_url("**/espace/")
    expect(phone.get_by_role("heading", name="Bonjour Odile")).to_be_visible()
    phone.wait_for_load_state("networkidle")  # what this screen still asks would learn it first
    phone.context.clear_cookies()
    phone.goto("/connexion/")
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.get_by_label("Adresse e-mail")).to_be_visible()


def test_a_password_can_be_shown_and_is_sent_hidden(phone: Page) -> None:
    phone.goto("/connexion/")
    password = phone.get_by_label("Mot de passe", exact=True)
    phone.get_by_role("button", name="Afficher le mot de passe").click()
    expect(password).to_have_attribute("type", "text")
    sign_in(phone)
    expect(password).to_have_attribute("type", "password")

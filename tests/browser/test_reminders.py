"""A parent chooses reminders and makes the address of their calendar; and stops reminders from a mail."""

import pytest
from playwright.sync_api import Page, expect

from functions.storage.accounts import accounts
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token
from tests.support.axe import axe_violations
from tests.support.builders import MARC

pytestmark = pytest.mark.browser


def wants() -> bool:
    return accounts.account(MARC).value.reminders


def test_reminders_and_the_calendar_are_chosen_in_the_account(phone: Page) -> None:
    phone.goto("/espace/compte/")
    box = phone.get_by_role("checkbox", name="Recevoir ces rappels par e-mail")
    expect(box).to_be_checked()
    expect(box).to_be_enabled()
    # What is used often comes before how one signs in.
    assert phone.get_by_role("heading", level=2).all_inner_texts()[:3] == [
        "Rappels et messages",
        "Mes réservations dans mon agenda",
        "Changer de mot de passe",
    ]
    box.press("Space")
    expect(phone.get_by_text("Vous ne recevrez plus de rappels.")).to_be_visible()
    assert not wants()
    phone.get_by_role("button", name="Créer mon adresse d’agenda").press("Enter")
    expect(phone.get_by_role("heading", name="Mes réservations dans mon agenda")).to_be_focused()
    address = phone.get_by_label("Adresse secrète")
    first = address.input_value()
    path = first.partition("/api/")[2]
    assert phone.request.get(f"/api/{path}").headers["content-type"] == "text/calendar; charset=utf-8"
    assert phone.get_by_role("link", name="Ouvrir dans mon agenda").get_attribute("href") == first.replace(
        "http:", "webcal:"
    ).replace("https:", "webcal:")
    assert axe_violations(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.reload()
    expect(box).not_to_be_checked()
    expect(address).to_have_value(first)
    phone.get_by_role("button", name="Supprimer l’adresse").press("Enter")
    expect(phone.get_by_role("button", name="Créer mon adresse d’agenda")).to_be_visible()
    assert phone.request.get(f"/api/{path}").status == 404


def test_the_link_of_a_mail_stops_nothing_until_the_button_is_pressed(phone: Page) -> None:
    phone.goto(f"/rappels/#code={stop_token(MailsAtWill.REMINDERS, MARC)}")
    button = phone.get_by_role("button", name="Ne plus recevoir ces rappels")
    expect(button).to_be_visible()
    assert wants()
    assert axe_violations(phone) == []
    button.press("Enter")
    expect(phone.locator("#arretes")).to_be_focused()
    assert not wants()
    phone.goto("/rappels/")
    expect(phone.get_by_text("Ouvrez le lien de l’e-mail")).to_be_visible()

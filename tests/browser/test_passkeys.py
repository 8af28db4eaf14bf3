"""Clés d’accès: a parent adds one on a phone, comes back with it and without a password, and takes it away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PHONE, TownClock
from tests.browser.factor import give_password
from tests.browser.finger import Finger
from tests.support.accounts import PASSWORD, messages
from tests.support.axe import axe_violations
from tests.support.passkeys import held

pytestmark = pytest.mark.browser


def sign_out(page: Page, finger: Finger) -> None:
    finger.waits(True)
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()


def test_a_parent_comes_back_without_a_password(
    open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    give_password()
    page, broken = open_context(**PHONE, touch=True).new_page(), []
    page.on("pageerror", lambda error: broken.append(str(error)))
    finger = Finger(page)

    page.goto("/espace/compte/")
    page.get_by_role("link", name="mes clés d’accès").tap()
    expect(page.get_by_text("Aucune pour l’instant.")).to_be_visible()
    expect(page.get_by_label("Nom de cette clé")).to_have_value("Chrome sur Linux")
    page.get_by_label("Nom de cette clé").fill("Téléphone de Marc")
    assert axe_violations(page) == []
    page.get_by_role("button", name="Ajouter une clé d’accès").tap()
    kept = page.locator("#liste li")
    expect(kept).to_have_count(1)
    expect(kept).to_contain_text("Téléphone de Marc")
    expect(kept).to_contain_text("jamais utilisée")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Ajouter une clé d’accès").tap()
    expect(page.get_by_text("Cet appareil ouvre déjà votre compte")).to_be_visible()
    assert [mail.data["name"] for mail in messages("passkey_added")] == ["Téléphone de Marc"]

    sign_out(page, finger)
    assert axe_violations(page) == []
    assert page.get_by_label("Adresse e-mail").get_attribute("autocomplete") == "username webauthn"
    finger.waits(False)
    page.get_by_role("button", name="Se connecter avec une clé d’accès").tap()
    page.wait_for_url("**/espace/")

    # The browser offers it in the address field, before anything is pressed; here the finger is on the phone already.
    sign_out(page, finger)
    finger.waits(False)
    page.reload()
    page.wait_for_url("**/espace/")

    clock.show("lundi 2026-11-16 09:31")
    page.goto("/espace/cles/")
    expect(kept).to_contain_text("utilisée le 16 novembre 2026")
    page.get_by_role("button", name="Retirer").tap()
    asked = page.get_by_role("dialog", name="Confirmer que c’est bien vous")
    asked.get_by_label("Mot de passe", exact=True).fill("pas le bon du tout")
    assert axe_violations(page) == []
    asked.get_by_role("button", name="Confirmer").tap()
    expect(asked.get_by_text("Ce n’est pas le mot de passe de votre compte.").last).to_be_visible()
    asked.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    asked.get_by_role("button", name="Confirmer").tap()
    expect(page.get_by_text("Aucune pour l’instant.")).to_be_visible()
    assert held() == ()

    sign_out(page, finger)
    finger.waits(False)
    page.get_by_role("button", name="Se connecter avec une clé d’accès").tap()
    expect(page.get_by_text("Cette clé d’accès n’ouvre pas de compte ici")).to_be_visible()
    page.get_by_label("Adresse e-mail").fill("marc@famille.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).tap()
    page.wait_for_url("**/espace/")
    assert broken == []

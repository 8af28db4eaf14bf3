"""The screens of a login, looked at: by day on a phone, by night on a computer."""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accounts.odile import axe, click, link, open_wizard, sign_in, step, with_a_login
from tests.support.accounts import PASSWORD

pytestmark = pytest.mark.browser


LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (1280, "dark"))
STILL = """() => Promise.all(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime < 1000)
  .map((each) => each.finished.catch(() => {})))"""
"""Colours on their way to others are not judged."""


def test_axe_finds_nothing_and_no_screen_scrolls_sideways(phone: Page) -> None:
    with_a_login()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        """By day on a phone, by night on a computer."""
        for width, scheme in LOOKS:
            phone.set_viewport_size({"width": width, "height": 800})
            phone.emulate_media(color_scheme=scheme)
            phone.evaluate(STILL)
            if violations := axe(phone):
                found[f"{name}, {width} px, {scheme}"] = violations
        for width in (1280, 390, 320):
            phone.set_viewport_size({"width": width, "height": 800})
            if phone.evaluate("document.documentElement.scrollWidth") > width:
                found[f"{name} is wide"] = width

    phone.goto("/mot-de-passe-oublie/")
    look("forgotten")
    phone.goto(link("/nouveau-mot-de-passe/", "0" * 26))
    look("new password")
    phone.goto("/connexion/")
    look("sign in")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    for address in ("/espace/", "/espace/compte/", "/espace/actualites/"):
        phone.goto(address)
        expect(phone.get_by_text("Famille Dubois")).to_be_visible()
        look(address)
    phone.context.clear_cookies()
    for name in ("Compte", "Famille", "Responsables", "Enfants"):
        if name == "Compte":
            open_wizard(phone)
            phone.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        else:
            click(phone, "Suivant")
        expect(step(phone, name)).to_be_visible()
        look(name)
    assert found == {}

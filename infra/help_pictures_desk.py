"""The pictures of the town hall's help pages, from the real screens of the demo: part of `python -m infra.help_pictures`."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Page, ViewportSize

from functions.publishing.help import DENSITY
from infra.demo.staff import ADMINISTRATOR, SECRETARY

DESK: ViewportSize = {"width": 860, "height": 480}
"""Narrow enough for its words to be read in a help page, and light."""
TOWN = "commune=aubray"
FAMILY = "aubray-testmp"
OF_THE_SECRETARY = {
    "mairie-aujourdhui": (f"/mairie/?{TOWN}", "#journee"),
    "mairie-demandes": (f"/mairie/demandes/?{TOWN}", "#demandes .inbox-row"),
    "mairie-famille": (f"/mairie/famille/?id={FAMILY}&{TOWN}", "text=Quotient familial"),
    "mairie-familles": (f"/mairie/familles/?cherche=test&{TOWN}", "#familles li"),
    "mairie-reservations": (
        f"/mairie/reservations/?famille={FAMILY}&semaine=2026-W48&{TOWN}",
        "button:has-text('Réservé')",
    ),
    "mairie-actualites": (f"/mairie/actualites/?{TOWN}", "text=En ligne"),
    "mairie-menus": (f"/mairie/menus/?{TOWN}", "text=Noms des menus"),
    "mairie-pieces": (f"/mairie/pieces/?{TOWN}", "h1"),
}
OF_THE_ADMINISTRATOR = {
    "mairie-agents": (f"/mairie/agents/?{TOWN}", "text=secrétariat"),
    "mairie-journal": (f"/mairie/journal/?{TOWN}", "#lignes li"),
}
"""By the picture: the address of a screen, and what is there once it can be looked at."""
Keep = Callable[[Page, str, bytes], None]


def follow(browser: Browser, origin: str, password: str, keep: Keep) -> None:
    for who, screens in ((SECRETARY, OF_THE_SECRETARY), (ADMINISTRATOR, OF_THE_ADMINISTRATOR)):
        page = signed_in(browser, origin, who, password, keep)
        for name, (address, ready) in screens.items():
            page.goto(address)
            page.locator(ready).first.wait_for()
            page.wait_for_load_state("networkidle")
            page.evaluate("document.activeElement?.blur()")
            keep(page, name, page.screenshot())
        page.context.close()


def signed_in(browser: Browser, origin: str, who: str, password: str, keep: Keep) -> Page:
    context = browser.new_context(
        base_url=origin,
        viewport=DESK,
        device_scale_factor=DENSITY,
        color_scheme="light",
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
        service_workers="block",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(who)
    page.get_by_role("textbox", name="Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()
    code = page.locator("#code-telephone")
    code.wait_for()
    if who == SECRETARY:
        keep(page, "mairie-double-verification", page.screenshot())
    code.fill(code_of(page, who))
    page.keyboard.press("Enter")
    page.wait_for_url("**/mairie/**")
    return page


def code_of(page: Page, who: str) -> str:
    """What the phone of that agent shows, in the backstage of the demo."""
    phones = page.context.new_page()
    phones.goto("/dev/telephones/")
    said = phones.locator("body").inner_text()
    phones.close()
    codes: list[str] = re.findall(r"\b\d{6}\b", said[: said.index(who)])
    return codes[-1]

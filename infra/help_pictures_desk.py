"""The pictures of the town hall's help pages, from the real screens of the demo: part of `python -m infra.help_pictures`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, ViewportSize

from functions.publishing.help import DENSITY
from infra.demo.staff import ADMINISTRATOR, SECRETARY

DESK: ViewportSize = {"width": 860, "height": 480}
"""Narrow enough for its words to be read in a help page, and light."""
TO_THE_TOP = "one => scrollTo(0, one.getBoundingClientRect().top + scrollY - 16)"
TOWN = "commune=aubray"
FAMILY = "aubray-testmp"


@dataclass(frozen=True, slots=True)
class Screen:
    """`ready`: what is there once it can be looked at. `opens`: what is pressed first, as an agent would; `then` is there."""

    address: str
    ready: str
    opens: Callable[[Page], None] | None = None
    then: str = ""
    from_here: str = ""
    """What the picture begins with, where the top of the screen says little."""
    only: str = ""
    """What the picture is of, where a whole window would be too heavy for a help page."""


def call_off_tomorrow(page: Page) -> None:
    page.get_by_role("button", name="Demain").click()
    page.locator("#services").get_by_text("Restaurant scolaire").click()
    page.get_by_label("Raison").fill("grève")


def first_pair(page: Page) -> None:
    page.locator("#paires a").first.click()


OF_THE_SECRETARY = {
    "mairie-aujourdhui": Screen(f"/mairie/?{TOWN}", "#journee"),
    "mairie-demandes": Screen(f"/mairie/demandes/?{TOWN}", "#demandes .inbox-row"),
    "mairie-phrases": Screen(f"/mairie/phrases/?{TOWN}", "#reply li"),
    "mairie-famille": Screen(f"/mairie/famille/?id={FAMILY}&{TOWN}", "text=Quotient familial"),
    "mairie-familles": Screen(f"/mairie/familles/?cherche=test&{TOWN}", "#familles li"),
    "mairie-fusion": Screen(f"/mairie/fusion/?{TOWN}", "#paires li", first_pair, "#memes", "#deux"),
    "mairie-reservations": Screen(
        f"/mairie/reservations/?famille={FAMILY}&semaine=2026-W48&{TOWN}", "button:has-text('Réservé')"
    ),
    "mairie-pointage": Screen(
        f"/mairie/pointage/?service=cantine&date=2026-11-17&{TOWN}", "text=BARBIER", from_here="#enfants"
    ),
    "mairie-tablettes": Screen(f"/mairie/tablettes/?{TOWN}", "text=Tablette de la garderie"),
    "mairie-cuisine": Screen(f"/mairie/cuisine/?{TOWN}", "#jours > *"),
    "mairie-menus": Screen(f"/mairie/menus/?{TOWN}", "#semaine"),
    "mairie-fermeture": Screen(
        f"/mairie/fermeture/?{TOWN}",
        "#services label",
        call_off_tomorrow,
        "#confirmer",
        only=".closing-effect",
    ),
    "mairie-messages": Screen(f"/mairie/informer/?{TOWN}", "#messages li"),
    "mairie-actualites": Screen(f"/mairie/actualites/?{TOWN}", "text=En ligne"),
    "mairie-pieces": Screen(f"/mairie/pieces/?{TOWN}", "h1"),
}
OF_THE_ADMINISTRATOR = {
    "mairie-agents": Screen(f"/mairie/agents/?{TOWN}", "text=secrétariat"),
    "mairie-journal": Screen(f"/mairie/journal/?{TOWN}", "#lignes li"),
}
"""By the picture."""
Keep = Callable[[Page, str, bytes], None]


def follow(browser: Browser, origin: str, password: str, keep: Keep) -> None:
    for who, screens in ((SECRETARY, OF_THE_SECRETARY), (ADMINISTRATOR, OF_THE_ADMINISTRATOR)):
        page = signed_in(browser, origin, who, password, keep)
        for name, screen in screens.items():
            page.goto(screen.address)
            page.locator(screen.ready).first.wait_for()
            page.wait_for_load_state("networkidle")
            if screen.opens is not None:
                screen.opens(page)
                page.locator(screen.then).first.wait_for()
                page.wait_for_load_state("networkidle")
                page.evaluate("scrollTo(0, 0)")
            if screen.from_here:
                page.locator(screen.from_here).first.evaluate(TO_THE_TOP)
            page.evaluate("document.activeElement?.blur()")
            keep(page, name, (page.locator(screen.only) if screen.only else page).screenshot())
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
    page.get_by_role("button", name="Se connecter", exact=True).click()
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

"""Take the pictures of the help pages from the real screens: `python -m infra.help_pictures`. Needs Chromium
and its languages (Debian: chromium, chromium-l10n), for dates as a French browser writes them.

It opens a portal of its own with the demo towns, follows Marc TESTMP through the parent's journey, then the town hall through its own
(`infra/help_pictures_desk.py`).
"""

import base64
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator, Page, ViewportSize, sync_playwright

from functions.publishing.help import DENSITY
from infra import help_pictures_desk

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "site" / "assets" / "img" / "aide"
CHROMIUM = "/usr/bin/chromium"
NOW = "2026-11-19T08:00+01:00"
"""jeudi: the canteen of the next week closes at ten"""
PHONE: ViewportSize = {"width": 390, "height": 760}
WIDE: ViewportSize = {"width": 1280, "height": 960}
TABLET: ViewportSize = {"width": 720, "height": 960}
"""The narrowest window with a table: its words can still be read in a help page."""
FRENCH: dict[str, str | float | bool] = {**os.environ, "LANGUAGE": "fr"}
PASSWORD = "un préau sous la pluie"
TO_WEBP = """async (png) => {
  const picture = new Image();
  picture.src = `data:image/png;base64,${png}`;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.width, picture.height];
  canvas.getContext("2d", { alpha: false }).drawImage(picture, 0, 0);
  const heaviest = 54_000; // in base64, of some 40 kB
  let encoded;
  for (const quality of [0.75, 0.65, 0.55, 0.45, 0.35]) {
    encoded = canvas.toDataURL("image/webp", quality).split(",")[1];
    if (encoded.length <= heaviest) break;
  }
  return encoded;
}"""
READY = re.compile(r"http://localhost:\d+/")
SHARED = re.compile(r", mot de passe (\S+)$")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with portal() as (origin, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"], env=FRENCH
        )
        try:
            follow(browser, origin)
            help_pictures_desk.follow(browser, origin, password, keep)
        finally:
            browser.close()
    taken = sorted(PICTURES.glob("*.webp"))
    print(f"{len(taken)} pictures, {sum(path.stat().st_size for path in taken) // 1024} kB")


@contextmanager
def portal(now: str = NOW) -> Iterator[tuple[str, str]]:
    """The origin of a demo that ends with the block, and the password that its people share."""
    command = [sys.executable, "-m", "infra.local", "--port", "0", "--no-reload", "--now", now]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        origin = next(found[0] for line in process.stdout if (found := READY.search(line))).rstrip("/")
        yield origin, next(found[1] for line in process.stdout if (found := SHARED.search(line)))
    finally:
        process.terminate()
        process.wait(timeout=30)


def follow(browser: Browser, origin: str) -> None:
    context = browser.new_context(
        base_url=origin,
        viewport=PHONE,
        device_scale_factor=DENSITY,
        color_scheme="light",
        reduced_motion="reduce",
        locale="fr-FR",
        timezone_id="Europe/Paris",
        service_workers="block",
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    forgotten_password(page)
    activation(page)
    reservations(page)
    invoices(page)
    page.goto("/espace/compte/")
    shoot(page, "mon-compte", page.get_by_text("marc.testmp@courriel.example"))
    context.close()


def forgotten_password(page: Page) -> None:
    page.goto("/mot-de-passe-oublie/")
    shoot(page, "mot-de-passe-oublie", page.get_by_role("heading", level=1))


def activation(page: Page) -> None:
    mail = page.get_by_role("link", name="Ouvrez votre espace famille").first
    page.goto("/dev/boite-mail/")
    while not mail.is_visible():  # delivered within a minute
        page.wait_for_timeout(1000)
        page.reload()
    mail.click()
    link = page.locator('a[href*="/activation/#"]').first.get_attribute("href")
    assert link is not None, "the mail of Marc TESTMP carries his link"
    page.goto(link)
    page.get_by_role("textbox", name="Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("textbox", name="Confirmez votre mot de passe").fill(PASSWORD)
    shoot(page, "activation-compte", page.get_by_role("heading", level=1))
    following = page.get_by_role("button", name="Suivant")
    following.click()
    shoot(page, "activation-famille", page.get_by_role("textbox", name="Téléphone"))
    following.click()
    page.get_by_role("heading", name="Responsable 1").wait_for()
    following.click()
    shoot(page, "activation-enfants", page.get_by_role("button", name="S’enregistrer"))
    page.get_by_role("button", name="S’enregistrer").click()
    page.get_by_role("link", name="Accéder à mon espace famille").click()


def reservations(page: Page) -> None:
    """Of one commune alone, as most families have it."""
    family = page.locator("[data-family-switch] option[value^='aubray']").get_attribute("value")
    next_week = f"/espace/reservations/?semaine=2026-W48&famille={family}"
    page.set_viewport_size(TABLET)
    page.goto(next_week)
    cell(page, "Clara, Garderie du soir, lundi 23 novembre").wait_for()
    table = page.locator(".week-table")
    shoot_down_to(page, "vue-periode", table, table.locator("tr").nth(3))
    page.set_viewport_size(PHONE)
    page.goto(f"/espace/agenda/?famille={family}")
    page.get_by_role("checkbox", name="Restaurant scolaire").check()
    shoot(page, "vue-agenda", page.get_by_role("button", name="Mettre dans le panier"))
    page.goto(next_week)
    cell(page, "Clara, Garderie du soir, lundi 23 novembre").wait_for()
    shoot_down_to(page, "vue-periode-telephone", table, table.locator("tr").nth(6))
    page.set_viewport_size(WIDE)
    for day in ("lundi 23", "mardi 24"):
        cell(page, f"Clara, Garderie du soir, {day} novembre").click()
    for child in ("Clara", "Guilhem"):
        cell(page, f"{child}, Accueil après le repas, jeudi 26 novembre").click()
    basket(page).get_by_text("4,40").filter(
        visible=True
    ).wait_for()  # what the server answered: 2 × 1,90 € + 2 × 0,30 €
    shoot_part(page, "panier", basket(page))
    validate = page.get_by_role("button", name="Valider", exact=True)
    validate.click()
    validate.wait_for(state="hidden")
    cell(page, "Clara, Garderie du matin, lundi 23 novembre").click()
    basket(page).get_by_text("Annulation").filter(visible=True).first.wait_for()
    shoot_part(page, "annuler", basket(page))


def invoices(page: Page) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/espace/factures/")
    shoot(page, "factures", page.get_by_role("heading", name="Payées"))
    page.get_by_role("link", name=re.compile("^Voir le détail")).first.click()
    shoot(page, "facture", page.get_by_role("table").first)
    page.get_by_role("button", name=re.compile("^Payer")).first.click()
    page.wait_for_url("**/paiementws.web**")
    page.get_by_role("button", name=re.compile("^Payer")).first.click()
    page.wait_for_url("**/espace/paiement/**")
    shoot(page, "paiement", page.get_by_role("link", name="reçu").first)
    page.goto("/espace/annee/?annee=2026")
    shoot(page, "annee", page.get_by_role("heading", name="Attestation fiscale"))


def cell(page: Page, name: str) -> Locator:
    child, service, day = name.split(", ")
    return page.get_by_role(
        "button", name=re.compile(f", {child}, {service}, {day}$|^{service} .*, {child}, {day}$")
    )


def basket(page: Page) -> Locator:
    return page.locator("#basket")


def shoot(page: Page, name: str, shown: Locator) -> None:
    """What the window shows, from its top, once `shown` is there."""
    shown.wait_for()
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("scrollTo(0, 0)")
    keep(page, name, page.screenshot())


def shoot_part(page: Page, name: str, part: Locator) -> None:
    part.scroll_into_view_if_needed()
    page.evaluate("document.activeElement?.blur()")
    keep(page, name, part.screenshot())


def shoot_down_to(page: Page, name: str, part: Locator, last: Locator) -> None:
    """The beginning of what is too tall for a help page."""
    part.scroll_into_view_if_needed()
    page.evaluate("document.activeElement?.blur()")
    whole, end = part.bounding_box(), last.bounding_box()
    assert whole is not None and end is not None, "both are shown"
    height = end["y"] + end["height"] - whole["y"]
    clip: FloatRect = {"x": whole["x"], "y": whole["y"], "width": whole["width"], "height": height}
    keep(page, name, page.screenshot(clip=clip))


def keep(page: Page, name: str, png: bytes) -> None:
    """Write the picture as WebP, a third of its weight: the browser knows how."""
    blank = page.context.new_page()
    encoded = blank.evaluate(TO_WEBP, base64.b64encode(png).decode())
    blank.close()
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(encoded))


if __name__ == "__main__":
    main()

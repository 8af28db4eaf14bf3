"""The static site in a browser: it fits, it can be read by all, and it stays readable without a network."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.support.axe import axe_violations
from tests.support.kept_pages import NO_WORKER, kept
from tests.support.large_text import runs_over

pytestmark = pytest.mark.browser

ADDRESSES = (
    *("/", "/aubray/", "/aubray/actualites/", "/aubray/actualites/article-1/", "/aubray/reglement/"),
    *(
        "/val-de-lisse/reglement/",
        "/aubray/confidentialite/",
        "/aubray/accessibilite/",
        "/aubray/mentions-legales/",
    ),
    *("/aide/", "/aide/reserver/", "/404.html", "/hors-ligne/", "/navigateur/", "/confidentialite/"),
)


SIGNED_OUT = ("/connexion/", "/mot-de-passe-oublie/")
PHONE: ViewportSize = {"width": 390, "height": 800}
OPEN_ALL = "() => document.querySelectorAll('details').forEach((details) => { details.open = true; })"
SCHEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {},
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},
}
"""How axe looks at a page: wholly, then for what depends on colours."""


@pytest.fixture
def context(browser: Browser, served: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=served, viewport=PHONE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """No API is behind these pages, and the sign-in page asks it for what a passkey signs."""
    page = context.new_page()
    page.add_init_script("delete window.PublicKeyCredential;")
    return page


def test_every_page_fits_and_can_be_read_by_all_and_the_console_stays_empty(page: Page) -> None:
    """Each is opened once: in both schemes, at each width, then with text twice as large, which changes it."""
    page.add_init_script(NO_WORKER)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    found: dict[tuple[str, str], object] = {}
    for address in ADDRESSES:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            violations = axe_violations(page, **rules)
            found[address, scheme] = [
                (each["id"], [node["html"] for node in each["nodes"]]) for each in violations
            ]
        for width in (320, 1280, PHONE["width"]):
            page.set_viewport_size({"width": width, "height": PHONE["height"]})
            found[address, f"wide at {width} px"] = (
                page.evaluate("document.documentElement.scrollWidth") > width
            )
        found[address, "large text"] = runs_over(page)
        page.emulate_media(color_scheme="light")
    for address in SIGNED_OUT:
        page.goto(address)
        page.evaluate(OPEN_ALL)
        found[address, "large text"] = runs_over(page)
    assert {where: what for where, what in found.items() if what} == {}
    assert said == []


def test_the_menu_opens_and_closes_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/aubray/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Actualités", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Actualités", exact=True)).to_be_hidden()


def test_without_javascript_each_screen_tells_the_truth_and_whom_to_call(
    browser: Browser, served: str
) -> None:
    context = browser.new_context(base_url=served, viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    for address in ("/connexion/", "/espace/reservations/"):
        page.goto(address)
        page.wait_for_url("**/navigateur/")
    expect(page.get_by_role("link", name="01 99 00 12 34")).to_have_attribute("href", "tel:0199001234")
    expect(page.get_by_text("Safari 15.4, Chrome 100 et Firefox 110")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Aide", exact=True).first.click()
    expect(page.get_by_role("heading", name="Aide")).to_be_visible()
    context.close()


@pytest.mark.parametrize("address", ["/espace/reservations/", "/connexion/"])
def test_a_screen_whose_script_does_not_run_gives_way_to_whom_to_call(page: Page, address: str) -> None:
    """A browser that is too old to read it, a network that lets none through."""
    page.route(
        "**/assets/js/**", lambda route: route.fulfill(content_type="text/javascript", body="a ?? = b")
    )
    page.goto(address)
    told = page.get_by_text("Cet écran ne s’ouvre pas ?")
    expect(told).to_be_hidden()
    waits = page.evaluate("document.getAnimations().map((each) => each.effect.getComputedTiming().endTime)")
    assert set(waits) == {8000}, "slow is not lost"
    page.evaluate("document.getAnimations().forEach((each) => each.finish())")
    expect(told).to_be_visible()
    expect(page.locator("main")).to_have_text(re.compile(r"Cet écran ne s’ouvre pas"), use_inner_text=True)
    for gone in ("Lecture du planning…", "Votre panier est vide", "Mot de passe"):
        expect(page.get_by_text(gone, exact=True)).to_be_hidden()
    page.get_by_role("link", name="qui appeler").click()
    expect(page.get_by_role("heading", name="Appeler votre mairie")).to_be_visible()


def test_a_browser_too_old_for_a_screen_is_told_so_at_once(page: Page) -> None:
    page.add_init_script("delete Array.prototype.findLast;")
    page.goto("/connexion/")
    expect(page.get_by_text("Cet écran ne s’ouvre pas ?")).to_be_visible()
    expect(page.get_by_role("button", name="Se connecter")).to_be_hidden()
    page.goto("/aubray/reglement/")
    expect(page.get_by_role("heading", name="Délais et tarifs")).to_be_visible()


def test_the_menu_is_a_row_on_a_wide_screen(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto("/aubray/")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("link", name="Accueil")).to_have_attribute("aria-current", "page")


def test_paper_gets_the_content_and_no_buttons(page: Page) -> None:
    page.goto("/aubray/reglement/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    expect(page.get_by_role("heading", name="Délais et tarifs")).to_be_visible()


def _worker_is_ready(page: Page) -> None:
    page.goto("/aubray/actualites/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def test_a_page_already_read_stays_readable_and_says_how_old_it_is(
    page: Page, context: BrowserContext
) -> None:
    _worker_is_ready(page)
    page.goto("/aubray/reglement/")
    expect(page.locator("[data-offline]")).to_be_hidden()
    kept(page, "/aubray/reglement/")
    context.set_offline(True)
    device = context.new_cdp_session(page)
    device.send("Emulation.setTimezoneOverride", {"timezoneId": "Pacific/Auckland"})
    page.reload()
    expect(page.get_by_role("heading", name="Délais et tarifs")).to_be_visible()
    sent = page.locator("html").get_attribute("data-kept-at") or ""
    there = datetime.fromisoformat(sent).astimezone(ZoneInfo("Europe/Paris"))
    expect(page.locator("[data-offline]")).to_have_text(
        re.compile(
            rf"^Pas de connexion : cette page a été lue le \w+ {there.day} \w+ à {there.hour}\sh\s{there.minute:02}, elle a pu changer"
        )
    )
    background = page.evaluate("getComputedStyle(document.querySelector('.card')).borderTopLeftRadius")
    assert background == "16px", "its style sheets were kept with it"


KEPT_WHOLE = """async () => {
  const pages = await caches.open("preau-pages");
  const missing = [];
  for (const request of await pages.keys()) {
    const html = await (await pages.match(request)).text();
    const linked = [...html.matchAll(/(?:href|src)="(\\/assets\\/[^"]+)"/g)].map(([, address]) => address);
    for (const address of linked) {
      const asset = await caches.match(address);
      if (!asset) missing.push(address);
      const later = asset && address.endsWith(".js") ? [...(await asset.text()).matchAll(/\\w\\("\\.\\/([^"]+\\.js)"\\)/g)] : [];
      for (const [, name] of later) if (!(await caches.match("/assets/js/" + name))) missing.push(name);
    }
  }
  return missing;
}"""


def test_the_first_page_ever_read_stays_readable_and_each_one_is_kept_whole(
    page: Page, context: BrowserContext
) -> None:
    """Pictures that nobody scrolled to, and what a script asks for later, are of the page too."""
    page.goto("/aubray/reglement/")
    kept(page, "/aubray/reglement/")
    for address in ("/aide/reserver/", "/espace/reservations/"):
        page.goto(address)
        kept(page, address)
    assert page.evaluate(KEPT_WHOLE) == []
    context.set_offline(True)
    page.goto("/aubray/reglement/")
    expect(page.get_by_role("heading", name="Délais et tarifs")).to_be_visible()
    expect(page.locator("[data-offline]")).to_contain_text("cette page a été lue le")
    page.goto("/aide/reserver/")
    for picture in page.get_by_role("img").all():
        picture.evaluate("picture => { picture.loading = 'eager'; return picture.decode(); }")


def test_a_page_never_read_says_that_there_is_no_network(page: Page, context: BrowserContext) -> None:
    _worker_is_ready(page)
    context.set_offline(True)
    page.goto("/val-de-lisse/")
    expect(page.get_by_role("heading", name="Vous êtes hors connexion")).to_be_visible()


def test_what_is_published_since_is_seen_at_once_with_a_network(page: Page, tmp_path: Path) -> None:
    _worker_is_ready(page)
    page.goto("/aubray/")
    home = tmp_path / "aubray" / "index.html"
    home.write_text(home.read_text().replace("Bienvenue sur", "Du nouveau sur"))
    page.goto("/aubray/")
    expect(page.get_by_role("heading", name="Du nouveau sur votre portail famille")).to_be_visible()
    expect(page.locator("[data-offline]")).to_be_hidden()


def test_the_worker_never_keeps_an_answer_of_the_api(page: Page, context: BrowserContext) -> None:
    context.route("**/api/me", lambda route: route.fulfill(json={"families": []}))
    _worker_is_ready(page)
    page.evaluate("fetch('/api/me').then(answer => answer.json())")
    page.reload()
    kept(page, "/aubray/actualites/")
    all_kept = page.evaluate(
        """async () => {
          const requests = [];
          for (const name of await caches.keys()) {
            for (const request of await (await caches.open(name)).keys()) requests.push(new URL(request.url).pathname);
          }
          return requests;
        }"""
    )
    assert "/aubray/actualites/" in all_kept
    assert not [path for path in all_kept if path.startswith("/api/")]


def test_signing_out_leaves_nothing_of_the_family_on_the_device(page: Page, context: BrowserContext) -> None:
    family = {
        "commune": {"id": "aubray", "name": "Aubray-sur-Lisse", "colour": "vert-sapin"},
        "family": {"id": "f1", "name": "TESTMP"},
        "children": [],
    }
    answers = {"account": {"email": "marc@exemple.fr"}, "families": [family]}
    context.route("**/api/**", lambda route: route.fulfill(status=404, json={"code": "not_found"}))
    context.route("**/api/me", lambda route: route.fulfill(json=answers))
    context.route("**/api/session", lambda route: route.fulfill(status=204))
    _worker_is_ready(page)
    page.goto("/espace/reservations/")
    expect(page.get_by_text("Famille TESTMP")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-colour", "vert-sapin")
    page.evaluate("caches.open('preau-family').then(cache => cache.put('/x', new Response('{}')))")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/connexion/")
    left = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "TESTMP" not in left and "aubray" not in left and "vert-sapin" not in left
    assert "preau-family" not in page.evaluate("caches.keys()")

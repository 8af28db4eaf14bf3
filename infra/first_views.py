"""Measure how the screens of parents come, on a phone and on a computer: `python -m infra.first_views`. Needs Chromium, and opens a demo of its own.

Each screen opens in a browser that has nothing of it, over a slow 4G: requests before it can be used and in all, bytes that came, how much of
what was in view moved (CLS). *Cold*: not even the family is known to the device, as where it forgot all but the session. docs/performance.md
has what was measured, and when.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, StorageState, ViewportSize, sync_playwright

from infra.demo.people import HELENE
from infra.help_pictures import CHROMIUM, FRENCH, portal

NOW = "2026-11-26T20:00+01:00"
"""jeudi evening"""
SIZES: tuple[ViewportSize, ...] = ({"width": 390, "height": 844}, {"width": 1280, "height": 800})
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 94_000}
"""Milliseconds and bytes a second, as Lighthouse has them."""
READY = {
    "/espace/": "#now section",
    "/espace/reservations/": "td .cell",
    "/espace/agenda/": ".month-child",
    "/espace/annee/": "#year",
    "/espace/factures/": "#to-pay .invoice-card",
    "/espace/facture/": "#invoice",
    "/espace/absences/": "#declare",
    "/espace/demandes/": "#all",
    "/espace/dossier/": "#sections details",
    "/espace/messages/": "#all",
    "/espace/actualites/": "#actualites li",
    "/espace/notifications/": "#notifications",
    "/espace/cles/": "#ajouter",
    "/espace/compte/": "#qui[aria-busy=false]",
    "/espace/reglement/": "#accepter, #accepte",
    "/connexion/": "main form",
    "/activation/": "main h1",
}
"""Of each screen, what is there once it can be used."""
NOT_WAITED_FOR = ("/assets/img/", "/assets/css/paper.", "data:")
WATCH = """
window.shifts = 0;
new PerformanceObserver((list) => {
  for (const { hadRecentInput, value } of list.getEntries()) if (!hadRecentInput) window.shifts += value;
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  if ([...document.querySelectorAll(READY)].some((each) => each.checkVisibility())) window.usable = Date.now() / 1000;
  else requestAnimationFrame(look);
};
look();
"""


@dataclass
class Came:
    """What the network brought to one page."""

    asked: dict[str, tuple[float, str]] = field(default_factory=dict)
    """When each request began and its address, by its id."""
    bytes: int = 0

    def follow(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.on("Network.requestWillBeSent", self._ask)
        session.on("Network.loadingFinished", self._finish)

    def needed(self, usable: float) -> int:
        """Those that began before, without what browsers ask for last: the icon, the sheet of paper."""
        return sum(
            began < usable and not any(each in url for each in NOT_WAITED_FOR)
            for began, url in self.asked.values()
        )

    def _ask(self, said: dict[str, Any]) -> None:
        self.asked[said["requestId"]] = said["wallTime"], said["request"]["url"]

    def _finish(self, said: dict[str, Any]) -> None:
        self.bytes += int(said["encodedDataLength"])


def main() -> None:
    with portal(NOW) as (origin, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], env=FRENCH)
        known, invoice = _sign_in(browser, origin, password)
        cold: StorageState = {"cookies": known["cookies"], "origins": []}
        print(f"{'':26}{'px':>6}{'needed':>8}{'in all':>8}{'kB':>7}{'CLS cold':>10}{'known':>7}")
        for address, ready in READY.items():
            asked = f"{address}?id={invoice}" if address == "/espace/facture/" else address
            for size in SIZES:
                states = [cold, known] if address.startswith("/espace/") else [None, None]
                of_cold, of_known = (_open(browser, origin, asked, ready, size, state) for state in states)
                needed, came, shifts = of_known
                print(
                    f"{address:26}{size['width']:6}{needed:8}{len(came.asked):8}{came.bytes / 1000:7.1f}"
                    f"{of_cold[2]:10.3f}{shifts:7.3f}",
                    flush=True,
                )
        browser.close()


def _open(
    browser: Browser, origin: str, address: str, ready: str, size: ViewportSize, state: StorageState | None
) -> tuple[int, Came, float]:
    """Requests until it can be used, all that came, CLS."""
    context = _context(browser, origin, size, state)
    page, came = context.new_page(), Came()
    came.follow(page)
    page.add_init_script(WATCH.replace("READY", repr(ready)))
    page.goto(address)
    page.locator(ready).filter(visible=True).first.wait_for()
    page.wait_for_timeout(3000)  # what comes after the view
    page.wait_for_load_state("networkidle")
    needed, shifts = came.needed(page.evaluate("usable")), float(page.evaluate("shifts"))
    context.close()
    return needed, came, shifts


def _context(browser: Browser, origin: str, size: ViewportSize, state: StorageState | None) -> BrowserContext:
    return browser.new_context(
        base_url=origin,
        viewport=size,
        is_mobile=size["width"] < 700,
        has_touch=size["width"] < 700,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        storage_state=state,
    )


def _sign_in(browser: Browser, origin: str, password: str) -> tuple[StorageState, str]:
    """What the device knows then, and an invoice."""
    context = _context(browser, origin, SIZES[0], None)
    page = context.new_page()
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail").fill(HELENE)
    page.get_by_role("textbox", name="Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/espace/**")
    page.goto("/espace/factures/")
    address = page.get_by_role("link", name=re.compile("détail")).first.get_attribute("href") or ""
    found = re.search(r"id=([^&]+)", address)
    assert found, "the demo has invoices"
    state = context.storage_state()
    context.close()
    return state, found[1]


if __name__ == "__main__":
    main()

"""The application in Chromium, as families meet it: real events to the real functions, the engine, a town of the tests' own."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from app import app
from functions import wiring
from functions.publishing.deployment import render_fixed
from functions.publishing.help import render_help
from functions.publishing.output import write_folder
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from functions.settings import settings
from functions.web.callers.asking import COOKIE
from infra import headers
from infra.build_pages import ROOT, build_screens
from infra.local.gateway import Gateway
from infra.local.messages import Request, Response, with_headers
from infra.local.pages import Pages, folder
from infra.local.server import listen, serving
from tests.browser.devices import KeptDevice
from tests.support.builders import MARC, NOW, log_in, open_account, open_town, paris, settle
from tests.support.kept_pages import NO_WORKER

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
SIGN_IN = "/tests/sign-in"
UNHEARD = """
addEventListener("submit", (event) => {
  const { target, defaultPrevented } = event;
  if (defaultPrevented || target.hasAttribute("action") || target.method === "dialog") return;
  event.preventDefault();
  console.error(`nothing heard this form: ${location.pathname} ${target.outerHTML.slice(0, 120)}`);
});
"""
"""A form that the browser would send itself, to the page's own address, as its code has not come yet: no page may show one."""

# What comes in the end is right, however busy the machine is: other workers share its two cores.
expect.set_options(timeout=15_000)


@dataclass
class TownClock:
    """What the server's clock shows; it stands still until a test moves it."""

    instant: datetime = NOW

    def now(self) -> datetime:
        return self.instant

    def show(self, text: str) -> None:
        """`"jeudi 2026-11-19 09:58"`"""
        self.instant = paris(text)


@dataclass
class Pace:
    """How long the server takes to answer a write."""

    seconds: float = 0


@pytest.fixture
def clock() -> Iterator[TownClock]:
    before, clock = wiring._clock, TownClock()
    wiring.use_clock(clock.now)
    yield clock
    wiring.use_clock(before)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The screens that are there, with all that they link."""
    written = {
        address: name for address, name in SCREENS.items() if (ROOT / "templates" / "pages" / name).exists()
    }
    site = Site(ROOT, Deployment("https://portail.example"))
    pages, failures = build_screens(site, written)
    assert failures == []
    pages += [*render_fixed(site, now=NOW), *render_help(site)]
    pages += [*site.assets.linked(), *site.assets.pictures()]
    out = tmp_path_factory.mktemp("site")
    write_folder(pages, out)
    return out


@dataclass(frozen=True)
class Served:
    origin: str
    pace: Pace


@pytest.fixture(scope="session")
def served(built: Path) -> Iterator[Served]:
    """The portal, opened once: what each test finds in it is on the table."""
    pace = Pace()
    with serving(listen(0), _portal(built, pace)) as origin:
        yield Served(origin, pace)


@pytest.fixture
def pace(served: Served) -> Iterator[Pace]:
    yield served.pace
    served.pace.seconds = 0


@pytest.fixture
def origin(table: str, served: Served, clock: TownClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the portal, with the town of Lisse and the family Testmp: Clara and Guilhem."""
    open_town()
    settle()
    open_account()
    monkeypatch.setenv("PREAU_ORIGIN", served.origin)
    settings.cache_clear()
    yield served.origin
    monkeypatch.undo()
    settings.cache_clear()


def _portal(built: Path, pace: Pace) -> Callable[[Request], Response]:
    api, pages = Gateway(app), Pages(folder(built))

    def handle(request: Request) -> Response:
        if request.path == SIGN_IN:
            # No protocol sets a __Host- cookie but an answer of the host itself.
            return Response(204, [("Set-Cookie", f"{COOKIE}={request.query}; Path=/; Secure; HttpOnly")])
        if request.method == "POST":
            time.sleep(pace.seconds)
        if request.path.startswith("/api/"):
            return with_headers(api(request), headers.API)
        return with_headers(pages(request), headers.pages(os.environ["AWS_ENDPOINT_URL"]))

    return handle


Size = tuple[int, int, bool]
"""Width, height, whether it is touched."""


@pytest.fixture(scope="session")
def devices(browser: Browser, served: Served) -> Iterator[dict[Size, KeptDevice]]:
    """Those that most tests ask for."""
    kept = {
        size: KeptDevice(served.origin, partial(_context, browser, served.origin, size))
        for size in ((PHONE["width"], PHONE["height"], True), (DESK["width"], DESK["height"], False))
    }
    yield kept
    for device in kept.values():
        device.close()


def _context(browser: Browser, origin: str, size: Size, *, worker: bool = False) -> BrowserContext:
    width, height, touch = size
    context = browser.new_context(
        base_url=origin, viewport={"width": width, "height": height}, has_touch=touch, locale="fr-FR"
    )
    context.add_init_script(UNHEARD)
    if not worker:
        context.add_init_script(NO_WORKER)
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def open_context(
    browser: Browser, origin: str, clock: TownClock, devices: dict[Size, KeptDevice]
) -> Iterator[Callable[..., BrowserContext]]:
    """`open_context(width=…, height=…)`: a device on which Marc is signed in; `touch=True` for a phone.

    `worker=True` where the service worker is needed. One that tests before had is as new: see tests/browser/devices.py.
    """
    contexts: list[BrowserContext] = []
    opened: list[BrowserContext] = []
    unheard: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.text.startswith("nothing heard this form"):
            unheard.append(message.text)

    def open_context(
        *, width: int, height: int, touch: bool = False, account: str = MARC, worker: bool = False
    ) -> BrowserContext:
        size = (width, height, touch)
        kept = devices.get(size) if not worker else None
        context = kept.take() if kept else None
        if context is None:
            context = _context(browser, origin, size, worker=worker)
            contexts.append(context)
        context.on("console", note)
        opened.append(context)
        cookie = log_in(account, now=clock.now())
        context.request.get(f"{origin}{SIGN_IN}?{cookie}")
        return context

    yield open_context
    for context in opened:
        context.remove_listener("console", note)
    for context in contexts:
        context.close()
    for device in devices.values():
        device.give_back()
    assert unheard == []


def _quiet(context: BrowserContext) -> tuple[Page, list[str]]:
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


@pytest.fixture
def phone(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """390 px wide, under a thumb. The console must stay empty."""
    page, said = _quiet(open_context(**PHONE, touch=True))
    yield page
    assert said == []


@pytest.fixture
def desk(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """1280 px wide, with a keyboard. The console must stay empty."""
    page, said = _quiet(open_context(**DESK))
    yield page
    assert said == []


@pytest.fixture
def shaky(open_context: Callable[..., BrowserContext]) -> Page:
    """A phone whose network fails: the browser itself says so in the console."""
    return open_context(**PHONE, touch=True).new_page()


@pytest.fixture
def phone_with_worker(open_context: Callable[..., BrowserContext]) -> Page:
    """A phone that keeps the pages it opened, and can be told of things."""
    return open_context(**PHONE, touch=True, worker=True).new_page()

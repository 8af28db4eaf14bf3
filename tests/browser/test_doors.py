"""Links that somebody else wrote: whoever opens one asks for nothing but their own, and stays on the portal."""

import re
from collections.abc import Iterator, Sequence
from itertools import cycle
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Request, expect

from functions.domain.agents.staff import Role
from tests.browser.conftest import DESK, SIGN_IN
from tests.support.axe import axe_violations
from tests.support.builders import MARC, appoint, log_in

pytestmark = pytest.mark.browser

# tests/assets/base/paths.test.js tries each of them as each part of an address.
IDS = (
    "../../../regie/reminders#",
    "..\\..\\..\\regie\\reminders",
    "%2e%2e/%2e%2e/%2e%2e/regie/reminders#",
    "..%2F..%2F..%2Fregie%2Freminders%23",
    "/../../../../../me/sessions?",
    "javascript:alert(1)",
    "https://ailleurs.example/",
)
FAMILIES = (
    "lisse/x",
    "lisse/../regie",
    "lisse/testmp/../../regie/reminders",
    "../../me",
    "lisse/..%2F..%2Fregie%2Freminders%23",
    "//ailleurs.example/",
    "lisse%2F../testmp",
    "lisse/testmp#",
)
NEXT_PAGES = (
    "//ailleurs.example/x",
    "/.//ailleurs.example/x",
    "/x/..//ailleurs.example/x",
    "/%2e//ailleurs.example/x",
    "/\\ailleurs.example/x",
    "/espace/..//ailleurs.example/x",
    "javascript:alert(1)",
    "/espace/../api/communes/lisse/regie/unpaid",
)
HOSTILE = (
    *(
        f"/espace/{screen}/?id={quote(named, '')}"
        for screen, named in zip(cycle(("facture", "recu", "paiement")), IDS, strict=False)
    ),
    *(
        f"/espace/{screen}/?id=01&annee=2026&famille={quote(family, '')}"
        for screen, family in zip(
            ("factures", "facture", "recu", "annee", "absences", "paiement", "reservations", "agenda"),
            FAMILIES,
            strict=True,
        )
    ),
    "/espace/paiement/?famille=lisse/x&id=..%2F..%2F..%2Fregie%2Freminders%23",
    *(f"/connexion/?suite={quote(page, '')}" for page in NEXT_PAGES),
    "/rappels/#code=../communes/lisse/regie/reminders",
    "/espace/compte/#code=../../regie&adresse=//ailleurs.example",
    "/nouveau-mot-de-passe/#code=../../me/sessions&adresse=x@ailleurs.example",
)
NOWHERE = {
    "/espace/facture/?id=..%2F..": "Cette facture est introuvable",
    "/espace/recu/?id=..%2F..": "Il n’y a pas encore de reçu",
    "/espace/paiement/?id=..%2F..": "Cette adresse ne mène à rien",
    "/espace/factures/?famille=lisse/x": "Cette adresse ne mène à rien",
    "/espace/absences/?famille=lisse/..": "Cette adresse ne mène à rien",
}
AT_ONCE = 10
OWN = re.compile(
    r"POST /api/session/passkey/question|GET /api/(me(/account)?|communes/lisse/families/testmp/(home|planning|invoices|absences|year|requests))"
)
"""What the screens ask by themselves: each is about who is signed in, or their family; or the question that a passkey answers."""


@pytest.fixture
def context(browser: Browser, origin: str) -> Iterator[BrowserContext]:
    """Marc, of the family Testmp, is signed in."""
    context = browser.new_context(base_url=origin, viewport=DESK, locale="fr-FR", service_workers="block")  # type: ignore[arg-type]  # a TypedDict's worth of a size
    context.request.get(f"{origin}{SIGN_IN}?{log_in(MARC)}")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def asked(context: BrowserContext, origin: str) -> list[str]:
    """Requests that left: `GET /api/me`; whole addresses of what is not of the portal."""
    sent: list[str] = []

    def note(request: Request) -> None:
        path = urlsplit(request.url).path
        own = request.url.startswith(f"{origin}/")
        if not own or not (
            path.startswith(("/assets/", "/espace/", "/connexion/", "/rappels/", "/nouveau-"))
            or path.endswith(".json")
        ):
            sent.append(f"{request.method} {path if own else request.url}")

    context.on("request", note)
    return sent


@pytest.mark.parametrize(
    ("role", "links"), [(None, HOSTILE[::5]), (Role.REGISSEUR, HOSTILE)], ids=["a parent", "a régisseur"]
)
def test_hostile_links_lead_nowhere(
    context: BrowserContext, asked: list[str], origin: str, role: Role | None, links: Sequence[str]
) -> None:
    if role is not None:
        appoint(MARC, role)
    pages = [context.new_page() for _ in range(AT_ONCE)]
    pages[0].goto("/espace/")
    expect(pages[0].get_by_text("Famille Testmp")).to_be_visible()
    led: list[str] = []
    for page in pages:
        page.on("framenavigated", lambda frame: led.append(frame.url))
    for first in range(0, len(links), AT_ONCE):
        batch = list(zip(pages, links[first : first + AT_ONCE], strict=False))
        for page, link in batch:
            page.goto(link, wait_until="commit")
        for page, _ in batch:
            page.wait_for_load_state("networkidle")
    assert [each for each in asked if not OWN.fullmatch(each)] == []
    assert "GET /api/me" in asked, "the screens did ask for what is Marc's"
    screens = re.compile(rf"{origin}/(espace/([a-z]+/)?|connexion/|rappels/|nouveau-mot-de-passe/)([?#].*)?")
    assert [url for url in led if not screens.fullmatch(url) and url != "about:blank"] == []


def test_a_screen_whose_address_leads_nowhere_says_so(context: BrowserContext) -> None:
    page = context.new_page()
    for link, said in NOWHERE.items():
        page.goto(link)
        expect(page.get_by_text(said), link).to_be_visible()
        expect(page.get_by_role("button", name="Réessayer"), link).to_be_hidden()
        assert [each["id"] for each in axe_violations(page)] == [], link


def test_a_hostile_code_stops_no_reminder_and_does_nothing_else(
    context: BrowserContext, asked: list[str]
) -> None:
    page = context.new_page()
    page.goto("/rappels/#code=../communes/lisse/regie/reminders")
    page.locator("#arreter").get_by_role("button").click()
    expect(page.get_by_text("Cette adresse ne mène à rien")).to_be_visible()
    assert asked == []


def test_where_a_payment_leads_is_a_page(context: BrowserContext, origin: str) -> None:
    """The API is ours, and so is what it says; a fault of it must still run nothing here."""
    page = context.new_page()
    page.route("**/api/**/invoices", lambda route: route.fulfill(json=ONE_TO_PAY))
    page.route(
        "**/api/**/payments",
        lambda route: route.fulfill(
            json={"payment": "01", "redirect_url": "javascript:document.title='x'", "form": None}
        ),
    )
    page.goto("/espace/factures/")
    page.get_by_role("button", name="Payer").click()
    expect(page.get_by_text("Cette adresse ne mène à rien")).to_be_visible()
    assert page.url == f"{origin}/espace/factures/"


ONE_TO_PAY = {
    "to_pay": [
        {
            "id": "01",
            "number": "2026-000001",
            "title": "Octobre 2026",
            "sentence": "À payer avant le 1er décembre",
            "state": "open",
            "balance_cents": 1035,
            "total_cents": 1035,
            "payable_online": True,
            "payment": None,
            "issued_on": "2026-11-01",
        }
    ],
    "paid": [],
    "credit_cents": 0,
    "years": [],
}

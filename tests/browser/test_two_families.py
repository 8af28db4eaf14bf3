"""A login of two families in two communes: the one that is looked at is in every address, until another is chosen."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.gateways.payments.payfip import PayFip
from functions.publishing.screens import SCREENS
from functions.storage.accounts import accounts
from functions.storage.bookings.child_months import months_of
from functions.storage.families.families import family as stored_family
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.password_hashes import hash_password
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.local.payfip import FakePayFip
from infra.local.payfip.fake import PAGE_PATH, SERVICE_PATH
from infra.local.payfip.serve import serve
from tests.browser.conftest import DESK, TownClock
from tests.browser.first_view import FirstView
from tests.browser.planning_page import basket, cell, open_week, validate
from tests.browser.shifts import assert_nothing_jumped, watch_shifts
from tests.support.accounts import PASSWORD, REF
from tests.support.axe import axe_violations
from tests.support.builders import (
    CANTEEN,
    EVENING,
    MARC,
    MORNING,
    a_booking,
    a_child,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.large_text import ROOT

pytestmark = pytest.mark.browser

SECOND = "aubray/durand"
OF_A_PARENT = {address for address in SCREENS if address.startswith("/espace/")}
LINKS = """() => [document, ...[...document.querySelectorAll("template")].map(({ content }) => content)].flatMap((part) =>
  [...part.querySelectorAll("a[href]")].map((link) => link.getAttribute("href")).filter((href) => href.startsWith("/espace/")))"""
MISNAMED = """() => [...document.querySelectorAll("[aria-label]")].filter((each) => each.matches("a, button, input, select, summary"))
  .map((each) => [each.innerText.replace(/\\s+/g, " ").trim(), each.ariaLabel.replace(/\\s+/g, " ")])
  .filter(([seen, heard]) => !heard.startsWith(seen))"""
"""Of what can be pressed: the words that are seen and the name that is heard, where that does not begin with them."""
OF_A_FAMILY = re.compile(r"/api/communes/(\w+)/families/(\w+)/")
FAULT = {"status": 500, "code": "fault", "title": "Panne", "detail": "Réessayez plus tard."}


@pytest.fixture(autouse=True)
def two_families(origin: str, clock: TownClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Marc's second family lives in Aubray, which asks for its règlement to be accepted, and has an invoice to pay there."""
    canteen = replace(CANTEEN, conditions=ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,)))
    open_town(
        a_commune("aubray", name="Aubray", colour="teal"), a_reglement(services=(MORNING, canteen, EVENING))
    )
    settle(
        a_family("durand", name="Durand", children=("leo",), members=(MARC,)),
        [a_child("leo", ("durand",), first_name="Léo", last_name="Durand")],
        commune="aubray",
    )
    known, transaction = accounts.account(MARC), Transaction()
    both = replace(
        known.value, families=(REF, FamilyRef("aubray", "durand")), password_hash=hash_password(PASSWORD)
    )
    accounts.put_account(transaction, replace(known, value=both))
    accounts.put_login(transaction, both.email, MARC)
    transaction.commit()
    days = {(day, "restauration"): replace(a_booking(345), payer="durand") for day in (1, 2, 5)}
    put_month(a_month("leo", "2026-10", days), commune="aubray")
    issue_invoices("aubray", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    fake = FakePayFip(now=clock.now, deliver=lambda url, idop: None)
    with serve(fake.handle) as address:
        client = PayFip(endpoint=address + SERVICE_PATH, pages=address + PAGE_PATH)
        monkeypatch.setattr(wiring, "payments", lambda: client)
        yield


@pytest.fixture
def page(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """At a desk; the towns have published no news. What a screen asks for in vain is said in the console, what it does wrong is an error."""
    page, said = open_context(**DESK).new_page(), []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/actualites/index.json", lambda route: route.fulfill(json={"articles": []}))
    yield page
    assert said == []


def family_in(address: str) -> str | None:
    return parse_qs(urlsplit(address).query).get("famille", [None])[0]


def arrive(page: Page) -> None:
    """The screen is there, for the second family, and its address says so."""
    expect(page.get_by_text("Famille Durand")).to_be_visible()
    expect(page.locator("[data-commune-name]")).to_have_text("Aubray")
    expect(page.locator("[href^='/espace/']:not([href*='famille='])")).to_have_count(0)
    expect(page.locator("#wait").filter(visible=True)).to_have_count(0)
    assert family_in(page.url) == SECOND, page.url


def links_of(page: Page) -> set[str]:
    """Those that lead to another screen, of the page and of what its scripts copy. Each carries the family."""
    found = set(page.evaluate(LINKS))
    assert {link for link in found if family_in(link) != SECOND} == set(), page.url
    return found


def named_as_seen(page: Page) -> None:
    """Whoever speaks to the screen says what they read there (WCAG 2.5.3)."""
    assert page.evaluate(MISNAMED) == [], page.url


def is_booked(commune: str, child: str, day: int) -> bool:
    [month] = months_of(commune, [child], "2026-11")
    return any(slot.date.day == day for slot, _ in month.value.rows())


def test_from_a_mail_of_the_second_commune_every_tap_stays_with_its_family(page: Page) -> None:
    asked: set[tuple[str, ...]] = set()
    page.on(
        "request",
        lambda request: asked.update(found.groups() for found in [OF_A_FAMILY.search(request.url)] if found),
    )
    met: dict[str, str] = {}
    page.goto(f"/espace/reservations/?semaine=2026-W48&famille={SECOND}")
    to_walk = [page.url]
    while to_walk:
        address = to_walk.pop(0)
        if urlsplit(address).path in met:
            continue
        page.goto(address)
        arrive(page)
        met[urlsplit(page.url).path] = page.url
        to_walk += sorted(links_of(page))
        named_as_seen(page)
    assert OF_A_PARENT - met.keys() == {"/espace/paiement/"}, "what is only there once it is paid"

    # What moves within a screen.
    for address in ("/espace/reservations/", "/espace/agenda/"):
        page.goto(met[address])
        for name in ("Suivant", "Précédent"):
            page.get_by_role("button", name=re.compile(name)).click()
            arrive(page)
        page.go_back()
        arrive(page)

    page.goto(met["/espace/reservations/"])
    for width in (1280, 820, 390):
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.locator("button.cell").first).to_be_visible()
        assert page.locator("button.cell").count() > 5
        named_as_seen(page)
    page.set_viewport_size({"width": 1280, "height": 800})

    # What leaves for somewhere else, and comes back.
    page.goto(met["/espace/facture/"])
    page.get_by_role("button", name="Payer").click()
    page.wait_for_url("**/dev/payfip/**")
    page.get_by_role("button", name="Payer", exact=True).click()
    page.wait_for_url("**/espace/paiement/**")
    expect(page.get_by_role("link", name="Voir le reçu")).to_be_visible()
    arrive(page)
    links_of(page)
    page.get_by_role("link", name="Voir le reçu").click()
    expect(page.locator("#receipt")).to_contain_text("Aubray")
    arrive(page)
    links_of(page)

    # What is accepted is accepted of the right town.
    page.goto(met["/espace/reglement/"])
    expect(page.locator("#accepter")).to_contain_text("Aubray demande à chaque famille")
    page.get_by_label("Nous avons lu le règlement").check()
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_text("Votre accord est enregistré pour Aubray.")).to_be_visible()
    assert stored_family("aubray", "durand").value.accepted_reglement == 1
    assert stored_family("lisse", "testmp").value.accepted_reglement == 0
    assert asked == {("aubray", "durand")}


def test_another_is_chosen_by_hand_found_again_by_back_and_after_signing_in(
    page: Page, clock: TownClock
) -> None:
    page.goto(f"/espace/reservations/?semaine=2026-W48&enfant=leo&famille={SECOND}")
    arrive(page)
    choice = page.get_by_role("combobox", name="Famille")
    choice.select_option(label="Lisse – Testmp")
    expect(page.get_by_text("Famille Testmp")).to_be_visible()
    assert parse_qs(urlsplit(page.url).query) == {"semaine": ["2026-W48"], "famille": ["lisse/testmp"]}
    page.go_back()
    arrive(page)
    # Its invoices are not the other's.
    page.get_by_role("link", name="Mes factures").click()
    page.get_by_role("link", name="Voir le détail").click()
    expect(page.locator("#invoice")).to_be_visible()
    arrive(page)
    choice.select_option(label="Lisse – Testmp")
    expect(page.get_by_text("Vous n’avez rien à payer")).to_be_visible()
    assert family_in(page.url) == "lisse/testmp"
    # An address that says nothing is completed with what was last looked at here.
    page.goto("/espace/absences/")
    page.wait_for_url(re.compile("famille="))
    expect(page.get_by_text("Famille Testmp")).to_be_visible()
    # The session ends.
    page.context.clear_cookies()
    page.goto(f"/espace/factures/?famille={SECOND}")
    page.wait_for_url("**/connexion/?suite=*")
    page.get_by_label("Adresse e-mail").fill("marc@famille.example")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url("**/espace/factures/**")
    arrive(page)


def test_all_children_of_all_communes_in_one_week_and_one_basket_each_town_for_itself(
    page: Page, clock: TownClock
) -> None:
    """Aubray’s network fails, then its limit passes: Lisse is held back by neither, and nothing is sent to the other’s family."""
    asked: list[tuple[str, ...]] = []
    page.on(
        "request",
        lambda request: asked.extend(
            (request.method, *found.groups()) for found in [OF_A_FAMILY.search(request.url)] if found
        ),
    )
    open_week(page, "2026-W48")
    expect(page.locator("[data-commune-name]")).to_have_text("Mes communes")
    expect(page.get_by_role("combobox", name="Famille")).to_have_value("")
    expect(page.locator(".week-child")).to_have_text(["Clara · Lisse", "Guilhem · Lisse", "Léo · Aubray"])
    assert sorted(asked) == [("GET", "aubray", "durand"), ("GET", "lisse", "testmp")]
    assert family_in(page.url) is None
    expect(page.get_by_role("link", name="acceptez le règlement")).to_have_attribute(
        "href", re.compile(r"famille=aubray%2Fdurand")
    )
    assert axe_violations(page) == []

    # With the keyboard alone, a date of each town; the basket says what is whose.
    asked.clear()
    for child, town, day in (("Clara", "Lisse", "mardi 24 novembre"), ("Léo", "Aubray", "lundi 23 novembre")):
        cell(page, child, f"Garderie du matin · {town}", day).focus()
        page.keyboard.press("Enter")
    expect(basket(page).get_by_role("heading", level=3)).to_have_text(["Lisse : 1,50 €", "Aubray : 1,50 €"])
    expect(basket(page)).to_contain_text("Total 3,00 €")
    expect(page.locator(".cell-sending")).to_have_count(
        0
    )  # the basket says what was chosen before it is sent
    assert set(asked) >= {("POST", "lisse", "testmp"), ("POST", "aubray", "durand")}

    # One town is not reached: the other is done and told; a reload finishes what was left, once.
    lost = {"aubray": True}
    page.route("**/aubray/**/bookings", lambda route: route.abort() if lost["aubray"] else route.continue_())
    validate(page).click()
    told = page.locator(".outcome:visible")
    expect(told).to_contain_text("Lisse : 1 demande validée")
    expect(told).to_be_focused()
    expect(page.locator("#status")).to_contain_text("Aubray : La connexion est coupée")
    assert is_booked("lisse", "clara", 24)
    assert not is_booked("aubray", "leo", 23)
    lost["aubray"] = False
    page.reload()
    expect(told).to_contain_text("Aubray : 1 demande validée")
    assert is_booked("aubray", "leo", 23)

    # What is undone is undone in its own town.
    told.get_by_role("button", name="Annuler cette validation").click()
    expect(told).to_contain_text("Aubray : la validation est annulée")
    assert not is_booked("aubray", "leo", 23)
    assert is_booked("lisse", "clara", 24)

    # A limit passes in one: it is refused there, and done here.
    undone = cell(page, "Léo", "Garderie du matin · Aubray", "lundi 23 novembre")
    expect(undone).to_have_attribute("aria-pressed", "false")
    undone.click()
    cell(page, "Clara", "Garderie du matin · Lisse", "vendredi 27 novembre").click()
    expect(basket(page).get_by_role("heading", level=3)).to_have_text(["Lisse : 1,50 €", "Aubray : 1,50 €"])
    clock.show("dimanche 2026-11-22 22:55")
    validate(page).click()
    expect(told).to_contain_text(["Lisse : 1 demande validée", "Aubray : rien n’a été validé"])
    assert is_booked("lisse", "clara", 27)
    assert not is_booked("aubray", "leo", 23)

    # What failed is tried again alone, under its own key.
    cell(page, "Clara", "Garderie du soir · Lisse", "jeudi 26 novembre").click()
    expect(basket(page)).to_contain_text("1 × Garderie du soir")
    lost["lisse"] = True
    page.route(
        "**/lisse/**/bookings",
        lambda route: route.fulfill(status=500, json=FAULT) if lost["lisse"] else route.continue_(),
    )
    validate(page).click()
    expect(told).to_contain_text("Lisse : panne")
    lost["lisse"] = False
    told.get_by_role("button", name="Réessayer").click()
    expect(told).to_contain_text("Lisse : 1 demande validée")

    # Many dates at once, for both: told once, with what came of each town, and taken back by one button.
    page.goto("/espace/agenda/")
    for name in ("Garderie du soir · Lisse", "Garderie du soir · Aubray"):
        page.get_by_label(name).check()
    page.get_by_label("Du", exact=True).fill("2026-12-01")
    page.get_by_label("Au", exact=True).fill("2026-12-04")
    page.get_by_role("button", name="Mettre dans le panier").click()
    expect(told).to_contain_text(["9 dates ajoutées au panier"])
    expect(told).to_contain_text(["Lisse : 6 dates ajoutées. Aubray : 3 dates ajoutées."])
    told.get_by_role("button", name="Annuler").click()
    expect(told).to_contain_text(["C’est annulé"])
    # What came too late a moment ago is still there, to be seen and taken out.
    expect(basket(page).get_by_role("heading", level=3)).to_have_text(["Aubray : 0,00 €"])

    # A phone, late in the evening: nothing jumps while two towns answer.
    page.set_viewport_size({"width": 390, "height": 844})
    watch_shifts(page)
    first_view = FirstView(page, "/planning?", is_known=True)
    open_week(page, "2026-W49")
    expect(page.locator(".week-child")).to_have_count(3)
    page.wait_for_load_state("networkidle")
    assert_nothing_jumped(page)
    first_view.assert_is_light(towns=2)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert axe_violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})

    # A town that cannot be read says so; the other one is there, and can be used.
    page.route("**/aubray/**/planning*", lambda route: route.fulfill(status=500, json=FAULT))
    page.reload()
    expect(page.locator(".alert")).to_contain_text(["Aubray : Réessayez plus tard."])
    expect(page.locator(".week-child")).to_have_text(["Clara · Lisse", "Guilhem · Lisse"])
    expect(cell(page, "Clara", "Garderie du matin · Lisse", "jeudi 3 décembre")).to_be_enabled()

    # From a screen of one back to all; one alone is chosen by hand.
    page.get_by_role("link", name="Mes absences").click()
    page.wait_for_url(re.compile("famille="))
    page.get_by_role("link", name="Mes réservations").first.click()
    expect(page.locator("[data-commune-name]")).to_have_text("Mes communes")
    page.get_by_role("combobox", name="Famille").select_option(label="Lisse – Testmp")
    expect(page.get_by_text("Famille Testmp")).to_be_visible()
    assert family_in(page.url) == "lisse/testmp"
    page.get_by_role("combobox", name="Famille").select_option(label="Toutes mes communes")
    expect(page.locator("[data-commune-name]")).to_have_text("Mes communes")

    # The first screen, of both.
    page.wait_for_load_state("networkidle")
    first_view = FirstView(page, "/home", is_known=True)
    page.goto("/espace/")
    lines = page.locator("#now [data-part=days] p")
    expect(lines.first).to_contain_text("Demain")
    names = [re.split("[,:]", line)[0] for line in lines.all_inner_texts()]
    assert len(names) == len(set(names)), "a line a day, whatever the number of towns"
    first_view.assert_is_light(towns=2)
    assert axe_violations(page) == []

    # In a text twice as large the choice of a family has a line of its own on a phone, and is not cut to its first letters.
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(ROOT)
    choice = page.get_by_role("combobox", name="Famille")
    assert choice.evaluate("choice => choice.clientWidth > 0.9 * choice.parentElement.clientWidth")
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 1280, "height": 800})

    # One of them is silent: it says so beside the other, and is asked again by hand.
    page.route("**/aubray/**/home", lambda route: route.fulfill(status=500, json=FAULT), times=2)
    page.reload()
    old = page.locator("#old")
    retry = old.get_by_role("button", name="Réessayer")
    for _ in range(2):
        expect(old).to_contain_text("Aubray : lu le")
        expect(old).to_contain_text("Réessayez plus tard.")
        expect(lines.first).to_contain_text("Demain")
        expect(retry).not_to_have_attribute("aria-busy", "true")
        with page.expect_response("**/aubray/**/home"):
            retry.click()
    expect(old).to_be_hidden()
    expect(page.get_by_role("heading", name="Bonjour Marc")).to_be_focused()
    assert {(town, family) for _, town, family in asked} == {("lisse", "testmp"), ("aubray", "durand")}

    # What each town is owed, in one screen: two creditors and no sum of both, each paid by its own operation.
    put_month(a_month("clara", "2026-10", {(1, "restauration"): a_booking(520)}))
    issue_invoices("lisse", "2026-10", by="job", now=clock.now())
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name=re.compile("^Aubray : .*10,35 €")).click()
    titles = page.locator("#towns h2:visible").filter(has_not_text="Relevés")
    expect(titles).to_have_text(["Lisse : 5,20 € à payer", "Aubray : 10,35 € à payer"])
    assert family_in(page.url) is None
    expect(page.get_by_text("Chaque commune encaisse ses propres factures")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text("15,55")
    named_as_seen(page)
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    asked.clear()
    page.get_by_role("button", name=re.compile("Payer, .*10,35 €, Aubray")).click()
    page.wait_for_url("**/dev/payfip/**")
    assert [each for each in asked if each[0] == "POST"] == [("POST", "aubray", "durand")]
    page.get_by_role("button", name="Payer", exact=True).click()
    page.wait_for_url("**/espace/paiement/**")
    expect(page.get_by_role("link", name="Voir le reçu")).to_be_visible()
    page.get_by_role("link", name="Mes factures", exact=True).last.click()
    expect(titles).to_have_text(["Lisse : 5,20 € à payer", "Aubray : rien à payer", "Payées : Aubray"])
    expect(page.get_by_role("link", name="Reçu, Facture d’octobre 2026, Aubray")).to_have_attribute(
        "href", re.compile(r"famille=aubray%2Fdurand")
    )
    # A town that does not answer says so; the other's invoice is there, to be paid.
    lost["aubray"] = True
    page.route(
        "**/aubray/**/invoices",
        lambda route: route.fulfill(status=500, json=FAULT) if lost["aubray"] else route.continue_(),
    )
    page.reload()
    expect(page.locator("#trouble")).to_contain_text("Aubray")
    expect(titles.first).to_have_text("Lisse : 5,20 € à payer")
    lost["aubray"] = False
    page.get_by_role("button", name="Réessayer").click()
    expect(titles.nth(1)).to_have_text("Aubray : rien à payer")
    page.get_by_role("link", name="Voir le détail").click()
    page.wait_for_url("**/espace/facture/**")
    page.get_by_role("combobox", name="Famille").select_option(label="Toutes mes communes")
    expect(titles.first).to_have_text("Lisse : 5,20 € à payer")


def test_an_address_of_a_family_that_is_not_theirs_says_so_and_shows_no_other(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for screen in ("reservations", "agenda", "absences", "factures", "reglement", "actualites", ""):
        page.goto(f"/espace/{screen}/?famille=aubray/martin".replace("//?", "/?"))
        expect(page.get_by_role("heading", name="Cette adresse ne mène à rien")).to_be_focused()
        assert page.locator("main h1:visible, main form:visible, main section:visible").count() == 1
    assert [each for each in asked if "/families/" in each] == []
    assert axe_violations(page) == []
    page.get_by_role("link", name="Aubray – Durand").click()
    arrive(page)


def test_the_town_whose_page_leads_to_signing_in_is_the_one_that_is_seen(page: Page) -> None:
    page.goto("/espace/?famille=lisse/testmp")
    expect(page.get_by_text("Famille Testmp")).to_be_visible()
    page.goto("/connexion/?commune=aubray")
    page.wait_for_url("**/espace/?famille=*")
    arrive(page)


def test_who_was_put_out_of_both_reads_so_and_sees_nothing_of_them_any_more(
    page: Page, clock: TownClock
) -> None:
    page.goto("/espace/reservations/?famille=lisse/testmp")
    expect(page.get_by_role("columnheader").first).to_be_visible()
    for commune, family in (("lisse", "testmp"), ("aubray", "durand")):
        end_access(EndAccess(commune, family, MARC, "agent", f"end-{family}", clock.now()))
    page.reload()
    expect(page.get_by_role("heading", name="Cette adresse ne mène à rien")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("Clara")
    page.goto("/espace/")
    expect(page.locator("#enfants")).to_have_text(
        "Votre compte ne suit aucune famille. Si c’est une erreur, votre mairie peut vous inviter de nouveau."
    )
    expect(page.locator("body")).not_to_contain_text(re.compile("Clara|Léo"))

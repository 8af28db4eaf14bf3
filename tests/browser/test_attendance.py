"""Two tablets, forty children, and a network that comes and goes: what the town ends up with is what was tapped, and nothing stays behind."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, Route, expect
from pypdf import PdfReader

from app import app
from functions.domain.agents.staff import Role
from functions.domain.safety.child_safety import Allergen, CarePlan, ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.french.safety.words import ALLERGENS
from functions.storage.bookings import child_months
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import PHONE, TownClock
from tests.browser.layout import flaws
from tests.browser.test_absences import no_fault
from tests.support.absences import a_town
from tests.support.attendance import write_down
from tests.support.builders import (
    MARC,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    log_in,
    on,
    open_account,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser as Client
from tests.support.kept_pages import kept

pytestmark = pytest.mark.browser

LEO, ANNE = "0" * 25 + "l", "0" * 25 + "a"
TABLET = {"width": 820, "height": 1180}
SCREEN = "/mairie/pointage/?service=restauration"
LIST = "/communes/lisse/day-list?service=restauration&date=2026-11-23"
NAMES = [
    "Adam",
    "Anaïs",
    "Basile",
    "Clara",
    "Diego",
    "Éliott",
    "Emma",
    "Fatou",
    "Guilhem",
    "Hugo",
    "Inès",
    "Jules",
    "Kenza",
    "Léo",
    "Manon",
    "Nahel",
    "Nina",
    "Oscar",
    "Rose",
    "Tom",
]
CHILDREN = [f"c{number:02}-{house}" for number in range(len(NAMES)) for house in ("durand", "martin")]
IN_A_FAMILY = 4
HERE_AT_A, HERE_AT_B = CHILDREN[:25], CHILDREN[25:]
BOTH = CHILDREN[24]
"""Here for the one, absent for the other."""
WITH_ALERTS = CHILDREN[3::5]
ALERTS = ChildSafety(
    "",
    allergens=(Allergen.PEANUTS,),
    pai=CarePlan(on("mardi 2026-09-01"), where_kept="armoire"),
    health=HealthSheet(doctor="Dr Anne Soin", doctor_phone="01 99 00 45 67", emergency_care=False),
)
KEPT = """async () => {
  const kept = [...Object.entries(localStorage).flat(), ...(await indexedDB.databases()).map(({ name }) => name)];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) kept.push(name + " " + new URL(request.url).pathname);
  return kept;
}"""
AT_ONCE = """children => children.map(id => {
  const button = document.querySelector(`[data-child=${id}] [data-part=state]`);
  const [from, before] = [performance.now(), button.textContent];
  button.click();
  return [before, button.textContent, performance.now() - from];
})"""


def named(child: str) -> dict[str, str]:
    number, house = child.removeprefix("c").split("-")
    level = "CE1" if house == "durand" else "CP"
    return {"first_name": NAMES[int(number)], "last_name": house.capitalize(), "school_class": level}


def forty_children() -> None:
    publish_reglement("lisse", a_town(), now=paris("lundi 2026-11-16 08:00"))
    transaction = Transaction()
    for first in range(0, len(CHILDREN), IN_A_FAMILY):
        family = f"f{first:02}"
        children = [a_child(child, (family,), **named(child)) for child in CHILDREN[first:][:IN_A_FAMILY]]
        settle(
            a_family(family, name="Durand", children=tuple(each.id for each in children), members=()),
            children,
        )
        for child in children:
            month = a_month(child.id, "2026-11", {(23, "restauration"): a_booking(payer=family)})
            child_months.put(
                transaction, "lisse", Stored(keys.child_month("lisse", child.id, "2026-11"), month, 0)
            )
            if child.id in WITH_ALERTS:
                safety = replace(ALERTS, child=child.id)
                child_safeties.put(transaction, Stored(keys.safety("lisse", child.id), safety, 0))
    transaction.commit()
    for account, email, role in ((LEO, "leo", Role.CHILDCARE), (ANNE, "anne", Role.SECRETARY)):
        open_account(account, f"{email}@mairie.example")
        appoint(account, role)


def row(page: Page, child: str) -> Locator:
    return page.locator(f"[data-child={child}]")


def state(page: Page, child: str) -> Locator:
    return row(page, child).locator("[data-part=state]")


def sent(page: Page) -> Locator:
    return page.locator("#envoi")


def all_sent(page: Page) -> None:
    """The engine is asked for forty children, perhaps twice, on a machine that does other things too."""
    expect(sent(page)).to_have_text("tout est envoyé", timeout=20_000)


def tap_all(page: Page, children: list[str]) -> None:
    """Each is clicked as fast as the page lets one click."""
    page.evaluate(
        "children => children.forEach(id => document.querySelector(`[data-child=${id}] [data-part=state]`).click())",
        children,
    )


def ready(page: Page) -> None:
    """The list is there, and so is all that the page needs without a network."""
    expect(page.locator(".attend-row")).to_have_count(len(CHILDREN))
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.match('/mairie/pointage/').then(Boolean)")
    page.wait_for_function("indexedDB.databases().then(all => all.length === 2)")


def test_forty_children_are_tapped_on_two_tablets_while_the_network_goes(
    origin: str, open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    clock.show("lundi 2026-11-23 11:50")
    forty_children()
    a_tablet = open_context(**TABLET, touch=True, account=LEO, worker=True)
    b_tablet = open_context(**TABLET, touch=True, account=ANNE, worker=True)
    # The one shows a day that is long past or to come, the other is seven minutes off.
    b_tablet.clock.install(time=paris("lundi 2026-11-23 11:57"))
    batches: list[int] = []

    def count(request: Request) -> None:
        if request.url.endswith("/attendance-events"):
            batches.append(len((request.post_data_json or {})["events"]))

    a_tablet.on("request", count)
    a, b = a_tablet.new_page(), b_tablet.new_page()
    a.goto("/mairie/")
    a.get_by_role("link", name="Pointer : Restauration scolaire").tap()
    b.goto(SCREEN)
    for page in (a, b):
        ready(page)
    no_fault(a)
    assert flaws(a) == []
    expect(a.locator("#compte")).to_have_text("0 là · 40 attendus · 0 parti")

    # A tap is on the screen at once; three of them leave together.
    taps = a.evaluate(AT_ONCE, HERE_AT_A[:3])
    assert all("attendu" in before and "là 11" in after for before, after, _ in taps)
    assert min(milliseconds for _, _, milliseconds in taps) < 50, "the others may have waited for the machine"
    all_sent(a)
    assert batches == [3]

    for page in (a, b):
        kept(page, "/mairie/pointage/")
    a_tablet.set_offline(True)
    b_tablet.set_offline(True)
    tap_all(a, HERE_AT_A[3:])
    expect(sent(a)).to_contain_text("22 pointages en attente, rien n’est perdu")
    state(a, CHILDREN[30]).tap()  # the wrong one
    a.get_by_role("button", name="Annuler").tap()
    expect(state(a, CHILDREN[30])).to_have_text("attendu")
    expect(sent(a)).to_contain_text("24 pointages en attente, rien n’est perdu")
    a.reload()
    expect(a.locator("#compte")).to_have_text("25 là · 15 attendus · 0 parti")
    expect(sent(a)).to_contain_text("24 pointages en attente")
    tap_all(b, HERE_AT_B)
    row(b, BOTH).get_by_role("button", name="Plus").tap()
    expect(b.locator("[data-panel] h2")).to_have_text(
        f"{named(BOTH)['first_name']} {named(BOTH)['last_name']}"
    )
    b.get_by_role("button", name="Maladie").tap()
    expect(b.locator("#compte")).to_have_text("15 là · 24 attendus · 0 parti · 1 absent")

    # Who is here, outside, without a network.
    a.get_by_role("button", name="Évacuation").tap()
    expect(a.get_by_role("heading", name="Évacuation : 25 là")).to_be_visible()
    expect(a.get_by_role("heading", name="CP : 12")).to_be_visible()
    alerts = len(set(WITH_ALERTS) & set(HERE_AT_A))
    expect(a.locator("#evacuation strong", has_text="Pas d’accord pour les soins d’urgence")).to_have_count(
        alerts
    )
    doctors = a.get_by_role("link", name="Médecin traitant : Dr Anne Soin 01 99 00 45 67")
    expect(doctors).to_have_count(alerts)
    a.get_by_role("checkbox", name="Adam Durand").tap()
    expect(a.get_by_text("1 compté sur 25")).to_be_visible()
    no_fault(a)
    a.get_by_role("button", name="Revenir").tap()

    # B comes back first; A then, and once more, as its first answer is lost.
    clock.show("lundi 2026-11-23 12:10")
    b_tablet.set_offline(False)
    all_sent(b)
    lost: list[Any] = []

    def lose(route: Route) -> None:
        if lost:
            route.fallback()
            return
        lost.append(route.fetch().status)
        route.abort()

    a_tablet.route("**/attendance-events", lose)
    a_tablet.set_offline(False)
    all_sent(a)
    assert lost == [200]

    told = Client(app, cookie=log_in(LEO, now=clock.instant)).get(LIST).json["children"]
    assert {each["child"]: each["presence"] for each in told if each["child"] != BOTH} == dict.fromkeys(
        (child for child in CHILDREN if child != BOTH), "present"
    )
    assert [each["child"] for each in told if each["to_check"]] == [BOTH]
    assert {each["arrived"] for each in told if each["child"] != BOTH} <= {
        f"11:{minute}" for minute in range(50, 59)
    }
    b.get_by_role("radio", name="CP 20").tap()
    for page in (a, b):
        page.reload()
        expect(row(page, BOTH)).to_contain_text("à vérifier")
        expect(row(page, CHILDREN[-1])).to_contain_text("là 11")
    expect(b.locator(".attend-row:visible")).to_have_count(20)
    b.get_by_role("radio", name="Tous 40").tap()
    assert a.locator("#enfants").inner_text() == b.locator("#enfants").inner_text()

    # A second tab of the one shows what the first notes, and nothing leaves twice.
    batches.clear()
    second = a_tablet.new_page()
    second.goto(SCREEN)
    ready(second)
    state(a, CHILDREN[0]).tap()
    expect(state(second, CHILDREN[0])).to_contain_text("parti")
    all_sent(a)
    all_sent(second)
    assert batches == [1]
    second.close()

    said_no_to(a)
    on_paper(a)
    under_keys(b)
    where_nothing_is_kept(open_context(**PHONE, touch=True, account=LEO).new_page())
    signed_out(a, a_tablet)


def said_no_to(page: Page) -> None:
    """A refusal is read beside the child, who is there all the same."""
    said = "Le service est fermé ce jour-là."

    def refuse(route: Route) -> None:
        events = (route.request.post_data_json or {})["events"]
        refused = [{"id": each["id"], "code": "service_closed", "sentence": said} for each in events]
        route.fulfill(
            json={"accepted": [], "refused": refused, "state": [], "now": "2026-11-23T12:10:00+01:00"}
        )

    page.route("**/attendance-events", refuse, times=1)
    child = CHILDREN[6]
    state(page, child).tap()
    expect(row(page, child)).to_contain_text(said)
    expect(state(page, child)).to_contain_text("là")
    expect(sent(page)).to_have_text("tout est envoyé : 1 pointage refusé")
    row(page, child).get_by_role("button", name="L’enfant est là quand même").tap()
    expect(state(page, child)).to_contain_text("parti")
    all_sent(page)


def on_paper(page: Page) -> None:
    """Forty children on one page of A4; what changed since is said."""
    pages = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(pages) == 1
    text = " ".join(pages[0].extract_text().split())
    assert text.startswith("Lisse Restauration scolaire lundi 23 novembre")
    each = sorted((named(child) for child in CHILDREN), key=lambda one: one["last_name"], reverse=True)
    placed = [text.find(f"{one['last_name']} {one['first_name']}") for one in each]
    assert -1 not in placed and placed == sorted(placed), (
        "class by class from the smallest, then by last name"
    )
    assert text.count("CP") == text.count("CE1") == 1, "a class is named above its children"
    alerts = (ALLERGENS[Allergen.PEANUTS], "PAI")
    assert {alert: text.count(alert) for alert in alerts} == dict.fromkeys(alerts, len(WITH_ALERTS))
    assert text.count(" parti") >= len(CHILDREN), "a box for each"
    assert "absent" in text and "Maladie" in text, "who is not there is said in both words"
    put_month(a_month("c19-martin", "2026-11", {}))
    page.reload()
    expect(page.locator("#impression")).to_have_text(
        re.compile("^1 changement depuis votre impression de 12\\sh\\s10 : Tom Martin n’est plus attendu"),
        use_inner_text=True,
    )


def under_keys(page: Page) -> None:
    """At a desk, without a mouse; then on a phone."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.keyboard.press("ArrowDown")
    expect(state(page, CHILDREN[1])).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(state(page, CHILDREN[3])).to_contain_text("parti")
    page.keyboard.press("l")
    expect(page.get_by_label("Retard de l’adulte, en minutes")).to_be_focused()
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Écrivez un nombre de minutes, de 1 à 240.")
    page.keyboard.press("Backspace")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(row(page, CHILDREN[3])).to_contain_text("12 min de retard")
    page.keyboard.press("/")
    page.keyboard.type("kenz")
    expect(page.locator(".attend-row:visible")).to_have_count(2)
    page.set_viewport_size({"width": 390, "height": 844})
    no_fault(page)
    assert flaws(page) == []


def where_nothing_is_kept(page: Page) -> None:
    """A private window, or a browser that knows neither locks nor channels: what is tapped leaves at once, and that is said."""
    page.add_init_script(
        "delete window.indexedDB; delete window.BroadcastChannel; delete Navigator.prototype.locks;"
    )
    page.goto(SCREEN)
    expect(page.locator("#appareil")).to_contain_text("Ce navigateur ne garde rien sur l’appareil")
    state(page, CHILDREN[4]).tap()
    expect(state(page, CHILDREN[4])).to_contain_text("parti")
    all_sent(page)
    page.reload()
    expect(state(page, CHILDREN[4])).to_contain_text("parti")


def signed_out(page: Page, tablet: BrowserContext) -> None:
    """What would be lost is said first; then nothing is left."""
    tablet.set_offline(True)
    state(page, CHILDREN[2]).tap()
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    expect(page.get_by_role("dialog")).to_contain_text("Un pointage attend sur cet appareil")
    page.get_by_role("button", name="Rester connecté").tap()
    tablet.set_offline(False)
    all_sent(page)
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Se déconnecter").tap()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert [
        each
        for each in kept
        if "preau-" in each and "/assets/" not in each and "shell" not in each and "connexion" not in each
    ] == []
    assert not [each for each in kept if any(name in each for name in NAMES)]


def test_what_was_not_written_down_is_seen_before_invoicing_and_leads_to_its_list(
    origin: str, open_context: Callable[..., BrowserContext]
) -> None:
    appoint(MARC, Role.SECRETARY)
    days = [on("lundi 2026-11-09"), on("mardi 2026-11-10"), on("jeudi 2026-11-12"), on("vendredi 2026-11-13")]
    for child in ("clara", "guilhem"):
        put_month(a_month(child, "2026-11", {(day.day, "restauration"): a_booking() for day in days}))
    write_down("clara", service="restauration", day=days[0], at=paris("lundi 2026-11-09 12:00"))
    page = open_context(width=1280, height=900).new_page()
    page.goto("/mairie/")
    forgotten = page.get_by_role("region", name="Avant de facturer novembre")
    expect(forgotten).to_contain_text(
        "3 listes n’ont pas été pointées. Chaque enfant y est facturé comme il a réservé : vous pouvez en rester là."
    )
    links = forgotten.get_by_role("link")
    expect(links).to_have_count(2)
    forgotten.get_by_text("Le jour d’avant").click()
    expect(links).to_have_count(3)
    assert flaws(page) == []
    for width in (390, 820, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    forgotten.get_by_role("button", name="Laisser sans pointage : Restauration scolaire, vendredi 13").click()
    expect(forgotten.get_by_role("status")).to_contain_text(
        "Restauration scolaire, vendredi 13\u00a0novembre : laissée sans pointage, la facture ne change pas."
    )
    expect(links).to_have_count(2)
    forgotten.get_by_role("button", name="Annuler").click()
    expect(forgotten.get_by_role("status")).to_be_hidden()
    expect(links).to_have_count(3)
    links.last.click()
    page.wait_for_url("**/mairie/pointage/?service=restauration&date=2026-11-10*")
    expect(page.get_by_role("button", name="attendu, Clara Testmp")).to_be_visible()
    page.get_by_role("button", name="Plus pour Guilhem Testmp").click()
    page.get_by_role("button", name="Maladie").click()
    whole = page.locator("#tous")
    whole.get_by_role("button", name="Tous étaient là, sauf…").click()
    expect(whole).to_contain_text("Sans pointage, chaque enfant est facturé comme il a réservé")
    whole.get_by_role("button", name="Noter 1 enfant là").click()
    expect(whole.get_by_role("status")).to_have_text("1 enfant noté là.")
    expect(page.get_by_role("button", name="là, Clara Testmp")).to_be_visible()
    expect(page.get_by_role("button", name="absent, Guilhem Testmp")).to_be_visible()
    whole.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("button", name="attendu, Clara Testmp")).to_be_visible()
    whole.get_by_role("button", name="Tous étaient là, sauf…").click()
    whole.get_by_role("button", name="Noter 1 enfant là").click()
    all_sent(page)
    page.goto("/mairie/")
    expect(forgotten).to_contain_text("2 listes")

"""A town opens: its first agent comes in, writes a family down and invites it, a parent books, and the day of the town hall knows."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
from functions.domain.calendar.rules import CalendarRules, School
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Places
from functions.jobs.letters import letter
from functions.storage.agents import staff as staffs
from functions.storage.families import families
from functions.usecases.town.open_commune import open_commune
from functions.usecases.town.publish_reglement import publish_reglement
from infra import staff
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.browser.factor import set_phone
from tests.browser.hands import Hand, Keys, Thumb
from tests.browser.planning_page import basket, cell, outcome, validate
from tests.support.accounts import messages
from tests.support.axe import axe_violations
from tests.support.builders import CANTEEN, MONDAY, a_commune, a_reglement
from tests.support.ledger import rows
from tests.support.second_factor import phone_shows

pytestmark = pytest.mark.browser

TABLET = {"width": 820, "height": 1180}
TOWN = "neuve"
ANNE = "anne@neuve.example"
LEA = "lea@famille.example"
PASSWORD = "quatre peupliers verts"


@pytest.fixture
def new_town(origin: str, clock: TownClock) -> None:
    """Open since this morning, with a règlement and nobody yet."""
    open_commune(a_commune(TOWN, name="Neuve"), now=clock.now())
    canteen = replace(CANTEEN, places=(Places(60),))
    publish_reglement(
        TOWN,
        a_reglement(
            services=(canteen,), calendar=CalendarRules(schools=(School("ferry", "École Jules-Ferry"),))
        ),
        now=clock.now(),
    )


@pytest.fixture
def somebody(new_town: None, open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """A device on which nobody is signed in. Its console says nothing but that a session was over."""
    said: list[str] = []

    def open_device(**how: int | bool) -> Page:
        context = open_context(**how)
        context.clear_cookies()
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        return page

    yield open_device
    assert [line for line in said if "401" not in line] == []


def link_of(kind: str) -> str:
    """What the last mail of that kind leads to."""
    written = letter(messages(kind)[-1], now=wiring.now())
    assert written is not None
    return str(written.data["link"])


def come_in(page: Page, hand: Hand, clock: TownClock) -> None:
    """The first time: a password that nobody knew is replaced, then the phone is set."""
    page.goto("/mot-de-passe-oublie/")
    hand.write(page.get_by_label("Adresse e-mail"), ANNE)
    hand.press(page.get_by_role("button", name="Recevoir"))
    expect(page.locator("#corriger")).to_be_visible()
    page.goto(link_of("password_reset"))
    hand.write(page.locator("input[type=password]").first, PASSWORD)
    hand.press(page.get_by_role("button", name="Enregistrer"))
    hand.press(page.get_by_role("status").get_by_role("link", name="Se connecter", exact=True))
    hand.write(page.get_by_label("Adresse e-mail"), ANNE)
    hand.write(page.locator("input[type=password]").first, PASSWORD)
    hand.press(page.get_by_role("button", name="Se connecter", exact=True))
    set_phone(page, clock)
    page.wait_for_url("**/mairie/**")


def write_down_the_first_family(page: Page, hand: Keys) -> None:
    hand.press(page.get_by_role("link", name="Familles", exact=True))
    expect(page.get_by_role("heading", name="Familles")).to_be_visible()
    hand.press(page.get_by_role("button", name="Nouvelle famille").first)
    form = page.locator("form.directory-new")
    hand.write(form.get_by_label("Nom de la famille"), "Leroux")
    guardian = form.get_by_role("group", name="Responsable 1")
    hand.write(guardian.get_by_label("Prénom"), "Léa")
    hand.write(guardian.get_by_label("Nom", exact=True), "Leroux")
    hand.write(guardian.get_by_label("Adresse e-mail"), LEA)
    child = form.get_by_role("group", name="Enfant 1")
    hand.write(child.get_by_label("Prénom"), "Zoé")
    hand.write(child.get_by_label("Nom", exact=True), "Leroux")
    hand.write(child.get_by_label("Date de naissance"), "2019-04-02")
    child.get_by_label("École").select_option(index=1)
    hand.press(form.get_by_role("button", name="Créer la famille"))
    page.wait_for_url("**/mairie/famille/?id=*")
    expect(page.get_by_role("heading", name="Famille Leroux")).to_be_visible()


def book_lunch(page: Page) -> None:
    page.goto(link_of("activation"))
    page.get_by_role("textbox", name="Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_role("textbox", name="Confirmez votre mot de passe", exact=True).fill(PASSWORD)
    next_step = page.get_by_role("button", name="Suivant")
    next_step.tap()
    page.get_by_label("Adresse", exact=True).fill("2 rue Neuve")
    page.get_by_label("Code postal").fill("00000")
    page.get_by_label("Ville").fill("Neuve")
    page.get_by_label("Téléphone").fill("01 99 00 11 22")
    next_step.tap()
    expect(page.get_by_role("textbox", name="Prénom").first).to_have_value("Léa")
    next_step.tap()
    page.get_by_role("button", name="S’enregistrer").tap()
    expect(page.get_by_role("heading", name="Bonjour Léa")).to_be_visible()
    page.goto("/espace/reservations/?semaine=2026-W48")
    cell(page, "Zoé", "Restauration scolaire", "lundi 23 novembre").tap()
    expect(basket(page)).to_contain_text("5,20 €")
    validate(page).tap()
    expect(outcome(page)).to_contain_text("validée")


def test_a_town_opens_and_its_first_lunch_is_on_the_desk(
    somebody: Callable[..., Page], clock: TownClock
) -> None:
    asked = ["--commune", TOWN, "--email", ANNE, "--role", "administrator", "--role", "secretary"]
    assert staff.main([*asked, "--civility", "madame", "--first-name", "Anne", "--last-name", "MARTIN"]) == 0
    page = somebody(**DESK)
    hand = Keys(page)
    come_in(page, hand, clock)
    expect(page.locator("[data-town-name]")).to_have_text("Mairie – Neuve")
    expect(page.locator("#rien-a-faire")).to_contain_text("Rien n’attend.")
    assert axe_violations(page) == []

    write_down_the_first_family(page, hand)
    hand.press(page.get_by_role("button", name="Inviter").first)
    expect(page.get_by_role("status")).to_contain_text("invitation")
    parent = somebody(**PHONE, touch=True)
    book_lunch(parent)
    [family] = [one.value for one in families.all_families(TOWN)]
    [child] = family.children
    assert set(rows([child], ["2026-11"], commune=TOWN)) == {Slot(MONDAY, "restauration", child)}

    clock.show("lundi 2026-11-23 09:30")
    tablet = somebody(**TABLET, touch=True)
    come_back(tablet, Thumb(), clock)
    assert axe_violations(tablet) == []
    lunch = tablet.get_by_role("table", name="Restauration scolaire")
    expect(lunch).to_contain_text("1 sur 60")


def come_back(page: Page, hand: Hand, clock: TownClock) -> None:
    """The session of an agent ends within a day: the password, and what the phone shows now."""
    [account] = staffs.staff(TOWN).value.appointments
    page.goto("/mairie/")
    page.wait_for_url("**/connexion/**")
    hand.write(page.get_by_label("Adresse e-mail"), ANNE)
    hand.write(page.locator("input[type=password]").first, PASSWORD)
    hand.press(page.get_by_role("button", name="Se connecter", exact=True))
    hand.write(page.locator("#code-telephone"), phone_shows(account, now=clock.now()))
    hand.press(page.get_by_role("button", name="Continuer"))
    page.wait_for_url("**/mairie/**")

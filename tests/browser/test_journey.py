"""The whole journey of a parent: from the mail that invites to the receipt, the news and the way out."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from app import app
from functions import wiring
from functions.domain.accounts.account import FamilyRef
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import Slot
from functions.settings import settings
from functions.storage.town import communes
from functions.usecases.accounts.invite import invite
from infra.local import queues, scheduler
from infra.local.dev.mailbox import Mailbox
from infra.local.gateway import Gateway
from infra.local.messages import Handle, Response
from infra.local.pages import Pages, bucket, folder
from infra.local.payfip import FakePayFip
from infra.local.portal import portal
from infra.local.prepare import prepare_services
from infra.local.server import listen, serving
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.browser.hands import Hand, Keys, Thumb
from tests.browser.layout import flaws
from tests.browser.planning_page import basket, cell, outcome, validate
from tests.publishing.documents.invoices import text_of
from tests.support.axe import axe_violations
from tests.support.builders import a_family, on, open_town, settle
from tests.support.ledger import rows
from tests.support.news import publish

pytestmark = pytest.mark.browser

PASSWORD = "sous le préau à midi"


@dataclass(frozen=True)
class When:
    """When a family begins, and what is there for it: a Tuesday of the week that opens, a month to fill, and what that costs."""

    begins: str
    tuesday: str
    said: str
    first: str
    last: str
    days: int
    total: str
    invoiced: str


SUNDAY_EVENING = When(
    begins="dimanche 2026-11-22 22:50",
    tuesday="mardi 2026-11-24",
    said="mardi 24 novembre",
    first="2026-12-01",
    last="2026-12-31",
    days=11,
    total="75,90 €",
    invoiced="samedi 2027-01-02 08:00",
)
EVE_OF_THE_HOLIDAYS = When(
    begins="vendredi 2026-12-18 18:00",
    tuesday="mardi 2027-01-05",
    said="mardi 5 janvier",
    first="2027-01-01",
    last="2027-01-31",
    days=16,
    total="110,40 €",
    invoiced="mardi 2027-02-02 08:00",
)
SIZES = {
    "thumb at 390 px, a Sunday at 22:50": ({"viewport": PHONE, "has_touch": True}, SUNDAY_EVENING),
    "keys at 1280 px, the eve of the holidays": ({"viewport": DESK}, EVE_OF_THE_HOLIDAYS),
}


class Town:
    """A portal as `make demo` serves it, with the town of Lisse and the Testmp, whom nobody has activated yet."""

    def __init__(self, origin: str, engine: str) -> None:
        self.origin = origin
        self._mailbox = Mailbox(engine, lambda instant: instant)
        self._jobs = scheduler.schedules(app)
        self._readers = queues.readers(app)

    def run_jobs(self) -> None:
        """What is scheduled, what that leaves in the queues, and the mails of both."""
        self._fire(*self._jobs)
        sqs = boto3.client("sqs")
        while sum(queues.deliver(reader, sqs) for reader in self._readers):
            pass
        self._fire(next(job for job in self._jobs if job.name == "outbox"))

    def _fire(self, *jobs: scheduler.Schedule) -> None:
        for job in jobs:
            assert job.fire(wiring.now()), job.last_fault

    def mail(self, to: str, subject: str) -> str:
        """The text of the newest mail to that address with those words in its subject."""
        self.run_jobs()
        return next(mail.text for mail in self._mailbox.mails() if to in mail.to and subject in mail.subject)


@pytest.fixture
def town(
    table: str,
    engine: str,
    pages_bucket: str,
    documents_bucket: str,
    built: Path,
    clock: TownClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Town]:
    prepare_services()
    listener = listen(0)
    origin = f"http://localhost:{listener.getsockname()[1]}"
    monkeypatch.setenv("PREAU_ORIGIN", origin)
    monkeypatch.setenv("PREAU_PAYFIP_ENDPOINT", f"{origin}/dev/payfip/tpa/services/securite")
    monkeypatch.setenv("PREAU_PAYFIP_PAGES", f"{origin}/dev/payfip/tpa/paiementws.web")
    _forget_settings()
    open_town()
    settle(a_family(members=()))
    publish(
        "lisse",
        title="La kermesse est samedi",
        summary="Venez nombreux.",
        body="À **14 h**.",
        now=clock.now(),
    )
    with serving(listener, _portal(origin, built, clock)):
        yield Town(origin, engine)
    monkeypatch.undo()
    _forget_settings()


def _portal(origin: str, built: Path, clock: TownClock) -> Handle:
    pages = Pages(bucket(boto3.client("s3"), settings().pages_bucket), folder(built))
    payfip = FakePayFip(now=clock.now).handle
    return portal(
        uploads=os.environ["AWS_ENDPOINT_URL"],
        origin=origin,
        api=Gateway(app),
        pages=pages,
        dev=lambda _: Response(404, []),
        payfip=payfip,
        payzen=payfip,
        push=payfip,
    )


def _forget_settings() -> None:
    for cached in (settings, wiring.payments, wiring.mailer, wiring.documents, wiring._s3):
        cached.cache_clear()
    communes.reglement.cache_clear()


@pytest.fixture(params=list(SIZES.values()), ids=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, town: Town) -> Iterator[Page]:
    """The console must stay empty."""
    size, _ = request.param
    context = browser.new_context(base_url=town.origin, locale="fr-FR", **size)
    context.set_default_timeout(10_000)
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(f"{message.text} {message.location.get('url')}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


@pytest.fixture
def when(request: pytest.FixtureRequest, page: Page) -> When:
    _, found = request.node.callspec.params["page"]
    assert isinstance(found, When)
    return found


@pytest.fixture
def hand(page: Page, request: pytest.FixtureRequest) -> Hand:
    return Thumb() if "thumb" in request.node.callspec.id else Keys(page)


def assert_accessible(page: Page) -> None:
    """Of what no other test looks at: axe has seen the other screens, at both sizes, in the tests of each."""
    found = axe_violations(page)
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_the_whole_journey(page: Page, hand: Hand, town: Town, clock: TownClock, when: When) -> None:
    clock.show(when.begins)
    address = f"marc.{town.origin.rpartition(':')[2]}@famille.example"
    invite(address, [FamilyRef("lisse", "testmp")], by="import", now=clock.now())
    activate(page, hand, link_in(town.mail(address, "espace famille")))
    book_a_day_then_cancel_it(page, hand, when)
    book_a_month_for_both(page, hand, when)
    leave(page, hand)
    clock.show(when.invoiced)
    mailed = town.mail(address, "facture")
    read_and_pay_the_invoice(page, hand, town, link_in(mailed), address, when.total)
    read_the_news(page, hand)
    leave(page, hand)


def link_in(mail: str) -> str:
    found = re.search(r"https?://\S+", mail)
    assert found is not None, mail
    return found[0]


def button(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def activate(page: Page, hand: Hand, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Compte", exact=True)).to_be_visible()
    hand.write(page.get_by_role("textbox", name="Mot de passe", exact=True), PASSWORD)
    hand.write(page.get_by_role("textbox", name="Confirmez votre mot de passe", exact=True), PASSWORD)
    hand.press(button(page, "Suivant"))
    expect(page.get_by_label("Ville")).to_have_value("Lisse")
    hand.write(page.get_by_label("Téléphone"), "01 99 00 99 99")
    hand.press(button(page, "Suivant"))
    expect(page.get_by_role("textbox", name="Prénom").first).to_have_value("Marc")
    hand.press(button(page, "Précédent"))
    expect(page.get_by_label("Téléphone")).to_have_value("01 99 00 99 99")
    hand.press(button(page, "Suivant"))
    hand.press(button(page, "Suivant"))
    expect(page.get_by_role("textbox", name="Prénom").nth(1)).to_have_value("Guilhem")
    hand.press(button(page, "S’enregistrer"))
    expect(page.get_by_role("heading", name="Bonjour Marc")).to_be_visible()
    hand.press(page.get_by_role("link", name="Accéder à mon espace famille"))
    expect(page.get_by_role("heading", name="Bonjour Marc")).to_be_visible()


def book_a_day_then_cancel_it(page: Page, hand: Hand, when: When) -> None:
    """On the week that the first screen leads to."""
    hand.press(page.get_by_role("region", name="À réserver").get_by_role("link"))
    tuesday = on(when.tuesday)
    morning = cell(page, "Clara", "Garderie du matin", when.said)
    expect(morning).to_be_visible()
    assert flaws(page) == []
    hand.press(morning)
    expect(basket(page)).to_contain_text("1,50 €")
    hand.press(validate(page))
    expect(outcome(page)).to_contain_text("validée")
    assert set(rows(["clara", "guilhem"], [month_of(tuesday)])) == {Slot(tuesday, "garderie-matin", "clara")}
    expect(morning).to_have_attribute("data-state", "validated")
    hand.press(morning)
    expect(basket(page)).to_contain_text("1,50 €")
    hand.press(validate(page))
    expect(outcome(page)).to_contain_text("annul")
    expect(morning).to_have_attribute("aria-pressed", "false")
    assert not set(rows(["clara", "guilhem"], [month_of(tuesday)]))


def book_a_month_for_both(page: Page, hand: Hand, when: When) -> None:
    hand.press(page.get_by_role("link", name="Vue Agenda"))
    form = page.get_by_role("form", name="Réserver sur une longue période")
    expect(form.get_by_label("Guilhem")).to_be_checked()
    hand.press(form.get_by_label("Restauration scolaire"))
    hand.write(form.get_by_label("Du", exact=True), when.first)
    hand.write(form.get_by_label("Au", exact=True), when.last)
    hand.press(button(page, "Mettre dans le panier"))
    expect(basket(page)).to_contain_text(when.total)
    assert flaws(page) == []
    hand.press(validate(page))
    expect(outcome(page)).to_contain_text("validée")
    assert len(set(rows(["clara", "guilhem"], [when.first[:7]]))) == 2 * when.days


def read_and_pay_the_invoice(page: Page, hand: Hand, town: Town, link: str, address: str, total: str) -> None:
    page.goto(link)
    hand.write(page.get_by_label("Adresse e-mail"), address)
    hand.write(page.get_by_role("textbox", name="Mot de passe", exact=True), PASSWORD)
    hand.press(button(page, "Se connecter"))
    expect(page.locator("main")).to_contain_text(total)
    assert total in download(page, hand, town, button(page, "Télécharger le PDF"))
    hand.press(button(page, "Payer").first)
    expect(page.get_by_role("heading", name="Paiement de démonstration")).to_be_visible()
    hand.press(button(page, "Payer"))
    expect(page.get_by_role("heading", name="Votre paiement")).to_be_visible()
    hand.press(page.get_by_role("link", name="Voir le reçu"))
    expect(page.get_by_role("heading", name="Reçu", exact=True)).to_be_visible()
    expect(page.get_by_role("article")).to_contain_text(total)
    receipt = page.get_by_role("button", name="Reçu (PDF)")
    assert f"Total reçu {total}" in download(page, hand, town, receipt)
    hand.press(page.get_by_role("link", name="Mes factures").last)
    expect(page.get_by_role("region", name="Payées")).to_contain_text(total)


def download(page: Page, hand: Hand, town: Town, pressed: Locator) -> str:
    """The text of the PDF that a button gives, once the job has made it."""
    with page.expect_download() as waited:
        hand.press(pressed)
        expect(page.get_by_role("status")).to_contain_text("en préparation")
        town.run_jobs()
    assert waited.value.suggested_filename.endswith(".pdf")
    return text_of(waited.value.path().read_bytes())


def read_the_news(page: Page, hand: Hand) -> None:
    open_menu(page, hand)
    hand.press(page.get_by_role("navigation").get_by_role("link", name="Mes actualités"))
    hand.press(page.get_by_role("link", name="La kermesse est samedi"))
    expect(page.get_by_role("main")).to_contain_text("14 h")
    assert_accessible(page)
    page.go_back()


def leave(page: Page, hand: Hand) -> None:
    """Nothing opens any more without the password."""
    open_menu(page, hand)
    hand.press(button(page, "Se déconnecter"))
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()
    page.goto("/espace/reservations/")
    expect(page.get_by_role("heading", name="Connexion")).to_be_visible()


def open_menu(page: Page, hand: Hand) -> None:
    menu = button(page, "Menu")
    if menu.is_visible():
        hand.press(menu)

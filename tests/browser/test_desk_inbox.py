"""The morning of who replaces a secretary: twelve of what waits with the keyboard alone, the network going twice, one answer taken back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.agents.staff import Role
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.planning.child_month import Slot
from functions.domain.requests.threads import ThreadKind
from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.families import families, requests
from functions.storage.inbox.waiting import waiting_page
from functions.storage.requests import threads
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_to_town import ask_town
from functions.usecases.town.publish_reglement import publish_reglement
from tests.browser.conftest import DESK, TownClock
from tests.support.absences import a_town
from tests.support.attendance import a_tap, send
from tests.support.axe import axe_violations
from tests.support.builders import (
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    book,
    on,
    open_account,
    put_month,
    settle,
)

pytestmark = pytest.mark.browser

SECONDS_A_KEY = 0.28
"""A person who types forty words a minute."""
SECONDS_A_WORD = 0.24
"""A person who reads two hundred and fifty words a minute."""
ANNE = "0" * 25 + "a"
LEAVES_AFTER = 9_000
"""Milliseconds after which an answer has left: nobody waits for them here."""
TABLET = {"width": 820, "height": 1180}


@dataclass
class Person:
    """Reads what is open and types as a person does: their time is counted, nobody waits for it."""

    page: Page
    keys: int = 0
    words: int = 0
    requests: int = 0

    def read(self) -> str:
        text = self.page.locator("#demande").inner_text()
        self.words += len(text.split())
        return text

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    @property
    def seconds(self) -> float:
        return self.keys * SECONDS_A_KEY + self.words * SECONDS_A_WORD


@pytest.fixture
def morning(origin: str, uploads_bucket: str) -> Iterator[None]:
    """Six corrections, three questions about bookings, two proofs and a question, of one family."""
    wiring.documents.cache_clear()
    known = a_town()
    canteen = known.service("restauration")
    on_request = replace(canteen, reserve=replace(canteen.reserve, confirmed_by_town=True))
    publish_reglement("lisse", replace(known, services=(on_request,)), now=NOW)
    settle(a_family("autre", name="Roux", children=("noa",), members=()), [a_child("noa", ("autre",))])
    open_account(ANNE, "anne@mairie.example")
    appoint(ANNE, Role.SECRETARY, until=NOW.date())
    for minute, (field, before, after) in enumerate(
        [
            ("phone", families.family("lisse", "testmp").value.phone, "01 22 33 44 55"),
            ("address.line1", families.family("lisse", "testmp").value.address.line1, "3 rue Neuve"),
            ("address.city", families.family("lisse", "testmp").value.address.city, "Aubray-le-Haut"),
            ("address.postcode", families.family("lisse", "testmp").value.address.postcode, "01999"),
            ("name", families.family("lisse", "testmp").value.name, "Testmp-Roux"),
            ("address.line2", families.family("lisse", "testmp").value.address.line2, "Bâtiment B"),
        ]
    ):
        at = NOW - timedelta(hours=12, minutes=-minute)
        request = Request(
            new_id(at), RequestKind.CORRECTION, "testmp", MARC, at, (Correction(field, before, after),)
        )
        transaction = Transaction()
        requests.add(transaction, "lisse", request)
        transaction.commit()
    for child in ("clara", "guilhem"):
        put_month(a_month(child, "2026-11", {(23, "restauration"): a_booking()}))
        act = AbsenceAct("lisse", "testmp", MARC, f"absence-{child}", NOW)
        absence = declare_absence(act, Declaration(child, MONDAY, MONDAY, "illness")).absence
        prove_absence(replace(act, key=f"proof-{child}"), absence, b"%PDF-1.7 ...", store=wiring.uploads())
    for day in ("lundi 2026-11-30", "mardi 2026-12-01", "jeudi 2026-12-03"):
        book(Slot(on(day), "restauration", "clara"), now=NOW)
    thread = ThreadAct("lisse", "testmp", "t" * 26, MARC, "ask-the-town", NOW, by_town=False)
    ask_town(thread, ThreadKind.QUESTION, "Peut-il venir sans repas ?", "Bonjour, mercredi prochain ?")
    yield
    wiring.documents.cache_clear()


@pytest.fixture
def secretary(morning: None, open_context: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Her console says nothing but what was refused, and that the network went."""
    pages: list[Page] = []
    said: list[str] = []

    def open_page(**how: int | bool) -> Page:
        page = open_context(**how, account=ANNE).new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        pages.append(page)
        return page

    yield open_page
    assert [line for line in said if not line.startswith("Failed to load resource")] == []


def two_tablets_disagree() -> None:
    """One saw Guilhem, the other wrote him down as absent, and neither knew of the other."""
    day, at = NOW.date(), NOW.replace(hour=8, minute=30)
    seen = a_tap("guilhem", at=at, day=day, service="restauration", name="here", hour=at.time())
    absent = a_tap(
        "guilhem", "absent", at=at + timedelta(minutes=9), day=day, service="restauration", name="away"
    )
    send(seen, now=NOW)
    send(absent, now=NOW)


def a_quotient_with_its_proof() -> None:
    proof = AttachedFile("proof", "attestation.pdf", FileType.PDF, 9)
    told = Correction("quotient", "812|2026-09-01|", "640|2026-12-01|caf", files=(proof,))
    transaction = Transaction()
    requests.add(
        transaction, "lisse", Request(new_id(NOW), RequestKind.CORRECTION, "testmp", MARC, NOW, (told,))
    )
    transaction.commit()


def waiting() -> list[str]:
    return [type(each).__name__ for each in waiting_page("lisse", after=None, limit=50).entries]


def keys_answer_what_is_ticked_and_nothing_else(page: Page, person: Person) -> None:
    """Two ticked with the keyboard, a third one open: `a` shows the two, and what is open is untouched."""
    title, said = page.locator("#demande-titre"), page.locator("#status")
    first = title.inner_text()
    for _ in range(2):
        subject = title.inner_text()
        person.press("x")
        person.press("j")
        expect(title).not_to_have_text(subject)
    expect(page.locator("#ensemble")).to_contain_text("2 demandes cochées")
    person.press("r")
    expect(said).to_contain_text("2 demandes sont cochées : on ne répond ainsi qu’à une seule.")
    person.press("a")
    expect(title).to_have_text("2 demandes")
    page.get_by_role("button", name="Ne rien accepter").click()
    person.press("a")  # shown anew, and still nothing accepted
    expect(title).to_have_text("2 demandes")
    page.get_by_role("button", name="Tout décocher").click()
    person.press("a")
    expect(said).to_have_text("Aucune demande n’est ouverte.")
    expect(page.locator("#envoi")).to_be_hidden()
    assert len(waiting()) == 12
    person.press("j")
    expect(title).to_have_text(first)


def search_is_seen_over_the_head(page: Page) -> None:
    """Scrolled or not, what is found lies over the screen's own head."""
    field = page.get_by_label("Chercher une famille")
    field.fill("testmp")
    found = page.locator(".desk-found a").first
    expect(found).to_be_visible()
    under = """link => {
        const { x, y, width, height } = link.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) === link;
    }"""
    assert found.evaluate(under)
    field.fill("")
    field.blur()


def test_a_replacement_answers_twelve_with_the_keyboard_while_the_network_goes_twice(
    secretary: Callable[..., Page], clock: TownClock
) -> None:
    """From *Aujourd’hui* alone, on her last day: the next morning the screens are not hers."""
    page = secretary(**DESK)
    person = Person(page)
    page.on(
        "request", lambda request: setattr(person, "requests", person.requests + ("/api/" in request.url))
    )
    page.goto("/mairie/")
    expect(page.locator("#a-faire")).to_contain_text("6 corrections de coordonnées")
    person.press("Enter")
    count = page.locator("#liste-titre")
    expect(count).to_have_text("12 demandes attendent")
    title = page.locator("#demande-titre")
    expect(title).to_be_visible()
    assert axe_violations(page) == []
    keys_answer_what_is_ticked_and_nothing_else(page, person)
    person.keys = person.words = person.requests = 0
    search_is_seen_over_the_head(page)

    def cut(route: Route) -> None:
        route.abort()

    for number in range(12):
        expect(title).to_be_visible()
        subject = title.inner_text()
        said = person.read().replace("\u00a0", " ")
        if number in (2, 7):
            page.route("**/api/**", cut)
        if subject.startswith("Question"):
            person.press("t")
            expect(page.locator("#reponse")).to_be_focused()
            person.type("Bonjour, oui, avec plaisir.")
            person.press("Control+Enter")
        elif number == 4:
            place = page.locator("#demandes").bounding_box()
            person.press("a")  # the wrong one
            expect(title).not_to_have_text(subject)
            expect(page.locator("#envoi")).to_contain_text("Réponse à la famille Testmp : acceptée.")
            now_there = page.locator("#demandes").bounding_box()
            assert place and now_there and place["y"] == now_there["y"], "no list moves for it"
            person.press("z")
            expect(title).to_have_text(subject)
            person.press("r")
            expect(page.locator("#raison")).to_be_focused()
            person.type("Un acte de mariage, svp.")
            person.press("Control+Enter")
        else:
            assert "Accepter" in said
            person.press("a")
            if "change de ville" in said:  # nothing left: it asks first
                expect(page.get_by_role("radio", name="Elle habite la commune")).to_be_focused()
                assert number != 2 or axe_violations(page) == []
                person.press("ArrowDown")
                person.press("a")
        if number == 2:  # and the tab is opened again
            expect(page.locator("#envoi")).to_contain_text("Réponse à la famille Testmp")
            expect(count).to_have_text("9 demandes attendent")  # this one is given too
            page.unroute("**/api/**", cut)
            page.reload()
        elif number == 7:
            page.wait_for_timeout(300)
            page.unroute("**/api/**", cut)
        if number < 11:
            expect(title).not_to_have_text(subject)
    expect(page.locator("#vide").get_by_role("heading", name="Tout est traité")).to_be_focused()
    page.goto("/mairie/?commune=lisse")  # before the last have left: they leave first
    expect(page.locator("#rien-a-faire")).to_contain_text("Rien n’attend.")

    clock.show("mardi 2026-11-17 08:00")
    page = secretary(**DESK)
    page.goto("/mairie/?commune=lisse")
    expect(page.get_by_role("heading", name="Cet écran est celui de la mairie")).to_be_visible()

    assert waiting() == []
    file = families.family("lisse", "testmp").value
    assert (file.phone, file.address.line1, file.name) == ("01 22 33 44 55", "3 rue Neuve", "Testmp")
    assert (file.address.city, file.resident) == ("Aubray-le-Haut", False)
    [thread] = threads.of_family("lisse", "testmp")
    assert thread.value.last_by_town
    print(f"{person.keys} keys, {person.words} words, {person.requests} requests: {person.seconds:.0f} s")
    assert person.seconds < 240


def test_a_tablet_shows_the_list_then_the_item_and_what_could_not_be_done_comes_back(
    secretary: Callable[..., Page],
) -> None:
    two_tablets_disagree()
    page = secretary(**TABLET, touch=True)
    page.clock.install()
    page.goto("/mairie/demandes/?commune=lisse")
    rows = page.locator(".inbox-entry")
    expect(rows).to_have_count(13)
    assert axe_violations(page) == []
    rows.nth(0).tap()
    assert axe_violations(page) == []
    expect(rows.nth(0)).to_be_hidden()
    page.get_by_role("button", name="Retour à la liste").tap()
    expect(rows.nth(0)).to_be_focused()
    family = families.family("lisse", "testmp")
    transaction = Transaction()
    families.put(transaction, "lisse", replace(family, value=replace(family.value, phone="09 99 99 99 99")))
    transaction.commit()
    rows.nth(0).tap()
    page.get_by_role("button", name="Accepter", exact=True).tap()
    expect(page.locator("#envoi")).to_contain_text(
        "Réponse à la famille Testmp : acceptée. Vous avez huit secondes pour annuler."
    )
    counted = page.locator("#envoi .inbox-left")
    expect(counted).to_have_text("Part dans 8\u00a0s")
    page.clock.run_for(3_000)
    expect(counted).to_have_text("Part dans 5\u00a0s")
    page.clock.fast_forward(LEAVES_AFTER)
    expect(page.locator("#status")).to_contain_text("n’a pas pu être fait")
    expect(rows).to_have_count(13)
    page.get_by_role("button", name="Retour à la liste").tap()
    page.locator(".inbox-tick input").nth(1).tap()
    page.locator(".inbox-tick input").nth(5).tap()
    page.get_by_role("button", name=re.compile("Accepter ces 2 demandes")).tap()
    expect(page.locator("#demande")).to_contain_text("2 demandes")
    page.locator("#demande").get_by_role("button", name="Accepter ces 2 demandes").tap()
    expect(page.locator("#envoi")).to_contain_text(re.compile(r"2 demandes acceptées : \w.*\. "))
    expect(counted).to_contain_text("2 envois, le dernier dans ")
    expect(page.locator("#demande-titre")).to_be_focused()
    page.keyboard.press("z")
    expect(page.locator("#status")).to_have_text("2 réponses annulées : rien n’est parti.")
    expect(page.locator("#envoi")).to_be_hidden()
    page.get_by_role("button", name="Retour à la liste").tap()
    assert [page.locator(".inbox-tick input").nth(place).is_checked() for place in (0, 1, 5)] == [
        False,
        True,
        True,
    ]
    page.get_by_role("button", name=re.compile("Accepter ces 2 demandes")).tap()
    page.locator("#demande").get_by_role("button", name="Accepter ces 2 demandes").tap()
    page.clock.fast_forward(LEAVES_AFTER)
    expect(page.locator("#envoi")).to_be_hidden()
    expect(page.locator("#status")).to_have_text("C’est envoyé.")
    assert len(waiting()) == 11
    page.get_by_label("Montrer").select_option("attendance")
    expect(rows).to_have_count(1)
    rows.nth(0).tap()
    item = page.locator("#demande")
    expect(item).to_contain_text("L’enfant était-il là ?")
    expect(item).to_contain_text("remplace l’autre sur la liste")
    expect(item.get_by_role("link", name="Ouvrir la liste du jour")).to_be_visible()
    assert axe_violations(page) == []
    item.get_by_role("button", name=re.compile("^Arrivé à 8 h 30")).tap()
    expect(page.locator("#envoi")).to_contain_text("Famille Testmp : votre choix sur la présence est noté.")
    page.clock.fast_forward(LEAVES_AFTER)
    expect(page.locator("#envoi")).to_be_hidden()
    assert "AttendanceDay" not in waiting()
    a_quotient_with_its_proof()
    page.get_by_label("Montrer").select_option("correction")
    page.get_by_role("button", name=re.compile("^Corriger : quotient familial")).tap()
    expect(item).to_contain_text(
        "812 à partir du 1er septembre 2026 → 640 à partir du 1er décembre 2026 (CAF)"
    )
    expect(item.get_by_role("button", name=re.compile(r"^attestation\.pdf"))).to_be_visible()
    expect(item).to_contain_text("Le quotient passe de 812 à 640 à partir du 1er décembre 2026.")
    item.get_by_label("Compte à partir du").fill("2027-01-01")
    expect(item).to_contain_text("Le quotient passe de 812 à 640 à partir du 1er janvier 2027.")
    expect(item).to_contain_text("reçoit un e-mail, sans le montant")
    assert axe_violations(page) == []
    item.get_by_role("button", name="Accepter", exact=True).tap()
    page.clock.fast_forward(LEAVES_AFTER)
    expect(page.locator("#envoi")).to_be_hidden()
    *_, noted = families.family("lisse", "testmp").value.quotients
    assert (noted.value, noted.since, noted.proof) == (640, on("vendredi 2027-01-01"), "attestation.pdf")
    page.goto("/mairie/demandes/?commune=lisse")
    page.get_by_role("button", name="Question : Peut-il venir sans repas").tap()
    page.get_by_role("button", name="Répondre…").tap()
    page.get_by_label("Votre réponse").fill("Bonjour, oui, je regarde son dossier.")
    page.wait_for_function(
        "caches.open('preau-desk').then((kept) => kept.keys()).then((all) => all.length > 0)"
    )
    page.goto("/mairie/familles/?commune=lisse")
    page.goto("/mairie/demandes/?commune=lisse")
    page.get_by_role("button", name="Question : Peut-il venir sans repas").tap()
    page.get_by_role("button", name="Répondre…").tap()
    expect(page.get_by_label("Votre réponse")).to_have_value("Bonjour, oui, je regarde son dossier.")

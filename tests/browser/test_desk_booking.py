"""The secretary books for a family past the limit, reads first what that does, and takes it back: with the keyboard, then a thumb."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from functions.domain.planning.child_month import Slot
from functions.storage.table import journal
from tests.browser.conftest import DESK, PHONE
from tests.support.axe import axe_violations
from tests.support.builders import JULIE, appoint, on, open_account
from tests.support.ledger import rows

pytestmark = pytest.mark.browser
WEEK = "/mairie/reservations/?famille=testmp&semaine=2026-W47"
THURSDAY = on("jeudi 2026-11-19")
LUNCH = "2026-11-19 restauration clara"


def agent(open_context: Callable[..., BrowserContext], **device: object) -> tuple[Page, list[str]]:
    appoint(JULIE, Role.SECRETARY)
    open_account(JULIE, "julie@famille.example")
    page, said = open_context(**device, account=JULIE).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


def faults(page: Page) -> list[str]:
    return [rule["id"] for rule in axe_violations(page)]


def test_with_the_keyboard_alone_at_a_desk(open_context: Callable[..., BrowserContext]) -> None:
    page, said = agent(open_context, **DESK)
    page.goto(WEEK)
    cell = page.locator(f"[data-key='{LUNCH}']")
    expect(cell).to_contain_text("Trop tard")
    cell.focus()
    page.keyboard.press("Enter")
    expect(cell).to_contain_text("À réserver")
    page.reload()
    expect(cell).to_contain_text("À réserver")
    form = page.locator("#pour-la-famille")
    expect(form).to_contain_text("Après la limite.")
    expect(form).to_contain_text("La limite était le jeudi 12 novembre à 10 h.")
    page.keyboard.press("r")
    expect(page.locator("#recap-titre")).to_be_focused()
    confirm = page.get_by_role("button", name="Confirmer 1 réservation")
    confirm.press("Enter")
    reason = page.get_by_role("textbox", name="Raison")
    expect(reason).to_be_focused()
    expect(page.locator("#reason-error")).to_be_visible()
    assert rows(["clara"], ["2026-11"]) == {}
    ready = page.get_by_label("Une phrase toute prête")
    inside, button = (
        page.locator("#recap").bounding_box(),
        page.get_by_role("button", name="Insérer").bounding_box(),
    )
    assert inside and button and button["x"] + button["width"] < inside["x"] + inside["width"]
    ready.focus()
    page.keyboard.press("ArrowDown")
    expect(ready).to_be_focused()
    expect(reason).to_have_value("")
    page.keyboard.press("Enter")
    expect(reason).to_have_value("Oubli signalé par téléphone")
    expect(reason).to_be_focused()
    assert faults(page) == []
    page.keyboard.press("Enter")
    done = page.locator("#fait")
    expect(done).to_be_focused()
    expect(done).to_contain_text("1 réservation pour Clara, après la limite : 3,45 € de plus à facturer.")
    expect(cell).to_contain_text("Réservé")
    assert rows(["clara"], ["2026-11"]).keys() == {Slot(THURSDAY, "restauration", "clara")}
    page.get_by_role("button", name="Annuler ce que je viens de faire").press("Enter")
    expect(done).to_contain_text("1 annulation pour Clara")
    assert rows(["clara"], ["2026-11"]) == {}
    assert [line.act for line in journal.lines("lisse", "testmp")][:2] == ["bookings_by_town"] * 2
    page.keyboard.press("s")
    expect(page.locator("#week-title")).to_contain_text("Semaine 48")
    assert "semaine=2026-W48" in page.url
    assert said == []


def test_with_a_thumb_and_read_only_for_who_may_not(open_context: Callable[..., BrowserContext]) -> None:
    page, said = agent(open_context, **PHONE, touch=True)
    page.goto(WEEK)
    cell = page.locator(f"[data-key='{LUNCH}']")
    cell.tap()
    expect(page.locator("#pour-la-famille")).to_contain_text("Vous passez outre le règlement")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(page) == []
    assert said == []
    appoint(JULIE, Role.REGISSEUR)
    page = open_context(**PHONE, account=JULIE).new_page()
    page.goto(WEEK)
    expect(page.locator(f"[data-key='{LUNCH}']")).to_be_disabled()
    expect(page.locator("#recap")).to_be_hidden()


def test_seen_as_the_family_sees_it_nothing_can_be_done_and_its_journal_says_who_looked(
    open_context: Callable[..., BrowserContext],
) -> None:
    page, said = agent(open_context, **DESK)
    page.goto("/mairie/vue/?id=testmp")  # the week that is open, whatever day the device believes it is
    cell = page.locator("[data-key='2026-11-19 garderie-matin clara']")
    expect(cell).to_contain_text("Réservable")
    expect(cell).to_be_disabled()
    expect(page.locator(f"[data-key='{LUNCH}']")).to_contain_text("Trop tard")
    expect(page.locator("#factures")).to_contain_text("Aucune facture.")
    page.keyboard.press("s")
    expect(page.locator("#week-title")).to_contain_text("Semaine 48")
    assert faults(page) == []
    assert page.locator("main button:not([aria-disabled=true]):visible").all_text_contents() == [
        "Précédent",
        "Aujourd’hui",
        "Suivant",
    ]
    [line] = journal.lines("lisse", "testmp")[:1]
    assert (line.act, line.by) == ("seen_as_family", JULIE)
    assert [each.act for each in journal.lines("lisse", "testmp")].count("seen_as_family") == 1
    assert said == []


def test_a_class_is_counted_then_booked_by_the_button_that_repeats_the_number_and_taken_back(
    open_context: Callable[..., BrowserContext],
) -> None:
    page, said = agent(open_context, **DESK)
    page.goto("/mairie/groupe/")
    page.get_by_label("Service").select_option("restauration")
    page.get_by_label("Jour", exact=True).fill("2026-11-19")
    page.get_by_role("textbox", name="Classe").fill("cm1")
    page.get_by_role("button", name="Compter").press("Enter")
    expect(page.locator("#reason-error")).to_be_visible()
    page.get_by_label("Raison, que les familles liront").fill("Sortie annulée")
    page.keyboard.press("Enter")
    numbers = page.locator("#nombres")
    expect(numbers).to_contain_text("1 enfant de 1 famille, 3,45 € de plus à facturer, 2 e-mails.")
    expect(page.locator("#passe-outre")).to_contain_text("La limite était le jeudi 12 novembre à 10 h.")
    assert faults(page) == []
    confirm = page.get_by_role(
        "button", name="Réserver pour 1 enfant (Restauration scolaire, jeudi 19 novembre)"
    )
    confirm.press("Enter")
    expect(numbers).to_contain_text("C’est fait : 1 enfant de 1 famille")
    assert rows(["clara", "guilhem"], ["2026-11"]).keys() == {Slot(THURSDAY, "restauration", "clara")}
    page.get_by_role("button", name="Annuler ce que je viens de faire").press("Enter")
    expect(numbers).to_contain_text("3,45 € de moins à facturer")
    assert rows(["clara", "guilhem"], ["2026-11"]) == {}
    assert said == []

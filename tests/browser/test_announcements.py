"""A secretary writes to many families with the keyboard; a parent reads it on a phone, and wants no more of them."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.accounts.mail_standing import MailStanding, NoMailBecause
from functions.domain.agents.staff import Role
from functions.domain.families.family import Civility, Guardian
from functions.domain.messages import MessageKind
from functions.jobs.letters import letter
from functions.storage.accounts import accounts, mail_standings
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token
from tests.browser.conftest import DESK, PHONE, TownClock
from tests.browser.hands import Keys
from tests.support.accounts import messages
from tests.support.axe import axe_violations
from tests.support.builders import JULIE, MARC, a_family, appoint, open_account, settle
from tests.support.informing import deliver_pages, mails
from tests.support.unsent import give_up

pytestmark = pytest.mark.browser


@pytest.fixture
def secretary(open_context: Callable[..., BrowserContext]) -> Iterator[Page]:
    """1280 px, with the keyboard. The console stays empty."""
    open_account(JULIE, "julie@famille.example")
    appoint(JULIE, Role.SECRETARY)
    page, said = open_context(**DESK, account=JULIE).new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    assert said == []


def what_did_not_leave_is_settled_on_today(page: Page, hand: Keys) -> None:
    give_up("lost", MessageKind.INVOICE_ISSUED, "address_bounce", family="durand")
    page.goto("/mairie/")
    wrong = page.get_by_role("region", name="Ce qui n’a pas marché")
    expect(wrong.get_by_role("link", name="Famille Durand")).to_have_attribute(
        "href", re.compile("id=durand")
    )
    for said in ("01 99 00 56 78", "marc@famille.example", "nouvelle facture, lundi 16 novembre", "Appelez"):
        expect(wrong).to_contain_text(said)
    assert page.evaluate(
        "document.getElementById('alertes').getBoundingClientRect().top"
        " < document.getElementById('a-faire').getBoundingClientRect().top"
    )
    look(page, "aujourdhui-alertes")
    hand.press(wrong.get_by_role("button", name="C’est fait autrement : Famille Durand"))
    expect(wrong).to_have_count(0)
    expect(page.locator("#alertes")).to_be_hidden()


def look(page: Page, name: str) -> None:
    assert axe_violations(page) == [], name
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
        if folder := os.environ.get("PREAU_SHOTS"):
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)


def test_a_message_is_counted_tried_sent_followed_read_and_refused_from_then_on(
    secretary: Page, open_context: Callable[..., BrowserContext], clock: TownClock
) -> None:
    page, hand = secretary, Keys(secretary)
    lina = Guardian(Civility.MADAME, "Durand", "Lina", "lina@famille.example")
    settle(a_family("durand", name="Durand", guardians=(lina,), children=(), members=()), [])
    transaction = Transaction()
    bounced = MailStanding("lina@famille.example", NoMailBecause.BOUNCE, clock.now())
    mail_standings.put(transaction, Stored(mail_standings.standing_key(bounced.email), bounced, 0))
    transaction.commit()
    page.goto("/mairie/informer/")
    expect(page.get_by_role("heading", name="Aucun message pour l’instant")).to_be_visible()
    look(page, "messages-vide")
    hand.press(page.get_by_role("link", name="Les inscriptions"))
    expect(page.get_by_label("Objet")).to_have_value("Inscriptions pour la rentrée")
    expect(page.get_by_label("Classe")).to_be_hidden()
    hand.write(page.get_by_label("Message"), "La rentrée approche.\n\nVérifiez votre dossier.")
    page.get_by_label("Objet").fill("")
    trial_button = page.get_by_role("button", name="M’envoyer un essai")
    hand.press(trial_button)
    expect(page.get_by_label("Objet")).to_be_focused()
    expect(page.get_by_role("heading", name="Un champ est à corriger")).to_be_visible()
    hand.write(page.get_by_label("Objet"), "Inscriptions pour la rentrée")
    hand.press(trial_button)
    expect(page.get_by_text("Un champ est à corriger")).to_be_hidden()
    expect(page.get_by_text("L’essai part à votre adresse")).to_be_attached()
    trial = letter(messages("announcement_trial")[0], now=clock.now())
    assert trial is not None and trial.to == "julie@famille.example"
    page.reload()
    expect(page.get_by_text("Votre texte est revenu")).to_be_visible()
    hand.press(page.get_by_role("button", name="Compter les familles"))
    expect(page.locator("#compte-titre")).to_have_text("1 famille reçoit ce message, 1 à prévenir autrement")
    expect(page.locator("#compte-titre")).to_be_focused()
    expect(page.get_by_text("Le message part à 2 adresses.")).to_be_visible()
    named = "1 famille à prévenir autrement\nDurand adresse qui ne reçoit plus nos e-mails 01 99 00 56 78"
    expect(page.locator("#autrement")).to_have_text(named, use_inner_text=True)
    expect(page.locator("#autrement").get_by_role("link", name="01 99 00 56 78")).to_have_attribute(
        "href", "tel:0199005678"
    )
    look(page, "messages-compte")
    hand.press(page.get_by_role("button", name="Envoyer à 1 famille"))
    page.wait_for_url("**message=*")
    expect(page.get_by_text("L’envoi commence")).to_be_visible()
    deliver_pages()
    page.reload()
    expect(
        page.get_by_text("Envoyé : 1 famille reçoit le message (2 adresses), 1 à prévenir autrement.")
    ).to_be_visible()
    expect(page.locator("#sorts")).to_contain_text("marc@famille.example : en attente d’envoi")
    expect(page.locator("#a-appeler").get_by_role("link", name="Durand")).to_be_visible()
    look(page, "messages-sorts")
    assert len(mails()) == 2, "a mail each, and the trial to nobody else"
    what_did_not_leave_is_settled_on_today(page, hand)

    parent = open_context(**PHONE, touch=True, account=MARC).new_page()
    parent.goto("/espace/messages/")
    expect(parent.get_by_role("heading", name="Inscriptions pour la rentrée")).to_be_visible()
    expect(parent.get_by_text("Vérifiez votre dossier.")).to_be_visible()
    assert axe_violations(parent) == []
    parent.goto(f"/rappels/?de=mairie#code={stop_token(MailsAtWill.ANNOUNCEMENTS, MARC)}")
    parent.get_by_role("button", name="Ne plus recevoir ces messages").tap()
    expect(parent.locator("#arretes")).to_be_focused()
    expect(parent.get_by_role("heading", name="Vous ne recevrez plus ces messages")).to_be_visible()
    assert not accounts.account(MARC).value.announcements and accounts.account(MARC).value.reminders

"""What a parent changes of the login: a password that was forgotten, the address, the password."""

import re

import pytest
from playwright.sync_api import Page, expect

from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.storage.accounts.sessions import sessions
from functions.usecases.accounts.log_in import log_in
from functions.usecases.messages.note_mail_return import note_mail_return
from tests.browser.accounts.odile import ACCOUNT, NEW, ODILE, click, link, sign_in, with_a_login
from tests.support.accounts import ELSEWHERE, PASSWORD, address_code, messages, reset_code
from tests.support.builders import NOW

pytestmark = pytest.mark.browser


def test_a_forgotten_password_is_chosen_anew_from_the_mail(phone: Page) -> None:
    with_a_login()
    phone.goto("/connexion/")
    phone.get_by_label("Adresse e-mail").fill(ODILE)
    phone.get_by_role("link", name="J’ai oublié mon mot de passe").click()
    expect(phone.get_by_label("Adresse e-mail")).to_have_value(ODILE)
    click(phone, "Recevoir le lien")
    expect(phone.get_by_text("Regardez votre boîte de réception")).to_be_visible()
    assert [message.data["email"] for message in messages("password_reset")] == [ODILE]
    click(phone, "Corriger l’adresse")
    expect(phone.get_by_label("Adresse e-mail")).to_be_focused()
    expect(phone.get_by_text("Regardez votre boîte de réception")).to_be_hidden()
    phone.goto(link("/nouveau-mot-de-passe/", reset_code(ODILE)))
    phone.get_by_label("Nouveau mot de passe").fill(NEW)
    click(phone, "Enregistrer")
    expect(phone.get_by_text("Votre mot de passe est changé")).to_be_visible()
    assert log_in(ODILE, NEW, visitor=ELSEWHERE, now=NOW).account == ACCOUNT


def test_the_link_to_a_new_address_survives_signing_in(phone: Page) -> None:
    with_a_login()
    note_mail_return(MailReturn(ODILE, NoMailBecause.BOUNCE, NOW), now=NOW)
    new = "odile.nouvelle@famille.example"
    phone.goto("/connexion/?suite=/espace/compte/")
    sign_in(phone)
    expect(phone.get_by_text("Cette adresse ne reçoit pas nos messages.")).to_be_visible()
    section = phone.locator("section", has=phone.get_by_role("heading", name="Changer d’adresse e-mail"))
    section.get_by_label("Nouvelle adresse e-mail").fill(new)
    section.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    section.get_by_role("button", name="Recevoir le lien").click()
    expect(phone.get_by_text("Regardez votre nouvelle boîte de réception")).to_be_visible()
    phone.context.clear_cookies()
    phone.goto("about:blank")
    phone.goto(link("/espace/compte/", address_code(new), new))
    phone.wait_for_url("**/connexion/?suite=*")
    sign_in(phone)
    click(phone, "Confirmer cette adresse")
    expect(phone.get_by_text("Votre adresse e-mail est changée.")).to_be_visible()
    expect(phone.locator("#adresse-actuelle")).to_have_text(new)
    expect(phone.get_by_text("Cette adresse ne reçoit pas nos messages.")).to_be_hidden()
    assert log_in(new, PASSWORD, visitor=ELSEWHERE, now=NOW).account == ACCOUNT


def test_the_password_is_changed_and_another_device_is_signed_out(desk: Page) -> None:
    with_a_login()
    log_in(ODILE, PASSWORD, visitor=ELSEWHERE, now=NOW)
    desk.goto("/connexion/?suite=/espace/compte/")
    sign_in(desk)
    click(desk, "Créer mon adresse d’agenda")
    expect(desk.get_by_label("Adresse secrète")).to_have_value(re.compile("https?://"))
    calendar = desk.get_by_label("Adresse secrète").input_value()
    desk.get_by_role("button", name=re.compile("^Déconnecter Chrome sur Windows")).click()
    expect(desk.get_by_text("Chrome sur Windows est déconnecté.")).to_be_visible()
    expect(desk.get_by_role("heading", name="Mes appareils connectés")).to_be_focused()
    assert len(sessions(ACCOUNT)) == 1
    desk.get_by_label("Mot de passe actuel").fill("not the one she chose")
    desk.get_by_label("Nouveau mot de passe").fill(NEW)
    click(desk, "Changer le mot de passe")
    expect(desk.get_by_label("Mot de passe actuel")).to_be_focused()
    expect(desk.locator("#appareils li").first).to_contain_text("le 16 novembre 2026 à 8 h, vu le")
    desk.get_by_label("Mot de passe actuel").fill(PASSWORD)
    click(desk, "Changer le mot de passe")
    expect(desk.get_by_text("Votre mot de passe est changé.")).to_be_visible()
    expect(desk.get_by_label("Adresse secrète")).not_to_have_value(calendar)
    expect(desk.get_by_label("Adresse secrète")).to_have_value(re.compile("https?://"))
    assert log_in(ODILE, NEW, visitor=ELSEWHERE, now=NOW).account == ACCOUNT

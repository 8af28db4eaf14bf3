"""Opening a login from the mail's link, in four steps."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from functions.storage.families import families, requests
from functions.storage.table import journal
from tests.browser.accounts.odile import (
    ACCOUNT,
    ODILE,
    REF,
    axe,
    click,
    fill_password,
    link,
    open_wizard,
    step,
)
from tests.support.accounts import PASSWORD, an_account, invited

pytestmark = pytest.mark.browser


def test_four_steps_with_the_keyboard_alone_lead_to_the_family_space(desk: Page) -> None:
    open_wizard(desk)
    assert "code" not in desk.url
    expect(desk.get_by_label("Nom de la famille")).to_have_value("Dubois")
    desk.get_by_label("Mot de passe", exact=True).focus()
    desk.keyboard.type(PASSWORD)
    desk.get_by_label("Confirmez votre mot de passe").focus()
    desk.keyboard.type(PASSWORD)
    desk.keyboard.press("Enter")
    for name in ("Famille", "Responsables", "Enfants"):
        expect(step(desk, name)).to_be_focused()
        expect(desk).to_have_title(re.compile(rf"^{name} \(étape \d sur 4\)"))
        desk.get_by_role("region", name=name).get_by_role("textbox").first.focus()
        desk.keyboard.press("Enter")
    done = desk.get_by_role("heading", name="Bonjour Odile")
    expect(done).to_be_focused()
    desk.get_by_role("link", name="Accéder à mon espace famille").press("Enter")
    expect(desk.get_by_role("heading", name="Bonjour Odile", level=1)).to_be_visible()
    assert len(families.family("lisse", "dubois").value.members) == 1
    assert list(requests.of_family("lisse", "dubois")) == []


def test_nothing_is_lost_on_the_way_back_nor_on_a_reload_but_the_password(phone: Page) -> None:
    open_wizard(phone)
    fill_password(phone)
    click(phone, "Suivant")
    phone.get_by_label("Téléphone").fill("06 39 98 00 01")
    click(phone, "Suivant")
    click(phone, "Précédent")
    expect(phone.get_by_label("Téléphone")).to_have_value("06 39 98 00 01")
    phone.go_back()
    expect(step(phone, "Compte")).to_be_visible()
    expect(phone.get_by_label("Mot de passe", exact=True)).to_have_value(PASSWORD)
    phone.go_forward()
    phone.reload()
    expect(phone.get_by_text("saisissez-le de nouveau")).to_be_visible()
    expect(phone.get_by_label("Mot de passe", exact=True)).to_have_value("")
    assert PASSWORD not in phone.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
    fill_password(phone)
    click(phone, "Suivant")
    expect(phone.get_by_label("Téléphone")).to_have_value("06 39 98 00 01")
    for _ in range(2):
        click(phone, "Suivant")
    click(phone, "S’enregistrer")
    expect(phone.get_by_text("Vos corrections sont transmises à votre mairie")).to_be_visible()
    [request] = requests.of_family("lisse", "dubois")
    assert [(one.field, one.after) for one in request.value.corrections] == [("phone", "06 39 98 00 01")]


def test_what_is_missing_is_said_at_its_field_which_gets_the_focus(phone: Page) -> None:
    open_wizard(phone)
    phone.get_by_label("Nom de la famille").fill("  ")
    phone.get_by_label("Mot de passe", exact=True).fill("trop court")
    click(phone, "Suivant")
    name = phone.get_by_label("Nom de la famille")
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(name).to_have_accessible_description(re.compile("Remplissez"))
    expect(phone.get_by_role("heading", name="3 champs sont à corriger")).to_be_visible()
    phone.get_by_role("link", name="Choisissez au moins 12 caractères.").click()
    expect(phone.get_by_label("Mot de passe", exact=True)).to_be_focused()
    assert axe(phone) == []
    name.fill("Dubois")
    fill_password(phone)
    phone.get_by_label("Confirmez votre mot de passe").fill(f"{PASSWORD} !")
    click(phone, "Suivant")
    expect(phone.get_by_label("Confirmez votre mot de passe")).to_have_accessible_description(
        re.compile("pas les mêmes")
    )
    expect(step(phone, "Compte")).to_be_visible()


def test_a_password_that_the_server_refuses_leads_back_to_its_step(phone: Page) -> None:
    open_wizard(phone)
    fill_password(phone, "Odile-Dubois-2026")
    for _ in range(3):
        click(phone, "Suivant")
    click(phone, "S’enregistrer")
    password = phone.get_by_label("Mot de passe", exact=True)
    expect(password).to_be_focused()
    expect(password).to_have_accessible_description(re.compile("ni mot courant ni votre nom"))
    expect(password).to_have_value("Odile-Dubois-2026")


def test_an_answer_that_is_lost_leaves_one_login_and_goes_on(phone: Page) -> None:
    open_wizard(phone)
    fill_password(phone)
    for _ in range(3):
        click(phone, "Suivant")
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)  # the server did it, and nobody heard
        route.abort()

    phone.route("**/api/activation", lose)
    click(phone, "S’enregistrer")
    expect(phone.get_by_role("heading", name="Bonjour Odile")).to_be_visible()
    assert lost == [200]
    assert len(families.family("lisse", "dubois").value.members) == 1
    assert [line.act for line in journal.lines("lisse", "dubois")].count("login_opened") == 1


def test_another_parent_and_another_child_are_asked_for(phone: Page) -> None:
    open_wizard(phone)
    fill_password(phone)
    for _ in range(2):
        click(phone, "Suivant")
    second = phone.get_by_role("group", name="Responsable 2")
    second.get_by_label("Prénom").fill("Ali")
    click(phone, "Suivant")
    expect(second.get_by_label("Madame")).to_be_focused()
    second.get_by_text("Monsieur").click()
    second.get_by_label("Nom", exact=True).fill("Haddad")
    click(phone, "Suivant")
    click(phone, "Ajouter un enfant")
    added = phone.get_by_role("group", name="Enfant 2")
    expect(added.get_by_label("Nom", exact=True)).to_be_focused()
    added.get_by_label("Nom", exact=True).fill("Haddad")
    added.get_by_label("Prénom").fill("Noé")
    click(phone, "Ajouter un enfant")
    phone.get_by_role("button", name="Retirer l’enfant 3").click()
    click(phone, "S’enregistrer")
    expect(phone.get_by_role("heading", name="Bonjour Odile")).to_be_visible()
    [request] = requests.of_family("lisse", "dubois")
    assert {one.field: one.after for one in request.value.corrections} == {
        "guardians.1.civility": "monsieur",
        "guardians.1.last_name": "Haddad",
        "guardians.1.first_name": "Ali",
        "children.1.last_name": "Haddad",
        "children.1.first_name": "Noé",
    }


def test_giving_up_saves_nothing_and_the_link_still_works(phone: Page) -> None:
    code = invited(ODILE, REF)
    phone.goto(link("/activation/", code))
    click(phone, "Annuler la création de compte")
    click(phone, "Continuer")
    expect(step(phone, "Compte")).to_be_visible()
    click(phone, "Annuler la création de compte")
    phone.get_by_role("dialog").get_by_role("button", name="Annuler la création de compte").click()
    phone.wait_for_url(re.compile(r"//[^/]+/$"))
    assert phone.evaluate("sessionStorage.length") == 0
    phone.goto(link("/activation/", code))
    expect(step(phone, "Compte")).to_be_visible()


def test_who_has_a_login_gives_its_password_and_keeps_it(phone: Page) -> None:
    an_account(ACCOUNT, ODILE, families=(), first_name="Odile")
    open_wizard(phone)
    expect(phone.get_by_text("Vous avez déjà un espace famille")).to_be_visible()
    expect(phone.get_by_label("Confirmez votre mot de passe")).to_be_hidden()
    phone.get_by_label("Mot de passe", exact=True).fill("not the one she chose")
    for _ in range(3):
        click(phone, "Suivant")
    click(phone, "S’enregistrer")
    password = phone.get_by_label("Mot de passe", exact=True)
    expect(password).to_be_focused()
    password.fill(PASSWORD)
    for _ in range(3):
        click(phone, "Suivant")
    click(phone, "S’enregistrer")
    expect(phone.get_by_role("heading", name="Bonjour Odile")).to_be_visible()
    assert families.family("lisse", "dubois").value.members == (ACCOUNT,)
    phone.get_by_role("link", name="Accéder à mon espace famille").click()
    phone.wait_for_url("**/espace/?famille=lisse%2Fdubois")


def test_a_used_link_and_a_page_without_one_say_what_to_do(phone: Page) -> None:
    phone.goto("/activation/")
    expect(phone.get_by_role("heading", name="Ouvrez le lien reçu par e-mail")).to_be_visible()
    assert axe(phone) == []
    phone.goto(link("/activation/", "0" * 26))
    expect(phone.get_by_role("heading", name="Lien non valable")).to_be_visible()
    expect(phone.get_by_role("button", name="Réessayer")).to_be_hidden()

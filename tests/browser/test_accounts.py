"""Opening a login, and keeping it: the mail's link, the four steps, signing in, what a parent changes."""

import re
from collections.abc import Iterator
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailReturn, NoMailBecause
from functions.domain.families.family import Civility, Guardian
from functions.storage.accounts.sessions import sessions
from functions.storage.families import families, requests
from functions.storage.table import journal
from functions.usecases.accounts.log_in import log_in
from functions.usecases.messages.note_mail_return import note_mail_return
from tests.browser.conftest import DESK, PHONE
from tests.browser.planning_page import cell
from tests.support.accounts import (
    ELSEWHERE,
    PASSWORD,
    address_code,
    an_account,
    invited,
    messages,
    reset_code,
)
from tests.support.axe import axe_violations
from tests.support.builders import NOW, a_child, a_family, settle

pytestmark = pytest.mark.browser

ODILE = "odile@famille.example"
ACCOUNT = "0" * 25 + "d"
REF = FamilyRef("lisse", "dubois")
NEW = "une autre phrase longue"


@pytest.fixture(autouse=True)
def dubois(origin: str) -> None:
    """The family of Odile and Zoé, whom the town knows and who have no login yet."""
    family = a_family(
        "dubois",
        name="Dubois",
        guardians=(Guardian(Civility.MADAME, "Dubois", "Odile", ODILE),),
        children=("zoe",),
        members=(),
    )
    settle(family, [a_child("zoe", ("dubois",), first_name="Zoé", last_name="Dubois")])


def _page(browser: Browser, origin: str, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(base_url=origin, viewport=size, locale="fr-FR", service_workers="block")  # type: ignore[arg-type]  # a TypedDict's worth of a size
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, origin: str) -> Iterator[Page]:
    """Nobody is signed in on it."""
    yield from _page(browser, origin, PHONE)


@pytest.fixture
def desk(browser: Browser, origin: str) -> Iterator[Page]:
    """Nobody is signed in on it."""
    yield from _page(browser, origin, DESK)


def link(path: str, code: str, email: str = ODILE) -> str:
    return f"{path}#{urlencode({'code': code, 'adresse': email})}"


def with_a_login(**changes: Any) -> None:
    an_account(ACCOUNT, ODILE, families=(REF,), first_name="Odile", **changes)
    settle(a_family("dubois", name="Dubois", children=("zoe",), members=(ACCOUNT,)),
           [a_child("zoe", ("dubois",), first_name="Zoé")])  # fmt: skip


def open_wizard(page: Page) -> None:
    page.goto(link("/activation/", invited(ODILE, REF)))
    expect(step(page, "Compte")).to_be_visible()


def step(page: Page, name: str) -> Any:
    return page.get_by_role("heading", name=name, level=2, exact=True)


def fill_password(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Mot de passe", exact=True).fill(password)
    page.get_by_label("Confirmez votre mot de passe").fill(password)


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def axe(page: Page) -> list[str]:
    return [each["id"] for each in axe_violations(page)]


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Adresse e-mail").fill(ODILE)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    click(page, "Se connecter")


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


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/espace/compte/?x=1", "/espace/compte/?x=1"),
        ("https://ailleurs.example/", "/espace/"),
        ("//ailleurs.example/", "/espace/"),
        ("/\\ailleurs.example/", "/espace/"),
        ("", "/espace/"),
    ],
)
def test_signing_in_leads_back_to_the_screen_that_asked_and_nowhere_else(
    phone: Page, origin: str, asked: str, led_to: str
) -> None:
    with_a_login()
    phone.goto(f"/connexion/?{urlencode({'suite': asked})}")
    sign_in(phone)
    phone.wait_for_url(f"{origin}{led_to}")


def test_a_screen_asks_to_sign_in_and_signing_out_leaves_nothing(phone: Page) -> None:
    with_a_login()
    phone.goto("/espace/compte/")
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.locator("main .alert:visible")).to_have_count(0)
    sign_in(phone, "not the one she chose")
    expect(phone.get_by_role("heading", name="Connexion impossible")).to_be_visible()
    sign_in(phone)
    phone.wait_for_url("**/espace/compte/")
    expect(phone.get_by_text(ODILE)).to_be_visible()
    phone.get_by_role("button", name="Menu").click()
    click(phone, "Se déconnecter")
    phone.wait_for_url("**/connexion/")
    expect(phone.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    kept = phone.evaluate("({...sessionStorage, ...localStorage})")
    assert kept == {"preau.out": "1"}, "nothing but that the device is signed out"
    assert sessions(ACCOUNT) == []


def test_a_session_that_ended_by_itself_says_so_and_that_the_basket_is_kept(phone: Page) -> None:
    with_a_login()
    phone.goto("/connexion/")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    phone.wait_for_load_state("networkidle")
    phone.context.clear_cookies()
    phone.goto("/espace/factures/")
    phone.wait_for_url("**/connexion/?suite=*")
    said = phone.get_by_text("Vous avez été déconnecté. Reconnectez-vous : votre panier est gardé.")
    expect(said).to_be_visible()
    phone.reload()
    expect(said).to_be_hidden()


def test_a_tap_that_meets_the_end_of_the_session_is_said_to_be_lost(phone: Page) -> None:
    """On the sign-in page, and again where it can be done again; what is only read is read after signing in."""
    with_a_login()
    phone.goto("/connexion/?suite=/espace/reservations/?semaine=2026-W48")
    sign_in(phone)
    before = cell(phone, "Zoé", "Garderie du matin", "mardi 24 novembre")
    expect(before).to_be_visible()
    phone.wait_for_load_state("networkidle")
    phone.context.clear_cookies()
    before.click()
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.get_by_text("votre dernier geste n’a pas été enregistré")).to_be_visible()
    expect(phone.get_by_text("Vous avez été déconnecté. Reconnectez-vous")).to_be_hidden()
    sign_in(phone)
    expect(phone.get_by_role("status").filter(has_text="refaites-le")).to_be_visible()
    expect(before).to_have_attribute("aria-pressed", "false")
    phone.reload()
    expect(before).to_be_visible()
    phone.wait_for_load_state("networkidle")
    expect(phone.get_by_text("refaites-le")).to_have_count(0)


def test_whoever_is_signed_in_is_not_asked_to_sign_in_again(phone: Page) -> None:
    with_a_login()
    phone.goto("/connexion/")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    phone.goto("/aide/")
    phone.get_by_role("button", name="Menu").click()
    phone.get_by_role("link", name="Se connecter").click()
    phone.wait_for_url("**/espace/")
    expect(phone.get_by_role("heading", name="Bonjour Odile")).to_be_visible()
    phone.wait_for_load_state("networkidle")  # what this screen still asks would learn it first
    phone.context.clear_cookies()
    phone.goto("/connexion/")
    phone.wait_for_url("**/connexion/?suite=*")
    expect(phone.get_by_label("Adresse e-mail")).to_be_visible()


def test_a_password_can_be_shown_and_is_sent_hidden(phone: Page) -> None:
    phone.goto("/connexion/")
    password = phone.get_by_label("Mot de passe", exact=True)
    phone.get_by_role("button", name="Afficher le mot de passe").click()
    expect(password).to_have_attribute("type", "text")
    sign_in(phone)
    expect(password).to_have_attribute("type", "password")


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


LOOKS: tuple[tuple[int, Literal["light", "dark"]], ...] = ((390, "light"), (1280, "dark"))
STILL = """() => Promise.all(document.getAnimations()
  .filter((each) => each.effect.getComputedTiming().endTime < 1000)
  .map((each) => each.finished.catch(() => {})))"""
"""Colours on their way to others are not judged."""


def test_axe_finds_nothing_and_no_screen_scrolls_sideways(phone: Page) -> None:
    with_a_login()
    found: dict[str, object] = {}

    def look(name: str) -> None:
        """By day on a phone, by night on a computer."""
        for width, scheme in LOOKS:
            phone.set_viewport_size({"width": width, "height": 800})
            phone.emulate_media(color_scheme=scheme)
            phone.evaluate(STILL)
            if violations := axe(phone):
                found[f"{name}, {width} px, {scheme}"] = violations
        for width in (1280, 390, 320):
            phone.set_viewport_size({"width": width, "height": 800})
            if phone.evaluate("document.documentElement.scrollWidth") > width:
                found[f"{name} is wide"] = width

    phone.goto("/mot-de-passe-oublie/")
    look("forgotten")
    phone.goto(link("/nouveau-mot-de-passe/", "0" * 26))
    look("new password")
    phone.goto("/connexion/")
    look("sign in")
    sign_in(phone)
    phone.wait_for_url("**/espace/")
    for address in ("/espace/", "/espace/compte/", "/espace/actualites/"):
        phone.goto(address)
        expect(phone.get_by_text("Famille Dubois")).to_be_visible()
        look(address)
    phone.context.clear_cookies()
    for name in ("Compte", "Famille", "Responsables", "Enfants"):
        if name == "Compte":
            open_wizard(phone)
            phone.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
        else:
            click(phone, "Suivant")
        expect(step(phone, name)).to_be_visible()
        look(name)
    assert found == {}

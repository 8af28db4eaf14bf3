"""The secretary keeps the file of a family: with the keyboard at her desk, with a thumb beside it."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions.domain.agents.staff import Role
from functions.domain.files.edits import FieldEdit
from functions.domain.papers.papers import PaperAbout, PaperKind, PaperLasts
from functions.domain.safety.child_safety import Allergen
from functions.storage.families import families
from functions.storage.safety import child_safeties
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.papers.name_paper_kinds import name_paper_kinds
from tests.browser.conftest import DESK
from tests.browser.hands import Keys
from tests.support.axe import axe_violations
from tests.support.builders import NOW, appoint, open_account

pytestmark = pytest.mark.browser

ANNE = "0" * 25 + "s"
LOOK = os.environ.get("PREAU_LOOK", "")
"""A folder for pictures, for who wants to look."""
FILE = "/mairie/famille/?id=testmp&commune=lisse"
HOME = PaperKind("domicile", "Justificatif de domicile", PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR)
PHONE = "01 99 00 56 78"


@pytest.fixture
def as_anne(
    origin: str, uploads_bucket: str, open_context: Callable[..., BrowserContext]
) -> Callable[..., Page]:
    open_account(ANNE, "anne@lisse.example")
    appoint(ANNE, Role.SECRETARY)
    name_paper_kinds("lisse", [HOME], seen=0, by=ANNE, now=NOW)

    def opened(**device: int) -> Page:
        page = open_context(account=ANNE, **device).new_page()
        page.goto(FILE)
        expect(page.get_by_role("heading", name="Famille Testmp")).to_be_visible()
        return page

    return opened


def somebody_writes(phone: str) -> None:
    edit = FieldEdit("phone", families.family("lisse", "testmp").value.phone, phone)
    edit_family(FamilyEdit("lisse", "testmp", (edit,), (), "command:families", f"key-of-{phone}"[:20], NOW))


def written() -> tuple[str, str]:
    family = families.family("lisse", "testmp").value
    return family.phone, family.address.city


def test_a_secretary_changes_a_file_beside_somebody_else(as_anne: Callable[..., Page]) -> None:
    page = as_anne(**DESK)
    quiet: list[str] = []
    page.on("console", lambda message: quiet.append(message.text))
    page.on("pageerror", lambda error: quiet.append(str(error)))
    section = page.get_by_role("region", name="Coordonnées")
    expect(section).to_contain_text(PHONE)
    modify = section.get_by_role("button", name="Modifier")
    modify.focus()
    page.keyboard.press("Enter")
    expect(section.get_by_label("Nom de la famille")).to_be_focused()
    page.keyboard.press("Escape")
    expect(modify).to_be_focused()
    page.keyboard.press("Enter")
    somebody_writes("06 39 98 00 01")
    section.get_by_label("Téléphone").fill("06 39 98 00 02")
    section.get_by_label("Ville").fill("Lisse-le-Haut")
    page.keyboard.press("Enter")
    expect(section.get_by_role("group")).to_contain_text("a écrit « 06 39 98 00 01 »")
    assert axe_violations(page) == []
    assert written() == ("06 39 98 00 01", "Lisse"), "nothing is written before she chooses"
    section.get_by_role("radio", name="Écrire « 06 39 98 00 02 »").check()
    section.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="Coordonnées")).to_be_focused()
    expect(section).to_contain_text("Lisse-le-Haut")
    expect(section).to_contain_text("Modifié ici depuis la dernière liste")
    assert written() == ("06 39 98 00 02", "Lisse-le-Haut")

    children = page.get_by_role("region", name="Enfants")
    children.get_by_role("button", name="Ajouter un enfant").click()
    children.get_by_label("Prénom").fill("Lou")
    children.get_by_label("Nom", exact=True).fill("Testmp")
    children.get_by_label("Date de naissance").fill("2018-05-04")
    expect(children.locator("datalist option")).to_have_count(2)
    children.get_by_label("Classe").fill("cm 1")
    children.get_by_role("button", name="Enregistrer").click()
    expect(children.get_by_role("article")).to_have_count(3)
    newcomer = children.get_by_role("article").filter(has_text="Lou")
    expect(newcomer.get_by_text("École non renseignée · CM1")).to_be_visible()

    quotient = page.get_by_role("region", name="Quotient familial")
    quotient.get_by_role("button", name="Noter un quotient").click()
    quotient.get_by_label("Quotient familial").fill("540")
    quotient.get_by_label("Compte à partir du").fill("2026-12-01")
    expect(quotient.get_by_role("button", name="Enregistrer")).to_have_count(0)
    quotient.get_by_role("button", name="Voir ce que cela change").click()
    expect(quotient.get_by_text("Le quotient passe de 812 à 540")).to_be_visible()
    assert len(families.family("lisse", "testmp").value.quotients) == 1
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"), (
        "leaving is asked about"
    )
    quotient.get_by_label("Quotient familial").fill("541")
    expect(quotient.get_by_role("button", name="Noter ce quotient")).to_have_count(0)
    quotient.get_by_label("Quotient familial").fill("540")
    quotient.get_by_role("button", name="Voir ce que cela change").click()
    quotient.get_by_role("button", name="Noter ce quotient").click()
    expect(quotient.get_by_role("button", name="Retirer 540")).to_be_visible()
    quotient.get_by_role("button", name="Retirer 540").click()
    expect(quotient.get_by_text("Le quotient passe de 540 à 812")).to_be_visible()
    quotient.get_by_role("button", name="Retirer le quotient de 540").click()
    expect(quotient.get_by_role("button", name="Retirer 540")).to_have_count(0)

    # A child who moves away: what that takes is said before.
    children.get_by_role("button", name="Modifier Clara Testmp").click()
    children.get_by_label("Dernier jour ici").fill("2027-03-12")
    children.get_by_role("button", name="Enregistrer").click()
    expect(children.get_by_text("Rien n’est réservé en dehors de ces dates.")).to_be_visible()
    children.get_by_role("button", name="Enregistrer ces dates").click()
    expect(children.get_by_text("dernier jour : 12 mars 2027")).to_be_visible()

    children.get_by_role("button", name="Inscriptions Clara Testmp").click()
    children.get_by_label("Service").select_option(label="Accueil du mercredi")
    children.get_by_label("Du", exact=True).fill("2026-12-01")
    children.get_by_label("mercredi", exact=True).check()
    children.get_by_role("button", name="Enregistrer").click()
    expect(
        children.get_by_text("Accueil du mercredi, depuis le 1er décembre 2026 · mercredi")
    ).to_be_visible()

    hand = Keys(page)
    hand.press(children.get_by_role("button", name="Fiche de sécurité Clara Testmp"))
    sheet_of_clara = children.get_by_role("heading", name="Fiche de sécurité de Clara Testmp", exact=True)
    expect(sheet_of_clara).to_be_focused()
    expect(children.get_by_text("Rien n’est noté dans cette fiche")).to_be_visible()
    expect(children.get_by_role("link", name="06 39 98 00 02")).to_have_attribute("href", "tel:0639980002")
    page.keyboard.press("Escape")
    expect(children.get_by_role("button", name="Fiche de sécurité Clara Testmp")).to_be_focused()
    page.keyboard.press("Enter")
    modify = children.get_by_role("button", name="Modifier", exact=True)
    hand.press(modify)
    expect(children.get_by_role("heading", name="Modifier la fiche")).to_be_focused()
    children.get_by_label("lait", exact=True).check()
    page.keyboard.press("Escape")
    expect(modify).to_be_focused()
    assert child_safeties.safeties("lisse", ["clara"]) == {}, "nothing was sent"
    page.keyboard.press("Enter")
    children.get_by_label("arachides").check()
    children.get_by_label("A un PAI").check()
    children.get_by_label("PAI depuis le").fill("2026-09-01")
    may = children.get_by_role("group", name="Peuvent venir")
    may.get_by_label("Nom et prénom").fill("Rose Dupré")
    may.get_by_label("Téléphone").fill("06 39 98 77 77")
    away = children.get_by_role("group", name="Ne peuvent pas")
    away.get_by_label("Nom et prénom").fill("Jean Écarté")
    away.get_by_label("Décision : date, référence").fill("Ordonnance du 3 mars 2026")
    children.get_by_label("Médecin traitant").fill("Dr Anne Soin")
    children.get_by_role("button", name="Enregistrer").click()
    expect(sheet_of_clara).to_be_focused()
    read = children.get_by_text("Jean Écarté").locator("xpath=ancestor::*[@data-part='away']")
    expect(read).to_contain_text("Ne peuvent pas venir chercher l’enfant")
    expect(children.get_by_text("arachides")).to_be_visible()
    expect(children.get_by_text("Dr Anne Soin")).to_be_visible()
    expect(children.get_by_text("lait", exact=True)).to_have_count(0)
    expect(children.get_by_role("link", name="06 39 98 77 77").first).to_have_attribute(
        "href", "tel:0639987777"
    )
    assert axe_violations(page) == []
    for width in (820, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if LOOK:
            page.screenshot(path=f"{LOOK}/fiche-{width}.png")
        box = modify.bounding_box()
        assert box is not None and box["height"] >= 44
    hand.press(children.get_by_role("button", name="Fermer"))
    expect(children.get_by_text("allergie · PAI")).to_be_visible()
    sheet = child_safeties.safeties("lisse", ["clara"])["clara"].value
    assert (sheet.allergens, sheet.may_fetch[0].name) == ((Allergen.PEANUTS,), "Rose Dupré")

    papers = page.get_by_role("region", name="Pièces")
    papers.get_by_role("button", name="Refuser").click()
    papers.get_by_label("Pourquoi elle est refusée").fill("Illisible")
    papers.get_by_role("button", name="Refuser la pièce").click()
    expect(papers.get_by_text("Illisible")).to_be_visible()
    papers.get_by_role("button", name="Vue au guichet").click()
    papers.get_by_label("Valable jusqu’au").fill("2027-06-30")
    papers.get_by_role("button", name="Noter la pièce").click()
    expect(papers.get_by_text("valable jusqu’au 30 juin 2027")).to_be_visible()
    expect(papers.get_by_role("heading", name="Dossier complet")).to_be_visible()

    people = page.get_by_role("region", name="Responsables")
    people.get_by_role("button", name="Mettre fin à son accès Julie Testmp").click()
    people.get_by_role("button", name="Mettre fin à son accès", exact=True).click()
    expect(people.get_by_role("button", name="Inviter Julie Testmp")).to_be_visible()

    hand.press(page.get_by_role("button", name="Qui l’a lu"))
    expect(page.get_by_role("region", name="Historique")).to_contain_text("fiches de sécurité comprises")
    hand.press(page.get_by_role("button", name="Effacer la famille…"))
    data = page.get_by_role("region", name="Données personnelles")
    expect(data.get_by_text("Cela ne se défait pas.")).to_be_visible()
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    expect(data.get_by_text("Cela ne se défait pas.")).to_have_count(0)
    with page.expect_download() as handed:
        hand.press(data.get_by_role("button", name="Télécharger ses données"))
    assert handed.value.suggested_filename.endswith(".zip")

    page.goto("/mairie/pieces/?commune=lisse")
    expect(page.get_by_text("Rien ne manque.")).to_be_visible()
    page.get_by_role("button", name="Ajouter une pièce").click()
    page.get_by_label("Nom de la pièce").fill("Assurance scolaire")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("link", name="Testmp")).to_be_visible()
    assert not families.family("lisse", "testmp").value.file_complete
    assert axe_violations(page) == []
    assert [one for one in quiet if "409" not in one] == []


def test_the_file_is_read_and_changed_with_a_thumb(as_anne: Callable[..., Page]) -> None:
    page = as_anne(width=390, height=900, touch=True)
    people = page.get_by_role("region", name="Responsables")
    button = people.get_by_role("button", name="Modifier Julie Testmp")
    for width in (820, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44 and box["width"] >= 44
    button.tap()
    people.get_by_label("Adresse e-mail").fill("julie@ailleurs.example")
    people.get_by_role("button", name="Enregistrer").tap()
    expect(page.get_by_role("heading", name="Responsables")).to_be_focused()
    assert families.family("lisse", "testmp").value.guardians[1].email == "julie@ailleurs.example"
    assert axe_violations(page) == []

    page.set_viewport_size({"width": 820, "height": 900})
    page.get_by_role("button", name="Effacer la famille…").tap()
    data = page.get_by_role("region", name="Données personnelles")
    data.get_by_label("Recopiez le nom de la famille").fill("testmp")
    data.get_by_role("button", name="Effacer la famille Testmp").tap()
    expect(page.get_by_role("heading", name="Famille Testmp")).to_have_count(0)
    assert families.family("lisse", "testmp").value.erased_on == NOW.date()

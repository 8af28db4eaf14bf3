"""A parent asks the town something by thumb, reads the answer, writes on, and finds all that the family asked in one place."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.papers.papers import PaperAbout, PaperKind, PaperKinds, PaperLasts
from functions.domain.requests.ready_sentences import ReadyFor, ReadySentence
from functions.storage.papers import family_papers
from functions.storage.requests import ready_sentences, threads
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.requests.answer_thread import answer_thread
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_ready_sentences import write_ready_sentences
from tests.browser.conftest import DESK, TownClock
from tests.support.axe import axe_violations
from tests.support.builders import NOW, appoint, open_account, paris
from tests.support.pictures import a_jpeg, a_pdf

pytestmark = pytest.mark.browser

ANNE = "0" * 25 + "a"


@pytest.fixture(autouse=True)
def bucket(origin: str, uploads_bucket: str) -> None:
    for made in (wiring.uploads, wiring._s3):
        made.cache_clear()


def no_fault(page: Page) -> None:
    """Nothing for axe to say, and nothing sideways."""
    found = axe_violations(page)
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def the_town_answers(text: str, at: str) -> None:
    [stored] = threads.of_family("lisse", "testmp")
    act = ThreadAct("lisse", "testmp", stored.value.id, "a" * 26, f"answer {at}", paris(at), by_town=True)
    answer_thread(act, text, seen=stored.value.last, close=False)


def test_a_question_and_its_answer(phone: Page, clock: TownClock) -> None:
    phone.goto("/espace/demandes/")
    expect(phone.get_by_role("heading", name="Rien en attente")).to_be_visible()
    no_fault(phone)
    phone.get_by_text("Nouvelle demande").tap()
    phone.get_by_role("button", name="Envoyer à la mairie").tap()
    expect(phone.get_by_text("2 champs sont à corriger")).to_be_visible()
    no_fault(phone)
    phone.get_by_text("Poser une question").tap()
    phone.get_by_label("Objet").fill("Sortie de vendredi")
    phone.get_by_label("Message", exact=True).fill("Bonjour,\nfaut-il un pique-nique ?")
    phone.get_by_role("button", name="Envoyer à la mairie").tap()
    link = phone.get_by_role("link", name="Sortie de vendredi")
    expect(link).to_be_focused()
    expect(phone.get_by_role("heading", name="En attente de la mairie")).to_be_visible()
    expect(phone.get_by_role("heading", name="Rien en attente")).to_be_hidden()
    no_fault(phone)

    clock.show("lundi 2026-11-16 10:30")
    the_town_answers("Oui, et un goûter.", "lundi 2026-11-16 10:30")
    phone.reload()
    expect(phone.get_by_role("heading", name="La mairie vous a écrit")).to_be_visible()
    link.tap()
    expect(phone.get_by_role("heading", name="Sortie de vendredi")).to_be_visible()
    messages = phone.locator("#thread li")
    expect(messages.nth(0)).to_contain_text("Vous lundi 16 novembre à 9 h")
    expect(messages.nth(1)).to_contain_text("La mairie lundi 16 novembre à 10 h 30")
    expect(messages.nth(1)).to_contain_text("Oui, et un goûter.")
    no_fault(phone)

    phone.get_by_label("Votre message").fill("Merci !")
    phone.get_by_role("button", name="Envoyer", exact=True).tap()
    expect(messages).to_have_count(3)
    expect(phone.get_by_text("La mairie n’a pas encore répondu")).to_be_visible()
    expect(phone.get_by_label("Votre message")).to_have_value("")
    phone.get_by_role("button", name="C’est réglé").tap()
    expect(phone.get_by_text("Pendant 30 jours, un nouveau message la rouvre.")).to_be_visible()
    phone.get_by_role("link", name="Toutes mes demandes").tap()
    expect(phone.get_by_role("heading", name="Terminées")).to_be_visible()


def test_papers_are_sent_as_they_are_chosen_and_again_where_the_network_fails(
    shaky: Page, tmp_path: Path, open_context: Callable[..., BrowserContext]
) -> None:
    name = "Attestation d’assurance"
    kind = PaperKind("assurance", name, PaperAbout.FAMILY, PaperLasts.SCHOOL_YEAR)
    if_one_likes = PaperKind("photo", "Photo", PaperAbout.FAMILY, PaperLasts.FOREVER, required=False)
    transaction = Transaction()
    kinds = PaperKinds((if_one_likes, kind))
    family_papers.put_kinds(transaction, Stored(keys.paper_kinds("lisse"), kinds, 0))
    transaction.commit()
    shaky.goto("/espace/demandes/")
    groups = shaky.get_by_role("heading", level=2)
    expect(groups.locator("visible=true")).to_have_text(["Rien en attente", "À donner à la mairie"])
    expect(shaky.locator("#wanted h3")).to_have_text([name, "Photo"])
    no_fault(shaky)
    shaky.get_by_role("button", name=f"Envoyer, {name}").tap()
    expect(shaky.get_by_label("Objet")).to_have_value(name)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(a_jpeg())
    paper = tmp_path / "attestation.pdf"
    paper.write_bytes(a_pdf())
    wrong = tmp_path / "notes.pdf"
    wrong.write_text("ce n’est pas un PDF")
    bucket = f"{os.environ['AWS_ENDPOINT_URL']}/**"
    shaky.route(bucket, lambda route: route.abort())
    field, rows = shaky.get_by_label("Fichiers").first, shaky.locator("#ask .files li")
    field.set_input_files(paper)
    expect(rows).to_contain_text("Le service ne répond pas.", timeout=15_000)
    shaky.get_by_role("button", name="Envoyer à la mairie").tap()
    expect(shaky.get_by_text("Un fichier n’est pas parti")).to_be_visible()
    expect(shaky.get_by_label("Objet")).to_have_value("Attestation d’assurance")
    shaky.unroute(bucket)
    rows.get_by_role("button", name="Réessayer").tap()
    expect(rows).to_contain_text("Prêt")
    field.set_input_files([wrong, photo])
    expect(rows.nth(1)).to_contain_text("ni un PDF, ni une photo")
    expect(rows.nth(2)).to_contain_text("Prêt")
    no_fault(shaky)
    rows.get_by_role("button", name="Retirer notes.pdf").tap()
    shaky.get_by_role("button", name="Envoyer à la mairie").tap()
    expect(shaky.locator("#wanted h3")).to_have_text(["Photo"])
    shaky.get_by_role("link", name="Attestation d’assurance").tap()
    shaky.wait_for_url("**/espace/demandes/?id=*")
    shaky.go_back()
    expect(groups.locator("visible=true")).to_have_text(["En attente de la mairie", "À donner à la mairie"])
    expect(shaky.locator("#wanted h3")).to_have_text(["Photo"])
    shaky.get_by_role("link", name="Attestation d’assurance").tap()
    files = shaky.locator("#thread li.written button")
    expect(files).to_have_text(["attestation.pdf (1\u00a0ko)", "photo.jpg (1\u00a0ko)"])
    no_fault(shaky)
    with shaky.expect_download() as download:
        files.first.tap()
    assert Path(download.value.path()).read_bytes() == a_pdf()
    assert download.value.suggested_filename == "attestation.pdf"

    open_account(ANNE, "anne@mairie.example")
    appoint(ANNE, Role.SECRETARY)
    desk = open_context(**DESK, account=ANNE).new_page()
    desk.goto("/mairie/demandes/")
    with desk.expect_download() as download:
        desk.get_by_role("button", name="attestation.pdf (1\u00a0ko)").click()
    assert Path(download.value.path()).read_bytes() == a_pdf()
    desk.keyboard.press("t")
    desk.get_by_role("button", name="Bonjour, nous avons bien reçu votre document.").click()
    expect(desk.locator("#reponse")).to_have_value("Bonjour, nous avons bien reçu votre document.")
    desk.locator("#reponse").fill("Merci, voici le reçu.")
    desk.get_by_label("Fichiers").set_input_files(paper)
    expect(desk.get_by_text("Prêt")).to_be_visible()
    no_fault(desk)
    desk.get_by_role("button", name="Répondre", exact=True).click()
    expect(desk.locator("#envoi")).to_be_visible()
    expect(desk.locator("#envoi")).to_be_hidden(timeout=20_000)
    shaky.reload()
    expect(shaky.locator("#thread li.written").nth(1)).to_contain_text("attestation.pdf")

    desk.goto("/mairie/famille/?id=testmp")
    papers = desk.get_by_role("region", name="Pièces")
    papers.get_by_role("button", name=f"Bien reçu {name}").click()
    expect(papers.get_by_label("Valable jusqu’au")).to_have_value("2027-08-31")
    no_fault(desk)
    papers.get_by_label("Valable jusqu’au").press("Enter")
    expect(papers.get_by_role("heading", name="Dossier complet")).to_be_visible()
    shaky.reload()
    expect(shaky.locator("#thread li.written").nth(2)).to_contain_text("accepté, jusqu’au 31 août 2027")

    desk.get_by_role("button", name="Écrire à la famille").click()
    asked = desk.get_by_role("region", name="Demandes et messages")
    expect(asked.get_by_text("Personne dans cette famille n’a ouvert son compte")).to_be_hidden()
    asked.get_by_label("Objet").fill("Carnet de santé")
    asked.get_by_label("Message").fill("Pouvez-vous passer\nà la mairie ?")
    no_fault(desk)
    asked.get_by_role("button", name="Envoyer à la famille").click()
    asked.get_by_role("button", name="Lire Carnet de santé").click()
    expect(asked.get_by_text("Pouvez-vous passer")).to_be_visible()
    no_fault(desk)
    asked.get_by_role("button", name="Clore, sans un mot").click()
    expect(asked.get_by_text("Terminé")).to_have_count(2)
    shaky.get_by_role("link", name="Toutes mes demandes").tap()
    shaky.get_by_role("link", name="Carnet de santé").tap()
    expect(shaky.locator("#thread li.written")).to_contain_text("Pouvez-vous passer")
    desk.get_by_role("link", name="Voir comme la famille").click()
    seen = desk.get_by_role("region", name="Mes demandes")
    seen.get_by_role("button", name="Lire, Carnet de santé").click()
    expect(seen.get_by_text("Pouvez-vous passer")).to_be_visible()
    no_fault(desk)


def test_the_town_keeps_its_own_sentences_beside_a_colleague(
    open_context: Callable[..., BrowserContext],
) -> None:
    open_account(ANNE, "anne@mairie.example")
    appoint(ANNE, Role.SECRETARY)
    page = open_context(**DESK, account=ANNE).new_page()
    page.goto("/mairie/phrases/")
    replies = page.get_by_role("region", name="Pour répondre")
    expect(replies.get_by_role("listitem")).to_have_count(3)
    expect(replies.get_by_text("Ce sont les phrases du portail")).to_be_visible()
    replies.get_by_role("button", name="Retirer").first.click()
    expect(replies.get_by_role("listitem")).to_have_count(2)
    expect(replies.get_by_text("Ce sont les phrases du portail")).to_be_hidden()
    page.get_by_role("button", name="Annuler").click()
    expect(replies.get_by_role("listitem")).to_have_count(3)
    expect(replies.get_by_text("Ce sont les phrases du portail")).to_be_visible()

    theirs = [ReadySentence(ReadyFor.REPLY, "Nous vous appelons."), ReadySentence(ReadyFor.REPLY, "Merci.")]
    known = ready_sentences.of_town("lisse")
    write_ready_sentences("lisse", theirs, seen=known.version, by="colleague", now=NOW)
    replies.get_by_role("button", name="Ajouter une phrase").click()
    replies.get_by_label("Phrase").fill("C’est noté.")
    no_fault(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(replies.get_by_text("Un collègue a changé les phrases")).to_be_visible()
    expect(replies.get_by_role("listitem").first).to_contain_text("Nous vous appelons.")
    expect(replies.get_by_label("Phrase")).to_have_value("C’est noté.")
    replies.get_by_role("button", name="Enregistrer").click()
    expect(replies.get_by_role("listitem")).to_have_count(3)
    replies.get_by_role("button", name="Monter : C’est noté.").click()
    expect(replies.get_by_role("listitem").nth(1)).to_contain_text("C’est noté.")
    expect(replies.get_by_role("button", name="Monter : C’est noté.")).to_be_focused()
    kept = [one.text for one in ready_sentences.of_town("lisse").value.sentences]
    assert kept == ["Nous vous appelons.", "C’est noté.", "Merci."]
    no_fault(page)

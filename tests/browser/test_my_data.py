"""*Mes données*, in *Mon compte*: a parent downloads what the portal keeps."""

import json
import os
import zipfile

import pytest
from playwright.sync_api import Locator, Page, expect

from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.storage.families import requests
from tests.support.axe import axe_violations
from tests.support.builders import CANTEEN, MONDAY, book

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def buckets(documents_bucket: str, uploads_bucket: str) -> None:
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()


def my_data(page: Page) -> Locator:
    """The card, once it is filled."""
    page.goto("/espace/compte/")
    card = page.locator("#donnees")
    expect(card.get_by_text("Testmp (Lisse)")).to_be_visible()
    card.scroll_into_view_if_needed()
    if folder := os.environ.get("PREAU_SHOTS"):
        width = (page.viewport_size or {"width": 0})["width"]
        card.screenshot(path=f"{folder}/mes-donnees-{width}.png")
    return card


def test_a_parent_downloads_the_familys_data(phone: Page) -> None:
    book(Slot(MONDAY, CANTEEN.code, "clara"))
    card = my_data(phone)
    with phone.expect_download() as downloading:
        card.get_by_role("button", name="Télécharger mes données").click()
    assert downloading.value.suggested_filename == "mes-donnees-2026-11-16.zip"
    data = json.loads(zipfile.ZipFile(downloading.value.path()).read("donnees.json"))
    assert [child["dossier"]["prenom"] for child in data["enfants"]] == ["Clara", "Guilhem"]


def test_the_card_is_as_usable_on_a_large_screen(desk: Page) -> None:
    my_data(desk)
    assert axe_violations(desk) == []


def test_the_erasure_is_asked_for_in_two_steps_and_taken_back(phone: Page) -> None:
    card = my_data(phone)
    card.get_by_role("button", name="Demander la suppression").click()
    expect(card.locator("[data-part=sure]")).to_be_focused()
    shoot(phone, "sur")
    card.get_by_role("button", name="Ne rien demander").click()
    expect(card.get_by_role("button", name="Demander la suppression")).to_be_focused()
    card.get_by_role("button", name="Demander la suppression").click()
    card.get_by_role("button", name="Envoyer la demande à la mairie").click()
    expect(card.get_by_text("Vous avez demandé la suppression le 16")).to_be_visible()
    assert len(list(requests.open_requests("lisse"))) == 1
    shoot(phone, "demande")
    phone.reload()
    expect(card.get_by_text("La mairie vous répond dans le mois")).to_be_visible()
    assert axe_violations(phone) == []
    card.get_by_role("button", name="Retirer ma demande").click()
    expect(card.get_by_role("button", name="Demander la suppression")).to_be_focused()
    assert list(requests.open_requests("lisse")) == []


def test_the_two_steps_on_a_large_screen(desk: Page) -> None:
    my_data(desk).get_by_role("button", name="Demander la suppression").click()
    expect(desk.locator("#donnees [data-part=sure]")).to_be_focused()
    shoot(desk, "sur")
    assert axe_violations(desk) == []


def shoot(page: Page, name: str) -> None:
    """A picture to look at, where somebody asks for one."""
    if folder := os.environ.get("PREAU_SHOTS"):
        width = (page.viewport_size or {"width": 0})["width"]
        page.locator("#donnees").screenshot(path=f"{folder}/mes-donnees-{name}-{width}.png")

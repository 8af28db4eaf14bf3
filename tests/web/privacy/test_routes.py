"""A parent downloads all that is kept of the family."""

import io
import json
import urllib.request
import zipfile

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from tests.support.builders import CANTEEN, MARC, MONDAY, NOW, book, log_in, open_account, open_town, settle
from tests.support.client import Browser

FAMILY = "/communes/lisse/families/testmp"


@pytest.fixture
def browser(
    table: str, documents_bucket: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> Browser:
    """Marc is logged in; Clara eats at school on a Monday."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town()
    open_account()
    settle()
    book(Slot(MONDAY, CANTEEN.code, "clara"))
    return Browser(app, cookie=log_in(MARC))


def test_the_link_that_answers_downloads_the_familys_data(browser: Browser) -> None:
    answer = browser.post(f"{FAMILY}/export")
    assert (answer.status, answer.json["name"]) == (200, "mes-donnees-2026-11-16.zip")
    with urllib.request.urlopen(answer.json["url"]) as download:
        assert download.headers["Content-Disposition"] == 'attachment; filename="mes-donnees-2026-11-16.zip"'
        whole = zipfile.ZipFile(io.BytesIO(download.read()))
    data = json.loads(whole.read("donnees.json"))
    [clara] = [child for child in data["enfants"] if child["identifiant"] == "clara"]
    assert clara["mois"][0]["jours"]["23"]["restauration"]["prix_centimes"] == 345


def test_the_link_says_how_long_it_lasts(browser: Browser) -> None:
    assert "Expires=120" in browser.post(f"{FAMILY}/export").json["url"]


def test_a_parent_asks_for_the_erasure_sees_it_and_takes_it_back(browser: Browser) -> None:
    path = f"{FAMILY}/erasure-request"
    of_testmp = {"commune": "lisse", "family": "testmp"}

    def seen() -> object:
        return browser.get("/me/account").json["erasures"]

    assert seen() == [of_testmp | {"asked_at": None, "sentence": ""}]
    asked = browser.post(path).json
    assert asked["asked_at"] == "2026-11-16T09:00:00+01:00"
    assert asked["sentence"].startswith("Vous avez demandé la suppression le 16")
    assert seen() == [of_testmp | asked]
    assert browser.delete(path).json == {"asked_at": None, "sentence": ""}
    assert seen() == [of_testmp | {"asked_at": None, "sentence": ""}]

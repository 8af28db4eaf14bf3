"""The town hands out or erases a family from its desk."""

import io
import json
import zipfile
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.families import families
from functions.storage.families.children import children
from tests.support.builders import MARC, NOW, appoint, log_in, open_account, open_town, settle
from tests.support.client import Browser
from tests.support.desk import issue_month
from tests.support.table import journal_of_commune

ANNE = "0" * 25 + "s"
FILE = "/communes/lisse/files/testmp"


@pytest.fixture
def anne(table: str, documents_bucket: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town()
    settle()
    open_account()
    appoint(ANNE, Role.SECRETARY)
    return Browser(app, cookie=log_in(ANNE))


def erasing(who: Browser, **body: Any) -> Any:
    return who.post(f"{FILE}/erasure", {"act": "erase", "reason": "asked", **body})


def test_the_town_gets_all_that_is_kept_of_a_family_and_of_nobody_s_login(anne: Browser) -> None:
    link = anne.post(f"{FILE}/export", {"act": "export"})
    assert link.status == 200, link.text
    [place] = [name for name in _places() if name.startswith("exports/lisse/testmp/")]
    body = wiring.uploads().read(place)
    assert body is not None
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        [name] = [one for one in archive.namelist() if one.endswith(".json")]
        data = json.loads(archive.read(name))
    assert "Clara" in json.dumps(data) and data.get("compte") is None


def _places() -> list[str]:
    client, bucket = wiring._s3(), wiring.uploads()._bucket
    return [one["Key"] for one in client.list_objects_v2(Bucket=bucket).get("Contents", [])]


def test_a_family_is_erased_once_its_name_is_written_again(anne: Browser) -> None:
    said = anne.post(f"{FILE}/erasure", {"act": "preview"}).json
    assert not said["erased"] and said["obstacles"] == []
    assert "les enfants qui n’ont que cette famille : Clara, Guilhem" in said["goes"]
    assert any("pendant 10 ans" in line for line in said["stays"])
    assert erasing(anne, confirm="Durand").json["code"] == "name_not_confirmed"
    assert anne.post(f"{FILE}/erasure", {"act": "erase", "confirm": "Testmp"}).status == 422, (
        "nobody said why"
    )
    assert families.family("lisse", "testmp").value.erased_on is None
    for _ in range(2):
        assert erasing(anne, confirm=" testmp ").json["erased"]
    assert families.family("lisse", "testmp").value.erased_on is not None
    assert children("lisse", ["clara", "guilhem"]) == {}
    [line] = [one for one in journal_of_commune("lisse") if one.act == "family_erased"]
    assert (line.by, line.detail) == (ANNE, {"family": "testmp", "reason": "asked"})
    assert anne.get(FILE).status == 404


def test_what_stands_in_the_way_is_said_and_nothing_is_erased(anne: Browser) -> None:
    issue_month("2026-10", 345)
    [first, *_] = erasing(anne, confirm="Testmp").json["obstacles"]
    assert first.startswith("La famille doit encore 3,45")
    assert families.family("lisse", "testmp").value.erased_on is None
    parent = Browser(app, cookie=log_in(MARC))
    assert erasing(parent, confirm="Testmp").status == 404

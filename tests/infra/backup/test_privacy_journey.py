"""A family asks for its data, then to be forgotten: all of it is handed over, it stays erased whatever comes back, and who read it is known."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.french.privacy.field_names import VALUES
from functions.settings import settings
from functions.storage.create_table import use_table
from functions.storage.families import families
from functions.storage.families.town_numbers import family_id
from infra.backup import totals
from infra.families.__main__ import main as import_families
from tests.infra.backup.conftest import Shell, remove
from tests.infra.backup.test_restore import coming_second
from tests.infra.families.test_families import CLARA as CLARAS_LINE
from tests.infra.families.test_families import VOISINS, written
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_account, open_town
from tests.support.client import Browser

FAMILY = family_id("lisse", "12")
FILE = f"/communes/lisse/files/{FAMILY}"
SHEET = {
    "version": 0,
    "diet": "Sans porc",
    "allergens": ["nuts"],
    "pai": None,
    "leaves_alone": None,
    "may_fetch": [{"name": "Rose Dupré", "phone": "06 39 98 77 77", "tie": "grand-mère"}],
    "may_not_fetch": [],
}


@pytest.fixture
def anne(
    live: str, documents_bucket: str, uploads_bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Browser:
    """The secretary (Julie's account) of a town whose list names two families."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.documents, wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town()
    import_list(tmp_path)
    for account, role in ((JULIE, Role.SECRETARY), (MARC, Role.ADMINISTRATOR)):
        open_account(account, f"{role}@mairie.example")
        appoint(account, role)
    return Browser(app, cookie=log_in(JULIE))


def import_list(folder: Path) -> None:
    assert import_families([str(written(folder, CLARAS_LINE, VOISINS)), "--commune", "lisse", "--apply"]) == 0


def told(of: str) -> list[tuple[str, str]]:
    """What the administrator reads of the family: the act and who did it."""
    marc = Browser(app, cookie=log_in(MARC))
    lines = marc.get(f"/communes/lisse/journal?month=2026-11&family={of}").json["lines"]
    return sorted((line["act"], line["agent"]) for line in lines)


def test_a_familys_data_is_handed_over_whole_and_its_erasure_outlives_a_backup_and_a_list(
    anne: Browser, shell: Shell, live: str, bucket: str, tmp_path: Path, dynamodb: Any
) -> None:
    [clara] = families.family("lisse", FAMILY).value.children
    assert anne.put(f"/communes/lisse/children/{clara}/safety", SHEET).status == 200
    body = {
        "lines": [{"child": clara, "service": "restauration", "date": "2026-11-23", "action": "reserve"}],
        "over": [],
        "price": "regular",
        "reason": "Demandé au téléphone.",
        "tell": False,
        "dry": False,
    }
    assert anne.post(f"{FILE}/bookings", body).json["done"]
    anne.get(FILE)

    # All that is kept of it is in the file.
    link = anne.post(f"{FILE}/export", {"act": "export"})
    assert link.status == 200 and link.json["name"].endswith(".zip")
    place, *_ = [name for name in exported() if FAMILY in name]
    whole = zipfile.ZipFile(io.BytesIO(wiring.uploads().read(place) or b""))
    assert whole.testzip() is None and {"donnees.json", "lisez-moi.txt"} <= set(whole.namelist())
    text = whole.read("donnees.json").decode()
    own = {f"C#lisse#F#{FAMILY}", f"C#lisse#I#{FAMILY}", f"C#lisse#K#{clara}"}
    for item in totals.scan(dynamodb, live):
        if item["pk"]["S"] in own and not item["sk"]["S"].startswith(("KEY#", "DIRECTORY")):
            missing = {
                word for word in words(json.loads(item["body"]["S"])) if VALUES.get(word, word) not in text
            }
            # The line of the export itself was written after the file.
            assert not missing or "file_exported" in missing, (item["sk"]["S"], missing)

    # Erased, and put back from a backup and from the list: it stays erased.
    at = coming_second().isoformat()
    kept = shell.run("export", "--table", live, "--bucket", bucket, "--at", at)[-1]
    wanted = {"act": "erase", "confirm": "testmp", "reason": "asked"}
    assert anne.post(f"{FILE}/erasure", wanted).json == {
        "erased": True,
        "obstacles": [],
        "goes": [],
        "stays": [],
    }
    before = told(FAMILY)
    into = f"restored-{uuid4().hex}"
    try:
        said = shell.run("restore", "--from", kept, "--into", into, "--live", live)
        assert any(
            ("effacée" in line and "effacées ici aussi" in line) or "effacée ici" in line for line in said
        )
        use_table(into)
        import_list(tmp_path)
        assert families.family("lisse", FAMILY).value.erased_on is not None
        assert [each.value.name for each in families.all_families("lisse")] == ["VOISINS"]
        left = json.dumps(list(totals.scan(dynamodb, into)), ensure_ascii=False)
        assert [word for word in ("TESTMP", "Clara", "Rose Dupré", "marc@famille") if word in left] == []
        assert anne.get(FILE).status == 404

        # Who read it and who took it out is still known, in both tables.
        assert told(FAMILY) == before == [("file_and_sheets_read", JULIE), ("file_exported", JULIE)]
    finally:
        remove(dynamodb, into)


def exported() -> list[str]:
    return [
        stored["Key"]
        for stored in wiring._s3().list_objects_v2(Bucket=settings().uploads_bucket).get("Contents", [])
    ]


def words(body: object) -> set[str]:
    """The texts that a person would look for: not codes of the program."""
    if isinstance(body, dict):
        return set().union(*(words(value) for value in body.values()))
    if isinstance(body, list):
        return set().union(*(words(value) for value in body))
    return {body} if isinstance(body, str) and len(body) > 3 else set()

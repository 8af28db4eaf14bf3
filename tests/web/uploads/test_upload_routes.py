"""A file goes straight to the bucket, is looked at there, and is read by those who may read the message that it is joined to."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from botocore.awsrequest import AWSRequest
from botocore.httpsession import URLLib3Session

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.uploads.uploads import MOST_AT_ONCE, MOST_BYTES
from functions.storage.uploads import uploads
from functions.usecases.privacy.erase_family import ErasureAsked
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_town, settle
from tests.support.client import Browser
from tests.support.erasing import erase_with_files
from tests.support.pictures import GPS, a_jpeg, a_pdf

AGENT = "0" * 25 + "a"
FAMILY = "/communes/lisse/families/testmp"
DESK = "/communes/lisse/files/testmp"


@pytest.fixture
def marc(table: str, uploads_bucket: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    for made in (wiring.uploads, wiring._s3):
        made.cache_clear()
    open_town()
    settle()
    appoint(AGENT, Role.SECRETARY)
    yield Browser(app, cookie=log_in(MARC))


def announced(who: Browser, name: str = "photo.jpg", *, of: str = FAMILY) -> dict[str, Any]:
    answer = who.post(f"{of}/uploads", {"purpose": "request", "name": name, "bytes": 100})
    assert answer.status == 201, answer.json
    form: dict[str, Any] = answer.json
    return form


def posted(form: dict[str, Any], body: bytes, **changes: str) -> int:
    """As a browser sends the form; the status of S3."""
    boundary = "border"
    fields = {**form["fields"], **changes}
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n'.encode()
    request = AWSRequest(
        "POST",
        form["url"],
        {"Content-Type": f"multipart/form-data; boundary={boundary}"},
        b"".join(parts) + head + body + f"\r\n--{boundary}--\r\n".encode(),
    )
    status: int = URLLib3Session().send(request.prepare()).status_code
    return status


def sealed(who: Browser, upload: str, *, of: str = FAMILY) -> Any:
    return who.post(f"{of}/uploads/{upload}/sealing", {"act": "seal"})


def sent(who: Browser, body: bytes, name: str = "photo.jpg", *, of: str = FAMILY) -> str:
    form = announced(who, name, of=of)
    assert posted(form, body) == 204
    assert sealed(who, form["id"], of=of).status == 200
    return str(form["id"])


def downloaded(url: str) -> tuple[bytes, str]:
    with urlopen(url) as answer:
        return answer.read(), answer.headers["Content-Disposition"]


def test_a_photo_is_sent_looked_at_joined_and_read_without_what_the_camera_wrote(marc: Browser) -> None:
    name = sent(marc, a_jpeg(), "été à l’école.heic")
    said = {"kind": "paper", "subject": "Attestation", "text": "", "files": [name]}
    thread = marc.post(f"{FAMILY}/requests", said, key="with-a-photo").json
    [file] = thread["messages"][0]["files"]
    assert (file["name"], file["size"]) == ("été à l_école.jpg", "1\u00a0ko")
    assert marc.post(f"{FAMILY}/requests", said, key="with-a-photo").json == thread
    julie = Browser(app, cookie=log_in(JULIE))
    secretary = Browser(app, cookie=log_in(AGENT))
    for reader, path in (
        (julie, f"{FAMILY}/requests/{thread['id']}/files/{name}"),
        (secretary, f"/communes/lisse/requests/testmp/{thread['id']}/files/{name}"),
    ):
        url = reader.get(path).json["url"]
        assert parse_qs(urlsplit(url).query)["X-Amz-Expires"] == ["120"]
        body, saved_as = downloaded(url)
        assert body.startswith(b"\xff\xd8\xff") and GPS not in body
        assert saved_as == 'attachment; filename="ete a l_ecole.jpg"'
    assert marc.get(f"{FAMILY}/requests/{thread['id']}/files/{'0' * 26}").status == 404
    wiring.uploads().delete(uploads.kept("lisse", "testmp", name))
    assert julie.get(f"{FAMILY}/requests/{thread['id']}/files/{name}").status == 404, "gone in its time"


def test_the_town_sends_a_file_back(marc: Browser) -> None:
    thread = marc.post(f"{FAMILY}/requests", {"kind": "question", "subject": "Menu", "text": "?"}).json
    secretary = Browser(app, cookie=log_in(AGENT))
    name = sent(secretary, a_pdf(), "menu.pdf", of=DESK)
    answer = {"text": "Le voici.", "seen": "001", "files": [name]}
    told = secretary.post(f"/communes/lisse/requests/testmp/{thread['id']}/messages", answer).json
    assert told["messages"][1]["files"][0]["name"] == "menu.pdf"
    url = marc.get(f"{FAMILY}/requests/{thread['id']}/files/{name}").json["url"]
    assert downloaded(url)[0] == a_pdf()


def test_what_is_sent_after_it_was_looked_at_counts_no_more(marc: Browser) -> None:
    form = announced(marc, "note.pdf")
    assert posted(form, a_pdf()) == 204
    first = sealed(marc, form["id"])
    assert posted(form, b"MZ another file") == 204, "S3 takes it: nothing reads it"
    assert sealed(marc, form["id"]).json == first.json
    said = {"kind": "paper", "subject": "Note", "text": "", "files": [form["id"]]}
    thread = marc.post(f"{FAMILY}/requests", said).json
    url = marc.get(f"{FAMILY}/requests/{thread['id']}/files/{form['id']}").json["url"]
    assert downloaded(url)[0] == a_pdf()


def test_a_form_is_for_its_place_its_size_and_its_file(marc: Browser) -> None:
    form = announced(marc)
    assert posted(form, a_pdf(), key=uploads.kept("lisse", "testmp", form["id"])) == 403
    assert posted(form, b"%PDF-" + bytes(MOST_BYTES)) == 400
    large = {"purpose": "request", "name": "film.mp4", "bytes": MOST_BYTES + 1}
    refused = marc.post(f"{FAMILY}/uploads", large)
    assert (refused.status, refused.json["code"]) == (413, "file_too_large")
    nothing = sealed(marc, form["id"])
    assert (nothing.status, nothing.json["code"]) == (409, "file_not_there")
    assert posted(form, b"<html><script>alert(1)</script></html>") == 204
    wrong = sealed(marc, form["id"])
    assert (wrong.status, wrong.json["code"]) == (422, "not_an_accepted_file")
    assert "ni un PDF, ni une photo" in wrong.json["detail"].replace("\xa0", " ")


def test_a_file_is_used_once_by_who_sent_it(marc: Browser) -> None:
    name = sent(marc, a_jpeg())
    said = {"kind": "paper", "subject": "Photo", "text": "", "files": [name]}
    julie = Browser(app, cookie=log_in(JULIE))
    assert sealed(julie, name).status == 404
    for who, files in ((julie, [name]), (marc, ["0" * 26]), (marc, [announced(marc)["id"]])):
        refused = who.post(f"{FAMILY}/requests", {**said, "files": files})
        assert (refused.status, refused.json["code"]) == (409, "file_not_there")
    assert marc.post(f"{FAMILY}/requests", said).status == 201
    again = marc.post(f"{FAMILY}/requests", said)
    assert (again.status, again.json["code"]) == (409, "file_not_there")
    many = [f"{number:026}" for number in range(MOST_AT_ONCE + 1)]
    assert marc.post(f"{FAMILY}/requests", {**said, "files": many}).status == 422
    secretary = Browser(app, cookie=log_in(AGENT))
    assert sealed(secretary, name, of=DESK).status == 404


def test_erasing_the_family_takes_its_files_at_every_step_of_their_way(marc: Browser) -> None:
    sent(marc, a_jpeg())
    announced_only = announced(marc)
    assert posted(announced_only, a_pdf()) == 204
    name = sent(marc, a_pdf())
    marc.post(f"{FAMILY}/requests", {"kind": "paper", "subject": "Note", "text": "", "files": [name]})
    other = b"another family's"
    place = uploads.kept("lisse", "voisins", "file")
    wiring.uploads().put(place, other, sha256=sha256(other).hexdigest())
    erase_with_files(
        ErasureAsked("lisse", "testmp", AGENT, NOW), documents=wiring.uploads(), uploads=wiring.uploads()
    )
    left = wiring._s3().list_objects_v2(Bucket=wiring.uploads()._bucket)["Contents"]
    assert [each["Key"] for each in left] == [place]

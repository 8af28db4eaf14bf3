"""The secret key is rotated, and nobody loses their login."""

import json
import os
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from app import app
from functions import secrets, wiring
from functions.secrets import KeyRing, SecretUnavailable, key_ring, parsed
from functions.settings import SettingMissing
from functions.storage.families.town_numbers import child_id, family_id
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, code_of
from functions.usecases.accounts.reset_password import ask_reset
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token, stop_with_token
from infra.secret_key import MOST_KEYS, PARAMETER, main, rotated, written
from tests.support.accounts import (
    EMAIL,
    PASSWORD,
    SHEET,
    a_town_with_a_family,
    account_of,
    address_code,
    an_account,
    invited,
    reset_code,
)
from tests.support.builders import MARC, NOW
from tests.support.client import Browser

NEW = "une autre phrase longue"
MOVED = "marc.nouveau@famille.example"
JULIE = "julie@famille.example"
NAME = "/preau/preau-test/secret-key"


class Ssm:
    """Parameter Store, with the value that the functions of this process read."""

    def get_parameter(self, **asked: object) -> dict[str, Any]:
        assert asked == {"Name": NAME, "WithDecryption": True}
        return {"Parameter": {"Value": os.environ["PREAU_SECRET_KEY"]}}

    def put_parameter(self, **asked: Any) -> None:
        assert (asked["Name"], asked["Type"], asked["Overwrite"]) == (NAME, "SecureString", True)
        os.environ["PREAU_SECRET_KEY"] = asked["Value"]


@pytest.fixture
def rotate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Rotate, and let the functions of this process know."""
    monkeypatch.setenv("PREAU_SECRET_KEY", os.environ["PREAU_SECRET_KEY"])
    monkeypatch.setattr(wiring, "now", lambda: NOW)

    def run(*options: str, at_once: bool = True) -> None:
        with monkeypatch.context() as patched:
            patched.setenv(PARAMETER, NAME)
            assert main(["rotate", *options], Ssm()) == 0
        if at_once:
            secrets.forget_key_ring()

    yield run
    monkeypatch.undo()
    secrets.forget_key_ring()


def signed_in(email: str = EMAIL, password: str = PASSWORD) -> Browser:
    browser = Browser(app)
    assert browser.post("/session", {"email": email, "password": password}).status == 200
    return browser


def activating(code: str) -> dict[str, Any]:
    address = {"line1": SHEET.address.line1, "line2": "", "postcode": "00000", "city": "Lisse"}
    return {
        "email": JULIE,
        "code": code,
        "password": PASSWORD,
        "family": {"name": SHEET.name, "phone": SHEET.phone, "address": address},
        "guardians": [{"civility": "madame", "last_name": "Testmp", "first_name": "Julie"}],
        "children": [],
    }


def path_of(calendar: str) -> str:
    return urlsplit(calendar).path.removeprefix("/api")


@pytest.mark.usefixtures("table")
def test_after_rotations_everybody_signs_in_and_what_was_mailed_serves_on(rotate: Any) -> None:
    a_town_with_a_family()
    an_account()
    there = signed_in()
    calendar = there.put("/me/calendar").json["address"]
    invitation = activating(invited(JULIE))
    assert there.post("/me/address", {"email": MOVED, "password": PASSWORD}).status == 202
    moving = {"email": MOVED, "code": address_code(MOVED)}
    stop = stop_token(MailsAtWill.REMINDERS, MARC)
    ids = family_id("lisse", "A12"), child_id("lisse", "B34")
    for _ in range(2):
        rotate()
    assert there.get("/me").status == 200, "sessions stay"
    assert ids == (family_id("lisse", "A12"), child_id("lisse", "B34")), (
        "a list imported again doubles no family"
    )
    assert Browser(app).get(path_of(calendar)).status == 200
    shown = there.get("/me/account").json["calendar"]
    assert shown != calendar and Browser(app).get(path_of(shown)).status == 200
    stop_with_token(MailsAtWill.REMINDERS, stop, now=NOW)
    assert account_of().reminders is False
    assert Browser(app).post("/activation", invitation).status == 200
    assert there.post("/me/address/confirm", moving).status == 204
    signed_in(MOVED)
    signed_in(JULIE)


@pytest.mark.usefixtures("table")
def test_a_reset_that_was_mailed_before_a_rotation_serves_after_it(rotate: Any) -> None:
    an_account()
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    reset = {"email": EMAIL, "code": reset_code(), "password": NEW}
    rotate()
    assert reset_code() != reset["code"]
    assert Browser(app).post("/password-resets/confirm", reset).status == 204
    signed_in(EMAIL, NEW)


@pytest.mark.usefixtures("table")
def test_after_a_leak_what_was_mailed_is_worthless_and_everybody_still_signs_in(rotate: Any) -> None:
    a_town_with_a_family()
    an_account()
    there = signed_in()
    calendar = there.put("/me/calendar").json["address"]
    invitation = activating(invited(JULIE))
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    reset = {"email": EMAIL, "code": reset_code(), "password": NEW}
    rotate("--leaked")
    assert Browser(app).post("/password-resets/confirm", reset).json["code"] == "code_wrong"
    assert Browser(app).post("/activation", invitation).json["code"] == "activation_code_wrong"
    assert Browser(app).get(path_of(calendar)).status == 404
    assert there.get("/me").status == 200
    signed_in()
    assert Browser(app).get(path_of(there.get("/me/account").json["calendar"])).status == 200
    assert Browser(app).post("/activation", activating(invited(JULIE))).status == 200


def test_a_function_that_knows_the_earlier_keys_only_recognises_a_code_of_the_new_one(
    rotate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("functions.secrets.time.monotonic", lambda: clock[0])
    secrets.forget_key_ring()
    before = key_ring()
    rotate(at_once=False)
    clock[0] += 60
    assert key_ring() is before, "not read again yet"
    theirs = parsed(os.environ["PREAU_SECRET_KEY"])
    with monkeypatch.context() as patched:
        patched.setattr(secrets._Kept, "ring", theirs)
        code = code_of(Purpose.RESET, "issue")
    assert code != code_of(Purpose.RESET, "issue")
    assert code_matches(code, Purpose.RESET, "issue")
    assert key_ring() == theirs


def test_wrong_codes_do_not_make_a_function_read_its_keys_each_time(
    rotate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, reads = [1000.0], list[str]()
    monkeypatch.setattr("functions.secrets.time.monotonic", lambda: clock[0])
    read = secrets._read

    def counted(name: str) -> str:
        reads.append(name)
        return read(name)

    monkeypatch.setattr(secrets, "_read", counted)
    secrets.forget_key_ring()
    for _ in range(100):
        clock[0] += 1
        assert not code_matches("0" * 26, Purpose.RESET, "issue")
    assert len(reads) <= 5


def test_a_ring_that_cannot_be_read_again_serves_on_and_the_first_one_must_be_read(
    rotate: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr("functions.secrets.time.monotonic", lambda: clock[0])
    before = key_ring()

    def silent(name: str) -> str:
        raise SecretUnavailable(name)

    monkeypatch.setattr(secrets, "_read", silent)
    clock[0] += 3600
    assert key_ring() == before
    secrets.forget_key_ring()
    with pytest.raises(SecretUnavailable):
        key_ring()


def test_one_key_is_a_ring_and_a_rotated_ring_is_read_as_it_was_written() -> None:
    one, two = "aa" * 32, "bb" * 32
    ring = parsed(one)
    assert ring == KeyRing(bytes.fromhex(one), (bytes.fromhex(one),))
    after = rotated(ring, bytes.fromhex(two), leaked=False)
    assert parsed(written(after)) == after == KeyRing(ring.addresses, (bytes.fromhex(two), *ring.codes))
    assert rotated(after, ring.addresses, leaked=True).codes == (ring.addresses,)
    for _ in range(20):
        after = rotated(after, bytes.fromhex(two), leaked=False)
    assert len(after.codes) == MOST_KEYS and len(written(after)) < 4096


@pytest.mark.parametrize(
    "text",
    [
        "",
        "aa" * 31,
        "pas de l’hexadécimal",
        "{",
        json.dumps(["aa" * 32]),
        json.dumps({"codes": ["aa" * 32]}),
        json.dumps({"addresses": "aa" * 32, "codes": []}),
        json.dumps({"addresses": "aa" * 32, "codes": ["bb"]}),
    ],
)
def test_a_ring_without_a_key_or_with_a_short_one_is_refused(text: str) -> None:
    with pytest.raises(SettingMissing):
        parsed(text)


def test_it_is_for_a_deployed_portal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(PARAMETER, raising=False)
    assert main(["rotate"]) == 2
    assert "infra.on" in capsys.readouterr().err


def test_no_key_is_shown(rotate: Any, capsys: pytest.CaptureFixture[str]) -> None:
    rotate("--leaked")
    shown = capsys.readouterr()
    ring = parsed(os.environ["PREAU_SECRET_KEY"])
    assert not any(key.hex() in shown.out + shown.err for key in (ring.addresses, *ring.codes))

"""The API of accounts, as a browser calls it: statuses, cookies, sentences."""

from typing import Any

import pytest

from app import app
from functions import wiring
from tests.support.accounts import (
    EMAIL,
    PASSWORD,
    a_town_with_a_family,
    address_code,
    an_account,
    invited,
    reset_code,
)
from tests.support.builders import NOW, a_family, log_in, open_town, settle
from tests.support.client import Answer, Browser

pytestmark = pytest.mark.usefixtures("table")

NEW = "une autre phrase longue"
SHEET: dict[str, Any] = {
    "family": {
        "name": "Testmp",
        "address": {"line1": "3 rue des Tilleuls", "line2": "", "postcode": "00000", "city": "Lisse"},
        "phone": "01 99 00 56 78",
    },
    "guardians": [
        {"civility": "monsieur", "last_name": "Testmp", "first_name": "Marc"},
        {"civility": "madame", "last_name": "Testmp", "first_name": "Julie"},
    ],
    "children": [
        {"last_name": "Testmp", "first_name": "Clara"},
        {"last_name": "Testmp", "first_name": "Guilhem"},
    ],
}
MAY_COME = ("garderie-matin", "garderie-soir", "mercredi", "restauration")
ME = {
    "account": {"email": EMAIL, "first_name": "Marc", "civility": "monsieur", "mail_alert": None},
    "families": [
        {
            "commune": {"id": "lisse", "name": "Lisse", "colour": "ocean"},
            "family": {"id": "testmp", "name": "Testmp"},
            "children": [{"id": "clara", "first_name": "Clara"}, {"id": "guilhem", "first_name": "Guilhem"}],
            "marks": ["school:ferry", *(f"service:{code}" for code in MAY_COME)],
        }
    ],
    "agent_of": [],
}


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "_clock", lambda: NOW)
    return Browser(app)


def activating(code: str, **changes: Any) -> dict[str, Any]:
    return {"email": EMAIL, "code": code, "password": PASSWORD, **SHEET, **changes}


def problem(answer: Answer) -> tuple[int, str, str | None]:
    return answer.status, answer.json["code"], answer.json.get("field")


def logged_in(browser: Browser) -> Browser:
    open_town()
    settle()
    an_account()
    assert browser.post("/session", {"email": EMAIL, "password": PASSWORD}).status == 200
    return browser


def test_the_journey_from_the_mail_to_the_family_space(browser: Browser) -> None:
    a_town_with_a_family()
    code = invited()
    checked = browser.post("/activation/check", {"email": EMAIL, "code": code})
    assert (checked.status, checked.json) == (
        200,
        {"account_exists": False, **SHEET, "communes": [{"id": "lisse", "name": "Lisse", "colour": "ocean"}]},
    )
    assert browser.cookie is None
    opened = browser.post("/activation", activating(code))
    assert (opened.status, opened.json) == (200, ME)
    assert browser.get("/me").json == ME
    assert problem(browser.post("/activation/check", {"email": EMAIL, "code": code})) == (
        409,
        "activation_used",
        None,
    )


def test_an_answer_that_was_lost_is_given_again(browser: Browser) -> None:
    a_town_with_a_family()
    code = invited()
    first = browser.post("/activation", activating(code), key="the-same-key")
    browser.cookie = None
    second = browser.post("/activation", activating(code), key="the-same-key")
    assert (second.status, second.json) == (200, first.json)
    assert browser.get("/me").status == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"guardians": []}, "guardians"),
        (
            {"guardians": [{"civility": "docteur", "last_name": "T", "first_name": "M"}]},
            "guardians[0].civility",
        ),
        ({"children": [{"last_name": "Testmp", "first_name": "  "}]}, "children[0].first_name"),
        ({"email": "marc"}, "email"),
        ({"family": {**SHEET["family"], "name": ""}}, "family.name"),
    ],
)
def test_a_sheet_that_is_not_filled_in_names_its_field(
    browser: Browser, changes: dict[str, Any], field: str
) -> None:
    assert problem(browser.post("/activation", activating("0" * 26, **changes))) == (422, "invalid", field)


def test_a_weak_password_is_refused_at_its_field_in_a_sentence(browser: Browser) -> None:
    a_town_with_a_family()
    refused = browser.post("/activation", activating(invited(), password="trop court"))
    assert problem(refused) == (422, "password_too_short", "password")
    assert refused.json["detail"] == "Choisissez au moins 12 caractères."


def test_a_wrong_link_and_no_invitation_are_the_same_answer(browser: Browser) -> None:
    a_town_with_a_family()
    invited()
    wrong = browser.post("/activation/check", {"email": EMAIL, "code": "0" * 26})
    nobody = browser.post("/activation/check", {"email": "inconnu@famille.example", "code": "0" * 26})
    assert (wrong.status, wrong.text) == (nobody.status, nobody.text)
    assert problem(wrong) == (422, "activation_code_wrong", None)


def test_logging_in_and_out(browser: Browser) -> None:
    logged_in(browser)
    assert browser.get("/me").json == ME
    out = browser.delete("/session")
    assert (out.status, out.text, browser.cookie) == (204, "", None)
    assert "Max-Age=0" in out.headers["Set-Cookie"]
    assert browser.get("/me").status == 401
    assert browser.delete("/session").status == 204


def test_an_unknown_address_and_a_wrong_password_are_the_same_answer(browser: Browser) -> None:
    an_account()
    wrong = browser.post("/session", {"email": EMAIL, "password": "not the one they chose"})
    unknown = browser.post("/session", {"email": "inconnu@famille.example", "password": PASSWORD})
    assert (wrong.status, wrong.text) == (unknown.status, unknown.text)
    assert problem(wrong) == (401, "wrong_credentials", None)
    assert browser.cookie is None


def test_who_tries_too_often_is_told_when_to_try_again(browser: Browser) -> None:
    for _ in range(10):
        browser.post("/session", {"email": EMAIL, "password": "not the one they chose"})
    stopped = browser.post("/session", {"email": EMAIL, "password": "not the one they chose"})
    assert problem(stopped) == (429, "throttled", None)
    assert 0 < int(stopped.headers["Retry-After"]) <= 15 * 60


def test_a_forgotten_password_is_chosen_anew(browser: Browser) -> None:
    logged_in(browser)
    for email in (EMAIL, "inconnu@famille.example"):
        asked = browser.post("/password-resets", {"email": email})
        assert (asked.status, asked.text) == (202, "{}")
    confirm = {"email": EMAIL, "code": reset_code(), "password": NEW}
    done = browser.post("/password-resets/confirm", confirm)
    assert (done.status, browser.cookie) == (204, None)
    again = browser.post("/password-resets/confirm", confirm)
    assert problem(again) == (422, "code_wrong", None)
    assert browser.post("/session", {"email": EMAIL, "password": NEW}).json == ME


def test_the_password_and_the_address_are_changed(browser: Browser) -> None:
    logged_in(browser)
    wrong = browser.put("/me/password", {"current_password": "not it", "new_password": NEW})
    assert problem(wrong) == (422, "wrong_password", "current_password")
    assert browser.put("/me/password", {"current_password": PASSWORD, "new_password": NEW}).status == 204
    new = "marc.nouveau@famille.example"
    assert browser.post("/me/address", {"email": new, "password": NEW}).status == 202
    assert browser.post("/me/address/confirm", {"email": new, "code": address_code(new)}).status == 204
    assert browser.get("/me").json["account"]["email"] == new


def test_devices_are_listed_and_logged_out(browser: Browser) -> None:
    logged_in(browser)
    phone = Browser(app)
    phone.post(
        "/session", {"email": EMAIL, "password": PASSWORD}, **{"User-Agent": "Mozilla (iPhone) Safari/605"}
    )
    listed = browser.get("/me/account").json["sessions"]
    assert {(one["device"], one["current"]) for one in listed} == {
        ("Appareil inconnu", True),
        ("Safari sur iPhone", False),
    }
    [phones] = [one["id"] for one in listed if not one["current"]]
    assert browser.delete(f"/me/sessions/{phones}").status == 204
    assert phone.get("/me").status == 401
    assert browser.delete(f"/me/sessions/{phones}").status == 204
    phone.post("/session", {"email": EMAIL, "password": PASSWORD})
    assert browser.delete("/me/sessions").status == 204
    assert (phone.get("/me").status, browser.get("/me").status) == (401, 200)


def test_a_session_of_somebody_else_is_out_of_reach(browser: Browser) -> None:
    logged_in(browser)
    other = "0" * 25 + "x"
    an_account(other, "other@famille.example", families=())
    theirs = Browser(app, cookie=log_in(other))
    [session] = theirs.get("/me/account").json["sessions"]
    assert browser.delete(f"/me/sessions/{session['id']}").status == 204
    assert theirs.get("/me").status == 200


def test_a_family_that_no_longer_lists_the_login_is_not_shown(browser: Browser) -> None:
    open_town()
    settle(a_family(members=()))
    an_account()
    assert browser.post("/session", {"email": EMAIL, "password": PASSWORD}).json["families"] == []


def test_a_session_whose_account_is_gone_opens_nothing(browser: Browser) -> None:
    browser.cookie = log_in("0" * 25 + "z")
    assert browser.get("/me").status == 401


@pytest.mark.parametrize("path", ["/activation", "/password-resets", "/password-resets/confirm"])
def test_a_write_without_a_key_is_refused(browser: Browser, path: str) -> None:
    assert problem(browser.request("POST", path, {}, headers={"Idempotency-Key": ""})) == (
        422,
        "invalid",
        "Idempotency-Key",
    )

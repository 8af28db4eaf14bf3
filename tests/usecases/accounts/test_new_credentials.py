"""A new password, or a new address, puts an end to whatever the earlier one may have let in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from urllib.parse import urlsplit

import pytest

from app import app
from functions import wiring
from functions.jobs.letters import letter
from functions.jobs.letters.mails import rendered
from functions.storage.accounts import throttles
from functions.storage.accounts.sessions import session_key, sessions
from functions.usecases.accounts.reset_password import ask_reset
from tests.support.accounts import (
    EMAIL,
    PASSWORD,
    SHEET,
    a_town_with_a_family,
    address_code,
    an_account,
    invited,
    messages,
    reset_code,
)
from tests.support.builders import MARC, NOW
from tests.support.client import Answer, Browser
from tests.support.crashes import Calls, Killed, dying
from tests.support.table import journal_of_account

NEW = "une autre phrase longue"
MOVED = "marc.nouveau@famille.example"
ELSEWHERE = "marc.ailleurs@famille.example"


@pytest.fixture(autouse=True)
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    an_account()


def signed_in(email: str = EMAIL, password: str = PASSWORD) -> Browser:
    browser = Browser(app)
    assert browser.post("/session", {"email": email, "password": password}).status == 200
    return browser


Request = Callable[..., Answer]
"""A change that was prepared: sent with the cookie of a browser, as often as it likes, under one key."""


def replace_password() -> Request:
    asked = {"current_password": PASSWORD, "new_password": NEW}
    return lambda browser: browser.put("/me/password", asked, key="change-key")


def reset_password() -> Request:
    ask_reset(EMAIL, place="home", idempotency_key="ask-key", now=NOW)
    asked = {"email": EMAIL, "code": reset_code(), "password": NEW}
    return lambda browser: browser.post("/password-resets/confirm", asked, key="change-key")


def move() -> Request:
    assert ask_to_move(signed_in(), MOVED).status == 202
    asked = {"email": MOVED, "code": address_code(MOVED)}
    return lambda browser: browser.post("/me/address/confirm", asked, key="change-key")


def ask_to_move(browser: Browser, email: str) -> Answer:
    return browser.post("/me/address", {"email": email, "password": PASSWORD})


Change = Callable[[], Request]
CHANGES = pytest.mark.parametrize(
    "change", [replace_password, reset_password, move], ids=lambda one: one.__name__
)


def after(change: Change) -> tuple[str, str]:
    """The address and the password that open the login once the change is made."""
    return (MOVED, PASSWORD) if change is move else (EMAIL, NEW)


def calendar(browser: Browser) -> str | None:
    address: str | None = browser.get("/me/account").json["calendar"]
    return address


def phone(address: str) -> int:
    return Browser(app).get(urlsplit(address).path.removeprefix("/api")).status


@CHANGES
def test_the_other_devices_are_signed_out(change: Change) -> None:
    here, there = signed_in(), signed_in()
    assert change()(here).status == 204
    assert there.get("/me").status == 401
    stays = [] if change is reset_password else [session_key(here.cookie or "")]
    assert [session.key for session in sessions(MARC)] == stays


@CHANGES
def test_the_secret_address_of_the_calendar_is_replaced(change: Change) -> None:
    here = signed_in()
    earlier = here.put("/me/calendar").json["address"]
    assert phone(earlier) == 200
    assert change()(here).status == 204
    later = calendar(signed_in(*after(change)))
    assert later is not None and later != earlier
    assert (phone(earlier), phone(later)) == (404, 200)
    assert "calendar_renewed" in [line.act for line in journal_of_account(MARC)]


@CHANGES
def test_a_calendar_that_nobody_asked_for_gets_no_address(change: Change) -> None:
    assert change()(signed_in()).status == 204
    assert calendar(signed_in(*after(change))) is None


def test_a_forgotten_password_asked_for_before_is_worthless_once_another_was_chosen() -> None:
    here = signed_in()
    ask_reset(EMAIL, place="elsewhere", idempotency_key="ask-key", now=NOW)
    asked = {"email": EMAIL, "code": reset_code(), "password": "la phrase de quelqu’un d’autre"}
    assert replace_password()(here).status == 204
    assert Browser(app).post("/password-resets/confirm", asked).json["code"] == "code_wrong"
    signed_in(EMAIL, NEW)


def test_a_forgotten_password_asked_for_at_either_address_is_worthless_once_the_login_moved() -> None:
    here = signed_in()
    codes = {}
    for email in (EMAIL, MOVED):
        ask_reset(email, place="elsewhere", idempotency_key=f"ask {email}", now=NOW)
        codes[email] = reset_code(email)
    assert move()(here).status == 204
    for email, code in codes.items():
        asked = {"email": email, "code": code, "password": NEW}
        assert Browser(app).post("/password-resets/confirm", asked).json["code"] == "code_wrong"


def test_a_forgotten_password_asked_for_before_the_login_was_opened_is_worthless() -> None:
    julie = "julie@famille.example"
    a_town_with_a_family()
    ask_reset(julie, place="elsewhere", idempotency_key="ask-key", now=NOW)
    code = reset_code(julie)
    asked = {
        "email": julie,
        "code": invited(julie),
        "password": PASSWORD,
        "family": {"name": SHEET.name, "phone": SHEET.phone,
                   "address": {"line1": SHEET.address.line1, "line2": "", "postcode": "00000", "city": "Lisse"}},
        "guardians": [{"civility": "madame", "last_name": "Testmp", "first_name": "Julie"}],
        "children": [],
    }  # fmt: skip
    assert Browser(app).post("/activation", asked).status == 200
    wrong = Browser(app).post("/password-resets/confirm", {"email": julie, "code": code, "password": NEW})
    assert wrong.json["code"] == "code_wrong"


@CHANGES
def test_a_change_of_address_asked_for_before_is_worthless_and_its_mail_stays(change: Change) -> None:
    here = signed_in()
    assert ask_to_move(here, ELSEWHERE).status == 202
    [asked] = messages("address_change")
    assert letter(asked, now=NOW) is not None
    assert change()(here).status == 204
    assert letter(asked, now=NOW) is None
    late = {"email": ELSEWHERE, "code": address_code(ELSEWHERE)}
    assert signed_in(*after(change)).post("/me/address/confirm", late).json["code"] == "code_wrong"


@CHANGES
def test_the_same_request_again_ends_nothing_that_was_opened_since(change: Change) -> None:
    here = signed_in()
    here.put("/me/calendar")
    send, cookie = change(), here.cookie
    assert send(here).status == 204
    since = signed_in(*after(change))
    address = calendar(since)
    assert send(Browser(app, cookie=cookie)).status == 204
    assert since.get("/me").status == 200
    assert calendar(since) == address
    assert len(messages("password_changed") + messages("address_changed")) == 1


@CHANGES
def test_a_change_that_dies_at_each_of_its_calls_is_made_once(
    change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "count", lambda *_, **__: True)  # dying is no wrong try
    here, there = signed_in(), signed_in()
    here.put("/me/calendar")
    send, cookie, deaths = change(), here.cookie, 0
    for place in count(1):
        for done_first in (False, True):
            try:
                with dying(Calls(die_at=place, done_first=done_first)) as calls:
                    status = send(Browser(app, cookie=cookie)).status
            except Killed:
                deaths += 1
        if calls.made < place:
            break
    assert (deaths > 5, status) == (True, 204)
    assert there.get("/me").status == 401
    assert len(messages("password_changed") + messages("address_changed")) == 1
    assert [line.act for line in journal_of_account(MARC)].count("calendar_renewed") == 1


@CHANGES
def test_two_clicks_at_once_are_one_change(change: Change) -> None:
    here = signed_in()
    here.put("/me/calendar")
    send, cookie = change(), here.cookie
    with ThreadPoolExecutor(2) as pool:
        clicks = pool.map(lambda _: send(Browser(app, cookie=cookie)).status, range(2))
        assert list(clicks) == [204, 204]
    assert len(messages("password_changed") + messages("address_changed")) == 1
    assert [line.act for line in journal_of_account(MARC)].count("calendar_renewed") == 1


@CHANGES
def test_the_mail_of_the_change_tells_of_the_calendar_to_those_who_had_one(change: Change) -> None:
    here = signed_in()
    here.put("/me/calendar")
    assert change()(here).status == 204
    [message] = messages("password_changed") + messages("address_changed")
    told = letter(message, now=NOW)
    assert told is not None and "agenda" in rendered(told).text
    assert "déconnectés" in rendered(told).text

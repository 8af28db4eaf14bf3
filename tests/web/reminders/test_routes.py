"""A parent stops reminders in their account, or with one click in a mail; and wants them again."""

import pytest

from app import app
from functions import wiring
from functions.storage.accounts import accounts
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token
from tests.support.builders import JULIE, MARC, NOW, log_in, open_account
from tests.support.client import Browser
from tests.support.table import journal_of_account

ONE_CLICK = b"List-Unsubscribe=One-Click"


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_account()
    open_account(JULIE, "julie@famille.example")
    return Browser(app, cookie=log_in(MARC))


def one_click(token: str, body: bytes = ONE_CLICK) -> int:
    """As a mail program sends it: no cookie, no origin, a form."""
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
    response = Browser(app)._client.http.post(f"/reminders/{token}", headers=headers, body=body)
    status: int = response.status_code
    return status


def wants(account: str) -> bool:
    return accounts.account(account).value.reminders


def test_reminders_come_until_one_says_no_and_again_once_one_says_yes(marc: Browser) -> None:
    assert marc.get("/me/account").json["reminders"] is True
    assert marc.put("/me/reminders", {"wanted": False}).json == {"wanted": False}
    assert not wants(MARC) and wants(JULIE)
    assert marc.put("/me/reminders", {"wanted": True}).status == 200
    assert wants(MARC)
    acts = {line.act for line in journal_of_account(MARC)}  # at one instant, in no order
    assert acts == {"reminders_wanted", "reminders_stopped"}


def test_the_same_click_twice_is_done_once_and_another_choice_under_its_key_is_refused(marc: Browser) -> None:
    for _ in range(2):
        assert marc.put("/me/reminders", {"wanted": False}, key="a-click-00").status == 200
    assert len(journal_of_account(MARC)) == 1
    assert marc.put("/me/reminders", {"wanted": True}, key="a-click-00").json["code"] == "key_reused"
    assert not wants(MARC)


def test_one_click_in_a_mail_stops_the_reminders_of_that_login_and_of_no_other(marc: Browser) -> None:
    for _ in range(2):
        assert one_click(stop_token(MailsAtWill.REMINDERS, MARC)) == 204
    assert not wants(MARC) and wants(JULIE)
    assert len(journal_of_account(MARC)) == 1


def test_only_a_word_of_ours_stops_anything(marc: Browser) -> None:
    account, _, code = stop_token(MailsAtWill.REMINDERS, MARC).partition("-")
    for token in (f"{JULIE}-{code}", f"{account}-{'0' * 26}", account, "x", f"{account}-{code}0"):
        assert one_click(token) == 404
    assert wants(MARC) and wants(JULIE)
    assert one_click(stop_token(MailsAtWill.REMINDERS, "0" * 26)) == 404, "a login that is gone"


def test_opening_the_link_stops_nothing_only_the_post_of_the_standard_does(marc: Browser) -> None:
    """Scanners of mail open every link."""
    assert Browser(app).get(f"/reminders/{stop_token(MailsAtWill.REMINDERS, MARC)}").status == 405
    assert one_click(stop_token(MailsAtWill.REMINDERS, MARC), b"") == 422
    assert one_click(stop_token(MailsAtWill.REMINDERS, MARC), b"List-Unsubscribe=Later") == 422
    assert wants(MARC)

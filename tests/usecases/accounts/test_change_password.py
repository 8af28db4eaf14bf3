"""Who knows the present password may choose another; the other devices are logged out."""

from datetime import timedelta

import pytest

from functions.domain.accounts.account import Session, WrongPassword
from functions.domain.accounts.passwords import PasswordCommon, PasswordTooShort
from functions.domain.errors import KeyReused, Throttled
from functions.storage.accounts.sessions import session_key, sessions
from functions.storage.table.stored import Stored
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.log_in import log_in
from functions.usecases.accounts.sessions import MOST_REVOKED_AT_ONCE
from functions.usecases.accounts.throttle import LOGIN_OF_ADDRESS_FROM_PLACE
from tests.support.accounts import (
    ELSEWHERE,
    EMAIL,
    HOME,
    PASSWORD,
    account_of,
    an_account,
    everything,
    messages,
)
from tests.support.builders import MARC, NOW, open_town, settle
from tests.support.builders import log_in as open_session
from tests.support.table import journal_of_account

pytestmark = pytest.mark.usefixtures("table")

NEW = "une autre phrase longue"


def mine() -> Stored[Session]:
    opened = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    key = session_key(opened.cookie)
    return next(session for session in sessions(MARC) if session.key == key)


def change(
    session: Stored[Session], current: str = PASSWORD, new: str = NEW, *, key: str = "change-key"
) -> None:
    change_password(session, current, new, place="home", idempotency_key=key, now=NOW)


def test_the_other_devices_are_logged_out_and_this_one_stays() -> None:
    an_account()
    log_in(EMAIL, PASSWORD, visitor=ELSEWHERE, now=NOW)
    session = mine()
    change(session)
    assert [one.key for one in sessions(MARC)] == [session.key]
    assert log_in(EMAIL, NEW, visitor=ELSEWHERE, now=NOW).account == MARC
    assert [message.data for message in messages("password_changed")] == [
        {"account": MARC, "calendar_renewed": 0, "passkeys_ended": 0}
    ]
    assert [line.act for line in journal_of_account(MARC)] == ["password_changed"]


def test_more_sessions_than_a_transaction_holds_are_all_ended() -> None:
    an_account()
    session = mine()
    for _ in range(MOST_REVOKED_AT_ONCE + 5):
        open_session(MARC)
    change(session)
    assert [one.key for one in sessions(MARC)] == [session.key]


def test_a_wrong_present_password_changes_nothing() -> None:
    an_account()
    session = mine()
    with pytest.raises(WrongPassword) as wrong:
        change(session, current="not the one they chose")
    assert wrong.value.field == "current_password"
    assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == MARC


def test_a_found_phone_does_not_let_its_finder_try_passwords_all_night() -> None:
    an_account()
    session = mine()
    for number in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        with pytest.raises(WrongPassword):
            change(session, current=f"guess number {number}")
    with pytest.raises(Throttled):
        change(session)


@pytest.mark.parametrize(
    ("new", "refusal"),
    [
        ("trop court", PasswordTooShort),
        ("Marc.Testmp.01", PasswordCommon),
        ("Clara-2016-guilhem", PasswordCommon),
    ],
)
def test_a_weak_password_is_refused_at_its_field(new: str, refusal: type[Exception]) -> None:
    open_town()
    settle()
    an_account()
    with pytest.raises(refusal) as refused:
        change(mine(), new=new)
    assert refused.value.field == "new_password"  # type: ignore[attr-defined]  # PasswordRefused, both


def test_the_same_request_again_is_done_already() -> None:
    an_account()
    session = mine()
    change(session)
    change(session)
    assert len(messages("password_changed")) == 1
    with pytest.raises(KeyReused):
        change(session, new="and yet another one")


@pytest.mark.usefixtures("strong_hashes")
def test_no_trace_of_a_password_is_kept_beside_its_key() -> None:
    an_account()
    change(mine())
    hashes = [item.body for item in everything() if item.sk.startswith("KEY#")]
    change(mine_with(NEW), current=NEW, new=PASSWORD, key="back-again")
    again = [item.body for item in everything() if item.sk.startswith("KEY#")]
    assert len(hashes) == 1 and set(again) == set(hashes)
    assert account_of().password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def mine_with(password: str) -> Stored[Session]:
    opened = log_in(EMAIL, password, visitor=HOME, now=NOW + timedelta(minutes=1))
    key = session_key(opened.cookie)
    return next(session for session in sessions(MARC) if session.key == key)

"""Adding a passkey and taking one away: who does it shows that the login is theirs, hears of it by mail, and a new password ends them all."""

from datetime import timedelta

import pytest

from functions.domain.accounts.account import WrongPassword
from functions.domain.agents.staff import Role
from functions.domain.passkeys.passkey import (
    MOST_PASSKEYS,
    PasskeyKnown,
    PasskeyRefused,
    PasskeysFull,
    PasskeyTooLate,
    PasskeyUnreadable,
    PasswordAsked,
)
from functions.domain.second_factor.factor import FreshFactorRequired
from functions.settings import settings
from functions.storage.table import journal, keys
from functions.storage.table.reading import read
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from functions.usecases.passkeys.add_passkey import add_passkey, ask_new_passkey
from functions.usecases.passkeys.remove_passkey import remove_passkey
from functions.usecases.passkeys.sign_in_with_passkey import sign_in_with_passkey
from functions.usecases.passkeys.signatures import PasskeyMade
from functions.usecases.privacy.erase_login import leave_login
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    REF,
    a_town_with_a_family,
    address_code,
    an_account,
    messages,
    reset_code,
)
from tests.support.acts.accounts import session_of
from tests.support.builders import MARC, NOW, appoint, log_in
from tests.support.passkeys import Device, a_passkey, asked, asked_for_one_more, held
from tests.support.second_factor import a_phone

pytestmark = pytest.mark.usefixtures("table")
LATER = "cinq peupliers verts"


@pytest.fixture(autouse=True)
def marc(table: str) -> None:
    a_town_with_a_family()
    an_account()


def add(
    made: PasskeyMade,
    cookie: str,
    *,
    name: str = "iPhone de Marc",
    key: str = "add-once",
    now: timedelta | None = None,
) -> None:
    add_passkey(
        session_of(cookie),
        made,
        name,
        origin=settings().origin,
        idempotency_key=key,
        now=NOW + (now or timedelta()),
    )


def ask(cookie: str, password: str | None, *, now: timedelta) -> str:
    question = ask_new_passkey(
        session_of(cookie), password, origin=settings().origin, place=HOME.place, now=NOW + now
    )
    return question.challenge


def test_a_passkey_is_named_kept_without_its_secret_and_told_by_mail_once() -> None:
    cookie, device = log_in(MARC), Device()
    made = device.makes(asked_for_one_more(cookie))
    add(made, cookie)
    add(made, cookie)  # the answer was lost
    [passkey] = held()
    assert (passkey.name, passkey.site, passkey.with_factor, passkey.last_used_at) == (
        "iPhone de Marc",
        "localhost",
        False,
        None,
    )
    [mail] = messages("passkey_added")
    assert mail.data == {"account": MARC, "name": "iPhone de Marc"}
    assert [line.act for line in journal.latest_of_account(MARC, limit=5)] == ["passkey_added"]


def test_a_session_that_was_left_open_asks_for_the_password() -> None:
    cookie = log_in(MARC)
    ask(cookie, None, now=timedelta(minutes=9, seconds=59))
    a_passkey()
    [passkey] = held()
    for late in (
        lambda given: ask(cookie, given, now=timedelta(minutes=10)),
        lambda given: remove_passkey(
            session_of(cookie), passkey.id, given, place=HOME.place, now=NOW + timedelta(minutes=10)
        ),
    ):
        with pytest.raises(PasswordAsked):
            late(None)
        with pytest.raises(WrongPassword):
            late("pas le bon du tout")
        late(PASSWORD)
    assert held() == ()


def test_an_agent_gives_the_phones_code_instead() -> None:
    a_phone()
    appoint(MARC, Role.SECRETARY)
    cookie = log_in(MARC)
    ask(cookie, None, now=timedelta(minutes=9, seconds=59))
    with pytest.raises(FreshFactorRequired):
        ask(cookie, PASSWORD, now=timedelta(minutes=10))


def test_what_a_device_made_is_taken_once_soon_and_in_the_session_that_asked() -> None:
    cookie, other = log_in(MARC), log_in(MARC)
    challenge = asked_for_one_more(cookie)
    made = Device().makes(challenge)
    with pytest.raises(PasskeyTooLate):
        add(made, other)
    with pytest.raises(PasskeyTooLate):
        add(made, cookie, now=timedelta(minutes=5))
    with pytest.raises(PasskeyTooLate):
        add(Device().makes(asked()), cookie)  # asked by who signs in
    add(made, cookie)
    with pytest.raises(PasskeyTooLate):
        add(Device(credential=b"another device").makes(challenge), cookie, key="add-another")
    with pytest.raises(PasskeyKnown):
        add(Device().makes(asked_for_one_more(cookie)), cookie, key="add-again")


def test_what_is_not_what_was_asked_for_is_not_kept() -> None:
    cookie = log_in(MARC)
    for device, wrong in (
        (Device(), {"origin": "https://preau.example.com"}),
        (Device(), {"site": "preau.example.com"}),
        (Device(), {"calls_it": b"another name"}),
        (Device(verifies=False), {}),
        (Device(algorithm="ES384"), {}),
    ):
        made = device.makes(asked_for_one_more(cookie), **wrong)
        with pytest.raises(PasskeyUnreadable):
            add(made, cookie)
    challenge = asked_for_one_more(cookie)
    made = Device().makes(challenge)
    with pytest.raises(PasskeyUnreadable):
        add(PasskeyMade(made.credential, made.client_data, "AAAA"), cookie)
    assert held() == ()


def test_a_login_has_ten_passkeys_at_most_and_a_device_none_twice() -> None:
    for number in range(MOST_PASSKEYS):
        a_passkey(Device(credential=f"device {number}".encode()))
    with pytest.raises(PasskeysFull):
        asked_for_one_more(log_in(MARC))
    remove_passkey(session_of(log_in(MARC)), held()[0].id, None, place=HOME.place, now=NOW)
    question = ask_new_passkey(
        session_of(log_in(MARC)), None, origin=settings().origin, place=HOME.place, now=NOW
    )
    assert len(question.known) == MOST_PASSKEYS - 1


def test_taking_one_away_is_told_by_mail_and_a_second_click_changes_nothing() -> None:
    a_passkey()
    [passkey], session = held(), session_of(log_in(MARC))
    for _ in range(2):
        remove_passkey(session, passkey.id, PASSWORD, place=HOME.place, now=NOW)
    assert [mail.data["name"] for mail in messages("passkey_removed")] == ["iPhone de Marc"]
    assert held() == ()


@pytest.mark.parametrize("what", ["a new password", "a forgotten one", "another address"])
def test_whoever_knew_the_password_before_keeps_no_passkey(what: str) -> None:
    device = a_passkey()
    cookie = log_in(MARC)
    made = Device(credential=b"asked before").makes(asked_for_one_more(cookie))
    session = session_of(cookie)
    if what == "a new password":
        change_password(session, PASSWORD, LATER, place=HOME.place, idempotency_key="change-it", now=NOW)
    elif what == "a forgotten one":
        ask_reset(EMAIL, place=HOME.place, idempotency_key="forgotten", now=NOW)
        confirm_reset(EMAIL, reset_code(), LATER, place=HOME.place, idempotency_key="chosen-now", now=NOW)
    else:
        new = "marc@autre.example"
        ask_address(MARC, new, PASSWORD, place=HOME.place, idempotency_key="ask-move", now=NOW)
        code = address_code(new)
        confirm_address(session, new, code, place=HOME.place, idempotency_key="move-now", now=NOW)
    assert held() == ()
    with pytest.raises(PasskeyRefused):
        sign_in_with_passkey(
            device.answers(asked()),
            origin=settings().origin,
            visitor=HOME,
            idempotency_key="after-it",
            now=NOW,
        )
    told = [one for one in messages() if "passkeys_ended" in one.data]
    assert [one.data["passkeys_ended"] for one in told] == [1]
    if what != "a forgotten one":  # which ends this session too
        with pytest.raises(PasskeyTooLate):
            add(made, cookie)


def test_a_login_that_is_erased_leaves_nothing_of_its_passkeys() -> None:
    a_passkey()
    asked_for_one_more(log_in(MARC))
    leave_login(MARC, REF)
    assert read([keys.passkeys(MARC)]).item(keys.passkeys(MARC)) is None

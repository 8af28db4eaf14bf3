"""A login moves to an address that somebody reads, in one transaction."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.domain.accounts.account import (
    AddressTaken,
    AddressUnchanged,
    AddressUnmailable,
    CodeWrong,
    Login,
    Session,
    WrongCredentials,
    WrongPassword,
)
from functions.domain.errors import Throttled
from functions.domain.families.file_corrections import Correction
from functions.storage.accounts import accounts
from functions.storage.families import requests
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.usecases.accounts.change_address import ask_address, confirm_address
from functions.usecases.accounts.credentials import is_known_place
from functions.usecases.accounts.log_in import log_in
from functions.usecases.accounts.reset_password import ask_reset
from functions.usecases.accounts.throttle import (
    CODE_OF_ADDRESS_FROM_PLACE,
    MAIL_OF_ACCOUNT,
    MAIL_TO_ADDRESS,
)
from tests.support.accounts import (
    EMAIL,
    HOME,
    PASSWORD,
    account_of,
    address_code,
    an_account,
    everything,
    messages,
)
from tests.support.builders import JULIE, MARC, NOW
from tests.support.table import journal_of_account
from tests.support.work import counted

pytestmark = pytest.mark.usefixtures("table")

NEW = "marc.nouveau@famille.example"
JULIES = "julie@famille.example"


def ask(
    email: str = NEW,
    password: str = PASSWORD,
    *,
    account: str = MARC,
    key: str = "ask-key-1",
    place: str = "home",
) -> None:
    ask_address(account, email, password, place=place, idempotency_key=key, now=NOW)


def confirm(
    code: str,
    email: str = NEW,
    *,
    account: str = MARC,
    key: str = "confirm-key",
    later: timedelta = timedelta(0),
) -> None:
    session = Stored(keys.session(account, "here"), Session(account, NOW, NOW, "Firefox"), 1)
    confirm_address(session, email, code, place=f"home {key}", idempotency_key=key, now=NOW + later)


def opens(email: str) -> str | None:
    login = read_one(accounts.login_key(email), Login)
    return None if login is None else login.value.account


def test_the_login_moves_and_the_old_address_opens_nothing() -> None:
    an_account()
    ask()
    assert opens(NEW) is None
    confirm(address_code(NEW))
    assert (opens(NEW), opens(EMAIL), account_of().email) == (MARC, None, NEW)
    assert log_in(NEW, PASSWORD, visitor=HOME, now=NOW).account == MARC
    with pytest.raises(WrongCredentials):
        log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)


def test_an_address_that_no_mail_reaches_is_refused_before_a_code_is_sent() -> None:
    an_account()
    with pytest.raises(AddressUnmailable):
        ask("hélène@famille.example")
    assert messages("address_change") == []


def test_the_old_address_is_told_and_the_town_is_asked_to_note_the_new_one() -> None:
    an_account()
    ask()
    confirm(address_code(NEW))
    assert [message.data for message in messages("address_changed")] == [
        {"account": MARC, "email": EMAIL, "calendar_renewed": 0, "passkeys_ended": 0}
    ]
    [request] = [stored.value for stored in requests.of_family("lisse", "testmp")]
    assert request.corrections == (Correction("email", EMAIL, NEW),)
    assert [line.act for line in journal_of_account(MARC)] == ["address_changed"]


def test_whoever_moved_is_known_where_they_did_it() -> None:
    an_account()
    ask()
    confirm(address_code(NEW))
    assert is_known_place(NEW, "home confirm-key")


def test_the_password_is_asked() -> None:
    an_account()
    with pytest.raises(WrongPassword):
        ask(password="not the one they chose")
    assert messages() == []


def test_ones_own_address_is_no_change() -> None:
    an_account()
    with pytest.raises(AddressUnchanged):
        ask(EMAIL.upper())


def test_an_address_that_is_taken_gets_the_same_answer_and_costs_the_same() -> None:
    an_account()
    an_account(JULIE, JULIES)
    with counted() as free:
        ask()
    with counted() as taken:
        ask(JULIES, key="ask-key-2")
    assert free == taken
    with pytest.raises(AddressTaken):
        confirm(address_code(JULIES), JULIES)
    assert (opens(JULIES), opens(EMAIL)) == (JULIE, MARC)


def test_the_code_is_for_the_login_that_asked() -> None:
    an_account()
    an_account(JULIE, JULIES)
    ask()
    with pytest.raises(CodeWrong):
        confirm(address_code(NEW), account=JULIE)
    with pytest.raises(CodeWrong):
        confirm("0" * 26)


def test_the_code_lives_for_an_hour_serves_once_and_lies_nowhere() -> None:
    an_account()
    ask()
    code = address_code(NEW)
    assert all(code not in str(item.attribute_values) for item in everything())
    with pytest.raises(CodeWrong):
        confirm(code, later=timedelta(hours=1))
    confirm(code)
    confirm(code)
    with pytest.raises(CodeWrong):
        confirm(code, key="another-key")
    assert len(messages("address_changed")) == 1


def test_a_second_click_sends_one_mail_and_asking_again_another_code() -> None:
    an_account()
    ask()
    first = address_code(NEW)
    ask()
    assert (address_code(NEW), len(messages("address_change"))) == (first, 1)
    ask(key="ask-key-2")
    with pytest.raises(CodeWrong):
        confirm(first)


def test_wrong_codes_are_stopped_and_the_right_one_never_is() -> None:
    an_account()
    ask()
    for _ in range(CODE_OF_ADDRESS_FROM_PLACE.tries):
        with pytest.raises(CodeWrong):
            confirm("0" * 26)
    with pytest.raises(Throttled):
        confirm("0" * 26)
    confirm(address_code(NEW))


def test_a_wrong_code_costs_the_same_for_any_address() -> None:
    an_account()
    an_account(JULIE, JULIES)
    ask()
    told = {}
    for email in (NEW, JULIES, "nobody.asked@famille.example"):
        with counted() as work, pytest.raises(CodeWrong):
            confirm("0" * 26, email)
        told[email] = work
    assert told == dict.fromkeys(told, told[NEW])


def test_what_strangers_have_mailed_to_an_address_does_not_keep_its_reader_from_moving_there() -> None:
    an_account()
    for number in range(MAIL_TO_ADDRESS.tries):
        ask_reset(NEW, place=f"elsewhere-{number}", idempotency_key=f"key-{number}", now=NOW)
    ask()
    confirm(address_code(NEW))


def test_one_login_does_not_fill_mailboxes_wherever_it_is_used() -> None:
    an_account()
    for number in range(MAIL_OF_ACCOUNT.tries):
        ask(f"{number}.{NEW}", key=f"ask-key-{number}", place=f"place-{number}")
    with pytest.raises(Throttled):
        ask(key="one-too-many", place="another-place")


def test_two_parents_cannot_move_to_one_address() -> None:
    an_account()
    an_account(JULIE, JULIES)
    ask()
    marcs = address_code(NEW)
    ask(account=JULIE, key="julies-key")
    julies = address_code(NEW)
    acts: list[Callable[[], None]] = [
        lambda: confirm(marcs),
        lambda: confirm(julies, account=JULIE, key="julies-confirm"),
    ]

    def done(act: Callable[[], None]) -> bool:
        try:
            act()
        except (CodeWrong, AddressTaken):
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(done, acts))
    assert outcomes == [False, True], "the one whose mail is the last"
    assert (opens(NEW), opens(EMAIL), opens(JULIES)) == (JULIE, MARC, None)

"""A forgotten password is replaced with a mailed code, once, and nobody learns who has a login."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from functions.domain.accounts.account import CodeWrong, WrongCredentials
from functions.domain.accounts.passwords import PasswordCommon
from functions.domain.errors import KeyReused, Throttled
from functions.storage.accounts.sessions import sessions
from functions.usecases.accounts.credentials import is_known_place
from functions.usecases.accounts.log_in import log_in
from functions.usecases.accounts.reset_password import ask_reset, confirm_reset
from functions.usecases.accounts.throttle import (
    CODE_OF_ADDRESS_FROM_PLACE,
    LOGIN_OF_ADDRESS_FROM_PLACE,
    MAIL_TO_ADDRESS,
    MAIL_TO_ADDRESS_FROM_PLACE,
)
from tests.support.accounts import (
    ELSEWHERE,
    EMAIL,
    HOME,
    PASSWORD,
    an_account,
    everything,
    messages,
    reset_code,
)
from tests.support.builders import MARC, NOW
from tests.support.table import journal_of_account
from tests.support.work import counted

pytestmark = pytest.mark.usefixtures("table")

NEW = "une autre phrase longue"
UNKNOWN = "inconnu@famille.example"


def ask(
    email: str = EMAIL, *, key: str = "ask-key-1", later: timedelta = timedelta(0), place: str = "home"
) -> None:
    ask_reset(email, place=place, idempotency_key=key, now=NOW + later)


def confirm(
    code: str,
    password: str = NEW,
    *,
    email: str = EMAIL,
    key: str = "confirm-key",
    later: timedelta = timedelta(0),
    place: str = "home",
) -> None:
    confirm_reset(email, code, password, place=place, idempotency_key=key, now=NOW + later)


def test_asking_costs_and_writes_the_same_for_an_unknown_address() -> None:
    an_account()
    with counted() as known:
        ask()
    before = len(everything())
    with counted() as unknown:
        ask(UNKNOWN, place="elsewhere")
    assert known == unknown
    assert len(everything()) == before + 5, "a reset, a message, three windows"
    assert {message.data["email"] for message in messages("password_reset")} == {EMAIL, UNKNOWN}


def test_the_code_replaces_the_password_and_ends_every_session() -> None:
    an_account()
    for visitor in (HOME, ELSEWHERE):
        log_in(EMAIL, PASSWORD, visitor=visitor, now=NOW)
    ask()
    confirm(reset_code())
    assert sessions(MARC) == []
    with pytest.raises(WrongCredentials):
        log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    assert log_in(EMAIL, NEW, visitor=HOME, now=NOW).account == MARC
    assert [message.data for message in messages("password_changed")] == [
        {"account": MARC, "calendar_renewed": 0, "passkeys_ended": 0}
    ]
    assert [line.act for line in journal_of_account(MARC)] == ["password_reset"]


def test_whoever_chose_another_password_is_known_where_they_did_it() -> None:
    an_account()
    ask()
    confirm(reset_code())
    assert is_known_place(EMAIL, "home")


def test_the_code_of_one_thing_opens_no_other_and_lies_nowhere() -> None:
    an_account()
    ask()
    code = reset_code()
    assert all(code not in str(item.attribute_values) for item in everything())
    for wrong in ("0" * 26, code[::-1], ""):
        with pytest.raises(CodeWrong):
            confirm(wrong)


def test_the_code_of_an_unknown_address_opens_nothing() -> None:
    ask(UNKNOWN)
    with pytest.raises(CodeWrong):
        confirm(reset_code(UNKNOWN), email=UNKNOWN)


def test_a_code_lives_for_an_hour_and_serves_once() -> None:
    an_account()
    ask()
    code = reset_code()
    with pytest.raises(CodeWrong):
        confirm(code, later=timedelta(hours=1))
    confirm(code, later=timedelta(minutes=59))
    with pytest.raises(CodeWrong):
        confirm(code, key="another-key", later=timedelta(minutes=59))


def test_the_same_request_again_is_done_already() -> None:
    an_account()
    ask()
    code = reset_code()
    confirm(code)
    opened = log_in(EMAIL, NEW, visitor=HOME, now=NOW)
    confirm(code, later=timedelta(minutes=5))
    assert len(messages("password_changed")) == 1
    with pytest.raises(KeyReused):
        confirm(code, "and yet another one", later=timedelta(minutes=5))
    assert opened.account == MARC


def test_a_weak_password_does_not_use_up_the_code() -> None:
    an_account()
    ask()
    with pytest.raises(PasswordCommon):
        confirm(reset_code(), "Marc-Testmp-2026")
    confirm(reset_code())


def test_a_second_click_sends_one_mail() -> None:
    an_account()
    ask()
    ask()
    assert len(messages("password_reset")) == 1


def test_asking_again_soon_mails_the_same_code_and_later_another() -> None:
    an_account()
    ask()
    first = reset_code()
    ask(key="ask-key-2", later=timedelta(minutes=29))
    assert reset_code() == first
    ask(key="ask-key-3", later=timedelta(minutes=30))
    assert reset_code() != first
    assert len(messages("password_reset")) == 3


def test_a_mailbox_is_not_filled_by_who_types_its_address() -> None:
    for number in range(MAIL_TO_ADDRESS_FROM_PLACE.tries):
        ask(key=f"ask-key-{number}")
    with pytest.raises(Throttled):
        ask(key="one-too-many")
    ask(key="from-elsewhere", place="elsewhere")


def test_what_strangers_ask_does_not_keep_the_parent_from_asking_where_the_login_was_opened() -> None:
    an_account()
    log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    for number in range(MAIL_TO_ADDRESS.tries):
        ask(key=f"ask-key-{number}", place=f"elsewhere-{number}")
    with pytest.raises(Throttled):
        ask(key="one-too-many", place="not known")
    ask(key="from-home", place=HOME.place)


def test_wrong_codes_are_stopped_and_the_right_one_never_is() -> None:
    an_account()
    ask()
    for _ in range(CODE_OF_ADDRESS_FROM_PLACE.tries):
        with pytest.raises(CodeWrong):
            confirm("0" * 26)
    with pytest.raises(Throttled):
        confirm("0" * 26)
    confirm(reset_code())


def test_a_wrong_code_costs_the_same_for_any_address() -> None:
    an_account()
    ask()
    ask(UNKNOWN, key="ask-unknown")
    told = {}
    for email in (EMAIL, UNKNOWN, "nobody.asked@famille.example"):
        with counted() as work, pytest.raises(CodeWrong):
            confirm("0" * 26, email=email)
        told[email] = work
    assert told == dict.fromkeys(told, told[EMAIL])


def test_who_has_a_used_code_and_its_key_cannot_try_passwords_with_them() -> None:
    an_account()
    ask()
    code = reset_code()
    confirm(code)
    for number in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        with pytest.raises(KeyReused):
            confirm(code, f"guess number {number}")
    with pytest.raises(Throttled):
        confirm(code)


def test_a_code_works_once_under_eight_threads() -> None:
    an_account()
    ask()
    code = reset_code()

    def click(number: int) -> bool:
        return succeeds(
            lambda: confirm(
                code, f"la phrase numéro {number} est longue", key=f"key-number-{number}", place=f"p{number}"
            )
        )

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(click, range(8)))
    assert outcomes.count(True) == 1
    winner = outcomes.index(True)
    assert log_in(EMAIL, f"la phrase numéro {winner} est longue", visitor=HOME, now=NOW).account == MARC


def succeeds(act: Callable[[], None]) -> bool:
    try:
        act()
    except CodeWrong:
        return False
    return True

"""A password opens a session; a wrong one and an unknown address look, and cost, the same."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from functions.domain.accounts.account import WrongCredentials
from functions.domain.accounts.passwords import MAX_BYTES
from functions.domain.errors import Throttled
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import session_key, sessions
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.usecases.accounts import log_in as log_in_module
from functions.usecases.accounts.change_password import change_password
from functions.usecases.accounts.log_in import Visitor, log_in
from functions.usecases.accounts.log_out import log_out
from functions.usecases.accounts.password_hashes import HASH_OF_NOBODY, needs_rehash
from functions.usecases.accounts.throttle import LOGIN_OF_ADDRESS, LOGIN_OF_ADDRESS_FROM_PLACE
from tests.support.accounts import ELSEWHERE, EMAIL, HOME, PASSWORD, account_of, an_account
from tests.support.builders import MARC, NOW
from tests.support.work import counted

pytestmark = pytest.mark.usefixtures("table")

UNKNOWN = "inconnu@famille.example"
WRONG = "not the one they chose"
QUARTER = timedelta(minutes=15)


def wrong(email: str = EMAIL, password: str = WRONG, *, visitor: Visitor = HOME) -> None:
    with pytest.raises(WrongCredentials):
        log_in(email, password, visitor=visitor, now=NOW)


def test_the_right_password_opens_a_session_that_says_where_it_is() -> None:
    an_account()
    opened = log_in(f" {EMAIL.upper()} ", PASSWORD, visitor=HOME, now=NOW)
    [session] = sessions(MARC)
    assert session.key == session_key(opened.cookie)
    assert (session.value.device, session.value.created_at) == ("Firefox sur Android", NOW)


def test_each_login_has_a_new_cookie_and_ends_the_session_it_came_with() -> None:
    an_account()
    first = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    second = log_in(EMAIL, PASSWORD, visitor=replace(HOME, cookie=first.cookie), now=NOW)
    assert first.cookie != second.cookie
    assert [session.key for session in sessions(MARC)] == [session_key(second.cookie)]


def test_the_secret_of_a_session_is_not_on_the_table() -> None:
    an_account()
    cookie = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).cookie
    [session] = sessions(MARC)
    assert cookie.partition(".")[2] not in f"{session.key} {session.value}"


def test_an_accented_password_is_the_same_from_any_keyboard() -> None:
    an_account(password="l’élève à l’école")
    assert log_in(EMAIL, "l’e\u0301le\u0300ve a\u0300 l’e\u0301cole", visitor=HOME, now=NOW).account == MARC


@pytest.mark.parametrize("password", ["", "x", "é" * MAX_BYTES, PASSWORD.upper(), f"{PASSWORD} "])
def test_any_other_password_is_wrong(password: str) -> None:
    an_account()
    wrong(password=password)
    assert sessions(MARC) == []


@pytest.mark.parametrize("email", [UNKNOWN, "", "pas une adresse", "marc@famille.example.attaquant.example"])
def test_what_is_no_address_of_ours_is_answered_as_a_wrong_password(email: str) -> None:
    an_account()
    wrong(email, PASSWORD)


def test_an_unknown_address_costs_the_reads_the_writes_and_the_hash_of_a_known_one() -> None:
    an_account()
    wrong("somebody.else@famille.example")  # so that both tries find the place's own window there
    with counted() as known:
        wrong()
    with counted() as unknown:
        wrong(UNKNOWN)
    with counted() as absurd:
        wrong("", "é" * 2000)
    assert known == unknown == absurd
    assert known["hash"] == 1 and known["UpdateItem"] == 3


def test_ten_wrong_tries_from_a_place_close_it_for_that_address_until_the_quarter_ends() -> None:
    an_account()
    for _ in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        wrong(visitor=ELSEWHERE)
    with pytest.raises(Throttled) as throttled:
        log_in(EMAIL, PASSWORD, visitor=ELSEWHERE, now=NOW + timedelta(minutes=5))
    assert throttled.value.data["retry_after"] == 10 * 60
    assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == MARC
    assert log_in(EMAIL, PASSWORD, visitor=ELSEWHERE, now=NOW + QUARTER).account == MARC


def test_the_same_address_typed_otherwise_is_counted_with_it() -> None:
    for number in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        wrong(f"{' ' * (number % 3)}{EMAIL.title()}{' ' * number}")
    with pytest.raises(Throttled):
        log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)


def test_an_unknown_address_is_throttled_as_a_known_one() -> None:
    for _ in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        wrong(UNKNOWN)
    with pytest.raises(Throttled):
        log_in(UNKNOWN, PASSWORD, visitor=HOME, now=NOW)


def test_the_whole_world_trying_an_address_does_not_close_it_where_the_parent_is_known() -> None:
    an_account()
    log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW - timedelta(days=30))
    for number in range(LOGIN_OF_ADDRESS.tries):
        wrong(visitor=Visitor(f"203.0.113.{number}", "Robot"))
    with pytest.raises(Throttled):
        log_in(EMAIL, PASSWORD, visitor=ELSEWHERE, now=NOW)
    assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == MARC


def test_a_parent_who_logs_in_often_is_not_stopped() -> None:
    an_account()
    for _ in range(2 * LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == MARC


def test_no_more_tries_are_let_through_when_they_come_at_once() -> None:
    an_account()

    def attempt(_: int) -> bool:
        try:
            log_in(EMAIL, "not the one they chose", visitor=HOME, now=NOW)
        except Throttled:
            return False
        except WrongCredentials:
            return True
        raise AssertionError("the password was wrong")

    with ThreadPoolExecutor(8) as pool:
        let_through = sum(pool.map(attempt, range(24)))
    assert let_through == LOGIN_OF_ADDRESS_FROM_PLACE.tries


def test_logging_out_ends_the_session_and_doing_it_twice_changes_nothing() -> None:
    an_account()
    here = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    there = log_in(EMAIL, PASSWORD, visitor=ELSEWHERE, now=NOW)
    for cookie in (here.cookie, here.cookie, None, "nonsense"):
        log_out(cookie)
    assert [session.key for session in sessions(MARC)] == [session_key(there.cookie)]


def with_weaker_hash() -> str:
    """A login whose password was hashed when less was asked of a computer."""
    weaker = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(PASSWORD)
    an_account(password_hash=weaker)
    return weaker


@pytest.mark.usefixtures("strong_hashes")
def test_a_password_is_hashed_anew_at_the_first_login_after_the_parameters_grew() -> None:
    weaker = with_weaker_hash()
    wrong()
    assert account_of().password_hash == weaker
    for _ in range(2):
        opened = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    stronger = account_of().password_hash
    assert stronger.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    assert account_of().password_hash == stronger, "once"
    assert session_key(opened.cookie) in [session.key for session in sessions(MARC)], (
        "and nobody is signed out"
    )


@pytest.mark.parametrize("trouble", [Refused(frozenset()), Contended(), RuntimeError("the table is gone")])
def test_a_login_is_open_whatever_becomes_of_the_new_hash(
    trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    weaker = with_weaker_hash()

    class Failing(Transaction):
        def commit(self) -> None:
            if any(why == accounts.ACCOUNT for why, *_ in self._puts):
                raise trouble
            super().commit()

    monkeypatch.setattr(log_in_module, "Transaction", Failing)
    assert log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW).account == MARC
    assert account_of().password_hash == weaker


@pytest.mark.usefixtures("strong_hashes")
def test_the_hash_of_nobody_takes_the_time_of_todays_hashes() -> None:
    assert not needs_rehash(HASH_OF_NOBODY)


@pytest.mark.usefixtures("strong_hashes")
def test_nobody_logs_in_with_the_old_password_while_it_changes() -> None:
    an_account()
    opened = log_in(EMAIL, PASSWORD, visitor=HOME, now=NOW)
    [mine] = sessions(MARC)

    def change() -> None:
        change_password(
            mine, PASSWORD, "a quite different one", place="home", idempotency_key="change-1", now=NOW
        )

    def stranger(number: int) -> None:
        try:
            log_in(EMAIL, PASSWORD, visitor=Visitor(f"203.0.113.{number}", "Robot"), now=NOW)
        except WrongCredentials:
            return

    with ThreadPoolExecutor(8) as pool:
        strangers = [pool.submit(stranger, number) for number in range(7)]
        pool.submit(change).result()
        for done in strangers:
            done.result()
    assert [session.key for session in sessions(MARC)] == [session_key(opened.cookie)]

"""An invitation opens a login once, whoever clicks and how often."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.accounts.account import Login
from functions.domain.accounts.activation import ActivationUsed
from functions.domain.errors import KeyReused, Throttled
from functions.domain.families.family import FileMoved
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import sessions
from functions.storage.families import families, requests
from functions.storage.table import journal
from functions.storage.table.item import Item
from functions.storage.table.reading import read_one
from functions.usecases.accounts.credentials import is_known_place
from functions.usecases.accounts.throttle import LOGIN_OF_ADDRESS_FROM_PLACE
from tests.support.accounts import (
    ELSEWHERE,
    EMAIL,
    HOME,
    NOT_ACTIVATED,
    SHEET,
    a_town_with_a_family,
    everything,
    invited,
)
from tests.support.activating import JULIE, opened
from tests.support.builders import settle

pytestmark = pytest.mark.usefixtures("table")


def kept() -> list[Item]:
    """All items but the windows in which tries are counted."""
    return [item for item in everything() if not item.pk.startswith("T#")]


def refused(act: Callable[[], object]) -> type[Exception] | None:
    try:
        act()
    except Exception as refusal:
        return type(refusal)
    return None


def test_the_same_request_again_opens_a_session_and_changes_nothing_more() -> None:
    a_town_with_a_family()
    code, given = invited(), replace(SHEET, phone="06 39 98 00 01")
    first = opened(code, given=given)
    before = len(kept())
    second = opened(code, given=given, later=timedelta(minutes=5))
    assert (second.account, second.cookie == first.cookie) == (first.account, False)
    assert len(sessions(first.account)) == 2
    assert len(kept()) == before + 1, "a session, and nothing else"


def test_the_same_key_is_for_the_same_request_and_the_same_password() -> None:
    a_town_with_a_family()
    code = invited()
    opened(code)
    with pytest.raises(KeyReused):
        opened(code, given=replace(SHEET, phone="06 39 98 00 01"))
    with pytest.raises(ActivationUsed):
        opened(code, password="another password of theirs")
    with pytest.raises(ActivationUsed):
        opened(code, key="second-key")


def test_who_has_a_used_code_and_its_key_cannot_try_passwords_with_them() -> None:
    a_town_with_a_family()
    code = invited()
    opened(code)
    for number in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        with pytest.raises(ActivationUsed):
            opened(code, password=f"guess number {number}", visitor=ELSEWHERE)
    with pytest.raises(Throttled):
        opened(code, visitor=ELSEWHERE)
    assert not is_known_place(EMAIL, ELSEWHERE.place)


def test_the_same_request_from_another_place_makes_it_known_too() -> None:
    a_town_with_a_family()
    code = invited()
    opened(code)
    opened(code, visitor=ELSEWHERE)
    assert is_known_place(EMAIL, ELSEWHERE.place)


@pytest.mark.parametrize("seed", range(4))
def test_a_code_works_once_under_eight_threads(seed: int) -> None:
    a_town_with_a_family()
    code = invited()

    def click(number: int) -> type[Exception] | None:
        return refused(
            lambda: opened(code, key=f"key-{seed}-{number}", visitor=replace(HOME, place=f"p{number}"))
        )

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(click, range(8)))
    assert outcomes.count(None) == 1
    assert set(outcomes) == {None, ActivationUsed}
    [member] = families.family("lisse", "testmp").value.members
    login = read_one(accounts.login_key(EMAIL), Login)
    assert login is not None and login.value.account == member
    assert [line.act for line in journal.lines("lisse", "testmp")].count("login_opened") == 1


def test_one_request_sent_eight_times_at_once_is_one_login() -> None:
    a_town_with_a_family()
    code = invited()
    given = replace(SHEET, phone="06 39 98 00 01")

    def click(number: int) -> str:
        return opened(code, given=given, visitor=replace(HOME, place=f"p{number}")).account

    with ThreadPoolExecutor(8) as pool:
        opened_accounts = set(pool.map(click, range(8)))
    assert len(opened_accounts) == 1
    assert len(list(requests.of_family("lisse", "testmp"))) == 1
    assert [line.act for line in journal.lines("lisse", "testmp")].count("login_opened") == 1


def the_town_writes_the_phone() -> None:
    """Whoever writes a file that moved since it was read is told, reads it again, and writes."""
    for _ in range(10):
        with suppress(FileMoved):
            settle(replace(NOT_ACTIVATED, phone="01 99 00 11 11"))
            return
    raise AssertionError("it moved each time")


def test_both_parents_and_the_town_at_the_same_moment_lose_nothing() -> None:
    a_town_with_a_family()
    marc, julie = invited(), invited(JULIE)
    acts: list[Callable[[], object]] = [
        lambda: opened(marc),
        lambda: opened(julie, email=JULIE, key="julies-key"),
        the_town_writes_the_phone,
    ]
    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(act) for act in acts]:
            done.result()
    family = families.family("lisse", "testmp").value
    assert len(family.members) == 2 and family.phone == "01 99 00 11 11"
    assert {one.account for one in family.guardians} == set(family.members)

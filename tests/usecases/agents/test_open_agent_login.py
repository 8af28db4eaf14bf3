"""An agent without a family here gets a login, once, and chooses the password alone."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.domain.accounts.account import WrongCredentials
from functions.domain.families.family import Civility
from functions.usecases.accounts.log_in import Visitor, log_in
from functions.usecases.agents.open_agent_login import open_agent_login
from tests.support.accounts import account_of, an_account
from tests.support.builders import NOW
from tests.support.table import journal_of_account

pytestmark = pytest.mark.usefixtures("table")
EMAIL = "secretariat@lisse.example"
TOWN_HALL = Visitor("192.0.2.1", "Firefox")
PASSWORD = "le préau sous la pluie"


def opened(email: str = EMAIL, *, password: str | None = None) -> str:
    return open_agent_login(
        email,
        civility=Civility.MADAME,
        first_name="Nadia",
        last_name="Costes",
        by="command:staff",
        now=NOW,
        password=password,
    )


def test_an_agent_gets_an_account_that_belongs_to_no_family() -> None:
    account = account_of(opened())
    assert (account.email, account.first_name, account.last_name) == (EMAIL, "Nadia", "Costes")
    assert account.families == ()
    assert [(line.act, line.by) for line in journal_of_account(account.id)] == [
        ("login_opened", "command:staff")
    ]


def test_opened_again_it_is_the_same_account_however_the_address_is_typed() -> None:
    first = opened()
    assert opened(" Secretariat@Lisse.example ") == first
    assert len(journal_of_account(first)) == 1


def test_a_parent_who_becomes_an_agent_keeps_the_account() -> None:
    parent = an_account()
    assert opened(parent.email) == parent.id
    assert account_of(parent.id) == parent


def test_two_commands_at_the_same_moment_open_one_account() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: opened(), range(4)))) == 1


def test_nobody_knows_the_password_of_a_login_opened_without_one() -> None:
    opened()
    with pytest.raises(WrongCredentials):
        log_in(EMAIL, "", visitor=TOWN_HALL, now=NOW)


def test_a_login_opened_with_a_password_is_entered_with_it() -> None:
    account = opened(password=PASSWORD)
    assert log_in(EMAIL, PASSWORD, visitor=TOWN_HALL, now=NOW).account == account

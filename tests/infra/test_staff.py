"""`python -m infra.staff`: who may do what for a commune."""

import pytest

from functions import wiring
from functions.domain.accounts.account import Login
from functions.domain.agents.staff import Role, Scope, Staff
from functions.storage.accounts import accounts
from functions.storage.accounts.sessions import sessions
from functions.storage.agents import staff as staffs
from functions.storage.second_factor import factors
from functions.storage.table.reading import read_one
from infra.staff import main
from tests.support.accounts import messages
from tests.support.builders import NOW, log_in, on, open_town
from tests.support.second_factor import a_phone

EMAIL = "odile@lisse.example"
NEW = ["--civility", "madame", "--first-name", "Odile", "--last-name", "Regie"]


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_town()
    monkeypatch.setattr(wiring, "now", lambda: NOW)


def run(*more: str, commune: str = "lisse") -> int:
    return main(["--commune", commune, "--email", EMAIL, *more])


def account() -> str:
    login = read_one(accounts.login_key(EMAIL), Login)
    assert login is not None
    return login.value.account


def test_an_agent_without_a_login_gets_one_that_waits_for_a_password() -> None:
    assert run("--role", "regisseur", *NEW) == 0
    assert staffs.staff("lisse").value.appointments[account()].may([Role.REGISSEUR])
    first = account()
    assert run("--role", "regisseur", "--role", "secretary", *NEW) == 0
    assert account() == first
    assert set(staffs.staff("lisse").value.appointments[first].roles) == {Role.REGISSEUR, Role.SECRETARY}


def test_without_a_role_somebody_is_no_agent_any_more() -> None:
    run("--role", "regisseur", *NEW)
    assert run() == 0
    assert staffs.staff("lisse").value == Staff()


def test_a_replacement_is_appointed_for_a_time_and_a_place() -> None:
    worker = ["--role", "childcare", "--until", "2026-11-20", "--service", "restauration", *NEW]
    assert run(*worker) == 0
    held = staffs.staff("lisse").value.appointments[account()]
    assert (held.until, held.scope) == (on("vendredi 2026-11-20"), Scope(services=("restauration",)))


def test_what_the_town_does_not_have_and_a_last_administrator_are_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run("--role", "childcare", "--school", "nulle-part", *NEW) == 1
    assert "n’est plus dans le règlement" in capsys.readouterr().err
    assert run("--role", "administrator", *NEW) == 0
    assert run() == 1
    assert "Nommez d’abord un autre administrateur" in capsys.readouterr().err


def test_nobody_is_appointed_by_a_slip_of_the_pen(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--role", "regisseur") == 1
    assert "Aucun compte" in capsys.readouterr().err
    assert run("--role", "regisseur", *NEW, commune="nulle-part") == 1
    assert "n’existe pas" in capsys.readouterr().err
    assert main(["--commune", "lisse", "--email", "odîle@lisse.example", "--role", "regisseur", *NEW]) == 1
    assert "Aucun courriel ne peut arriver" in capsys.readouterr().err
    assert read_one(accounts.login_key(EMAIL), Login) is None


def test_a_lost_phone_is_reset_at_once_and_the_rights_stay() -> None:
    run("--role", "administrator", *NEW)
    a_phone(account())
    cookie = log_in(account(), with_factor=True)
    assert run("--reset-factor") == 0
    assert factors.factor(account()) is None
    assert [session.value for session in sessions(account())] == [], cookie
    assert staffs.staff("lisse").value.appointments[account()].may([Role.ADMINISTRATOR])
    assert [mail.data for mail in messages("second_factor_reset")] == [{"account": account(), "at_once": 1}]
    assert run("--reset-factor") == 0, "there is none any more"

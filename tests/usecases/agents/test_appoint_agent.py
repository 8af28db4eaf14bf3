"""Agents of a commune."""

import pytest

from functions.domain.agents.staff import Appointment, Role, Staff
from functions.domain.errors import NotFound
from functions.storage.agents import staff as staffs
from functions.usecases.agents.appoint_agent import AppointingAct, appoint_agent
from tests.support.builders import MARC, NOW, a_commune, open_account, open_town
from tests.support.table import journal_of_commune


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town(a_commune())
    open_account()


def roles() -> Staff:
    return staffs.staff("lisse").value


def test_an_agent_has_exactly_the_roles_last_given() -> None:
    appoint_agent(
        AppointingAct("lisse", MARC, "deployer", NOW), Appointment((Role.SECRETARY, Role.REGISSEUR))
    )
    appoint_agent(AppointingAct("lisse", MARC, "deployer", NOW), Appointment((Role.REGISSEUR,)))
    assert roles().appointments == {MARC: Appointment((Role.REGISSEUR,))}


def test_without_a_role_somebody_is_no_agent_any_more() -> None:
    appoint_agent(AppointingAct("lisse", MARC, "deployer", NOW), Appointment((Role.CHILDCARE,)))
    appoint_agent(AppointingAct("lisse", MARC, "deployer", NOW), Appointment(()))
    assert roles() == Staff()


def test_the_journal_of_the_commune_tells_who_appointed_whom_once() -> None:
    for _ in range(2):
        appoint_agent(AppointingAct("lisse", MARC, "deployer", NOW), Appointment((Role.SECRETARY,)))
    [line] = [one for one in journal_of_commune("lisse") if one.act == "agent_appointed"]
    assert (line.by, line.detail["account"]) == ("deployer", MARC)


def test_nobody_is_appointed_in_a_town_or_under_a_login_that_does_not_exist() -> None:
    with pytest.raises(NotFound):
        appoint_agent(AppointingAct("ailleurs", MARC, "deployer", NOW), Appointment((Role.SECRETARY,)))
    with pytest.raises(NotFound):
        appoint_agent(AppointingAct("lisse", "0" * 26, "deployer", NOW), Appointment((Role.SECRETARY,)))
    assert roles() == Staff()

"""The town calls a service off once, for everybody concerned, and may put it back."""

from dataclasses import replace
from uuid import uuid4

import pytest

from functions.domain.errors import NotFound
from functions.domain.planning.called_off import CalledOff, CalledOffScope, TooFarOff, UnknownSchool
from functions.domain.reglement.reglement import UnknownService
from functions.storage.town import called_off
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from tests.support.builders import on, open_town, paris
from tests.support.crashes import Calls, Killed, dying
from tests.support.table import journal_of_commune

NOW = paris("lundi 2026-11-23 08:00")
STRIKE = CalledOffScope(on("mardi 2026-11-24"), "grève", ("restauration",))


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()


def act(key: str = "") -> CallOffAct:
    return CallOffAct("lisse", "agent", key or uuid4().hex, NOW)


def off() -> list[CalledOff]:
    [month] = called_off.of_months("lisse", ["2026-11"]).values()
    return list(month.entries.values())


def acts() -> list[str]:
    return [line.act for line in journal_of_commune("lisse") if line.act.startswith("service_")]


def test_said_twice_by_two_agents_it_is_said_once() -> None:
    first = call_off(act(), STRIKE)
    assert call_off(act(), STRIKE) == first
    assert off() == [first] and acts() == ["service_called_off"]
    call_off(act(), replace(STRIKE, services=("garderie-soir",)))
    assert len(off()) == 2


def test_what_is_put_back_is_gone_once() -> None:
    entry = call_off(act(), STRIKE)
    key = uuid4().hex
    assert put_back(act(key), "2026-11", entry.id) == put_back(act(key), "2026-11", entry.id)
    assert off() == []
    with pytest.raises(NotFound):
        put_back(act(), "2026-11", entry.id)


def test_a_service_a_school_and_a_day_that_nobody_knows_are_refused() -> None:
    with pytest.raises(UnknownService):
        call_off(act(), replace(STRIKE, services=("judo",)))
    with pytest.raises(UnknownSchool):
        call_off(act(), replace(STRIKE, schools=("pergaud",)))
    with pytest.raises(TooFarOff):
        call_off(act(), replace(STRIKE, day=on("lundi 2027-03-01")))
    assert off() == []


def test_killed_at_any_call_and_sent_again_it_is_said_once() -> None:
    for at in range(1, 15):
        one, killed = act(f"killed-at-{at}"), False
        what = replace(STRIKE, reason=f"grève {at}")
        try:
            with dying(Calls(die_at=at, done_first=True)):
                call_off(one, what)
        except Killed:
            killed = True
        answer = call_off(one, what)
        assert [entry for entry in off() if entry.what == what] == [answer]
        if not killed:
            return
    raise AssertionError("never done without being killed")

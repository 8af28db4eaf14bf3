"""Who signs in learns for which communes they work: today, in which roles, until when, and without one call more."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.agents import staff as staffs
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.transaction import Transaction
from infra.migrate import migrate
from infra.migrate.agents import note
from tests.support.accounts import an_account
from tests.support.builders import MARC, NOW, a_commune, appoint, log_in, on, open_town, paris, settle
from tests.support.client import Browser
from tests.support.work import counted

LISSE = {"id": "lisse", "name": "Lisse", "colour": "ocean"}


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    an_account()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], Browser]:
    def signed_in(moment: datetime) -> Browser:
        monkeypatch.setattr(wiring, "now", lambda: moment)
        return Browser(app, cookie=log_in(MARC, now=moment))

    return signed_in


def agent_of(browser: Browser) -> Any:
    return browser.get("/me").json["agent_of"]


def test_a_parent_is_nobodys_agent_and_an_agent_is_one_of_each_commune() -> None:
    browser = Browser(app, cookie=log_in(MARC))
    assert agent_of(browser) == []
    appoint(MARC, Role.SECRETARY, Role.CHILDCARE)
    open_town(a_commune("val"))
    appoint(MARC, Role.KITCHEN, commune="val")
    first, second = agent_of(browser)
    assert first == {"commune": LISSE, "roles": ["secretary", "childcare"], "until": None}
    assert (second["commune"]["id"], second["roles"]) == ("val", ["kitchen"])
    assert len(browser.get("/me").json["families"]) == 1, "they are a parent all the same"


def test_what_ended_is_told_no_more() -> None:
    appoint(MARC, Role.SECRETARY)
    appoint(MARC)
    assert agent_of(Browser(app, cookie=log_in(MARC))) == []
    assert read([keys.agent_of(MARC, "lisse")]).item(keys.agent_of(MARC, "lisse")) is None


def test_a_replacement_works_until_the_end_of_the_last_day_and_is_nobody_on_the_next(
    at: Callable[[datetime], Browser],
) -> None:
    appoint(MARC, Role.SECRETARY, until=on("vendredi 2026-11-20"))
    last = at(paris("vendredi 2026-11-20 23:59"))
    assert agent_of(last)[0]["until"] == "2026-11-20"
    assert last.get("/communes/lisse/booking-requests").status == 200
    over = at(paris("samedi 2026-11-21 00:00"))
    assert agent_of(over) == []
    answer = over.get("/communes/lisse/booking-requests")
    assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_the_last_day_is_the_towns_own(at: Callable[[datetime], Browser]) -> None:
    open_town(a_commune("saint-paul", timezone="Indian/Reunion"))
    appoint(MARC, Role.SECRETARY, until=on("vendredi 2026-11-20"), commune="saint-paul")
    assert len(agent_of(at(paris("vendredi 2026-11-20 20:59")))) == 1
    over = at(paris("vendredi 2026-11-20 21:00"))
    assert over.get("/communes/saint-paul/booking-requests").status == 404
    assert agent_of(over) == []


def test_it_costs_a_parent_and_an_agent_no_call_more() -> None:
    """The session, and meanwhile the login with where to look; then the families and the communes, with the children."""
    browser = Browser(app, cookie=log_in(MARC))
    browser.get("/me")  # a version of the règlement is read once a process
    with counted() as parent:
        browser.get("/me")
    appoint(MARC, Role.SECRETARY)
    with counted() as agent:
        browser.get("/me")
    assert parent.total() == agent.total() == 3, (parent, agent)


def test_an_appointment_older_than_the_release_is_found_once_it_is_migrated(
    dynamodb: Any, table: str
) -> None:
    appoint(MARC, Role.SECRETARY)
    forget = Transaction()
    forget.delete(keys.agent_of(MARC, "lisse"), why="as the release before left it")
    forget.commit()
    browser = Browser(app, cookie=log_in(MARC, with_factor=True))
    assert agent_of(browser) == []
    assert note(dynamodb, table, apply=False) == {"AGENT_OF (à écrire)": 1}
    migrate(dynamodb, table, apply=True)
    assert agent_of(browser) == [{"commune": LISSE, "roles": ["secretary"], "until": None}]
    assert note(dynamodb, table, apply=False) == {}


def test_it_is_found_as_well_once_the_agent_came_by_themselves() -> None:
    appoint(MARC, Role.SECRETARY)
    forget = Transaction()
    forget.delete(keys.agent_of(MARC, "lisse"), why="as the release before left it")
    forget.commit()
    browser = Browser(app, cookie=log_in(MARC, with_factor=True))
    assert browser.get("/communes/lisse/booking-requests").status == 200, "the right itself was never away"
    assert len(agent_of(browser)) == 1


def test_whoever_leaves_while_it_is_migrated_is_not_noted_after_all(
    dynamodb: Any, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    appoint(MARC, Role.SECRETARY)
    forget = Transaction()
    forget.delete(keys.agent_of(MARC, "lisse"), why="as the release before left it")
    forget.commit()
    get_item = dynamodb.get_item

    def leave_first(**asked: Any) -> Any:
        found = get_item(**asked)
        appoint(MARC)
        return found

    monkeypatch.setattr(dynamodb, "get_item", leave_first)
    note(dynamodb, table, apply=True)
    assert staffs.login_and_communes(MARC)[1] == []

"""Who signs in, who is refused and who is stopped is said in the log, by ids only; of agents, in the commune's journal too."""

import logging
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.usecases.accounts.throttle import (
    CODE_OF_ADDRESS_FROM_PLACE,
    LOGIN_OF_ADDRESS_FROM_PLACE,
    REFUSED_ACTS,
)
from functions.web import audiences
from functions.web.api.endpoint import Route, Upload
from tests.support.accounts import (
    EMAIL,
    PASSWORD,
    a_town_with_a_family,
    an_account,
    invited,
)
from tests.support.builders import MARC, NOW, appoint, log_in
from tests.support.client import Answer, Browser
from tests.support.table import journal_of_commune

WRONG = "not the one they chose"
STRANGER = "curieux@ailleurs.example"
TYPED = "3 rue des Tilleuls"
AGENTS_ROUTES = [route for audience in audiences.ALL for route in audience.served if route.roles]
TELLING = (
    EMAIL,
    STRANGER,
    PASSWORD,
    WRONG,
    TYPED,
    "famille.example",
    "Marc",
    "Testmp",
    "Clara",
    "127.0.0.1",
    "0" * 26,
)
"""What no line of the log may hold: addresses, names, codes, passwords, the visitor's network."""


@pytest.fixture(autouse=True)
def town(table: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    a_town_with_a_family()
    an_account()
    caplog.set_level(logging.DEBUG, logger="functions")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[Any]:
    """The lines since the last time one asked. In the end, every record of the test is walked."""
    seen = 0

    def since() -> list[str]:
        nonlocal seen
        told = [record.getMessage() for record in caplog.records if record.name.startswith("functions")]
        new, seen = told[seen:], len(told)
        return new

    yield since
    records = [f"{record.getMessage()} {vars(record)}" for record in caplog.get_records("call")]
    assert records
    assert not [(word, line) for line in records for word in TELLING if word in line]


def post(path: str, body: Mapping[str, object]) -> int:
    return Browser(app).post(path, body).status


def call(route: Route, commune: str, *, cookie: str | None) -> Answer:
    path = route.path.replace("{commune}", commune)
    path = re.sub(r"{\w+}", TYPED.replace(" ", "-"), path)
    body: object = b"%PDF-" if route.takes is Upload else {}
    return Browser(app, cookie=cookie).request(route.method, path, body)


def test_a_sign_in_and_one_that_fails_are_a_line_each(lines: Any) -> None:
    assert post("/session", {"email": EMAIL, "password": PASSWORD}) == 200
    assert lines() == [f"signed in account={MARC}"]
    assert post("/session", {"email": EMAIL, "password": WRONG}) == 401
    assert post("/session", {"email": STRANGER, "password": WRONG}) == 401
    known, unknown = lines()
    assert f"code=wrong_credentials account={MARC} " in known
    assert "code=wrong_credentials account=- " in unknown
    assert known.rpartition("network=")[2] == unknown.rpartition("network=")[2] != ""


def test_a_login_that_is_opened_is_a_line(lines: Any) -> None:
    an_account("0" * 25 + "j", "julie@famille.example")
    asked = {"email": "julie@famille.example", "code": invited("julie@famille.example"), "password": PASSWORD,
             "family": {"name": "Testmp", "phone": "", "address": {"line1": TYPED, "line2": "", "postcode": "", "city": ""}},
             "guardians": [{"civility": "madame", "last_name": "Testmp", "first_name": "Julie"}], "children": []}  # fmt: skip
    assert post("/activation", asked) == 200
    [line] = lines()
    assert re.fullmatch(r"signed in account=\w{26}", line)


@pytest.mark.parametrize("path", ["/activation/check", "/password-resets/confirm"])
def test_a_wrong_code_is_a_line_and_so_is_each_one_that_is_stopped(lines: Any, path: str) -> None:
    wrong = {"email": EMAIL, "code": "0" * 26, "password": PASSWORD}
    for _ in range(CODE_OF_ADDRESS_FROM_PLACE.tries):
        assert post(path, wrong) == 422
    assert len([line for line in lines() if "code_wrong" in line]) == CODE_OF_ADDRESS_FROM_PLACE.tries
    assert post(path, wrong) == 429
    [line] = lines()
    assert line.startswith(f"refused route='POST {path}' code=throttled account=- ")


def test_wrong_passwords_and_codes_of_somebody_who_is_signed_in_say_who(lines: Any) -> None:
    browser = Browser(app, cookie=log_in(MARC))
    browser.put("/me/password", {"current_password": WRONG, "new_password": PASSWORD})
    browser.post("/me/address", {"email": STRANGER, "password": WRONG})
    browser.post("/me/address/confirm", {"email": STRANGER, "code": "0" * 26})
    told = lines()
    assert [re.search(r"code=(\w+) account=(\w+)", line)[0] for line in told] == [  # type: ignore[index]
        f"code=wrong_password account={MARC}",
        f"code=wrong_password account={MARC}",
        f"code=code_wrong account={MARC}",
    ]


def test_tries_that_are_stopped_are_a_line(lines: Any) -> None:
    for _ in range(LOGIN_OF_ADDRESS_FROM_PLACE.tries):
        post("/session", {"email": EMAIL, "password": WRONG})
    lines()
    assert post("/session", {"email": EMAIL, "password": WRONG}) == 429
    [line] = lines()
    assert line.startswith("refused route='POST /session' code=throttled ")


def test_another_sites_write_is_a_line(lines: Any) -> None:
    headers = {"Origin": f"https://{STRANGER}"}
    assert Browser(app).request("POST", "/session", {}, headers=headers).status == 403
    [line] = lines()
    assert "code=elsewhere" in line


def test_each_route_of_agents_says_who_was_refused(lines: Any) -> None:
    stranger = log_in(MARC)
    for route in AGENTS_ROUTES:
        name = f"route='{route.method} {route.path}'"
        assert call(route, STRANGER, cookie=None).status == 401
        assert call(route, "lisse", cookie=stranger).status == 404
        nobody, somebody = lines()
        assert nobody.startswith(f"refused {name} code=unauthenticated account=- commune=- ")
        assert somebody.startswith(f"refused {name} code=not_found account={MARC} commune=- ")


def test_an_agent_who_is_refused_is_named_with_the_commune(lines: Any) -> None:
    appoint(MARC, Role.SECRETARY)
    cookie = log_in(MARC)
    for route in (each for each in AGENTS_ROUTES if each.roles == (Role.REGISSEUR,)):
        assert call(route, "lisse", cookie=cookie).status == 403
        [line] = lines()
        assert f"code=not_your_role account={MARC} commune=lisse " in line


def test_what_an_agent_looks_for_and_is_not_there_is_a_line(lines: Any) -> None:
    appoint(MARC, Role.REGISSEUR)
    browser = Browser(app, cookie=log_in(MARC))
    assert browser.get(f"/communes/lisse/regie/families/{'0' * 25}1").status == 404
    [line] = lines()
    assert f"code=not_found account={MARC} commune=lisse " in line


def test_what_parents_look_for_is_no_line(lines: Any) -> None:
    assert Browser(app).get("/me").status == 401
    assert Browser(app, cookie=log_in(MARC)).get("/communes/lisse/families/nobody/planning").status == 404
    assert lines() == []
    post("/session", {"email": EMAIL, "password": PASSWORD})


def test_the_commune_reads_in_its_journal_that_an_agent_is_signed_in_once_a_session() -> None:
    appoint(MARC, Role.SECRETARY)
    for _ in range(2):
        browser = Browser(app, cookie=log_in(MARC))
        for _ in range(3):
            assert browser.get("/communes/lisse/booking-requests").status == 200
    noted = [line for line in journal_of_commune("lisse") if line.act == "agent_signed_in"]
    assert [(line.by, line.at) for line in noted] == [(MARC, NOW)] * 2


def test_an_act_that_is_refused_to_an_agent_is_in_the_journal_so_many_times_an_hour() -> None:
    appoint(MARC, Role.KITCHEN)
    browser = Browser(app, cookie=log_in(MARC))
    for _ in range(REFUSED_ACTS.tries + 5):
        assert browser.get("/communes/lisse/regie/alerts").status == 403
    refused = [line for line in journal_of_commune("lisse") if line.act == "act_refused"]
    assert len(refused) == REFUSED_ACTS.tries
    route = "GET /communes/{commune}/regie/alerts"
    assert refused[0].detail == {"route": route, "roles": ["secretary", "regisseur", "administrator"]}
    assert refused[0].by == MARC


def test_no_stranger_writes_in_the_journal_of_a_commune() -> None:
    appoint("0" * 25 + "j", *Role)
    before = journal_of_commune("lisse")
    parent = log_in(MARC)
    for route in AGENTS_ROUTES:
        for cookie in (None, parent, f"{'0' * 26}.{'A' * 43}"):
            assert call(route, "lisse", cookie=cookie).status in (401, 404)
    assert journal_of_commune("lisse") == before


def test_lines_about_access_are_kept_a_year() -> None:
    appoint(MARC, Role.KITCHEN)
    Browser(app, cookie=log_in(MARC)).get("/communes/lisse/regie/alerts")
    items = [item.attribute_values for item in Item.query(keys.journal_of_commune("lisse", "").pk)]
    ends = [item["expires_at"] for item in items if "expires_at" in item]
    assert ends == [NOW + timedelta(days=365)] * 2

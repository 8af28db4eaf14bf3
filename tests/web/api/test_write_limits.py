"""Who is signed in may write often, and not without end: each keyed route has its limits, and says when to try again."""

import re
from datetime import timedelta

import pytest

from app import app
from functions import wiring
from functions.storage.accounts import throttles
from functions.usecases.accounts import throttle
from functions.usecases.accounts.throttle import (
    SENT_FOR_FAMILY,
    UPLOADS_OF_FAMILY,
    WRITES_OF_AGENT,
    WRITES_OF_FAMILY,
    WRITES_OF_LOGIN,
    Limit,
    write_count,
)
from functions.web import audiences
from functions.web.api.endpoint import SAFE, Route, Upload
from tests.support.beginnings import begin_with
from tests.support.builders import (
    JULIE,
    MARC,
    NOW,
    a_child,
    a_family,
    appoint,
    begin_sign_in,
    log_in,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Answer, Browser

WRITES = [
    route for audience in audiences.ALL for route in audience.served if route.keyed and route.who != "anyone"
]
BASE = "/communes/lisse/families/testmp"


def name(route: Route) -> str:
    return f"{route.method} {route.path}"


@pytest.fixture
def town(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    begin_with(two_families)


def two_families() -> None:
    open_town()
    settle()
    settle(a_family("voisins", members=(JULIE,), children=("tom",)), [a_child("tom", ("voisins",))])
    open_account()


def write(route: Route, cookie: str | None) -> Answer:
    path = route.path.replace("{commune}", "lisse").replace("{family}", "testmp")
    path = re.sub(r"{\w+}", "0" * 26, path)
    body: object = b"%PDF-" if route.takes is Upload else {}
    return Browser(app, cookie=cookie).request(route.method, path, body)


def exhaust(limit: Limit, subject: str) -> None:
    """As if so much had been written in this window."""
    each = write_count(limit, subject, now=NOW)
    assert throttles.count(each.key, limit=limit.tries, ends_at=each.ends_at, weight=limit.tries)


def cookie_for(route: Route) -> str:
    return begin_sign_in(MARC) if route.who == "signing_in" else log_in(MARC)


@pytest.mark.parametrize("route", WRITES, ids=name)
def test_every_write_of_who_is_signed_in_has_a_limit(route: Route) -> None:
    assert route.limits
    assert (UPLOADS_OF_FAMILY in route.limits) == (route.takes is Upload)


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("route", WRITES, ids=name)
def test_a_write_beyond_each_of_its_limits_is_refused_with_the_time_to_wait(route: Route) -> None:
    if route.roles:
        appoint(MARC, *route.roles)
    subject = "lisse testmp" if route.who == "member" else MARC
    cookie = cookie_for(route)
    assert write(route, cookie).status != 429
    cookie = cookie_for(route)  # the write may have ended the session
    for limit in route.limits[-1:]:
        exhaust(limit, subject)
    answer = write(route, cookie)
    assert (answer.status, answer.json["code"]) == (429, "writes_throttled")
    seconds = int(answer.headers["Retry-After"])
    assert 0 < seconds <= route.limits[-1].window.total_seconds()
    assert f"réessayez dans {seconds} secondes" in answer.json["detail"]


@pytest.mark.usefixtures("town")
def test_reading_is_not_limited() -> None:
    for audience in audiences.ALL:
        assert all(not route.limits for route in audience.served if route.method in SAFE)
    exhaust(WRITES_OF_FAMILY, "lisse testmp")
    assert Browser(app, cookie=log_in(MARC)).get(f"{BASE}/basket").status == 200


@pytest.mark.usefixtures("town")
def test_a_family_that_writes_too_much_is_alone_in_it_and_strangers_learn_nothing() -> None:
    exhaust(WRITES_OF_FAMILY, "lisse testmp")
    added: dict[str, list[str]] = {"add": [], "remove": []}
    neighbours = "/communes/lisse/families/voisins"
    assert Browser(app, cookie=log_in(MARC)).post(f"{BASE}/basket/changes", added).status == 429
    assert Browser(app, cookie=log_in(JULIE)).post(f"{neighbours}/basket/changes", added).status == 200
    stranger = Browser(app, cookie=log_in("0" * 25 + "p"))
    assert stranger.post(f"{BASE}/basket/changes", added).status == 404
    assert Browser(app).post(f"{BASE}/basket/changes", added).status == 401


@pytest.mark.usefixtures("town")
def test_who_is_not_admitted_counts_for_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle._chance, "randrange", lambda _: 0)
    stranger = Browser(app, cookie=log_in("0" * 25 + "p"))
    for _ in range(WRITES_OF_FAMILY.tries // WRITES_OF_FAMILY.sample + 1):
        stranger.post(f"{BASE}/basket/changes", {})
    assert Browser(app, cookie=log_in(MARC)).post(f"{BASE}/basket/changes", {}).status == 200


@pytest.mark.usefixtures("town")
def test_the_next_minute_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    exhaust(WRITES_OF_FAMILY, "lisse testmp")
    marc = Browser(app, cookie=log_in(MARC))
    assert marc.post(f"{BASE}/basket/changes", {}).status == 429
    monkeypatch.setattr(wiring, "now", lambda: NOW + timedelta(minutes=1))
    assert marc.post(f"{BASE}/basket/changes", {}).status == 200


@pytest.mark.usefixtures("town")
def test_what_is_counted_is_right_on_average(monkeypatch: pytest.MonkeyPatch) -> None:
    """One click in ten is counted, as ten."""
    clicks = iter(range(1, 1000))
    monkeypatch.setattr(throttle._chance, "randrange", lambda weight: next(clicks) % weight)
    marc = Browser(app, cookie=log_in(MARC))
    told = [marc.post(f"{BASE}/basket/changes", {}).status for _ in range(WRITES_OF_FAMILY.tries + 1)]
    assert told == [200] * WRITES_OF_FAMILY.tries + [429]


def test_a_person_never_meets_the_limits() -> None:
    """Three clicks a second for a minute; a file every two minutes; an agent's four writes a second."""
    assert WRITES_OF_FAMILY.tries / WRITES_OF_FAMILY.window.total_seconds() >= 3
    assert WRITES_OF_AGENT.tries / WRITES_OF_AGENT.window.total_seconds() >= 4
    assert WRITES_OF_LOGIN.tries / WRITES_OF_LOGIN.window.total_seconds() >= 1
    assert UPLOADS_OF_FAMILY.tries >= 30 and SENT_FOR_FAMILY.tries >= 120

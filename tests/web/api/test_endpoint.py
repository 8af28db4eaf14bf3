"""What the one decorator of all routes promises."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from chalice.app import Blueprint, Chalice

from functions import wiring
from functions.domain.accounts.account import ABSOLUTE_LIMIT, IDLE_LIMIT, Session
from functions.domain.errors import Throttled
from functions.storage.accounts import sessions as stored_sessions
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.sessions import new_session
from functions.web.api.endpoint import MAX_PARAMETER, Reply, Routes
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.callers.parents import PARENT, Parent
from tests.support.client import Browser

NOW = datetime(2026, 11, 19, 8, 58, tzinfo=UTC)
routes = Routes(Blueprint(__name__))


class Day(msgspec.Struct):
    day: date


class Days(msgspec.Struct):
    days: list[Day]


class Count(msgspec.Struct):
    count: int


@routes.route("GET", "/day", ANYONE, takes=Day, answers=Day)
def read_day(_: Anyone, asked: Day) -> Day:
    return asked


@routes.route("POST", "/days", PARENT, takes=Days, answers=Count, status=201, keyed=True)
def count_days(_: Parent, asked: Days) -> Count:
    return Count(len(asked.days))


@routes.route("GET", "/things/{thing}", ANYONE, answers=Count)
def measure(caller: Anyone) -> Count:
    return Count(len(caller.ask.path["thing"]))


@routes.route("POST", "/open", ANYONE, answers=None, status=204)
def open_up(caller: Anyone) -> Reply[None]:
    return Reply(None, caller.ask.path.get("cookie", "new"))


@routes.route("POST", "/throttled", ANYONE, answers=None, status=204)
def throttle(_: Anyone) -> None:
    raise Throttled(retry_after=90)


@routes.route("POST", "/broken", ANYONE, answers=None, status=204)
def break_down(_: Anyone) -> None:
    raise RuntimeError("a secret of ours")


@routes.route("POST", "/notifications", ANYONE, takes=Count, answers=None, status=204, from_elsewhere=True)
def note(_: Anyone, asked: Count) -> None:
    pass


app = Chalice(app_name="test")
app.register_blueprint(routes.blueprint)  # once: Chalice forgets a blueprint's methods the second time


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    return Browser(app)


def log_in(browser: Browser, *, created: datetime = NOW, seen: datetime = NOW) -> None:
    cookie, session = new_session(new_id(NOW), "Firefox", now=created)
    transaction = Transaction()
    value = Session(session.value.account, created, seen, session.value.device)
    stored_sessions.put(transaction, type(session)(session.key, value, 0))
    transaction.commit()
    browser.cookie = cookie


def test_a_query_is_read_into_its_type(browser: Browser) -> None:
    answer = browser.get("/day?day=2026-11-23")
    assert (answer.status, answer.json) == (200, {"day": "2026-11-23"})
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_missing_or_odd_value_is_named(browser: Browser) -> None:
    assert browser.get("/day").json["field"] == "day"
    odd = browser.get("/day?day=demain")
    assert (odd.status, odd.json["code"], odd.json["field"]) == (422, "invalid", "day")
    assert odd.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("table")
def test_a_place_in_a_list_is_named(browser: Browser) -> None:
    log_in(browser)
    answer = browser.post("/days", {"days": [{"day": "2026-11-23"}, {"day": 3}]})
    assert (answer.status, answer.json["field"]) == (422, "days[1].day")
    assert browser.post("/days", {"days": [{"day": "2026-11-23"}]}).json == {"count": 1}


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize("body", [b'{"x":' + b"[" * 50_000, b'{"x":' + b"[" * 50_000 + b"]" * 50_000 + b"}"])
def test_a_body_deeper_than_anything_is_refused(browser: Browser, body: bytes) -> None:
    log_in(browser)
    answer = browser.request("POST", "/days", body, headers={"Content-Type": "application/json"})
    assert (answer.status, answer.json["field"]) == (422, "body")


def test_a_path_longer_than_any_id_leads_nowhere(browser: Browser) -> None:
    assert browser.get(f"/things/{'a' * MAX_PARAMETER}").json == {"count": MAX_PARAMETER}
    assert browser.get(f"/things/{'a' * (MAX_PARAMETER + 1)}").status == 404


@pytest.mark.usefixtures("table")
def test_a_write_without_a_key_is_refused(browser: Browser) -> None:
    log_in(browser)
    answer = browser.request("POST", "/days", {"days": []}, headers={"Idempotency-Key": ""})
    assert (answer.status, answer.json["field"]) == (422, "Idempotency-Key")


def test_who_is_not_logged_in_learns_nothing_of_what_is_asked(browser: Browser) -> None:
    assert browser.post("/days", {"nonsense": 1}).status == 401


@pytest.mark.usefixtures("table")
@pytest.mark.parametrize(
    ("created", "seen"),
    [(NOW - ABSOLUTE_LIMIT, NOW), (NOW - IDLE_LIMIT, NOW - IDLE_LIMIT)],
    ids=["thirty days old", "a week unused"],
)
def test_an_old_session_is_over(browser: Browser, created: datetime, seen: datetime) -> None:
    log_in(browser, created=created, seen=seen)
    assert browser.post("/days", {"days": []}).status == 401


@pytest.mark.usefixtures("table")
def test_a_session_in_use_stays_alive(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    log_in(browser)
    for days in (5, 10, 15, 20, 25):
        later = NOW + timedelta(days=days)
        monkeypatch.setattr(wiring, "now", lambda later=later: later)
        assert browser.post("/days", {"days": []}).status == 201


@pytest.mark.parametrize(
    "cookie", ["x", "a.b", "é" * 70, f"{'0' * 26}.{'A' * 43}"], ids=["short", "two", "accents", "ours"]
)
@pytest.mark.usefixtures("table")
def test_a_cookie_of_no_session_opens_nothing(browser: Browser, cookie: str) -> None:
    browser.cookie = cookie
    assert browser.post("/days", {"days": []}).status == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://ailleurs.example"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_another_site_cannot_write(browser: Browser, headers: dict[str, str]) -> None:
    assert browser.request("POST", "/open", headers=headers).json["code"] == "elsewhere"


def test_a_provider_may_post_its_form(browser: Browser) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": ""}
    assert browser._client.http.post("/notifications", headers=form, body=b"count=x").status_code == 422


def test_the_session_cookie_is_for_this_host_and_out_of_reach_of_scripts(browser: Browser) -> None:
    cookie = browser.post("/open").headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=new; ")
    assert set(cookie.split("; ")[1:]) == {
        "Path=/",
        "Max-Age=2592000",
        "Secure",
        "HttpOnly",
        "SameSite=Strict",
    }


def test_an_answer_of_204_has_no_body(browser: Browser) -> None:
    assert browser.post("/open").text == ""


def test_who_is_throttled_knows_for_how_long(browser: Browser) -> None:
    answer = browser.post("/throttled")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "90")


def test_a_fault_tells_the_parent_what_happened_and_nothing_of_ours(browser: Browser) -> None:
    answer = browser.post("/broken")
    assert (answer.status, answer.json["code"]) == (500, "fault")
    assert "secret" not in answer.text

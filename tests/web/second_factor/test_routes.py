"""From the password to the agents' routes: none opens without the second factor, some ask for it again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.messages import MessageKind
from functions.storage.agents import staff
from functions.storage.table import keys
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.accounts.throttle import FACTOR_OF_LOGIN_FROM_PLACE
from functions.usecases.second_factor.set_factor import PhoneToSet
from functions.web import audiences
from functions.web.api.endpoint import Route, Upload
from tests.support.accounts import EMAIL, PASSWORD, an_account, messages, reset_code
from tests.support.builders import JULIE, MARC, NOW, appoint, log_in, open_town, settle
from tests.support.client import Answer, Browser
from tests.support.second_factor import a_phone, factor_of, first_code, phone_shows
from tests.support.table import journal_of_commune
from tests.support.work import counted

ROUTES = [route for audience in audiences.ALL for route in audience.served]
AGENTS = f"/communes/lisse/agents/{MARC}"
STEP = timedelta(seconds=30)


class Clock:
    now = NOW

    def forward(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def town(table: str, clock: Clock) -> None:
    open_town()
    settle()
    an_account()


@pytest.fixture
def agent() -> Browser:
    """Whose phone is set; they gave the password, and nothing else yet."""
    appoint(MARC, Role.SECRETARY)
    a_phone()
    browser = Browser(app)
    assert sign_in(browser).json == {"pending": "second_factor"}
    return browser


@pytest.fixture
def administrator() -> Browser:
    appoint(JULIE, Role.ADMINISTRATOR)
    return Browser(app, cookie=log_in(JULIE))


def sign_in(browser: Browser) -> Answer:
    return browser.post("/session", {"email": EMAIL, "password": PASSWORD})


def give(browser: Browser, code: str, *, path: str = "/session/second-factor") -> Answer:
    return browser.post(path, {"method": "phone", "code": code})


def said(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def call(browser: Browser, route: Route) -> tuple[int, Any]:
    path = route.path.replace("{commune}", "lisse")
    while "{" in path:
        path = path[: path.index("{")] + "x" + path[path.index("}") + 1 :]
    body: object = b"%PDF-" if route.takes is Upload else {}
    answer = browser.request(route.method, path, None if route.method == "GET" else body)
    return answer.status, answer.json.get("code") if answer.text.startswith("{") else None


def test_a_parent_signs_in_as_before_with_no_call_more() -> None:
    """A known place, three windows of tries, the login, its account with whether it is an agent's, a hash, the session; then `Me`. The
    règlement, which does not change, was read before."""
    communes.reglement_now("lisse")
    with counted() as sign_in_calls:
        answer = sign_in(browser := Browser(app))
    with counted() as me_calls:
        assert browser.get("/me").json == answer.json
    assert answer.json.keys() == {"account", "families", "agent_of"}
    assert sign_in_calls.total() - (me_calls.total() - 1) == 8, (sign_in_calls, me_calls)


def test_what_waits_for_the_code_opens_no_other_route(agent: Browser) -> None:
    for route in ROUTES:
        if route.who not in ("anyone", "signing_in"):
            assert call(agent, route) == (401, "unauthenticated"), route.path
    assert agent.get("/session/second-factor").json == {"enrols": False, "methods": ["phone", "recovery"]}


def test_the_code_opens_the_session_of_an_agent_who_is_a_parent_too(agent: Browser, clock: Clock) -> None:
    waiting = agent.cookie
    assert said(give(agent, "000000")) == (422, "factor_code_wrong")
    answer = give(agent, phone_shows())
    assert [each["commune"]["id"] for each in answer.json["agent_of"]] == ["lisse"]
    assert agent.cookie != waiting
    assert agent.get("/communes/lisse/booking-requests").status == 200
    assert agent.get("/communes/lisse/families/testmp/basket").status == 200
    assert agent.get("/me/account").status == 200, "Mon compte is as it was"
    clock.forward(minutes=60)
    assert said(agent.get("/communes/lisse/families/testmp/basket")) == (401, "unauthenticated")


def test_acts_that_ask_for_a_fresh_factor_are_refused_ten_minutes_after_it(clock: Clock) -> None:
    appoint(MARC, *Role)
    a_phone()
    browser = Browser(app, cookie=log_in(MARC))
    fresh = [route for route in ROUTES if route.fresh]
    clock.forward(minutes=10)
    for route in fresh:
        assert call(browser, route) == (403, "fresh_factor_required"), route.path
    assert browser.get("/communes/lisse/booking-requests").status == 200
    code = phone_shows(now=clock.now)
    assert give(browser, code, path="/me/second-factor/fresh").status == 204
    for route in fresh:
        assert call(browser, route)[1] != "fresh_factor_required", route.path
    clock.forward(seconds=30)
    assert said(give(browser, code, path="/me/second-factor/fresh")) == (422, "factor_code_used")


def test_wrong_codes_after_the_right_password_are_told_once_a_day_and_shown_for_a_month(
    agent: Browser, clock: Clock
) -> None:
    for tries in range(5):
        assert said(give(agent, "000000")) == (422, "factor_code_wrong"), tries
    assert messages(MessageKind.WRONG_CODES_GIVEN) == [], "who mistypes is not frightened"
    for _ in range(3):
        give(agent, "000000")
    [told] = messages(MessageKind.WRONG_CODES_GIVEN)
    assert told.data == {"account": MARC}
    give(agent, phone_shows())
    shown = agent.get("/me/second-factor").json["wrong_codes_at"]
    assert datetime.fromisoformat(shown) == NOW
    clock.forward(days=1)
    sign_in(agent)
    for _ in range(6):
        give(agent, "000000")
    assert len(messages(MessageKind.WRONG_CODES_GIVEN)) == 2
    clock.forward(days=31)
    sign_in(agent)
    give(agent, phone_shows(now=clock.now))
    assert agent.get("/me/second-factor").json["wrong_codes_at"] is None


def test_whoever_was_appointed_before_it_was_written_under_the_login_is_asked_at_the_next_sign_in() -> None:
    appoint(MARC, Role.SECRETARY)
    forget = Transaction()
    forget.delete(keys.agent_of(MARC, "lisse"), why="as the release before left it")
    forget.commit()
    browser = Browser(app)
    assert "account" in sign_in(browser).json
    assert said(browser.get("/communes/lisse/booking-requests")) == (401, "second_factor_required")
    assert staff.login_and_communes(MARC)[1] == ["lisse"]
    assert sign_in(browser).json == {"pending": "second_factor"}


def test_the_first_sign_in_sets_a_phone_and_shows_ten_codes(clock: Clock) -> None:
    appoint(MARC, Role.SECRETARY)
    browser = Browser(app)
    sign_in(browser)
    assert browser.get("/session/second-factor").json["enrols"]
    clock.forward(minutes=29)
    shown = browser.get("/session/second-factor/phone").json
    letters = shown["secret"].replace(" ", "")
    assert len(letters) == 32 and {len(group) for group in shown["secret"].split()} == {4}
    assert shown["address"].startswith("otpauth://totp/") and f"secret={letters}" in shown["address"]
    assert shown["picture"].startswith("<svg") and "http://www.w3.org/2000/svg" in shown["picture"]
    code = first_code(PhoneToSet(EMAIL, letters), now=clock.now)
    kept = browser.post("/session/second-factor/phone", {"code": code}).json
    assert len(kept["recovery_codes"]) == 10 and kept["me"]["account"]["email"] == EMAIL
    assert browser.get("/communes/lisse/booking-requests").status == 200
    assert browser.get("/me/second-factor").json["recovery_codes_left"] == 10
    again = browser.post("/me/second-factor/recovery-codes").json["recovery_codes"]
    assert not set(again) & set(kept["recovery_codes"])
    assert [mail.data for mail in messages("second_factor_set")] == [{"account": MARC}]


def test_wrong_codes_end_in_a_wait_that_is_said(agent: Browser) -> None:
    for _ in range(FACTOR_OF_LOGIN_FROM_PLACE.tries):
        assert give(agent, "000000").status == 422
    answer = give(agent, phone_shows())
    assert said(answer) == (429, "throttled") and int(answer.headers["Retry-After"]) > 0


def test_an_administrator_sees_and_ends_the_sessions_of_an_agent(
    agent: Browser, administrator: Browser
) -> None:
    give(agent, phone_shows())
    parents = log_in(MARC, with_factor=False)
    [session] = administrator.get(f"{AGENTS}/sessions").json["sessions"]
    assert session["place"] in session["sentence"] and session["device"] and not session["current"]
    assert said(administrator.post(f"{AGENTS}/sessions/end", {"account": JULIE})) == (422, "invalid")
    assert administrator.delete(f"{AGENTS}/sessions/{session['id']}").status == 204
    assert said(agent.get("/communes/lisse/booking-requests")) == (401, "unauthenticated")
    log_in(MARC)
    assert administrator.post(f"{AGENTS}/sessions/end", {"account": MARC}).status == 204
    assert administrator.post(f"{AGENTS}/sessions/end", {"account": MARC}).status == 204
    assert administrator.get(f"{AGENTS}/sessions").json["sessions"] == []
    said_of = [line for line in journal_of_commune("lisse") if line.act == "agent_sessions_ended"]
    assert [(line.by, line.detail) for line in said_of] == [(JULIE, {"account": MARC})] * 2, "once an act"
    assert Browser(app, cookie=parents).get("/me").status == 200, "what a parent opened is theirs"
    assert administrator.get(f"/communes/lisse/agents/{'0' * 26}/sessions").status == 404


def test_a_lost_phone_is_reset_by_another_administrator_a_day_later(
    agent: Browser, administrator: Browser, clock: Clock
) -> None:
    reset = f"{AGENTS}/second-factor/reset"
    answer = administrator.post(reset, {"account": MARC}).json
    assert datetime.fromisoformat(answer["in_force_at"]) == NOW + timedelta(hours=24)
    shown = administrator.get(f"{AGENTS}/sessions").json
    assert "mardi 17\xa0novembre" in answer["sentence"] == shown["second_factor"] and not shown["may_reset"]
    clock.forward(minutes=1)
    assert administrator.post(reset, {"account": MARC}).json == answer, "a second click changes nothing"
    assert [mail.data for mail in messages("second_factor_reset")] == [{"account": MARC, "at_once": 0}]
    assert not agent.get("/session/second-factor").json["enrols"]
    own = f"/communes/lisse/agents/{JULIE}/second-factor/reset"
    assert said(administrator.post(own, {"account": JULIE})) == (403, "own_factor")
    clock.forward(hours=24)
    sign_in(agent)
    assert agent.get("/session/second-factor").json["enrols"]
    assert said(give(agent, phone_shows(now=clock.now))) == (409, "factor_not_set")


def test_a_code_withdraws_a_reset_and_who_is_at_work_needs_no_code_to_set_another_phone(
    agent: Browser, administrator: Browser, clock: Clock
) -> None:
    give(agent, phone_shows())
    clock.forward(minutes=11)
    assert said(agent.get("/me/second-factor/phone")) == (403, "fresh_factor_required")
    administrator.cookie = log_in(JULIE, now=clock.now)
    administrator.post(f"{AGENTS}/second-factor/reset", {"account": MARC})
    assert agent.get("/me/second-factor").json["reset_asked"]
    assert agent.get("/me/second-factor/phone").status == 200
    code = phone_shows(now=clock.now)
    assert give(agent, code, path="/me/second-factor/fresh").status == 204
    assert factor_of().reset is None


def test_a_forgotten_password_does_not_go_around_the_factor_and_keeps_it(
    agent: Browser, clock: Clock
) -> None:
    before, address, waiting = factor_of(), {"email": EMAIL}, Browser(app, cookie=agent.cookie)
    agent.post("/password-resets", address)
    changed = {**address, "code": reset_code(), "password": "cinq peupliers verts"}
    assert agent.post("/password-resets/confirm", changed).status == 204
    assert said(give(waiting, phone_shows())) == (401, "unauthenticated")
    again = agent.post("/session", {**address, "password": "cinq peupliers verts"})
    assert again.json == {"pending": "second_factor"} and factor_of() == before
    assert give(agent, phone_shows()).status == 200


def test_the_calendar_of_an_agent_who_is_a_parent_asks_for_no_code(agent: Browser) -> None:
    give(agent, phone_shows())
    address = agent.put("/me/calendar").json["address"]
    assert Browser(app).get("/calendar/" + address.rpartition("/")[2]).status == 200

"""Who may do what in a town hall: every agent route, every role, and everybody else. A route that has no row here fails.

Nothing is written by the calls that are let in: their paths name nothing that is there, and their bodies are empty, which is refused.
"""

import re
from datetime import timedelta

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.web import audiences
from functions.web.api.endpoint import Route, Upload
from functions.web.callers import agents
from tests.support.builders import JULIE, MARC, NOW, a_commune, appoint, log_in, open_town, settle
from tests.support.client import Browser

RIGHTS = """
GET    /agents                                                     . . . . a
POST   /agents                                                     . . . . a
PUT    /agents/{account}                                           . . . . a
DELETE /agents/{account}                                           . . . . a
GET    /absences                                                   s r . . a
GET    /absences/{family}/{absence}/proof                          s . . . .
POST   /absences/{family}/{absence}/decision                       s . . . .
GET    /called-off                                                 s r c k a
GET    /called-off/families                                        s r . . a
GET    /called-off/coming                                          s . . . a
POST   /called-off/preview                                         s . . . a
GET    /called-off/choices                                         s . . . a
POST   /called-off/put-back                                        s . . . a
POST   /called-off/put-back/preview                                s . . . a
POST   /called-off                                                 s . . . a
POST   /called-off/{month}/{entry}/kept                            s . . . .
PUT    /called-off/{month}/{entry}                                 s . . . a
DELETE /called-off/{month}/{entry}                                 s . . . a
GET    /day-list                                                   s r c . a
GET    /day-list/export                                            s r c . a
GET    /day-phones                                                 s . c . .
GET    /children                                                   s . c . .
GET    /unmarked                                                   s r . . a
POST   /unmarked                                                   s . . . .
GET    /unmarked/before-invoicing                                  s r . . a
POST   /attendance-events                                          s . c . .
GET    /waiting                                                    s r . . a
GET    /booking-requests                                           s r . . a
POST   /booking-requests/{family}/{request}                        s . . . .
PUT    /files/{family}                                             s . . . .
GET    /files/{family}/planning                                    s r . . a
GET    /files/{family}/view                                        s r . . a
POST   /files/{family}/bookings                                    s . . . .
GET    /bookings/batch                                             s . . . .
POST   /bookings/batch                                             s . . . .
GET    /files                                                      s r . . a
POST   /files                                                      s . . . .
GET    /files/{family}                                             s r . . a
PATCH  /files/{family}                                             s . . . .
POST   /files/{family}/children                                    s . . . .
PATCH  /files/{family}/children/{child}                            s . . . .
GET    /files/{family}/readers                                     s . . . a
GET    /files/{family}/children/{child}/days-away                  s . . . .
GET    /files/{family}/history                                     s r . . a
PUT    /files/{family}/quotients                                   s r . . .
GET    /inbox                                                      s r . . a
GET    /inbox/{kind}/{family}/{waiting}                            s r . . a
GET    /today                                                      s r c k a
GET    /today/forgetful                                            s . . . .
GET    /files/{family}/access                                      s r . . a
DELETE /files/{family}/access/{person}                             s . . . .
POST   /files/{family}/access/{person}/invitation                  s . . . .
GET    /corrections                                                s r . . a
POST   /corrections/{family}/{request}                             s . . . .
GET    /corrections/{family}/{request}/files/{file}                s r . . .
GET    /invitations                                                s r . . a
GET    /invitations/counts                                         s r . . a
POST   /invitations                                                s . . . .
POST   /invitations/letters                                        s . . . .
GET    /regie/alerts                                               s r . . a
POST   /regie/alerts/{alert}/closing                               . r . . .
GET    /files/{family}/invoices                                    s r . . a
GET    /journal                                                    . . . . a
GET    /journal/export                                             . . . . a
GET    /unreachable-addresses                                      s r . . a
POST   /unreachable-addresses/{family}/{address}                   s . . . .
GET    /unsent-mails                                               s r . . a
POST   /unsent-mails/{mail}                                        s . . . .
GET    /devices                                                    s . . . a
POST   /devices                                                    s . . . a
DELETE /devices/{device}                                           s . . . a
GET    /announcements                                              s r . . a
POST   /announcements                                              s . . . .
GET    /announcements/audience                                     s . . . .
POST   /announcements/trial                                        s . . . .
GET    /announcements/{announcement}                               s r . . a
GET    /news                                                       s . . . a
POST   /news                                                       s . . . a
GET    /news/{article}                                             s . . . a
PUT    /news/{article}                                             s . . . a
DELETE /news/{article}                                             s . . . a
POST   /news/{article}                                             s . . . a
POST   /news/preview                                               s . . . a
POST   /news/files                                                 s . . k a
POST   /news/files/{file}/sealing                                  s . . k a
GET    /news/files/{file}                                          s . . . a
GET    /ready-sentences                                            s r . . a
PUT    /ready-sentences                                            s . . . .
GET    /paper-kinds                                                s r . . a
PUT    /paper-kinds                                                s . . . .
POST   /paper-kinds/counting                                       s . . . .
GET    /papers                                                     s r . . a
POST   /papers/{family}/{paper}/decision                           s . . . .
GET    /papers/{family}/{paper}/files/{file}                       s . . . .
POST   /files/{family}/requests                                    s . . . .
GET    /files/{family}/view/requests                               s r . . a
POST   /files/{family}/export                                      s . . . a
POST   /files/{family}/erasure                                     s . . . a
POST   /files/{family}/merge                                       s . . . .
GET    /classes                                                    s r . . a
GET    /doubles                                                    s . . . .
POST   /regie/families/{family}/invoices/{invoice}/credit-notes    . r . . .
POST   /regie/families/{family}/invoices/{invoice}/reissue         . r . . .
POST   /regie/families/{family}/invoices/{invoice}/write-offs      . r . . .
POST   /regie/families/{family}/payments                           . r . . .
POST   /regie/families/{family}/payments/{payment}/rejection       . r . . .
POST   /regie/families/{family}/credit/uses                        . r . . .
POST   /regie/families/{family}/credit/refunds                     . r . . .
POST   /regie/families/{family}/hand-over                          . r . . .
POST   /regie/families/{family}/invoices/{invoice}/recall          . r . . .
GET    /regie/collection                                           s r . . a
PUT    /regie/collection                                           . r . . .
GET    /regie/invoicing                                            s r . . a
PUT    /regie/invoicing                                            . r . . .
GET    /regie/children/{child}/sharing                             s r . . a
PUT    /regie/children/{child}/sharing                             . r . . .
GET    /regie/unpaid                                               s r . . a
GET    /regie/handed-over                                          s r . . a
POST   /regie/reminders                                            . r . . .
GET    /regie/families/{family}                                    s r . . a
GET    /regie/families/{family}/invoices/{invoice}                 s r . . a
GET    /regie/periods                                              s r . . a
POST   /regie/previews                                             . r . . .
GET    /regie/previews/{period}                                    s r . . a
POST   /regie/runs                                                 . r . . .
GET    /regie/runs/{period}                                        s r . . a
POST   /regie/statements                                           . r . . .
GET    /regie/statements                                           s r . . a
GET    /regie/statements/{statement}                               s r . . a
GET    /kitchen                                                    s r c k a
GET    /kitchen/causes                                             s r c k a
GET    /kitchen/export                                             s r c k a
PUT    /kitchen/extras                                             s . . k .
PUT    /kitchen/served                                             s . . k .
POST   /kitchen/orders/{sent}/sending                              s . . k .
PUT    /kitchen/settings                                           s . . k .
PUT    /children/{child}/safety                                    s . . . .
GET    /menus/{week}                                               s . . k .
PUT    /menus/{week}                                               s . . k .
POST   /menus/{week}/reading                                       s . . k .
POST   /menus/{week}/document/reading                              s . . k .
PUT    /menus/{week}/document                                      s . . k .
POST   /menus/{week}/document                                      s . . k .
GET    /menu-names                                                 s . . . .
GET    /menu-names/children                                        s . . . .
PUT    /menu-names                                                 s . . . .
GET    /requests/{family}/{request}                                s r . . a
POST   /requests/{family}/{request}/messages                       s . . . .
PUT    /requests/{family}/{request}/state                          s . . . .
GET    /requests/{family}/{request}/files/{file}                   s . . . .
POST   /files/{family}/uploads                                     s . . . .
POST   /files/{family}/uploads/{upload}/sealing                    s . . . .
GET    /agents/{account}/sessions                                  . . . . a
DELETE /agents/{account}/sessions/{session}                        . . . . a
POST   /agents/{account}/sessions/end                              . . . . a
POST   /agents/{account}/second-factor/reset                       . . . . a
"""
"""Below `/communes/{commune}`: may the **s**ecretary, the **r**égisseur, **c**hildcare, the **k**itchen, the **a**dministrator?"""

ROUTES = {
    f"{route.method} {route.path.removeprefix('/communes/{commune}')}": route
    for audience in audiences.ALL
    for route in audience.served
    if route.roles
}
LETTERS = dict(zip("srcka", Role, strict=True))


def told() -> dict[str, frozenset[Role]]:
    """The table, by method and path."""
    rows = (line.split(maxsplit=2) for line in RIGHTS.strip().splitlines())
    return {
        f"{method} {path}": frozenset(LETTERS[letter] for letter in letters.split() if letter != ".")
        for method, path, letters in rows
    }


@pytest.fixture(autouse=True)
def two_towns(table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One engine, one family, nobody appointed yet."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    monkeypatch.setattr(agents, "note_refused_act", lambda *_, **__: None)  # tests/house/test_access_log.py
    for town in ("lisse", "vauvert"):
        open_town(a_commune(town))
    settle()


def statuses(cookie: str | None, *, commune: str = "lisse") -> dict[str, int]:
    browser = Browser(app, cookie=cookie)
    return {name: call(browser, route, commune) for name, route in ROUTES.items()}


def call(browser: Browser, route: Route, commune: str) -> int:
    path = re.sub(r"{\w+}", "0" * 26, route.path.replace("{commune}", commune))
    body: object = b"" if route.takes is Upload else {}
    return browser.request(route.method, path, body).status


def test_every_route_has_its_row_and_says_the_same() -> None:
    assert {name: frozenset(route.roles) for name, route in ROUTES.items()} == told()


@pytest.mark.parametrize("role", Role)
def test_each_role_is_let_in_where_the_table_says_so_and_is_told_no_elsewhere(role: Role) -> None:
    appoint(JULIE, role)
    found = statuses(log_in(JULIE))
    assert {name for name, status in found.items() if status != 403} == {
        name for name, roles in told().items() if role in roles
    }
    assert not [name for name, status in found.items() if status in (401, 500)]


def test_who_holds_two_roles_may_what_either_may() -> None:
    appoint(JULIE, Role.REGISSEUR, Role.CHILDCARE)
    may = {name for name, status in statuses(log_in(JULIE)).items() if status != 403}
    assert may == {name for name, roles in told().items() if roles & {Role.REGISSEUR, Role.CHILDCARE}}


def test_an_agent_of_elsewhere_a_parent_of_the_town_and_nobody_reach_nothing() -> None:
    appoint(JULIE, *Role, commune="vauvert")
    assert set(statuses(log_in(JULIE)).values()) == {404}
    assert set(statuses(log_in(MARC)).values()) == {404}
    assert set(statuses(None).values()) == {401}
    appoint(JULIE, *Role)
    assert set(statuses(log_in(JULIE), commune="nulle-part").values()) == {404}


def test_the_day_after_the_last_is_as_if_one_had_never_been_appointed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    appoint(JULIE, *Role, until=NOW.date())
    assert call(Browser(app, cookie=log_in(JULIE)), ROUTES["GET /inbox"], "lisse") != 404
    tomorrow = NOW + timedelta(days=1)
    monkeypatch.setattr(wiring, "now", lambda: tomorrow)
    assert set(statuses(log_in(JULIE, now=tomorrow)).values()) == {404}


def test_without_the_second_factor_an_agent_reaches_nothing() -> None:
    appoint(JULIE, *Role)
    assert set(statuses(log_in(JULIE, with_factor=False)).values()) == {401}


def test_a_quarter_of_an_hour_after_the_factor_only_what_asks_for_it_again_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    appoint(JULIE, *Role)
    cookie, later = log_in(JULIE), NOW + timedelta(minutes=15)
    monkeypatch.setattr(wiring, "now", lambda: later)
    refused = {name for name, status in statuses(cookie).items() if status == 403}
    assert refused == {name for name, route in ROUTES.items() if route.fresh}
    assert refused >= {"POST /agents", "PUT /agents/{account}", "DELETE /agents/{account}"}

"""Every route of parents, walked once in a process that served the family before: two round trips to the table for what is shown, three
for what is written. What takes more says why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.safety.health_sheet import HealthSheet
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.safety.write_safety import SafetyWritten, write_safety
from functions.web import audiences
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.absences import STRICT
from tests.support.accounts import PASSWORD, address_code, an_account
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    book,
    log_in,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Answer, Browser
from tests.support.pictures import a_jpeg
from tests.support.trips import trips
from tests.web.uploads.test_upload_routes import posted

__all__ = ["treasury"]

MEMBER = "/communes/{commune}/families/{family}"
FAMILY = "/communes/lisse/families/testmp"
SHOWN, WRITTEN = 2, 3

OF_AGENTS = ("/me/second-factor", "/me/pin")
"""A parent’s login has neither."""
OF_DEVICES = ("/me/passkeys", "/me/push-devices")
"""What a browser signs or subscribes to: their own tests make it."""

NOT_WALKED = {f"POST {MEMBER}/payments", f"POST {MEMBER}/file/invitations"}
"""Several invoices at once: the town of this walk has a contract for one at a time, and opening both is one use case. Inviting the other
parent: both have a login here, and the secretary's route does the same."""

MORE = {
    # A row goes as its route is mended; none is added. What a form sends once a year may wait a little, a tap may not.
    f"POST {MEMBER}/reglement-acceptances": 5,
    f"POST {MEMBER}/file/confirmation": 5,
    f"POST {MEMBER}/absences": 6,
    f"POST {MEMBER}/absences/{{absence}}/proof": 8,
    f"DELETE {MEMBER}/absences/{{absence}}": 5,
    f"POST {MEMBER}/absences/{{absence}}/days-coming": 5,
    f"POST {MEMBER}/invoices/{{invoice}}/payments": 9,
    f"POST {MEMBER}/payments/{{payment}}/check": 7,
    f"POST {MEMBER}/documents": 5,
    f"POST {MEMBER}/uploads": 5,
    f"POST {MEMBER}/uploads/{{upload}}/sealing": 4,
    f"POST {MEMBER}/requests": 6,
    f"POST {MEMBER}/requests/{{request}}/messages": 6,
    f"PUT {MEMBER}/requests/{{request}}/state": 4,
    f"POST {MEMBER}/export": 37,
    "PUT /me/reminders": 7,
    "PUT /me/announcements": 7,
    "PUT /me/calendar": 5,
    "DELETE /me/calendar": 5,
    "PUT /me/password": 16,
    "POST /me/address": 10,
    "POST /me/address/confirm": 12,
}

Route = tuple[str, str]


@dataclass
class Walk:
    """One call of each route, with what it took."""

    browser: Browser
    taken: dict[str, int]

    def get(self, path: str, **places: str) -> Answer:
        return self.call("GET", path, None, places)

    def post(self, path: str, body: object = None, **places: str) -> Answer:
        return self.call("POST", path, body, places)

    def put(self, path: str, body: object = None, **places: str) -> Answer:
        return self.call("PUT", path, body, places)

    def delete(self, path: str, **places: str) -> Answer:
        return self.call("DELETE", path, None, places)

    def call(self, method: str, path: str, body: object, places: dict[str, str]) -> Answer:
        """`places`: of the path, and `query`."""
        query = places.pop("query", "")
        address = path
        for name, value in places.items():
            address = address.replace(f"{{{name}}}", value)
        with trips() as made:
            answer = self.browser.request(method, f"{address}?{query}" if query else address, body)
        assert answer.status < 300, (method, path, answer.text)
        template = path.replace(FAMILY, MEMBER)
        self.taken[f"{method} {template}"] = made.count
        return answer


@pytest.fixture
def walk(
    table: str,
    treasury: Treasury,
    documents_bucket: str,
    uploads_bucket: str,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Walk]:
    """It is lundi 2026-11-02, 18 h. October is billed; a Monday morning is full; the family was served before."""
    monkeypatch.setattr(wiring, "now", treasury.clock)
    client = treasury.client(answer_seconds=1)
    monkeypatch.setattr(wiring, "payments", lambda: client)
    made = (wiring.uploads, wiring.documents, wiring._s3)
    for each in made:
        each.cache_clear()
    narrow = replace(MORNING, places=(Places(1),), waiting_list=WaitingList())
    open_town(reglement=a_reglement(services=(narrow, replace(CANTEEN, absence=STRICT), EVENING)))
    settle()
    an_account()
    settle(a_family("voisins", children=("tom",), members=(JULIE,)), [a_child("tom", ("voisins",))])
    now = treasury.clock.now
    book(Slot(on("lundi 2026-11-23"), MORNING.code, "tom"), account=JULIE, family="voisins", now=now)
    book(Slot(on("mardi 2026-11-24"), MORNING.code, "clara"), now=now)
    put_month(a_month("clara", "2026-10", {(day, CANTEEN.code): a_booking(345) for day in (1, 2, 5)}))
    given = a_booking(150, declinable_until=paris("mercredi 2026-11-04 18:00"))
    lunch = {(day, CANTEEN.code): a_booking(345) for day in (9, 10)}
    put_month(a_month("clara", "2026-11", {**lunch, (24, MORNING.code): given}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    browser = Browser(app, cookie=log_in(MARC, now=now))
    browser.get("/me")
    browser.get(f"{FAMILY}/planning")
    yield Walk(browser, {})
    for each in made:
        each.cache_clear()


def test_a_screen_takes_two_round_trips_and_a_write_three(walk: Walk, treasury: Treasury) -> None:
    book_and_wait(walk)
    confirm_the_file(walk)
    be_absent(walk)
    pay(walk, treasury)
    write_to_the_town(walk)
    keep_the_login(walk)
    known = [route for audience in audiences.ALL for route in audience.served]
    of_parents = {f"{each.method} {each.path}" for each in known if each.who in ("parent", "member")}
    left = of_parents - walk.taken.keys() - NOT_WALKED
    assert {
        route for route in left if not route.partition(" ")[2].startswith((*OF_AGENTS, *OF_DEVICES))
    } == set()
    allowed = {route: SHOWN if route.startswith("GET") else WRITTEN for route in walk.taken}
    over = {route: count for route, count in walk.taken.items() if count > allowed[route]}
    assert over == MORE


def test_a_town_that_asks_for_the_sheet_the_file_and_no_debts_takes_no_more(
    table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    asked = ServiceConditions(needs=(Need.HEALTH_SHEET, Need.COMPLETE_FILE), unpaid_over_cents=100)
    open_town(reglement=a_reglement(services=(replace(CANTEEN, conditions=asked),)))
    settle(a_family(file_complete=True))
    whole = ChildSafety("clara", health=HealthSheet(True, "Dr Anne Soin", emergency_care=False))
    write_safety(SafetyWritten("lisse", whole, 0, "0" * 26, "a-whole-sheet", NOW))
    walk = Walk(Browser(app, cookie=log_in(MARC)), {})
    walk.browser.get(f"{FAMILY}/planning")
    walk.get(f"{FAMILY}/planning", query=f"start={MONDAY}&end={MONDAY}")
    book_a_lunch(walk, MONDAY)
    assert walk.taken == {
        f"GET {MEMBER}/planning": SHOWN,
        f"POST {MEMBER}/basket/changes": WRITTEN,
        f"GET {MEMBER}/basket": SHOWN,
        f"POST {MEMBER}/bookings": WRITTEN,
    }


def book_a_lunch(walk: Walk, day: date) -> Any:
    """What was validated."""
    line = {"child": "clara", "service": CANTEEN.code, "date": str(day), "action": "reserve"}
    basket = walk.post(f"{FAMILY}/basket/changes", {"add": [line]}).json["basket"]
    walk.get(f"{FAMILY}/basket")
    names = ("child", "service", "date", "action", "price_cents")
    seen = [{name: each[name] for name in names} for each in basket["lines"]]
    done = walk.post(f"{FAMILY}/bookings", {"lines": seen}).json
    assert len(done["accepted"]) == 1
    return done


def book_and_wait(walk: Walk) -> None:
    walk.get("/me")
    walk.get(f"{FAMILY}/home")
    walk.get(f"{FAMILY}/planning", query="start=2026-11-16&end=2026-11-22")
    done = book_a_lunch(walk, on("mardi 2026-11-17"))
    slot = {"child": "clara", "service": CANTEEN.code, "date": "2026-11-17"}
    walk.post(f"{FAMILY}/bookings/undo", {"acts": done["acts"], "slots": [slot]})
    days = {"start": "2026-11-23", "end": "2026-11-29", "weekdays": [1, 2], "weeks": "all"}
    walk.post(f"{FAMILY}/basket/ranges", days | {"children": ["guilhem"], "services": [CANTEEN.code]})
    walk.post(f"{FAMILY}/basket/weeks", {"monday": "2026-11-23"})
    canteen = {"child": "guilhem", "service": CANTEEN.code, "weekdays": [1, 2]}
    walk.post(f"{FAMILY}/basket/patterns", {"lines": [canteen], "start": "2026-11-23", "end": "2026-12-18"})
    kept = walk.post(f"{FAMILY}/week-patterns", {"name": "Semaine type", "lines": [canteen]}).json["kept"]
    walk.get(f"{FAMILY}/week-patterns")
    walk.delete(f"{FAMILY}/week-patterns/{{pattern}}", pattern=kept["id"])
    walk.delete(f"{FAMILY}/basket")
    place = {"child": "guilhem", "service": MORNING.code, "date": "2026-11-23"}
    walk.post(f"{FAMILY}/waiting", place)
    walk.post(f"{FAMILY}/waiting/leave", place)
    walk.post(f"{FAMILY}/bookings/decline", place | {"child": "clara", "date": "2026-11-24"})
    walk.post(f"{FAMILY}/reglement-acceptances", {"version": 1})
    walk.get(f"{FAMILY}/announcements")


def confirm_the_file(walk: Walk) -> None:
    file = walk.get(f"{FAMILY}/file").json
    place = {"phone": "06 39 98 00 01", "line1": "", "line2": "", "postcode": "", "city": ""}
    walk.post(f"{FAMILY}/file/corrections", {"seen": file["seen"], "place": place})
    walk.post(f"{FAMILY}/file/confirmation", {"year": file["year"], "seen": file["seen"]})


def be_absent(walk: Walk) -> None:
    told = {"child": "clara", "first": "2026-11-09", "last": "2026-11-10", "reason": "illness"}
    absence = walk.post(f"{FAMILY}/absences", told).json["id"]
    walk.get(f"{FAMILY}/absences")
    walk.post(f"{FAMILY}/absences/{{absence}}/proof", a_jpeg(), absence=absence)
    walk.get(f"{FAMILY}/absences/{{absence}}/proof", absence=absence)
    coming = {"days": [{"day": "2026-11-10", "service": "restauration"}]}
    walk.post(f"{FAMILY}/absences/{{absence}}/days-coming", coming, absence=absence)
    walk.delete(f"{FAMILY}/absences/{{absence}}", absence=absence)
    period = {"children": ["clara"], "first": "2026-11-09", "last": "2026-11-13", "reason": "illness"}
    lines = walk.post(f"{FAMILY}/absence-periods/preview", period).json["lines"]
    slots = [{name: line[name] for name in ("child", "service", "date")} for line in lines]
    walk.post(f"{FAMILY}/absence-periods", {"slots": slots, "reason": "illness"})


def pay(walk: Walk, treasury: Treasury) -> None:
    [debt] = walk.get(f"{FAMILY}/invoices").json["to_pay"]
    walk.get(f"{FAMILY}/invoices/{{invoice}}", invoice=debt["id"])
    opened = walk.post(f"{FAMILY}/invoices/{{invoice}}/payments", invoice=debt["id"]).json
    idop = opened["redirect_url"].partition("?idop=")[2]
    treasury.visit(idop)
    treasury.choose(idop, "payer")
    walk.post(f"{FAMILY}/payments/{{payment}}/check", payment=opened["payment"])
    walk.get(f"{FAMILY}/invoices/{{invoice}}/receipt", invoice=debt["id"])
    walk.get(f"{FAMILY}/year")
    walk.post(f"{FAMILY}/documents", {"kind": "invoice", "subject": debt["id"]})


def write_to_the_town(walk: Walk) -> None:
    form = walk.post(f"{FAMILY}/uploads", {"purpose": "request", "name": "photo.jpg", "bytes": 100}).json
    assert posted(form, a_jpeg()) == 204
    walk.post(f"{FAMILY}/uploads/{{upload}}/sealing", {"act": "seal"}, upload=form["id"])
    asked = {
        "kind": "question",
        "subject": "Sortie",
        "text": "Faut-il un pique-nique ?",
        "files": [form["id"]],
    }
    thread = walk.post(f"{FAMILY}/requests", asked).json["id"]
    walk.get(f"{FAMILY}/requests")
    request = f"{FAMILY}/requests/{{request}}"
    walk.get(request, request=thread)
    walk.post(f"{request}/messages", {"text": "Et des bottes ?"}, request=thread)
    walk.get(f"{request}/files/{{file}}", request=thread, file=form["id"])
    walk.put(f"{request}/state", {"state": "closed"}, request=thread)
    walk.post(f"{FAMILY}/export")
    for method in ("POST", "DELETE"):
        walk.call(method, f"{FAMILY}/erasure-request", None, {})


def keep_the_login(walk: Walk) -> None:
    for name in ("reminders", "announcements"):
        walk.put(f"/me/{name}", {"wanted": False})
    walk.put("/me/calendar")
    walk.get("/me/account")
    walk.delete("/me/calendar")
    walk.delete("/me/sessions")
    walk.delete("/me/sessions/{session}", session="0" * 64)
    walk.put("/me/password", {"current_password": PASSWORD, "new_password": "cinq marronniers roux"})
    walk.post("/me/address", {"email": "autre@famille.example", "password": "cinq marronniers roux"})
    code = address_code("autre@famille.example")
    walk.post("/me/address/confirm", {"email": "autre@famille.example", "code": code})

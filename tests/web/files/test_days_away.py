"""A child who moves away: outside its first and its last day nothing of it takes place, for whoever reads, and its places come free."""

from dataclasses import replace
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.families.family import Enrolment
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.storage.bookings import child_months, service_months
from functions.storage.families.children import children
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read
from functions.usecases.bookings.open_yearly_months import open_family
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    SERVICES,
    a_family,
    a_reglement,
    appoint,
    book,
    log_in,
    on,
    open_account,
    open_town,
    settle,
)
from tests.support.client import Browser
from tests.support.spaces import plain

ANNE = "0" * 25 + "s"
FILE = "/communes/lisse/files/testmp"
CHILD = f"{FILE}/children/clara"
MINE = "/communes/lisse/families/testmp"
TUESDAY, THURSDAY, FRIDAY = on("mardi 2026-11-24"), on("jeudi 2026-11-26"), on("vendredi 2026-11-27")


@pytest.fixture
def anne(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Clara has the morning of Tuesday and the lunch of Thursday and Friday; Guilhem the lunch of Friday."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle()
    open_account()
    open_account(ANNE, "anne@lisse.example")
    appoint(ANNE, Role.SECRETARY)
    book(
        Slot(TUESDAY, "garderie-matin", "clara"),
        *(Slot(day, "restauration", "clara") for day in (THURSDAY, FRIDAY)),
        Slot(FRIDAY, "restauration", "guilhem"),
    )
    return Browser(app, cookie=log_in(ANNE))


def leaves(anne: Browser, day: str | None, *, field: str = "last_day", before: str | None = None) -> Any:
    return anne.request("PATCH", CHILD, {"fields": [{"field": field, "before": before, "after": day}]})


def cells(browser: Browser, child: str = "clara") -> dict[tuple[str, str], Any]:
    planning = browser.get(f"{MINE}/planning?start={MONDAY}&end={FRIDAY}").json
    return {
        (one["service"], one["date"][-2:]): one
        for one in planning["cells"]
        if one["child"] == child and one["service"] == "restauration"
    }


def test_after_its_last_day_a_child_is_booked_expected_and_billed_nowhere(anne: Browser) -> None:
    assert leaves(anne, "2026-11-25").status == 200
    file = next(one for one in anne.get(FILE).json["children"] if one["id"] == "clara")
    assert (file["first_day"], file["last_day"]) == (None, "2026-11-25")
    marc = Browser(app, cookie=log_in(MARC))
    week = cells(marc)
    assert week["restauration", "23"]["state"] == week["restauration", "24"]["state"] == "bookable"
    assert week["restauration", "26"]["state"] == "called_off"
    assert plain(week["restauration", "26"]["sentence"]) == (
        "Dernier jour : 25 novembre 2026. Ce jour n’est pas à votre charge."
    )
    assert {each["state"] for each in cells(marc, "guilhem").values()} == {"bookable", "validated"}
    later = marc.get(f"{MINE}/planning?start=2026-11-30&end=2026-12-04").json["cells"]
    gone = [one for one in later if one["child"] == "clara"]
    assert gone and {one["state"] for one in gone} == {"closed"}
    assert {plain(one["sentence"]) for one in gone} == {"Dernier jour : 25 novembre 2026, d’après la mairie."}
    # The basket takes nothing, and an agent neither: the day is changed in the file first.
    line = {"child": "clara", "service": "restauration", "date": "2026-11-30", "action": "reserve"}
    refused = marc.request("POST", f"{MINE}/basket/changes", {"add": [line], "remove": []}).json["refused"]
    assert [one["code"] for one in refused] == ["closed"]
    asked = {"lines": [line], "over": ["closed"], "reason": "elle reste", "dry": True}
    [never] = anne.request("POST", f"{FILE}/bookings", asked).json["refused"]
    assert never["sentence"].endswith("Changez d’abord ce jour dans son dossier.")
    expected = anne.get(f"/communes/lisse/day-list?service=restauration&date={FRIDAY}").json["children"]
    assert [one["child"] for one in expected] == ["guilhem"]


def test_what_was_in_the_basket_is_refused_by_its_validation(anne: Browser) -> None:
    marc = Browser(app, cookie=log_in(MARC))
    line = {"child": "clara", "service": "restauration", "date": "2026-11-30", "action": "reserve"}
    [held] = marc.request("POST", f"{MINE}/basket/changes", {"add": [line], "remove": []}).json["basket"][
        "lines"
    ]
    leaves(anne, "2026-11-27")
    body = {"lines": [{**line, "price_cents": held["price_cents"]}]}
    answer = marc.request("POST", f"{MINE}/bookings", body)
    assert [one["code"] for one in answer.json["refused"]] == ["closed"]
    [month] = child_months.months_of("lisse", ["clara"], "2026-11")
    assert 30 not in month.value.days


def test_how_many_bookings_a_last_day_takes_is_said_before_and_their_places_come_free(anne: Browser) -> None:
    found = anne.get(f"{CHILD}/days-away?last_day=2026-11-23").json
    assert plain(found["sentences"][0]).startswith(
        "3 réservations seront annulées sans frais (1 × Garderie du matin et 2 × Restauration scolaire)"
    )
    leaves(anne, "2026-11-23")
    lines = [{"child": "clara", "action": "cancel", **one} for one in found["bookings"]]
    done = anne.request("POST", f"{FILE}/bookings", {"lines": lines, "reason": "Dernier jour"}).json
    assert (len(done["done"]), done["refused"], done["total_cents"]) == (3, [], -150 - 2 * 345)
    key = keys.service_month("lisse", "garderie-matin", "2026-11")
    counted = service_months.in_batch(read([key]), "lisse", "garderie-matin", "2026-11")
    assert counted.left(MORNING, 2, TUESDAY.day, "ferry") == 30
    assert [m for m in outbox.waiting() if m.value.kind is MessageKind.BOOKED_BY_TOWN]
    again = anne.get(f"{CHILD}/days-away?last_day=2026-11-23").json
    assert (again["bookings"], again["sentences"]) == ([], ["Rien n’est réservé en dehors de ces dates."])


def test_a_last_day_that_was_wrong_is_taken_back_and_a_first_day_is_as_good(anne: Browser) -> None:
    leaves(anne, "2026-11-25")
    leaves(anne, None, before="2026-11-25")
    marc = Browser(app, cookie=log_in(MARC))
    assert cells(marc)["restauration", "26"]["state"] == "validated"
    leaves(anne, "2026-11-24", field="first_day")
    week = cells(marc)
    assert (week["restauration", "23"]["state"], week["restauration", "24"]["state"]) == (
        "closed",
        "bookable",
    )
    assert plain(week["restauration", "23"]["sentence"]).startswith("Premier jour : 24 novembre 2026")
    refused = leaves(anne, "2026-11-20")
    assert (refused.status, refused.json["code"]) == (422, "last_day_before_first")


def test_the_list_of_families_shows_who_leaves(anne: Browser) -> None:
    assert anne.get("/communes/lisse/files?state=leaving").json["families"] == []
    leaves(anne, "2026-11-27")
    [family] = anne.get("/communes/lisse/files?state=leaving").json["families"]
    assert {one["id"]: one.get("last_day") for one in family["children"]} == {
        "clara": "2026-11-27",
        "guilhem": None,
    }


def test_a_month_that_opens_by_itself_books_nothing_after_the_last_day(anne: Browser) -> None:
    yearly = replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS))
    publish_reglement("lisse", a_reglement(services=(SERVICES[0], yearly)), now=NOW)
    enrolled = (Enrolment("restauration", "testmp", on("mardi 2026-09-01")),)
    family = settle(
        a_family(), [replace(CLARA, enrolments=enrolled, last_day=on("mercredi 2026-12-09")), GUILHEM]
    )
    open_family("lisse", family, by="job", now=NOW)
    assert children("lisse", ["clara"])["clara"].value.last_day is not None
    [december, january] = [
        child_months.months_of("lisse", ["clara"], month)[0].value for month in ("2026-12", "2027-01")
    ]
    assert sorted(december.days) == [1, 3, 4, 7, 8]
    assert not january.days

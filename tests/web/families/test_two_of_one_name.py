"""A family with two children of one first name: wherever one of them is named, one knows which."""

from collections.abc import Iterator
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.town.agents import Role
from functions.storage.invoices import invoices
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.builders import (
    MARC,
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
    a_month,
    appoint,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.calendars import events
from tests.support.client import Browser

FAMILY = "/communes/lisse/families/testmp"
NAMES = {"ours": "Emma Testmp", "theirs": "Emma Autre"}
EMMAS = (
    a_child("ours", first_name="Emma"),
    a_child("theirs", first_name="Emma", last_name="Autre", birth_date=on("lundi 2020-03-02")),
)


@pytest.fixture
def marc(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Both had lunch on lundi 2026-10-05, which is invoiced, and are booked on lundi 2026-11-23. It is lundi 2026-11-16, nine o'clock."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    open_town()
    settle(a_family(children=("ours", "theirs")), EMMAS)
    open_account()
    for child in NAMES:
        put_month(a_month(child, "2026-10", {(5, "restauration"): a_booking()}))
        put_month(a_month(child, "2026-11", {(23, "restauration"): a_booking()}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    appoint(MARC, Role.SECRETARY, Role.CHILDCARE)
    return Browser(app, cookie=log_in(MARC))


def said(answer: Any, *names: str) -> Iterator[str]:
    """Every text under one of these names, however deep."""
    if isinstance(answer, dict):
        for name, value in answer.items():
            if name in names and isinstance(value, str):
                yield value
            yield from said(value, *names)
    elif isinstance(answer, list):
        for each in answer:
            yield from said(each, *names)


def test_two_children_of_one_first_name_are_told_apart_wherever_they_are_named(marc: Browser) -> None:
    lines = [
        {"child": child, "service": "garderie-soir", "date": str(MONDAY), "action": "reserve"}
        for child in NAMES
    ]
    basket = marc.post(f"{FAMILY}/basket/changes", {"add": lines}).json
    absent = {"child": "ours", "first": str(MONDAY), "last": str(MONDAY), "reason": "illness"}
    declared = marc.post(f"{FAMILY}/absences", absent)
    assert declared.status in (200, 201), declared.text
    [debt] = invoices.receivables("lisse", "testmp")
    places = {
        "who is signed in": [entry["children"] for entry in marc.get("/me").json["families"]],
        "the week": marc.get(f"{FAMILY}/planning?start={MONDAY}&end={MONDAY}").json["children"],
        "the week of one of them": marc.get(f"{FAMILY}/planning?start={MONDAY}&end={MONDAY}&child=ours").json[
            "children"
        ],
        "the basket": basket["basket"],
        "the absences": marc.get(f"{FAMILY}/absences").json,
        "the invoice": marc.get(f"{FAMILY}/invoices/{debt.invoice}").json["children"],
        "the day list": marc.get(f"/communes/lisse/attendance?service=restauration&date={MONDAY}").json,
    }
    for place, answer in places.items():
        keys = (
            ("name",)
            if place in ("the day list", "the invoice")
            else ("first_name", "child_name", "children")
        )
        found = [text for text in said(answer, *keys) if "Emma" in text]
        assert found and set(found) <= set(NAMES.values()), (place, found, answer)


def test_the_calendar_of_a_phone_tells_them_apart_without_their_names(marc: Browser) -> None:
    marc.put("/me/calendar")
    address = str(marc.get("/me/calendar").json["address"]).partition("/api")[2]
    feed = Browser(app).get(address, Accept="text/calendar").text
    days = [str(event["SUMMARY"]) for event in events(feed.encode()) if str(event["UID"]).startswith("jour-")]
    assert {day.partition(":")[0].replace("\u00a0", " ").strip() for day in days} == {"E. T.", "E. A."}
    assert "Emma" not in feed and "Autre" not in feed

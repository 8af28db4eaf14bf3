"""A deployment of the first release, upgraded: what its families did is all there, and they go on.

`tests/releases/0.1.0.jsonl` is a small town as that release wrote it, through its own use cases, in DynamoDB's JSON.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.storage.invoices import invoices
from functions.storage.table import outbox
from functions.storage.town import news
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.regie.send_debt_reminders import send_reminders
from infra.backup import totals
from infra.migrate import migrate
from tests.support.builders import NOW, on, paris
from tests.support.client import Browser
from tests.support.ledger import counters, rows, tally

RELEASES = sorted((Path(__file__).parents[2] / "releases").glob("*.jsonl"))
FAMILY = "/communes/lisse/families/testmp"
SERVICES = ("garderie-matin", "restauration", "garderie-soir", "mercredi")
MONTHS = ("2026-09", "2026-10", "2026-11")


@pytest.fixture(params=RELEASES, ids=[release.stem for release in RELEASES])
def kept(
    request: pytest.FixtureRequest, table: str, dynamodb: Any, monkeypatch: pytest.MonkeyPatch
) -> list[Any]:
    """The items of the release, on the test's table."""
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    items = [json.loads(line)["Item"] for line in request.param.read_text("utf-8").splitlines()]
    for item in items:
        dynamodb.put_item(TableName=table, Item=item)
    return items


@pytest.fixture
def marc(kept: list[Any]) -> Browser:
    """Logged in with the password he chose under the old release."""
    browser = Browser(app)
    answer = browser.post(
        "/session", {"email": "marc@famille.example", "password": "un mot de passe de parent"}
    )
    assert answer.status == 200
    return browser


def test_bookings_and_the_basket_are_there_and_can_be_validated(marc: Browser) -> None:
    planning = marc.get(f"{FAMILY}/planning?start=2026-11-23&end=2026-11-27").json
    states = {(cell["child"], cell["date"], cell["service"]): cell["state"] for cell in planning["cells"]}
    assert states["clara", "2026-11-23", "restauration"] == "validated"
    assert states["clara", "2026-11-26", "restauration"] == "in_basket"
    lines = [
        {name: line[name] for name in ("child", "service", "date", "action", "price_cents")}
        for line in planning["basket"]["lines"]
    ]
    assert marc.post(f"{FAMILY}/bookings", {"lines": lines}).json["refused"] == []
    booked = rows(["clara", "guilhem"], MONTHS)
    assert Slot(on("jeudi 2026-11-26"), "restauration", "clara") in booked
    assert counters(SERVICES, MONTHS) == tally(booked)


@pytest.mark.parametrize("migrated", [False, True])
def test_invoices_read_as_they_did_and_the_next_number_follows(
    marc: Browser, dynamodb: Any, table: str, migrated: bool
) -> None:
    if migrated:
        migrate(dynamodb, table, apply=True)
    shown = marc.get(f"{FAMILY}/invoices").json
    assert [(one["number"], one["balance_cents"]) for one in shown["to_pay"]] == [("2026-000002", 1380)]
    assert [one["number"] for one in shown["paid"]] == ["2026-000001"]
    paid = shown["paid"][0]["id"]
    assert marc.get(f"{FAMILY}/invoices/{paid}").json["summary"]["number"] == "2026-000001"
    assert marc.get(f"{FAMILY}/invoices/{paid}/receipt").json["total_cents"] == 1380
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 07:00"))
    numbers = sorted(debt.number.label for debt in invoices.receivables("lisse", "testmp"))
    assert numbers == ["2026-000001", "2026-000002", "2026-000003"]


def test_what_was_owed_is_reminded_of_once_migrated(kept: list[Any], table: str, dynamodb: Any) -> None:
    late = paris("lundi 2026-12-14 09:40")
    migrate(dynamodb, table, apply=True)
    assert [debt.number.label for debt in invoices.owed("lisse", "enfance")] == ["2026-000002"]
    assert [debt.number.rank for debt in invoices.of_year("lisse", "enfance", 2026)] == [1, 2]
    assert send_reminders("lisse", by="job", now=late).sent == 1


def test_what_waited_in_the_outbox_is_still_understood(kept: list[Any]) -> None:
    waited = [item for item in kept if item["pk"]["S"].startswith("OUTBOX#")]
    assert len(outbox.waiting()) == len(waited) > 0
    assert [article.title for article in news.latest("lisse")] == ["Menus de novembre"]


def test_a_migration_changes_no_figure(kept: list[Any], table: str, dynamodb: Any) -> None:
    before = totals.of(kept)
    migrate(dynamodb, table, apply=True)
    after = totals.of(totals.scan(dynamodb, table))
    assert (after.by_commune, after.numbers) == (before.by_commune, before.numbers)
    assert sum(migrate(dynamodb, table, apply=True).values()) == 0

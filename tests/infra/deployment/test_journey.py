"""A family's journey through the deployed zip, each function under its own role."""

import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest

from functions.domain.accounts.account import FamilyRef
from functions.domain.planning.child_month import Slot
from functions.usecases.accounts.invite import invite
from tests.infra.deployment.conftest import Portal, a_working_day_after
from tests.infra.deployment.visitor import Visitor
from tests.support.builders import a_family, book, settle

PARENT = "marc@famille.example"
PASSWORD = "sous le préau à midi"
FAMILY = "/communes/lisse/families/testmp"


def last_month() -> date:
    """A working day of it."""
    end = datetime.now(UTC).date().replace(day=1) - timedelta(1)
    return end if end.isoweekday() < 6 else end - timedelta(end.isoweekday() - 5)


@pytest.fixture(scope="module")
def parent(portal: Portal) -> Visitor:
    """Marc, at the link of his mail."""
    settle(a_family(members=(), guardians=a_family().guardians[:1]))
    invite(PARENT, [FamilyRef("lisse", "testmp")], by="agent", now=datetime.now(UTC))
    portal.run("Outbox")
    visitor = portal.visitor()
    visitor.activate(PARENT, PASSWORD, mail=portal.mail(PARENT, "espace famille", within_seconds=5))
    return visitor


def test_the_api_answers_through_the_edge_and_to_nobody_else(portal: Portal) -> None:
    assert portal.visitor().get("/status").json == {"status": "ok"}
    refused = portal.visitor().get("/status", **{"X-Preau-Edge": ""})
    assert (refused.status, refused.json["code"]) == (403, "elsewhere")


def test_a_family_books_is_invoiced_pays_and_has_its_receipt(portal: Portal, parent: Visitor) -> None:
    me = parent.get("/me")
    assert [entry["family"]["name"] for entry in me.json["families"]] == ["Testmp"]

    day = a_working_day_after(datetime.now(UTC).date())
    week = parent.get(f"{FAMILY}/planning?start={day}&end={day}&child=clara")
    assert [cell["state"] for cell in week.json["cells"]] == ["bookable"], week.text
    line = {"child": "clara", "service": "accueil", "date": str(day), "action": "reserve"}
    basket = parent.post(f"{FAMILY}/basket/changes", {"add": [line], "remove": []})
    assert basket.json["basket"]["total_cents"] == 1250, basket.text
    validated = parent.post(f"{FAMILY}/bookings", {"lines": [{**line, "price_cents": 1250}]})
    assert len(validated.json["accepted"]) == 1, validated.text

    past = last_month()
    account = me.json["account"]
    booked_at = datetime.combine(past - timedelta(7), datetime.min.time(), UTC)
    book(Slot(past, "accueil", "clara"), account=_account(), now=booked_at)
    portal.run("Invoicing")
    (invoice,) = _once_there(lambda: parent.get(f"{FAMILY}/invoices").json["to_pay"])
    assert invoice["balance_cents"] == 1250, account

    opened = parent.post(f"{FAMILY}/invoices/{invoice['id']}/payments", {})
    assert opened.status == 201, opened.text
    _pay(opened.json["redirect_url"])
    outcome = parent.post(f"{FAMILY}/payments/{opened.json['payment']}/check", {})
    assert outcome.json["state"] == "paid", outcome.text
    receipt = parent.get(f"{FAMILY}/invoices/{invoice['id']}/receipt")
    assert receipt.status == 200, receipt.text

    portal.run("Documents")
    asked = {"kind": "invoice", "subject": invoice["id"]}
    link = parent.post(f"{FAMILY}/documents", asked)
    assert link.json["state"] == "ready", link.text
    with urllib.request.urlopen(link.json["url"], timeout=10) as answered:
        assert answered.read(5) == b"%PDF-"


def _once_there(look: Callable[[], list[Any]]) -> list[Any]:
    """What a queue brings about a moment later. Nothing, where it has not within a minute."""
    until = time.monotonic() + 60
    while not (found := look()) and time.monotonic() < until:
        time.sleep(0.5)
    return found


def _account() -> str:
    from functions.storage.families.families import family

    (account,) = family("lisse", "testmp").value.members
    return account


def _pay(page: str) -> None:
    """Decide on the treasury's page, as its buttons do."""
    decided = urlencode({"decision": "payer"}).encode()

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    try:
        urllib.request.build_opener(Stay).open(urllib.request.Request(page, data=decided), timeout=10)
    except urllib.error.HTTPError as redirected:
        assert redirected.code == 303

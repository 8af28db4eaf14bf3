"""A parent reads the year of the family: what it came to, each payment, and what to declare."""

import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from app import app
from functions import wiring
from functions.domain.messages import Lane
from functions.jobs.documents import make_document
from functions.storage.families import children
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.publishing.documents.invoices import text_of
from tests.support import desk
from tests.support.builders import (
    CLARA,
    GUILHEM,
    MARC,
    TARIFFS,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    log_in,
    on,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Browser

FAMILY = "/communes/lisse/families/testmp"
CARE = tuple(
    replace(tariff, care_percent=Decimal(100)) if tariff.code == "garderie-soir" else tariff
    for tariff in TARIFFS
)


@pytest.fixture
def at(table: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Browser]:
    """Marc, logged in at that instant. October is invoiced for Guilhem, who is four: a meal, an evening."""
    open_town(reglement=a_reglement(tariffs=CARE))
    settle(children=(CLARA, replace(GUILHEM, birth_date=on("mardi 2022-03-15"))))
    open_account()
    booked = {(1, "restauration"): a_booking(345), (1, "garderie-soir"): a_booking(220)}
    put_month(a_month("guilhem", "2026-10", booked))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))

    def at(text: str) -> Browser:
        now: datetime = paris(text)
        monkeypatch.setattr(wiring, "now", lambda: now)
        return Browser(app, cookie=log_in(MARC, now=now))

    return at


def test_the_year_adds_up_and_its_payments_have_receipts(at: Callable[[str], Browser]) -> None:
    recorded = desk.pay(desk.cheque(565))
    year = at("lundi 2026-11-16 09:00").get(f"{FAMILY}/year?year=2026").json
    assert at("lundi 2026-11-16 09:00").get(f"{FAMILY}/year").json == year
    assert (year["invoiced_cents"], year["paid_cents"], year["left_cents"]) == (565, 565, 0)
    assert [invoice["number"] for invoice in year["invoices"]] == ["2026-000001"]
    [payment] = year["entries"]
    assert (payment["document"], payment["id"], payment["day"]) == (
        "receipt",
        recorded.payment,
        "2026-11-02",
    )
    assert "Chèque" in payment["sentence"] and payment["amount_cents"] == 565


def test_the_care_of_the_running_year_is_shown_and_its_certificate_comes_in_january(
    at: Callable[[str], Browser],
) -> None:
    desk.pay(desk.cheque(565))
    certificate = at("lundi 2026-11-16 09:00").get(f"{FAMILY}/year?year=2026").json["certificate"]
    assert certificate["children"] == [{"name": "Guilhem", "birth_date": "2022-03-15", "amount_cents": 220}]
    assert not certificate["available"] and "1er\u00a0janvier 2027" in certificate["sentence"]
    certificate = at("vendredi 2027-01-01 09:00").get(f"{FAMILY}/year?year=2026").json["certificate"]
    assert certificate["available"] and certificate["total_cents"] == 220


def test_what_is_not_paid_is_not_declared(at: Callable[[str], Browser]) -> None:
    year = at("vendredi 2027-01-01 09:00").get(f"{FAMILY}/year?year=2026").json
    assert (year["left_cents"], year["paid_cents"], year["entries"]) == (565, 0, [])
    certificate = year["certificate"]
    assert (certificate["children"], certificate["available"]) == ([], False)
    assert certificate["sentence"] == "Rien n’a été payé pour leur garde en 2026."


def test_children_of_six_have_nothing_to_declare(at: Callable[[str], Browser]) -> None:
    desk.pay(desk.cheque(565))
    certificate = at("mardi 2030-01-01 09:00").get(f"{FAMILY}/year?year=2029").json["certificate"]
    assert "Aucun de vos enfants n’avait moins de six ans" in certificate["sentence"]


def test_a_payment_taken_back_has_no_receipt_any_more(at: Callable[[str], Browser]) -> None:
    recorded = desk.pay(desk.cheque(565))
    desk.reject(recorded.payment, now=paris("mardi 2027-01-05 10:00"))
    of_2026 = at("mercredi 2027-01-06 09:00").get(f"{FAMILY}/year?year=2026").json
    assert [entry["document"] for entry in of_2026["entries"]] == [None]
    of_2027 = at("mercredi 2027-01-06 09:00").get(f"{FAMILY}/year?year=2027").json
    assert [entry["amount_cents"] for entry in of_2027["entries"]] == [-565]


@pytest.mark.parametrize("year", ["1999", "2027", "26", "2026-1", "annee", ""])
def test_what_is_no_year_of_the_past_is_refused(at: Callable[[str], Browser], year: str) -> None:
    refused = 404 if year == "2027" else 422
    assert at("lundi 2026-11-16 09:00").get(f"{FAMILY}/year?year={year}").status == refused


def test_another_familys_year_tells_nothing_of_this_one(at: Callable[[str], Browser]) -> None:
    settle(a_family("autre", children=()), ())
    year = at("lundi 2026-11-16 09:00").get("/communes/lisse/families/autre/year?year=2026").json
    assert (year["invoices"], year["entries"], year["invoiced_cents"]) == ([], [], 0)


def test_the_certificate_is_made_without_reading_the_file_of_a_child(
    at: Callable[[str], Browser], documents_bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The function that typesets may not: it has what was frozen when the parent asked."""
    wiring.documents.cache_clear()
    wiring._s3.cache_clear()
    desk.pay(desk.cheque(565))
    browser = at("vendredi 2027-01-01 09:00")
    asked = {"kind": "tax_certificate", "subject": "2026"}
    assert browser.post(f"{FAMILY}/documents", asked).json["state"] == "pending"
    [message] = [
        stored.value
        for stored in outbox.waiting(Lane.DOCUMENTS)
        if stored.value.data["document"] == "tax_certificate"
    ]

    def forbidden(*_: object) -> None:
        raise AssertionError("a child's file was read")

    monkeypatch.setattr(children, "children", forbidden)
    make_document(message, paris("vendredi 2027-01-01 09:00"))
    monkeypatch.undo()
    link = at("vendredi 2027-01-01 09:00").post(f"{FAMILY}/documents", asked).json
    assert (link["state"], link["name"]) == ("ready", "attestation-fiscale-2026.pdf")
    with urllib.request.urlopen(link["url"]) as download:
        assert "Guilhem Testmp 15 mars 2022 2,20 €" in text_of(download.read())

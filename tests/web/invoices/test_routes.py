"""A parent reads what they owe, pays it, and gets a receipt."""

from dataclasses import replace
from datetime import datetime

import pytest

from app import app
from functions import wiring
from functions.settings import settings
from functions.storage.invoices import invoices
from functions.usecases.invoicing.issue_invoices import issue_invoices
from infra.local.payfip import Failures
from tests.gateways.conftest import treasury
from tests.gateways.treasury import Treasury
from tests.support.builders import (
    CLARA,
    JULIE,
    MARC,
    a_booking,
    a_commune,
    a_family,
    a_month,
    log_in,
    open_account,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.client import Answer, Browser

__all__ = ["treasury"]

FAMILY = "/communes/lisse/families/testmp"
CANTEEN = "restauration"


@pytest.fixture
def browser(table: str, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Marc is logged in; October is booked for Clara and Guilhem. It is lundi 2026-11-02, 18 h."""
    monkeypatch.setattr(wiring, "now", treasury.clock)
    client = treasury.client(answer_seconds=1)
    monkeypatch.setattr(wiring, "payments", lambda: client)
    open_town()
    settle()
    open_account()
    clara = {(day, CANTEEN): a_booking(345) for day in (1, 2, 5)}
    clara[2, "garderie-matin"] = a_booking(150, tranche="Tarif unique")
    put_month(a_month("clara", "2026-10", clara))
    put_month(a_month("guilhem", "2026-10", {(1, CANTEEN): a_booking(345)}))
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    return Browser(app, cookie=log_in(MARC, now=treasury.clock.now))


def the_invoice(browser: Browser) -> str:
    [debt] = invoices.receivables("lisse", "testmp")
    return debt.invoice


def pay(browser: Browser) -> Answer:
    return browser.post(f"{FAMILY}/invoices/{the_invoice(browser)}/payments")


def check(browser: Browser, opened: Answer) -> Answer:
    return browser.post(f"{FAMILY}/payments/{opened.json['payment']}/check")


def idop(opened: Answer) -> str:
    return str(opened.json["redirect_url"]).partition("?idop=")[2]


def test_what_is_to_pay_is_listed_with_what_to_do(browser: Browser) -> None:
    listed = browser.get(f"{FAMILY}/invoices").json
    assert (listed["paid"], listed["credit_cents"], listed["years"]) == ([], 0, [2026])
    [invoice] = listed["to_pay"]
    assert (invoice["number"], invoice["title"], invoice["state"]) == (
        "2026-000001",
        "Facture d’octobre 2026",
        "open",
    )
    assert (invoice["total_cents"], invoice["balance_cents"]) == (1530, 1530)
    assert invoice["due_on"] == "2026-12-01"
    assert invoice["sentence"] == "À payer au plus tard le mardi 1er\u00a0décembre 2026"
    assert invoice["payable_online"] and invoice["payment"] is None


def test_a_family_without_invoices_has_empty_lists(browser: Browser) -> None:
    settle(a_family("neuve", children=()), ())
    listed = browser.get("/communes/lisse/families/neuve/invoices")
    assert listed.json == {
        "to_pay": [],
        "paid": [],
        "credit_cents": 0,
        "years": [],
        "together": None,
        "in_a_row": "",
    }


def test_after_the_last_day_the_invoice_is_late(browser: Browser, treasury: Treasury) -> None:
    treasury.clock.now = paris("mercredi 2026-12-02 08:00")
    browser.cookie = log_in(MARC, now=treasury.clock.now)
    [invoice] = browser.get(f"{FAMILY}/invoices").json["to_pay"]
    assert (invoice["state"], invoice["sentence"]) == (
        "overdue",
        "En retard\u00a0: à payer depuis le mardi 1er\u00a0décembre 2026",
    )
    assert invoice["payable_online"]


def test_an_invoice_explains_each_cent(browser: Browser) -> None:
    shown = browser.get(f"{FAMILY}/invoices/{the_invoice(browser)}").json
    clara, guilhem = shown["children"]
    assert (clara["name"], clara["amount_cents"], guilhem["amount_cents"]) == ("Clara", 1185, 345)
    morning, canteen = clara["services"]
    assert (canteen["name"], canteen["quantity"], canteen["amount_cents"]) == (
        "Restauration scolaire",
        3,
        1035,
    )
    [price] = canteen["prices"]
    assert price["days_sentence"] == "jeudi\u00a01er, vendredi\u00a02 et lundi\u00a05 octobre"
    assert [day["day"] for day in price["days"]] == ["2026-10-01", "2026-10-02", "2026-10-05"]
    assert price["days"][0]["booked_on"] == "2026-09-28"
    assert (price["quantity"], price["unit_price_cents"], price["amount_cents"]) == (3, 345, 1035)
    assert price["times"] == "3 × 3,45\u202f€"
    assert price["sentence"] == (
        "Votre quotient familial est de 812\u00a0: vous êtes dans la tranche «\u00a0QF de 600 à 1 199\u00a0»."
    )
    assert morning["prices"][0]["sentence"] == "Tarif unique."
    everything = sum(
        price["amount_cents"]
        for child in shown["children"]
        for service in child["services"]
        for price in service["prices"]
    )
    assert everything == shown["summary"]["total_cents"] == 1530


def test_an_invoice_mentions_all_that_a_payment_order_must(browser: Browser) -> None:
    shown = browser.get(f"{FAMILY}/invoices/{the_invoice(browser)}").json
    issuer = shown["issuer"]
    assert (issuer["name"], issuer["regie"], issuer["siret"]) == ("Lisse", "Régie enfance de Lisse", "0" * 14)
    assert issuer["contact"]["phone"] == "01 99 00 12 34"
    assert shown["debtor"] == {
        "people": ["Monsieur Marc Testmp", "Madame Julie Testmp"],
        "address": ["3 rue des Tilleuls", "00000 Lisse"],
    }
    assert (shown["summary"]["number"], shown["summary"]["issued_on"]) == ("2026-000001", "2026-11-01")
    ways = " ".join(shown["how_to_pay"])
    assert "mardi 1er\u00a0décembre 2026" in ways and "PayFiP" in ways and "1 place de la Mairie" in ways
    assert "titre de recettes" in shown["otherwise"]


def test_paying_goes_to_the_treasury_and_comes_back_paid(browser: Browser, treasury: Treasury) -> None:
    opened = pay(browser)
    assert opened.status == 201
    assert opened.json["redirect_url"].startswith(treasury.pages)
    assert browser.get(f"{FAMILY}/invoices").json["to_pay"][0]["payment"] == opened.json["payment"]
    treasury.visit(idop(opened))
    status, headers, _ = treasury.choose(idop(opened), "payer")
    back = f"{settings().origin}/espace/paiement/?id={opened.json['payment']}&famille=lisse/testmp&idop="
    assert status == 303 and headers["Location"].replace("%2F", "/").startswith(back)
    outcome = check(browser, opened).json
    assert (outcome["state"], outcome["amount_cents"], outcome["number"]) == ("paid", 1530, "2026-000001")
    assert outcome["invoice"] == the_invoice(browser)
    assert outcome["detail"] == "Votre paiement est bien enregistré. Merci\u00a0!"
    listed = browser.get(f"{FAMILY}/invoices").json
    assert listed["to_pay"] == []
    assert listed["paid"][0]["sentence"] == "Payée le lundi 2\u00a0novembre 2026"


def test_a_receipt_exists_once_the_invoice_is_paid(browser: Browser, treasury: Treasury) -> None:
    address = f"{FAMILY}/invoices/{the_invoice(browser)}/receipt"
    assert browser.get(address).status == 404
    opened = pay(browser)
    treasury.visit(idop(opened))
    treasury.choose(idop(opened), "payer")
    check(browser, opened)
    receipt = browser.get(address).json
    assert (receipt["number"], receipt["total_cents"], receipt["paid_on"]) == (
        "2026-000001",
        1530,
        "2026-11-02",
    )
    [payment] = receipt["payments"]
    assert payment["sentence"] == "Carte bancaire, par PayFiP, le lundi 2\u00a0novembre 2026"
    assert payment["amount_cents"] == 1530 and payment["authorisation"]
    assert datetime.fromisoformat(payment["paid_at"]) == treasury.clock.now
    shown = browser.get(f"{FAMILY}/invoices/{the_invoice(browser)}").json
    assert shown["payments"] == receipt["payments"]
    assert shown["how_to_pay"] == []


@pytest.mark.parametrize(
    ("decision", "state", "words"),
    [("refuser", "refused", "refusé"), ("abandonner", "cancelled", "pas terminé")],
)
def test_what_was_not_paid_is_said_and_can_be_tried_again(
    browser: Browser, treasury: Treasury, decision: str, state: str, words: str
) -> None:
    opened = pay(browser)
    treasury.visit(idop(opened))
    treasury.choose(idop(opened), decision)
    outcome = check(browser, opened).json
    assert outcome["state"] == state and words in outcome["detail"]
    assert pay(browser).status == 201
    assert browser.get(f"{FAMILY}/invoices").json["to_pay"][0]["balance_cents"] == 1530


def test_coming_back_without_paying_is_not_paid(browser: Browser) -> None:
    opened = pay(browser)
    for _ in range(2):
        assert check(browser, opened).json["state"] == "open"


def test_what_nobody_expected_is_being_checked(browser: Browser, treasury: Treasury) -> None:
    opened = pay(browser)
    treasury.visit(idop(opened))
    treasury.choose(idop(opened), "payer")
    treasury.fake.failures = Failures(amount_cents=100)
    outcome = check(browser, opened).json
    assert outcome["state"] == "held" and "Nous vérifions" in outcome["detail"]
    again = pay(browser)
    assert (again.status, again.json["code"]) == (409, "payment_being_checked")


def test_a_silent_treasury_is_said_and_the_payment_waits(browser: Browser, treasury: Treasury) -> None:
    opened = pay(browser)
    treasury.fake.failures = Failures(http_status=502)
    outcome = check(browser, opened).json
    assert outcome["state"] == "open" and "ne répond pas" in outcome["detail"]
    again = pay(browser)
    assert (again.status, again.json["code"]) == (503, "payment_service_down")


def test_who_may_still_be_paying_is_told_until_when_to_wait(browser: Browser, treasury: Treasury) -> None:
    opened = pay(browser)
    treasury.visit(idop(opened))
    treasury.clock.wait(minutes=30)
    refused = pay(browser)
    assert (refused.status, refused.json["code"]) == (409, "payment_under_way")
    assert "lundi 2\u00a0novembre à 20\u00a0h\u00a002" in refused.json["detail"]


def test_two_hours_later_the_parent_may_try_again(browser: Browser, treasury: Treasury) -> None:
    opened = pay(browser)
    treasury.visit(idop(opened))
    treasury.clock.wait(hours=3)
    outcome = check(browser, opened).json
    assert outcome["state"] == "cancelled" and "vous pouvez recommencer" in outcome["detail"]
    assert pay(browser).status == 201


def test_the_other_parent_sees_the_same_invoice(browser: Browser, treasury: Treasury) -> None:
    julie = Browser(app, cookie=log_in(JULIE, now=treasury.clock.now))
    assert julie.get(f"{FAMILY}/invoices").json == browser.get(f"{FAMILY}/invoices").json


def test_another_familys_invoice_and_payment_are_not_found(browser: Browser) -> None:
    """Even through one's own family: the ids of others reach nothing there."""
    opened = pay(browser)
    settle(a_family("autre", children=("leo",)), [replace(CLARA, id="leo", families=("autre",))])
    elsewhere = "/communes/lisse/families/autre"
    for answer in (
        browser.get(f"{elsewhere}/invoices/{the_invoice(browser)}"),
        browser.get(f"{elsewhere}/invoices/{the_invoice(browser)}/receipt"),
        browser.post(f"{elsewhere}/invoices/{the_invoice(browser)}/payments"),
        browser.post(f"{elsewhere}/payments/{opened.json['payment']}/check"),
    ):
        assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_without_a_contract_the_page_says_where_to_pay(browser: Browser) -> None:
    commune = a_commune()
    open_town(replace(commune, regie=replace(commune.regie, payfip_client=None)))
    shown = browser.get(f"{FAMILY}/invoices/{the_invoice(browser)}").json
    assert not shown["summary"]["payable_online"]
    assert "PayFiP" not in " ".join(shown["how_to_pay"]) and "1 place de la Mairie" in " ".join(
        shown["how_to_pay"]
    )
    assert pay(browser).json["code"] == "no_online_payment"


def test_the_client_of_the_process_asks_where_the_settings_say() -> None:
    client = wiring.payments()
    assert client is wiring.payments()

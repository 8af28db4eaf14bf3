"""The régisseur's acts through the API: whole, once, and only for the régisseur of that commune."""

from datetime import datetime

import pytest

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.storage.invoices import invoices
from tests.support import desk
from tests.support.builders import MARC, a_family, appoint, log_in, paris, settle
from tests.support.client import Answer, Browser
from tests.support.desk import AFTER_REMINDERS, NOW, REGISSEUR, check_books
from tests.support.till import TOTAL, an_issued_invoice

REGIE = "/communes/lisse/regie"
FAMILY = f"{REGIE}/families/testmp"
CHEQUE = {
    "means": "cheque",
    "amount_cents": TOTAL,
    "received_on": "2026-11-02",
    "bank": "Banque postale",
    "reference": "0001234",
}
WHY = "Erreur de tranche"
REMIND = {"act": "send_reminders"}
ALL_RIPE = {"invoices": None}


@pytest.fixture
def browser(table: str, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """The régisseur is logged in; the usual family owes 42,50 €. It is lundi 2026-11-02, 18 h."""
    an_issued_invoice()
    appoint(REGISSEUR, Role.REGISSEUR)
    return at(NOW, monkeypatch)


def at(moment: datetime, monkeypatch: pytest.MonkeyPatch, who: str = REGISSEUR) -> Browser:
    monkeypatch.setattr(wiring, "now", lambda: moment)
    return Browser(app, cookie=log_in(who, now=moment))


def the_invoice() -> str:
    [debt] = [debt for debt in desk.debts() if debt.number.rank == 1]
    return debt.invoice


def account(browser: Browser) -> dict:
    return browser.get(FAMILY).json


def problem(answer: Answer) -> tuple[int, str]:
    return answer.status, answer.json["code"]


def test_a_payment_taken_and_rejected_is_told_in_full(browser: Browser) -> None:
    taken = browser.post(f"{FAMILY}/payments", CHEQUE)
    assert (taken.status, taken.json["receipt"]) == (201, "R2026-000001")
    assert taken.json["shares"] == [
        {"invoice": the_invoice(), "number": "2026-000001", "amount_cents": TOTAL}
    ]
    [invoice] = account(browser)["invoices"]
    assert (invoice["state"], invoice["left_cents"]) == ("paid", 0)
    assert invoice["entries"][0]["sentence"] == "Chèque, le lundi 2\u00a0novembre 2026 (reçu R2026-000001)"
    back = browser.post(f"{FAMILY}/payments/{taken.json['payment']}/rejection", {"reason": "Sans provision"})
    assert (back.status, back.json["invoices"]) == (201, [the_invoice()])
    told = account(browser)
    assert told["left_cents"] == TOTAL and told["payments"][0]["rejected"]
    assert told["invoices"][0]["entries"][1]["sentence"] == (
        "Paiement refusé par la banque, le lundi 2\u00a0novembre 2026\u00a0: Sans provision"
    )
    again = browser.post(f"{FAMILY}/payments/{taken.json['payment']}/rejection", {"reason": "Sans provision"})
    assert problem(again) == (409, "already_rejected")
    check_books()


def test_a_lost_answer_is_given_again_and_another_body_is_refused(browser: Browser) -> None:
    first = browser.post(f"{FAMILY}/payments", CHEQUE, key="the-same-key")
    assert browser.post(f"{FAMILY}/payments", CHEQUE, key="the-same-key").json == first.json
    other = browser.post(f"{FAMILY}/payments", CHEQUE | {"amount_cents": 100}, key="the-same-key")
    assert problem(other) == (422, "key_reused")
    assert len(account(browser)["payments"]) == 1


def test_a_line_is_credited_and_what_was_paid_is_given_back(browser: Browser) -> None:
    browser.post(f"{FAMILY}/payments", CHEQUE)
    [line] = browser.get(f"{FAMILY}/invoices/{the_invoice()}").json["lines"]
    assert (line["place"], line["amount_cents"], line["credited_cents"]) == (0, TOTAL, 0)
    asked = {"reason": WHY, "lines": [{"place": 0, "amount_cents": 1000}]}
    credited = browser.post(f"{FAMILY}/invoices/{the_invoice()}/credit-notes", asked)
    assert (credited.status, credited.json["number"], credited.json["credited_cents"]) == (
        201,
        "2026-000002",
        1000,
    )
    assert browser.get(f"{FAMILY}/invoices/{the_invoice()}").json["lines"][0]["credited_cents"] == 1000
    refund = {"means": "transfer", "amount_cents": 400}
    assert browser.post(f"{FAMILY}/credit/refunds", refund).json["left_cents"] == 600
    told = account(browser)
    assert told["credit_cents"] == 600
    assert [note["total_cents"] for note in told["credit_notes"]] == [-1000]
    assert problem(browser.post(f"{FAMILY}/credit/uses", {"act": "use_credit"})) == (409, "no_credit")
    too_much = browser.post(f"{FAMILY}/credit/refunds", refund | {"amount_cents": 601})
    assert problem(too_much) == (409, "more_than_credit")
    assert "6,00\u202f€" in too_much.json["detail"]
    check_books()


def test_an_invoice_is_issued_again_and_credit_follows(browser: Browser) -> None:
    browser.post(f"{FAMILY}/payments", CHEQUE)
    asked = {"reason": WHY, "lines": [{"place": 0, "unit_price_cents": 3000}]}
    again = browser.post(f"{FAMILY}/invoices/{the_invoice()}/reissue", asked).json
    assert (again["credit_note_number"], again["number"]) == ("2026-000002", "2026-000003")
    states = {one["number"]: one["state"] for one in account(browser)["invoices"]}
    assert states == {"2026-000001": "cancelled", "2026-000003": "paid"}
    assert account(browser)["credit_cents"] == TOTAL - 3000
    check_books()


def test_part_of_a_debt_is_given_up(browser: Browser) -> None:
    asked = {"kind": "grace", "amount_cents": 1250, "reason": "Avis du CCAS"}
    answer = browser.post(f"{FAMILY}/invoices/{the_invoice()}/write-offs", asked)
    assert (answer.status, answer.json["left_cents"]) == (201, 3000)
    beyond = browser.post(f"{FAMILY}/invoices/{the_invoice()}/write-offs", asked | {"amount_cents": 3001})
    assert problem(beyond) == (409, "more_than_balance") and "30,00\u202f€" in beyond.json["detail"]


def test_from_late_to_the_treasury(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    assert browser.get(f"{REGIE}/unpaid").json == {"invoices": [], "left_cents": 0}
    assert problem(browser.post(f"{FAMILY}/hand-over", ALL_RIPE)) == (409, "nothing_to_hand_over")
    for moment in (desk.FIRST_REMINDER, desk.LAST_REMINDER):
        assert at(moment, monkeypatch).post(f"{REGIE}/reminders", REMIND).json == {
            "sent": 1,
            "failed": 0,
            "more": False,
        }
    browser = at(AFTER_REMINDERS, monkeypatch)
    late = browser.get(f"{REGIE}/unpaid").json
    [row] = late["invoices"]
    assert (row["number"], row["days_late"], row["reminders"]) == ("2026-000001", 27, 2)
    assert (row["debtor"], row["children"]) == (["Monsieur Marc Testmp", "Madame Julie Testmp"], ["Clara"])
    assert row["address"] == ["3 rue des Tilleuls", "00000 Lisse"]
    assert row["ripe"] and not row["small"] and late["left_cents"] == TOTAL
    assert browser.post(f"{FAMILY}/hand-over", ALL_RIPE).json["amount_cents"] == TOTAL
    assert browser.get(f"{REGIE}/unpaid").json["invoices"] == []
    [gone] = browser.get(f"{REGIE}/handed-over").json["invoices"]
    assert (gone["number"], gone["state"]) == ("2026-000001", "handed_over")
    marc = at(AFTER_REMINDERS, monkeypatch, MARC)
    [shown] = marc.get("/communes/lisse/families/testmp/invoices").json["to_pay"]
    assert shown["state"] == "handed_over" and not shown["payable_online"]
    assert "Trésor public" in shown["sentence"]
    refused = marc.post(f"/communes/lisse/families/testmp/invoices/{shown['id']}/payments")
    assert problem(refused) == (409, "handed_over")
    browser = at(AFTER_REMINDERS, monkeypatch)
    back = browser.post(f"{FAMILY}/invoices/{shown['id']}/recall", {"reason": "Transmise par erreur"})
    assert (back.status, back.json) == (201, {"invoice": shown["id"], "left_cents": TOTAL})
    assert browser.get(f"{REGIE}/handed-over").json["invoices"] == []


def test_the_family_reads_what_happened(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post(f"{FAMILY}/payments", CHEQUE)
    browser.post(f"{FAMILY}/invoices/{the_invoice()}/credit-notes", {"reason": WHY})
    marc = at(NOW, monkeypatch, MARC)
    listed = marc.get("/communes/lisse/families/testmp/invoices").json
    assert listed["credit_cents"] == TOTAL
    [invoice] = listed["paid"]
    assert (invoice["state"], invoice["sentence"]) == (
        "cancelled",
        "Annulée par un avoir le lundi 2\u00a0novembre 2026",
    )
    detail = marc.get(f"/communes/lisse/families/testmp/invoices/{invoice['id']}").json
    assert [payment["kind"] for payment in detail["payments"]] == ["payment", "credit_note", "credited"]
    assert sum(payment["amount_cents"] for payment in detail["payments"]) == TOTAL
    assert detail["payments"][1]["sentence"].endswith(f": {WHY}")
    receipt = marc.get(f"/communes/lisse/families/testmp/invoices/{invoice['id']}/receipt")
    assert receipt.status == 404


def test_the_regie_says_how_it_collects(browser: Browser) -> None:
    known = browser.get(f"{REGIE}/collection").json
    assert (known["days_to_pay"], known["reminder_days"]) == (30, [10, 25])
    chosen = known | {"reminder_days": [15], "imputation": "7067", "imputations": {"mercredi": ""}}
    changed = browser.put(f"{REGIE}/collection", chosen)
    assert changed.json == browser.get(f"{REGIE}/collection").json == chosen | {"imputations": {}}
    refused = browser.put(f"{REGIE}/collection", chosen | {"reminder_days": [15, 15]})
    assert (*problem(refused), refused.json["field"]) == (422, "collection_refused", "reminder_days")


def test_a_statement_is_closed_and_read(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post(f"{FAMILY}/payments", CHEQUE)
    assert browser.post(f"{REGIE}/statements", {"through": "9999-12-31"}).status == 422
    early = browser.post(f"{REGIE}/statements", {"through": "2026-11-02"})
    assert problem(early) == (409, "statement_not_over")
    browser = at(paris("mardi 2026-11-03 08:00"), monkeypatch)
    stated = browser.post(f"{REGIE}/statements", {"through": "2026-11-02"}, key="the-same-key")
    assert (stated.status, stated.json["number"]) == (201, "E2026-0001")
    assert stated.json["total_in_words"] == "quarante-deux euros et cinquante centimes"
    again = browser.post(f"{REGIE}/statements", {"through": "2026-11-02"}, key="the-same-key")
    assert again.json == stated.json
    assert browser.get(f"{REGIE}/statements").json == {"statements": [stated.json]}
    [line] = browser.get(f"{REGIE}/statements/E2026-0001").json["lines"]
    assert (line["means"], line["payer"], line["receipt"]) == ("Chèque", "Testmp", "R2026-000001")
    assert browser.get(f"{REGIE}/statements/E2026-0002").status == 404
    refused = browser.post(f"{REGIE}/statements", {"through": "2026-11-02"})
    assert problem(refused) == (409, "statement_closed")
    assert "lundi 2\u00a0novembre au soir à minuit" in refused.json["detail"]


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("payments", CHEQUE | {"amount_cents": 0}, "amount_cents"),
        ("payments", CHEQUE | {"means": "troc"}, "means"),
        ("payments", {"means": "cash"}, "amount_cents"),
        ("credit/refunds", {"means": "cash", "amount_cents": -5}, "amount_cents"),
        ("invoices/{invoice}/credit-notes", {"reason": ""}, "reason"),
        ("invoices/{invoice}/credit-notes", {"reason": WHY, "lines": []}, "lines"),
        (
            "invoices/{invoice}/credit-notes",
            {"reason": WHY, "lines": [{"place": 0, "amount_cents": 5}, {"place": 0}]},
            "lines",
        ),
        ("invoices/{invoice}/reissue", {"reason": WHY, "lines": [{"place": -1}]}, "lines[0].place"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(browser: Browser, path: str, body: dict, field: str) -> None:
    answer = browser.post(f"{FAMILY}/{path.replace('{invoice}', the_invoice())}", body)
    assert (answer.status, answer.json["code"]) == (422, "invalid")
    assert answer.json["field"].startswith(field)
    assert desk.book() == []


def test_an_invoice_is_reached_through_its_own_family_only(browser: Browser) -> None:
    settle(a_family("autre", children=()), ())
    other = f"{REGIE}/families/autre"
    for answer in (
        browser.get(f"{other}/invoices/{the_invoice()}"),
        browser.post(f"{other}/invoices/{the_invoice()}/credit-notes", {"reason": WHY}),
        browser.post(f"{other}/payments", CHEQUE | {"invoices": [the_invoice()]}),
        browser.post(f"{REGIE}/families/nulle/payments", CHEQUE),
        browser.get(f"{REGIE}/families/nulle"),
    ):
        assert problem(answer) == (404, "not_found")
    assert invoices.receivable("lisse", "testmp", the_invoice()).value.entries == ()

"""Several invoices: in one payment where the bank takes them, one after the other where the treasury does not."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app import app
from functions import wiring
from functions.domain.invoices.receivable import Receivable
from functions.domain.messages import MessageKind
from functions.domain.regie.online_payments import AttemptState
from functions.gateways.payments.port import PaymentState
from functions.jobs.letters import LETTERS
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.table import outbox
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.regie.reject_payment import reject_payment
from infra.local.environment import PAYZEN_SHOP
from tests.support import desk
from tests.support.bank import Bank
from tests.support.builders import MARC, a_booking, a_commune, a_month, log_in, paris, put_month
from tests.support.client import Answer, Browser
from tests.support.till import TOTAL, an_issued_invoice

FAMILY = "/communes/lisse/families/testmp"
NOW = paris("mercredi 2026-12-02 21:00")
SECOND = 2300


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> Bank:
    bank = Bank()
    monkeypatch.setattr(wiring, "payments", lambda: bank)
    monkeypatch.setattr(wiring, "now", lambda: NOW)
    return bank


@pytest.fixture
def parent(table: str, bank: Bank) -> Callable[..., Browser]:
    """Who owes October and November to a town with such a contract."""

    def owing(*, payfip_client: str | None = None, payzen_shop: str | None = None) -> Browser:
        regie = replace(a_commune().regie, payfip_client=payfip_client, payzen_shop=payzen_shop)
        an_issued_invoice(regie=regie)
        put_month(a_month("clara", "2026-11", {(2, "restauration"): a_booking(SECOND)}))
        issue_invoices("lisse", "2026-11", by="job", now=paris("mardi 2026-12-01 04:15"))
        return Browser(app, cookie=log_in(MARC, now=NOW))

    return owing


def plain(text: object) -> str:
    return str(text).replace("\u00a0", " ").replace("\u202f", " ")


def debts() -> list[Receivable]:
    """The oldest first."""
    return invoices.receivables("lisse", "testmp")[::-1]


def pay(parent: Browser, **changed: object) -> Answer:
    together = parent.get(f"{FAMILY}/invoices").json["together"]
    asked = {"invoices": together["invoices"], "amount_cents": together["amount_cents"], **changed}
    return parent.post(f"{FAMILY}/payments", asked)


def decide(bank: Bank, state: PaymentState) -> None:
    attempt = online_payments.of_family("lisse", "testmp")[0]
    bank.decide(attempt.provider_id or "", state, at=NOW)


def check(parent: Browser, opened: Answer) -> dict[str, object]:
    told: dict[str, object] = parent.post(f"{FAMILY}/payments/{opened.json['payment']}/check").json
    return told


def test_one_click_pays_all_and_says_before_and_after_what_it_pays(
    parent: Callable[..., Browser], bank: Bank
) -> None:
    marc = parent(payzen_shop=PAYZEN_SHOP)
    listed = marc.get(f"{FAMILY}/invoices").json
    assert plain(listed["together"]["label"]) == "Tout payer : 2 factures, 65,50 €"
    assert listed["in_a_row"] == ""
    opened = pay(marc)
    assert opened.status == 201
    decide(bank, PaymentState.PAID)
    told = check(marc, opened)
    assert told["state"] == "paid" and told["next"] is None
    assert told["left"] == "Vous n’avez plus rien à payer à Lisse."
    assert plain(told["what"]) == "Factures n° 2026-000001 et 2026-000002 : 65,50 €"
    assert [debt.balance_cents for debt in debts()] == [0, 0]
    assert [debt.entries[-1].amount_cents for debt in debts()] == [TOTAL, SECOND]
    assert bank.received_cents() == TOTAL + SECOND
    desk.check_books()
    assert marc.get(f"{FAMILY}/invoices").json["together"] is None


def test_one_mail_thanks_for_all(parent: Callable[..., Browser], bank: Bank) -> None:
    opened = pay(marc := parent(payzen_shop=PAYZEN_SHOP))
    decide(bank, PaymentState.PAID)
    for _ in range(2):
        check(marc, opened)
    [message] = [one.value for one in outbox.waiting() if one.value.kind is MessageKind.PAYMENT_RECEIVED]
    letter = LETTERS[message.kind](replace(message, data={**message.data, "account": MARC}), NOW)
    assert letter is not None
    assert letter.data["invoices"] == "les factures 2026-000001 et 2026-000002"


def test_a_second_click_finds_the_same_page_and_one_of_them_alone_waits(
    parent: Callable[..., Browser], bank: Bank
) -> None:
    marc = parent(payzen_shop=PAYZEN_SHOP)
    assert pay(marc).json == pay(marc).json
    assert pay(marc, amount_cents=TOTAL).json["code"] == "amount_changed"
    alone = marc.post(f"{FAMILY}/invoices/{debts()[1].invoice}/payments")
    assert (alone.status, alone.json["code"]) == (409, "payment_under_way")
    decide(bank, PaymentState.EXPIRED)
    assert marc.post(f"{FAMILY}/invoices/{debts()[1].invoice}/payments").status == 201
    assert pay(marc).json["code"] == "payment_under_way"


def test_another_sum_than_the_one_shown_opens_nothing(parent: Callable[..., Browser], bank: Bank) -> None:
    marc = parent(payzen_shop=PAYZEN_SHOP)
    seen = marc.get(f"{FAMILY}/invoices").json["together"]
    desk.pay(desk.cash(SECOND, NOW.date()), debts()[1].invoice, now=NOW)
    refused = marc.post(
        f"{FAMILY}/payments", {"invoices": seen["invoices"], "amount_cents": seen["amount_cents"]}
    )
    assert (refused.status, refused.json["code"]) == (409, "amount_changed")
    assert "42,50" in refused.json["detail"], "the other one is still to be paid"
    refused = marc.post(
        f"{FAMILY}/payments", {"invoices": seen["invoices"][:1], "amount_cents": seen["amount_cents"]}
    )
    assert (refused.status, refused.json["code"]) == (409, "amount_changed")
    desk.pay(desk.cash(TOTAL, NOW.date()), debts()[0].invoice, now=NOW)
    refused = marc.post(
        f"{FAMILY}/payments", {"invoices": seen["invoices"], "amount_cents": seen["amount_cents"]}
    )
    assert (refused.status, refused.json["code"]) == (409, "already_paid")
    assert online_payments.of_family("lisse", "testmp") == []


def test_what_was_paid_at_the_counter_meanwhile_is_credit(parent: Callable[..., Browser], bank: Bank) -> None:
    opened = pay(marc := parent(payzen_shop=PAYZEN_SHOP))
    desk.pay(desk.cash(SECOND, NOW.date()), debts()[1].invoice, anyway=True, now=NOW)
    decide(bank, PaymentState.PAID)
    assert "gardés en avoir" in str(check(marc, opened)["detail"])
    assert [debt.balance_cents for debt in debts()] == [0, 0]
    [credit] = invoices.credits_of("lisse", "testmp")
    assert credit.left_cents == SECOND
    desk.check_books()


def test_a_payment_of_several_that_the_bank_takes_back_opens_each_again(
    parent: Callable[..., Browser], bank: Bank
) -> None:
    opened = pay(marc := parent(payzen_shop=PAYZEN_SHOP))
    decide(bank, PaymentState.PAID)
    check(marc, opened)
    undone = reject_payment(desk.act(now=NOW), opened.json["payment"], reason="Opposition")
    assert sorted(undone.invoices) == sorted(debt.invoice for debt in debts())
    assert [debt.balance_cents for debt in debts()] == [TOTAL, SECOND]
    desk.check_books()


def test_given_up_leaves_each_free(parent: Callable[..., Browser], bank: Bank) -> None:
    opened = pay(marc := parent(payzen_shop=PAYZEN_SHOP))
    decide(bank, PaymentState.EXPIRED)
    assert check(marc, opened)["left"] == ""
    assert [debt.attempt for debt in debts()] == [None, None]
    assert online_payments.of_family("lisse", "testmp")[0].state is AttemptState.EXPIRED


def test_the_treasury_takes_one_at_a_time_and_the_next_one_follows(
    parent: Callable[..., Browser], bank: Bank
) -> None:
    marc = parent(payfip_client="123456")
    listed = marc.get(f"{FAMILY}/invoices").json
    assert listed["together"] is None and "65,50" in listed["in_a_row"]
    first, second = [one["id"] for one in listed["to_pay"]]
    refused = marc.post(f"{FAMILY}/payments", {"invoices": [first, second], "amount_cents": TOTAL + SECOND})
    assert (refused.status, refused.json["code"]) == (409, "one_invoice_at_a_time")
    opened = marc.post(f"{FAMILY}/invoices/{first}/payments")
    decide(bank, PaymentState.PAID)
    told = check(marc, opened)
    assert told["next"] == {
        "invoice": second,
        "label": "Payer la suivante\u00a0: 23,00\u202f€",
    }
    assert "1 facture à payer" in str(told["left"])


def test_an_invoice_of_another_family_is_not_found(parent: Callable[..., Browser], bank: Bank) -> None:
    marc = parent(payzen_shop=PAYZEN_SHOP)
    asked = {"invoices": [debts()[0].invoice, "0" * 26], "amount_cents": TOTAL}
    assert marc.post(f"{FAMILY}/payments", asked).status == 404
    assert marc.post(f"{FAMILY}/payments", {"invoices": [], "amount_cents": 0}).status == 422


def test_a_notification_alone_settles_all(parent: Callable[..., Browser], bank: Bank) -> None:
    pay(parent(payzen_shop=PAYZEN_SHOP))
    decide(bank, PaymentState.PAID)
    attempt = online_payments.of_family("lisse", "testmp")[0]
    settle_payment(
        online_payments.place_of(attempt), provider=bank, now=NOW, told=bank.ask(attempt.provider_id or "")
    )
    assert [debt.balance_cents for debt in debts()] == [0, 0]

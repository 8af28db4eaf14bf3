"""A payment at the counter: a receipt, the debts it pays, and the book of the till."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from functions.domain.errors import KeyReused, NotFound
from functions.domain.invoices.receivable import AlreadyPaid, InvoiceState
from functions.domain.regie.counter_payments import AlreadyRejected, MoreThanOwed, OnlinePaymentUnderWay
from tests.support import desk
from tests.support.builders import on
from tests.support.desk import cash, check_books, cheque, pay, reject
from tests.support.till import TOTAL, Till


def test_a_payment_has_a_receipt_an_entry_a_line_in_the_book_and_a_letter(till: Till) -> None:
    recorded = pay(cheque(TOTAL))
    assert recorded.receipt == "R2026-000001"
    [entry] = till.debt.entries
    assert (entry.amount_cents, entry.number, entry.means) == (TOTAL, "R2026-000001", "cheque")
    assert till.debt.state(on("lundi 2026-11-02")) is InvoiceState.PAID
    assert desk.book() == [TOTAL]
    assert "payment_recorded" in desk.acts_told() and "payment_received" in desk.letters()
    check_books()


def test_several_payments_may_pay_one_invoice_and_one_several(till: Till) -> None:
    later = desk.issue_month("2026-09", 1000, 500)
    pay(cash(4000), till.invoice)
    recorded = pay(cheque(1700), till.invoice, later.invoice)
    assert [share.amount_cents for share in recorded.shares] == [250, 1450]
    assert desk.debt_of(later.invoice).balance_cents == 50
    pay(cash(50))
    assert all(debt.balance_cents == 0 for debt in desk.debts())
    assert desk.receipts() == [1, 2, 3]
    check_books()


def test_a_cheque_beyond_what_is_owed_leaves_credit_and_cash_does_not(till: Till) -> None:
    with pytest.raises(MoreThanOwed):
        pay(cash(TOTAL + 1))
    assert desk.receipts() == []
    recorded = pay(cheque(TOTAL + 750))
    assert recorded.credited_cents == 750
    assert [credit.left_cents for credit in desk.purse()] == [750]
    with pytest.raises(AlreadyPaid):
        pay(cash(1))
    check_books()


def test_another_familys_invoice_is_not_found(till: Till) -> None:
    with pytest.raises(NotFound):
        pay(cash(10), "0" * 26)


def test_while_the_family_pays_online_the_regisseur_is_warned_and_may_go_on(till: Till) -> None:
    """The online payment then settles as credit: nothing that was paid is lost."""
    opened = till.click()
    with pytest.raises(OnlinePaymentUnderWay):
        pay(cash(TOTAL))
    pay(cash(TOTAL), anyway=True)
    with pytest.raises(AlreadyPaid):
        till.click()
    till.choose(opened, "payer")
    till.check(opened)
    assert till.debt.balance_cents == 0
    assert [credit.left_cents for credit in desk.purse()] == [TOTAL]
    assert desk.book() == [TOTAL, TOTAL]
    check_books()


def test_the_same_key_is_the_same_payment_and_no_other(till: Till) -> None:
    first = pay(cash(1000), key="the-same-key")
    assert pay(cash(1000), key="the-same-key") == first
    with pytest.raises(KeyReused):
        pay(cash(2000), key="the-same-key")
    assert desk.receipts() == [1] and till.debt.balance_cents == TOTAL - 1000


def test_receipts_taken_at_once_follow_each_other(till: Till) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: pay(cash(100)), range(6)))
    assert desk.receipts() == [1, 2, 3, 4, 5, 6]
    check_books()


def test_a_bounced_cheque_opens_the_debts_again_once(till: Till) -> None:
    later = desk.issue_month("2026-09", 1000)
    recorded = pay(cheque(TOTAL + 500))
    rejected = reject(recorded.payment)
    assert set(rejected.invoices) == {till.invoice, later.invoice}
    assert {debt.balance_cents for debt in desk.debts()} == {TOTAL, 1000}
    assert desk.book() == [-TOTAL - 500, TOTAL + 500]
    assert desk.letters().count("payment_rejected") == 1
    with pytest.raises(AlreadyRejected):
        reject(recorded.payment)
    check_books()
    assert pay(cash(TOTAL + 1000)).receipt == "R2026-000002"
    check_books()


def test_a_bounced_cheque_takes_its_credit_back_also_where_it_was_spent(till: Till) -> None:
    recorded = pay(cheque(TOTAL + 500))
    later = desk.run_month("2026-09", 300)
    assert [credit.left_cents for credit in desk.purse()] == [200]
    reject(recorded.payment)
    assert [credit.left_cents for credit in desk.purse()] == [0]
    assert (till.debt.balance_cents, desk.debt_of(later.invoice).balance_cents) == (TOTAL + 300, 0)
    check_books()


@pytest.mark.parametrize("means", ["carte", "prelevement"])
def test_an_online_payment_may_be_taken_back_by_the_bank_too(till: Till, means: str) -> None:
    opened = till.click()
    till.choose(opened, "payer", means)
    till.check(opened)
    reject(opened.payment)
    assert till.debt.balance_cents == TOTAL
    till.check(opened)
    assert till.debt.balance_cents == TOTAL, (
        "the provider still says it was paid: asked again, it is not counted again"
    )
    with pytest.raises(AlreadyRejected):
        reject(opened.payment)
    check_books()


def test_a_payment_that_was_not_made_cannot_be_taken_back(till: Till) -> None:
    opened = till.click()
    for payment in (opened.payment, "0" * 26):
        with pytest.raises(NotFound):
            reject(payment)

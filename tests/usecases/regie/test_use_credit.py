"""Credit is used once, refunded once, and never twice what it was. What is written off is given up."""

from datetime import timedelta

import pytest

from functions.domain.errors import NotFound
from functions.domain.invoices.credit import Credit, CreditScattered, MoreThanCredit, NoCredit
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.regie.write_offs import MoreThanBalance
from functions.storage.invoices import invoices
from functions.storage.table.transaction import MAX_ACTIONS, Transaction
from functions.usecases.regie.use_credit import ROOM
from tests.support import desk
from tests.support.builders import on
from tests.support.desk import check_books, pay, refund, use, write_off
from tests.support.till import TOTAL, Till


@pytest.fixture(autouse=True)
def overpaid(till: Till) -> None:
    """7,50 € of credit."""
    pay(desk.cheque(TOTAL + 750))


def test_credit_pays_for_the_next_invoice_once() -> None:
    later = desk.run_month("2026-09", 500)
    assert desk.debt_of(later.invoice).state(on("lundi 2026-11-02")) is InvoiceState.PAID
    assert desk.acts_told().count("credit_used") == 1
    assert [credit.left_cents for credit in desk.purse()] == [250]
    with pytest.raises(NoCredit):
        use()
    check_books()


def test_money_given_back_is_in_the_book_and_no_longer_credit() -> None:
    assert refund(500).left_cents == 250
    with pytest.raises(MoreThanCredit):
        refund(251)
    assert desk.book() == [-500, TOTAL + 750]
    check_books()


def test_a_refund_and_a_use_of_the_same_credit_do_not_both_happen() -> None:
    desk.run_month("2026-09", 750)
    with pytest.raises(NoCredit):
        use()
    with pytest.raises(MoreThanCredit):
        refund(1)
    check_books()


def test_what_is_written_off_needs_no_money() -> None:
    later = desk.run_month("2026-09", 1250)
    with pytest.raises(MoreThanBalance):
        write_off(later.invoice, 501)
    assert write_off(later.invoice, 500).left_cents == 0
    with pytest.raises(NotFound):
        write_off("0" * 26, 1)
    check_books()


def test_a_refund_that_lies_in_hundreds_of_credits_is_given_back_in_parts() -> None:
    """A hundred and twenty credits of one cent, and the 7,50 € that came before them."""
    transaction = Transaction()
    for number in range(120):
        if len(transaction) == MAX_ACTIONS:
            transaction.commit()
            transaction = Transaction()
        credit = Credit(f"{number:026}", 1, "i", "p", desk.NOW + timedelta(seconds=number + 1))
        invoices.put_credit(transaction, "lisse", "testmp", credit)
    transaction.commit()
    with pytest.raises(MoreThanCredit):
        refund(750 + 121)
    with pytest.raises(CreditScattered) as refused:
        refund(750 + 120)
    first = refused.value.data["most_cents"]
    assert first == 750 + ROOM - 1
    assert refund(750 + ROOM - 1).left_cents == 120 - ROOM + 1
    assert refund(ROOM).left_cents == 120 - 2 * ROOM + 1

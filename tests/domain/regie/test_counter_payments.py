"""What is given at the counter: to which debts it goes, and what happens when the bank takes it back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.invoices.credit import Credit, left_cents, pay_with_credit
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.receivable import AlreadyPaid, HandedOver, HandOver, Receivable
from functions.domain.regie.counter_payments import (
    ChequeIncomplete,
    MoneyReceived,
    MoreThanOwed,
    ReceiptNumber,
    ReceivedLater,
    ReceivedLongAgo,
    check_amount,
    check_received,
    debts_to_pay,
    spread_over_debts,
    undo_payment,
)
from functions.domain.town.counter_means import CounterMeans
from tests.support.builders import on
from tests.support.debts import AT, a_debt

TODAY = on("jeudi 2026-11-12")
CASH = MoneyReceived(CounterMeans.CASH, 1000, TODAY)
CHEQUE = MoneyReceived(CounterMeans.CHEQUE, 1000, TODAY, "Banque postale", "0001234")


def debts(*cents: int) -> list[Receivable]:
    return [
        a_debt(amount, invoice=f"i{n}", number=InvoiceNumber("enfance", 2026, n + 1))
        for n, amount in enumerate(cents)
    ]


def test_a_receipt_is_read_apart_from_an_invoice() -> None:
    assert ReceiptNumber("enfance", 2026, 42).label == "R2026-000042"


def test_a_payment_goes_to_the_oldest_debts_or_to_those_named_in_their_order() -> None:
    owed = debts(600, 400, 300)
    assert [debt.invoice for debt in debts_to_pay(list(reversed(owed)), ())] == ["i0", "i1", "i2"]
    after, shares, beyond = spread_over_debts(
        CHEQUE, debts_to_pay(owed, ("i2", "i0")), source="p", number="R2026-000001", at=AT
    )
    assert [(share.invoice, share.amount_cents) for share in shares] == [("i2", 300), ("i0", 600)]
    assert beyond == 100
    assert all(debt.entries[0].number == "R2026-000001" for debt in after)


def test_nothing_is_taken_for_what_is_paid_or_handed_over() -> None:
    paid, gone = debts(600, 400)
    paid, _ = paid.receive(600, source="p", at=AT)
    gone = replace(gone, handed_over=HandOver("a", AT, 400))
    with pytest.raises(AlreadyPaid):
        debts_to_pay([paid, gone], ())
    with pytest.raises(AlreadyPaid):
        debts_to_pay([paid, gone], ("i0",))
    with pytest.raises(HandedOver):
        debts_to_pay([paid, gone], ("i1",))


def test_change_is_given_for_cash_and_for_nothing_else() -> None:
    check_amount(CASH, debts(600, 400))
    with pytest.raises(MoreThanOwed):
        check_amount(CASH, debts(600, 399))
    for means in set(CounterMeans) - {CounterMeans.CASH}:
        check_amount(replace(CHEQUE, means=means), debts(600))


def test_a_cheque_has_a_bank_and_a_number_and_nothing_is_received_tomorrow() -> None:
    check_received(CHEQUE, today=TODAY)
    for incomplete in (replace(CHEQUE, bank=""), replace(CHEQUE, reference="")):
        with pytest.raises(ChequeIncomplete):
            check_received(incomplete, today=TODAY)
    with pytest.raises(ReceivedLater):
        check_received(replace(CASH, received_on=TODAY + timedelta(1)), today=TODAY)


def test_a_payment_of_more_than_a_year_ago_is_a_typing_error() -> None:
    check_received(replace(CASH, received_on=on("mercredi 2025-11-12")), today=TODAY)
    for day in (on("lundi 2025-11-10"), date.min):
        with pytest.raises(ReceivedLongAgo):
            check_received(replace(CASH, received_on=day), today=TODAY)


@given(st.lists(st.integers(1, 900), min_size=1, max_size=3), st.integers(1, 3000), st.integers(0, 2000))
def test_a_payment_taken_back_leaves_nothing_of_it(owed: list[int], amount: int, other: int) -> None:
    """This holds even where its excess has since paid for something else: that much is owed again."""
    before = debts(*owed)
    received = replace(CHEQUE, amount_cents=amount)
    paid, shares, beyond = spread_over_debts(received, before, source="p", number="R", at=AT)
    assert sum(share.amount_cents for share in shares) + beyond == amount
    held = [Credit("p", beyond, "i0", "p", AT)] if beyond else []
    elsewhere = pay_with_credit(held, [a_debt(other, invoice="later")] if other else [], at=AT)
    [credit] = elsewhere.held or [None]
    after, taken = undo_payment(
        paid, shares, credit, payment="p", number="R", source="x", reason="Sans provision", at=AT
    )
    assert taken is None or taken.left_cents == 0
    untouched = before[len(paid) :]
    owed_again = sum(debt.balance_cents for debt in [*after, *untouched, *elsewhere.debts])
    assert owed_again == sum(owed) + other
    assert left_cents([taken] if taken else []) == 0
    for debt in after:
        assert [entry.undoes for entry in debt.entries][-1] == "p"

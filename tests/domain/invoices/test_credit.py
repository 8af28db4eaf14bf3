"""A family's credit is spent once, to the cent, on what it owes first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.invoices.credit import (
    Credit,
    CreditUseKind,
    MoreThanCredit,
    draw_credit,
    left_cents,
    pay_with_credit,
)
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.receivable import HandOver, Receivable
from tests.support.debts import AT, a_debt


def some_credits(*cents: int) -> list[Credit]:
    return [Credit(f"c{n}", amount, "i0", f"p{n}", AT - timedelta(9 - n)) for n, amount in enumerate(cents)]


def debts(*cents: int) -> list[Receivable]:
    return [
        a_debt(amount, invoice=f"i{n}", number=InvoiceNumber("enfance", 2026, n + 1))
        for n, amount in enumerate(cents)
    ]


def test_the_oldest_debt_is_paid_first_with_the_oldest_credit() -> None:
    done = pay_with_credit(some_credits(300, 500), list(reversed(debts(600, 400))), at=AT)
    assert done.used_cents == 800
    assert {debt.invoice: debt.balance_cents for debt in done.debts} == {"i0": 0, "i1": 200}
    assert [credit.left_cents for credit in done.held] == [0, 0]
    [first] = [debt for debt in done.debts if debt.invoice == "i0"]
    assert [(entry.source, entry.amount_cents) for entry in first.entries] == [("c0", 300), ("c1", 300)]


def test_what_is_being_paid_online_or_was_handed_over_is_left_alone() -> None:
    paying, gone = debts(600, 400)
    paying = replace(paying, attempt="p9")
    gone = replace(gone, handed_over=HandOver("a", AT, 400))
    done = pay_with_credit(some_credits(1000), [paying, gone], at=AT)
    assert (done.used_cents, done.debts) == (0, (paying, gone))


@given(st.lists(st.integers(1, 9000), max_size=5), st.lists(st.integers(1, 9000), max_size=5))
def test_no_cent_of_credit_is_lost_or_spent_twice(held: list[int], owed: list[int]) -> None:
    once = pay_with_credit(some_credits(*held), debts(*owed), at=AT)
    paid = sum(owed) - sum(debt.balance_cents for debt in once.debts)
    assert once.used_cents == paid == sum(held) - left_cents(once.held) == min(sum(held), sum(owed))
    assert all(credit.left_cents >= 0 for credit in once.held)
    again = pay_with_credit(once.held, once.debts, at=AT)
    assert (again.used_cents, again.held, again.debts) == (0, once.held, once.debts)


@given(st.lists(st.integers(1, 9000), min_size=1, max_size=5), st.integers(1, 50_000))
def test_no_more_is_given_back_than_there_is(held: list[int], wanted: int) -> None:
    before = some_credits(*held)
    if wanted > sum(held):
        with pytest.raises(MoreThanCredit):
            draw_credit(before, wanted, kind=CreditUseKind.REFUND, source="r", at=AT)
        return
    after = draw_credit(before, wanted, kind=CreditUseKind.REFUND, source="r", at=AT)
    assert left_cents(after) == sum(held) - wanted
    assert all(credit.left_cents >= 0 for credit in after)

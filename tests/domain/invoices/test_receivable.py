"""An invoice is never edited; what is paid of it is appended beside it, to the cent."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.receivable import InvoiceState, Receivable
from tests.support.builders import on, paris

DEBT = Receivable(
    invoice="i1",
    family="testmp",
    number=InvoiceNumber("enfance", 2026, 42),
    period="2026-10",
    issued_on=on("dimanche 2026-11-01"),
    due_on=on("mardi 2026-12-01"),
    total_cents=4250,
)
AT = paris("jeudi 2026-11-12 20:41")


def test_a_number_is_read_with_its_year() -> None:
    assert InvoiceNumber("enfance", 2026, 42).label == "2026-000042"


@pytest.mark.parametrize("regie", ["r", "enfance", "Régie n° 2 – cantine, garderie et centre de loisirs"])
def test_a_reference_is_what_the_treasury_takes(regie: str) -> None:
    reference = InvoiceNumber(regie, 2026, 42).reference
    assert reference.isascii() and reference.isalnum() and 6 <= len(reference) <= 30
    assert reference.endswith("2026000042")


def test_an_invoice_is_overdue_from_the_day_after_its_last() -> None:
    assert DEBT.state(DEBT.due_on) is InvoiceState.OPEN
    assert DEBT.state(DEBT.due_on + timedelta(1)) is InvoiceState.OVERDUE


def test_what_is_paid_late_is_paid() -> None:
    paid, _ = DEBT.receive(4250, source="p1", at=AT)
    assert paid.state(DEBT.due_on + timedelta(300)) is InvoiceState.PAID


def test_a_part_paid_is_not_paid() -> None:
    part, beyond = DEBT.receive(4000, source="p1", at=AT)
    assert (part.balance_cents, beyond) == (250, 0)
    assert part.state(DEBT.due_on) is InvoiceState.OPEN


def test_what_is_paid_twice_is_beyond_and_leaves_the_debt_as_it_was() -> None:
    once, _ = DEBT.receive(4250, source="p1", at=AT)
    twice, beyond = once.receive(4250, source="p2", at=AT)
    assert twice == once and beyond == 4250


@given(st.integers(0, 100_000), st.lists(st.integers(0, 100_000), max_size=6))
def test_nothing_is_lost_whatever_is_paid(total: int, amounts: list[int]) -> None:
    debt, credit = replace(DEBT, total_cents=total), 0
    for place, amount in enumerate(amounts):
        before = debt.entries
        debt, beyond = debt.receive(amount, source=f"p{place}", at=AT)
        credit += beyond
        assert debt.entries[: len(before)] == before
        assert debt.total_cents == sum(entry.amount_cents for entry in debt.entries) + debt.balance_cents
        assert debt.balance_cents >= 0
    assert sum(amounts) == total - debt.balance_cents + credit

"""A credit note takes back what was invoiced, never more, and never the same cent twice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.errors import NotFound
from functions.domain.invoices.credit_notes import (
    CreditedLine,
    CreditNote,
    CreditTooLarge,
    NothingToCredit,
    of_lines,
    take_back,
    whole,
)
from functions.domain.invoices.invoice import Invoice, InvoiceNumber, issuer_of
from functions.domain.invoices.receivable import (
    EntryKind,
    HandedOver,
    HandOver,
    InvoiceState,
    Receivable,
    receivable_of,
)
from functions.domain.regie.write_offs import MoreThanBalance, WriteOffKind, write_off
from tests.support.builders import a_commune
from tests.support.debts import AT, an_invoice


def note(invoice: Invoice, lines: tuple[CreditedLine, ...], name: str = "n1") -> CreditNote:
    return CreditNote(
        name,
        InvoiceNumber("enfance", 2026, 43),
        issuer_of(a_commune()),
        invoice.debtor,
        AT.date(),
        invoice.id,
        invoice.number,
        invoice.issue.period,
        lines,
        "Erreur de tranche",
    )


def test_a_whole_credit_note_is_the_invoice_below_zero() -> None:
    invoice = an_invoice(345, 150, -50)
    debt = receivable_of(invoice)
    taken = whole(invoice, debt)
    assert [line.amount_cents for line in taken] == [-345, -150, 50]
    after, credit = take_back(debt, note(invoice, taken), at=AT)
    assert (after.balance_cents, credit) == (0, None)
    assert after.state(AT.date()) is InvoiceState.CANCELLED
    with pytest.raises(NothingToCredit):
        whole(invoice, after)


def test_what_was_paid_already_becomes_credit_of_the_family() -> None:
    invoice = an_invoice(345, 150)
    debt, _ = receivable_of(invoice).receive(400, source="p1", at=AT)
    after, credit = take_back(debt, note(invoice, of_lines(invoice, debt, {0: None})), at=AT)
    assert credit is not None and credit.amount_cents == 250
    assert [(entry.kind, entry.amount_cents) for entry in after.entries] == [
        (EntryKind.PAYMENT, 400),
        (EntryKind.CREDIT_NOTE, 345),
        (EntryKind.CREDITED, -250),
    ]
    assert after.balance_cents == 0 and after.state(AT.date()) is InvoiceState.PAID


def test_a_line_is_credited_in_parts_up_to_what_it_was() -> None:
    invoice = an_invoice(345, 150)
    debt = receivable_of(invoice)
    part, _ = take_back(debt, note(invoice, of_lines(invoice, debt, {0: 100})), at=AT)
    assert part.balance_cents == 395
    with pytest.raises(CreditTooLarge):
        of_lines(invoice, part, {0: 246})
    rest, _ = take_back(part, note(invoice, of_lines(invoice, part, {0: None}), "n2"), at=AT)
    assert rest.balance_cents == 150
    with pytest.raises(NothingToCredit):
        of_lines(invoice, rest, {0: None})


def test_lines_below_zero_keep_the_rest_from_being_credited_beyond_the_total() -> None:
    invoice = an_invoice(345, -200)
    debt = receivable_of(invoice)
    with pytest.raises(CreditTooLarge):
        of_lines(invoice, debt, {0: None})
    with pytest.raises(NothingToCredit):
        of_lines(invoice, debt, {1: None})
    assert [line.amount_cents for line in of_lines(invoice, debt, {0: 145})] == [-145]


@pytest.mark.parametrize("place", [-1, 2])
def test_a_line_the_invoice_has_not_is_not_found(place: int) -> None:
    invoice = an_invoice(345, 150)
    with pytest.raises(NotFound):
        of_lines(invoice, receivable_of(invoice), {place: None})


def test_what_the_treasury_collects_is_not_the_regies_to_take_back() -> None:
    invoice = an_invoice(345)
    debt = replace(receivable_of(invoice), handed_over=HandOver("a", AT, 345))
    with pytest.raises(HandedOver):
        take_back(debt, note(invoice, whole(invoice, debt)), at=AT)


@given(
    st.lists(st.integers(-300, 900), min_size=1, max_size=4).filter(lambda cents: sum(cents) > 0),
    st.lists(st.tuples(st.integers(0, 3), st.none() | st.integers(1, 900)), max_size=6),
    st.integers(0, 2000),
)
def test_credit_notes_never_exceed_the_invoice(
    cents: list[int], asked: list[tuple[int, int | None]], paid: int
) -> None:
    invoice = an_invoice(*cents)
    debt, beyond = receivable_of(invoice).receive(paid, source="p", at=AT)
    kept, given = paid - beyond, 0
    for turn, (place, amount) in enumerate([*asked, (-1, None)]):
        try:
            taken = whole(invoice, debt) if place < 0 else of_lines(invoice, debt, {place: amount})
        except (NotFound, NothingToCredit, CreditTooLarge):
            continue
        debt, credit = take_back(debt, note(invoice, taken, f"n{turn}"), at=AT)
        given += credit.amount_cents if credit is not None else 0
        _balanced(debt)
        assert sum(debt.credited.values()) <= invoice.total_cents
    assert debt.credited and sum(debt.credited.values()) == invoice.total_cents
    assert given == kept, "all that was paid is the family's again"


def _balanced(debt: Receivable) -> None:
    assert debt.total_cents == sum(entry.amount_cents for entry in debt.entries) + debt.balance_cents
    assert debt.balance_cents >= 0


def test_no_more_is_written_off_than_is_owed() -> None:
    debt = receivable_of(an_invoice(345))
    with pytest.raises(MoreThanBalance):
        write_off(debt, 346, kind=WriteOffKind.GRACE, source="w", reason="CCAS", at=AT)
    after = write_off(debt, 345, kind=WriteOffKind.GRACE, source="w", reason="CCAS", at=AT)
    assert after.state(AT.date()) is InvoiceState.PAID and after.entries[0].reason == "CCAS"

"""The care part of what was paid in a year: to the cent, in the year of the payment, never twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.invoices.credit_notes import CreditedLine, CreditNote
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.invoice_history import Bill, PaymentDays
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.domain.invoices.receivable import EntryKind
from functions.domain.invoices.tax_certificate import care_paid_cents, counts
from tests.support.bills import PAYMENT_DAYS, a_bill, an_entry, care, care_cents
from tests.support.builders import PARIS, a_child, on, paris

DECEMBER = on("jeudi 2026-12-10")
JANUARY = on("lundi 2027-01-11")
MEAL = care(345, 0)
EVENING = care(220)
WEDNESDAY = care(1400, 60, child="clara")


def of_year(year: int, *bills: Bill, payment_days: PaymentDays = PAYMENT_DAYS) -> dict[str, int]:
    return care_paid_cents(bills, payment_days, year)


@pytest.mark.parametrize(
    ("born", "does"),
    [
        ("mercredi 2020-01-01", False),
        ("jeudi 2020-01-02", True),
        ("lundi 2020-09-14", True),
        ("mardi 2026-06-30", True),
        ("mardi 2017-04-04", False),
    ],
)
def test_a_child_counts_who_is_under_six_on_the_first_of_january(born: str, does: bool) -> None:
    assert counts(a_child("guilhem", birth_date=on(born)), 2026) is does


def test_paid_in_full_the_care_is_that_of_the_lines_and_food_is_none() -> None:
    bill = a_bill([MEAL, EVENING, EVENING, WEDNESDAY], an_entry(DECEMBER, 345 + 440 + 1400))
    assert of_year(2026, bill) == {"guilhem": 440, "clara": 840}


def test_food_alone_certifies_nothing() -> None:
    assert of_year(2026, a_bill([MEAL, MEAL], an_entry(DECEMBER, 690))) == {}


def test_the_year_is_that_of_the_payment_and_not_of_the_invoice() -> None:
    bill = a_bill([EVENING], an_entry(JANUARY, 220))
    assert of_year(2026, bill) == {} and of_year(2027, bill) == {"guilhem": 220}


def test_a_cheque_counts_when_it_was_handed_over_and_not_when_it_was_recorded() -> None:
    bill = a_bill([EVENING], an_entry(JANUARY, 220, source="cheque"))
    handed_over = PaymentDays(PARIS, {"cheque": on("mercredi 2026-12-30")})
    assert of_year(2026, bill, payment_days=handed_over) == {"guilhem": 220}
    assert of_year(2027, bill, payment_days=handed_over) == {}


def test_the_year_ends_at_midnight_on_the_clock_of_the_town() -> None:
    entry = replace(an_entry(DECEMBER, 220), at=paris("vendredi 2027-01-01 00:30"))
    assert of_year(2026, a_bill([EVENING], entry)) == {}


def test_what_is_paid_in_part_certifies_in_proportion_and_the_rest_follows() -> None:
    bill = a_bill([MEAL, EVENING], an_entry(DECEMBER, 300), an_entry(JANUARY, 265))
    assert of_year(2026, bill) == {"guilhem": 300 * 220 // 565}
    assert of_year(2026, bill)["guilhem"] + of_year(2027, bill)["guilhem"] == 220


def test_a_cheque_that_bounced_certifies_nothing() -> None:
    rejected = an_entry(DECEMBER + timedelta(5), -220, EntryKind.REJECTED)
    assert of_year(2026, a_bill([EVENING], an_entry(DECEMBER, 220), rejected)) == {}


def credited(bill: Bill, day: date, place: int) -> Bill:
    """Take back one line by a credit note after it was paid: its amount is now the family's credit."""
    line = bill.invoice.lines[place]
    invoice = bill.invoice
    note = CreditNote(
        "note",
        InvoiceNumber("enfance", day.year, 57),
        invoice.issue.issuer,
        invoice.debtor,
        day,
        invoice.id,
        invoice.number,
        invoice.issue.period,
        (CreditedLine(place, line, -line.amount_cents),),
        "Erreur",
    )
    debt = bill.debt.with_entry(an_entry(day, line.amount_cents, EntryKind.CREDIT_NOTE, source="note"))
    debt = debt.with_entry(an_entry(day, -line.amount_cents, EntryKind.CREDITED, source="note"))
    return Bill(invoice, debt, (note,))


def test_a_credit_note_takes_back_the_care_of_its_lines_and_of_no_other() -> None:
    bill = a_bill([MEAL, EVENING, EVENING], an_entry(DECEMBER, 785))
    assert of_year(2026, credited(bill, DECEMBER, 0)) == {"guilhem": 440}
    assert of_year(2026, credited(bill, DECEMBER, 1)) == {"guilhem": 220}


def test_what_was_certified_and_given_back_later_is_not_certified_a_second_time() -> None:
    bill = credited(a_bill([EVENING, EVENING], an_entry(DECEMBER, 440)), JANUARY, 0)
    next_one = a_bill([EVENING], an_entry(JANUARY, 220, EntryKind.CREDIT_USED), rank=58)
    assert of_year(2026, bill, next_one) == {"guilhem": 440}
    assert of_year(2027, bill, next_one) == {}
    paid = a_bill([EVENING], an_entry(JANUARY, 220), rank=59)
    assert of_year(2027, bill, next_one, paid) == {"guilhem": 220}


def test_credit_that_waits_is_care_of_nothing_yet() -> None:
    bill = a_bill([EVENING], an_entry(JANUARY, 220, EntryKind.CREDIT_USED))
    assert of_year(2026, bill) == {} and of_year(2027, bill) == {"guilhem": 220}


def test_what_was_written_off_was_not_paid() -> None:
    bill = a_bill([EVENING], an_entry(DECEMBER, 220, EntryKind.WRITE_OFF))
    assert of_year(2026, bill) == {}


def test_an_absence_taken_off_takes_its_care_off() -> None:
    bill = a_bill([EVENING, EVENING, care(-220)], an_entry(DECEMBER, 220))
    assert of_year(2026, bill) == {"guilhem": 220}


def test_lines_below_zero_take_back_care_that_was_paid_before_and_their_credit_is_care_where_it_pays() -> (
    None
):
    """November gives back an evening of October: its 2,20 € become credit, which pays an evening of December."""
    october = a_bill([EVENING, EVENING], an_entry(DECEMBER, 440), rank=1)
    november = a_bill([care(-220)], rank=2)
    november = Bill(replace(november.invoice, credited_cents=220), replace(november.debt, total_cents=0))
    assert of_year(2026, october, november) == {"guilhem": 220}
    december = a_bill([EVENING], an_entry(DECEMBER, 220, EntryKind.CREDIT_USED), rank=3)
    assert of_year(2026, october, november, december) == {"guilhem": 440}


def test_lines_that_come_to_nothing_between_care_and_food_move_care_all_the_same() -> None:
    october = a_bill([EVENING], an_entry(DECEMBER, 220), rank=1)
    exchanged = a_bill([care(-220), care(220, 0)], rank=2)
    assert of_year(2026, october, exchanged) == {}


def test_an_invoice_of_the_next_year_changes_nothing_of_this_one() -> None:
    october = a_bill([EVENING], an_entry(DECEMBER, 220), rank=1)
    given_back = a_bill([care(-220)], rank=2)
    issue = replace(given_back.invoice.issue, issued_on=JANUARY)
    later = Bill(replace(given_back.invoice, credited_cents=220, issue=issue), given_back.debt)
    assert of_year(2026, october, later) == {"guilhem": 220}
    assert of_year(2027, october, later) == {}


def test_a_family_without_invoices_has_nothing_to_declare() -> None:
    assert of_year(2026) == {}


LINES = st.lists(
    st.builds(
        lambda cents, percent, child: care(cents, percent, child=child),
        st.integers(1, 5000),
        st.sampled_from([0, 33, 50, 100]),
        st.sampled_from(["clara", "guilhem"]),
    ),
    min_size=1,
    max_size=6,
)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def paid_bills(draw: st.DrawFn) -> list[Bill]:
    """Invoices paid in any number of parts, over several years, some of them not in full."""
    bills = []
    for rank in range(draw(st.integers(0, 3))):
        bill = a_bill(draw(LINES), rank=rank)
        left = bill.invoice.total_cents
        for day in sorted(draw(st.lists(DAYS, max_size=4))):
            part = draw(st.integers(0, left))
            bill = replace(bill, debt=bill.debt.with_entry(an_entry(day, part)))
            left -= part
        if draw(st.booleans()):
            bill = replace(bill, debt=bill.debt.with_entry(an_entry(date(2028, 12, 31), left)))
        bills.append(bill)
    return bills


def total(bills: Sequence[Bill]) -> dict[str, int]:
    """By child, the care certified over all years."""
    found: dict[str, int] = {}
    for year in range(2025, 2029):
        for child, cents in of_year(year, *bills).items():
            assert cents > 0
            found[child] = found.get(child, 0) + cents
    return found


def all_care(lines: Sequence[InvoiceLine]) -> dict[str, int]:
    found: dict[str, int] = {}
    for line in lines:
        found[line.child] = found.get(line.child, 0) + care_cents(line)
    return {child: cents for child, cents in found.items() if cents}


@given(paid_bills())
def test_over_the_years_no_more_is_certified_than_was_paid(bills: list[Bill]) -> None:
    paid = sum(entry.amount_cents for bill in bills for entry in bill.debt.entries)
    assert sum(total(bills).values()) <= paid


@given(paid_bills())
def test_once_all_is_paid_the_years_add_up_to_the_care_of_all_lines(bills: list[Bill]) -> None:
    settled = [
        replace(bill, debt=bill.debt.with_entry(an_entry(date(2028, 12, 31), bill.debt.balance_cents)))
        for bill in bills
    ]
    assert total(settled) == all_care([line for bill in bills for line in bill.invoice.lines])


@given(paid_bills(), st.integers(2025, 2028))
def test_what_is_paid_later_changes_no_certificate_of_a_year_gone_by(bills: list[Bill], year: int) -> None:
    then = [
        replace(
            bill,
            debt=replace(
                bill.debt,
                entries=tuple(entry for entry in bill.debt.entries if entry.at.year <= year),
            ),
        )
        for bill in bills
    ]
    assert of_year(year, *bills) == of_year(year, *then)

"""The year of a family: billed, paid, left, each figure from the entries themselves."""

from dataclasses import replace

from functions.domain.invoices.invoice_history import PaymentDays
from functions.domain.invoices.receivable import EntryKind, Receivable
from functions.domain.invoices.yearly_statement import statement, years
from tests.support.bills import PAYMENT_DAYS, an_entry
from tests.support.builders import PARIS, on
from tests.support.debts import a_debt

DECEMBER = on("jeudi 2026-12-10")
JANUARY = on("lundi 2027-01-11")


def debts() -> list[Receivable]:
    """A debt of 2026, paid over two years and lowered by a credit note, and a debt of 2027 that is still owed."""
    old = a_debt(
        4250,
        entries=(
            an_entry(DECEMBER, 2000),
            an_entry(JANUARY, 250, EntryKind.CREDIT_NOTE, source="note"),
            an_entry(JANUARY, 2000, source="p2"),
        ),
    )
    new = replace(a_debt(1000), invoice="i43", issued_on=on("vendredi 2027-01-01"))
    return [new, old]


def test_each_year_has_its_invoices_and_its_payments() -> None:
    of_2026 = statement(debts(), PAYMENT_DAYS, 2026)
    assert [debt.invoice for debt in of_2026.issued] == ["i42"]
    assert (of_2026.invoiced_cents, of_2026.paid_cents, of_2026.credited_cents) == (4250, 2000, 0)
    of_2027 = statement(debts(), PAYMENT_DAYS, 2027)
    assert [debt.invoice for debt in of_2027.issued] == ["i43"]
    assert (of_2027.invoiced_cents, of_2027.paid_cents, of_2027.credited_cents) == (1000, 2000, 250)
    assert (of_2026.left_cents, of_2027.left_cents) == (0, 1000)


def test_what_the_commune_gave_up_is_told_apart_from_what_was_paid() -> None:
    debt = a_debt(4250, entries=(an_entry(DECEMBER, 4000), an_entry(DECEMBER, 250, EntryKind.WRITE_OFF)))
    told = statement([debt], PAYMENT_DAYS, 2026)
    assert (told.paid_cents, told.written_off_cents, told.left_cents) == (4000, 250, 0)


def test_what_happened_is_told_day_by_day() -> None:
    assert [one.day for one in statement(debts(), PAYMENT_DAYS, 2027).happened] == [JANUARY, JANUARY]


def test_years_are_those_in_which_something_was_issued_or_paid() -> None:
    assert years(debts(), PAYMENT_DAYS) == [2027, 2026]
    assert years([], PAYMENT_DAYS) == []


def test_a_cheque_of_new_years_eve_belongs_to_the_old_year() -> None:
    debt = a_debt(4250, entries=(an_entry(JANUARY, 4250, source="cheque"),))
    payment_days = PaymentDays(PARIS, {"cheque": on("jeudi 2026-12-31")})
    assert statement([debt], payment_days, 2026).paid_cents == 4250
    assert years([debt], payment_days) == [2026]

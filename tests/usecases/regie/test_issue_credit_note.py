"""Credit notes: numbered with the invoices, and what was paid comes back as credit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from functions.domain.errors import Busy, ReasonMissing
from functions.domain.invoices.credit_notes import NothingToCredit
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.regie.write_offs import WriteOffKind
from functions.storage.invoices import invoices
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.regie.issue_credit_note import issue_credit_note
from functions.usecases.regie.recall_debt import recall_debt
from functions.usecases.regie.regie_act import Act
from functions.usecases.regie.reissue_invoice import reissue_invoice
from functions.usecases.regie.reject_payment import reject_payment
from functions.usecases.regie.write_off import write_off_debt
from tests.support import desk
from tests.support.builders import a_booking, a_month, on, paris, put_month
from tests.support.desk import check_books, credit_note, pay
from tests.support.table import numbers_of_year
from tests.support.till import TOTAL, Till


def test_a_credit_note_is_a_document_of_the_same_series(till: Till) -> None:
    done = credit_note(till.invoice)
    assert (done.number, done.total_cents, done.credited_cents) == ("2026-000002", TOTAL, 0)
    note = invoices.credit_note("lisse", "testmp", done.credit_note)
    assert (note.total_cents, note.invoice_number.label, note.reason) == (
        -TOTAL,
        "2026-000001",
        "Erreur de tranche",
    )
    assert note.debtor.people and note.issuer.siret
    assert till.debt.state(on("lundi 2026-11-02")) is InvoiceState.CANCELLED
    assert desk.issue_month("2026-09", 345).number.label == "2026-000003"
    assert "credit_note_issued" in desk.acts_told() and "credit_note_issued" in desk.letters()
    assert desk.book() == [], "no money moved"
    check_books()


BLANK: dict[str, Any] = {"reason": "  "}
WITHOUT_A_REASON: tuple[Callable[[Act, str], object], ...] = (
    lambda act, invoice: issue_credit_note(act, invoice, lines=None, **BLANK),
    lambda act, invoice: reissue_invoice(act, invoice, changes={}, **BLANK),
    lambda act, invoice: write_off_debt(act, invoice, kind=WriteOffKind.GRACE, amount_cents=100, **BLANK),
    lambda act, invoice: reject_payment(act, invoice, **BLANK),
    lambda act, invoice: recall_debt(act, invoice, **BLANK),
)


@pytest.mark.parametrize("do", WITHOUT_A_REASON)
def test_what_a_family_reads_of_says_why(till: Till, do: Callable[[Act, str], object]) -> None:
    with pytest.raises(ReasonMissing):
        do(desk.act(), till.invoice)
    assert till.debt.balance_cents == TOTAL


def test_crediting_an_invoice_twice_at_once_credits_it_once(till: Till) -> None:
    def try_it(_: int) -> bool:
        try:
            credit_note(till.invoice)
        except (NothingToCredit, Busy):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(try_it, range(4))) == 1
    assert till.debt.balance_cents == 0
    check_books()


def test_what_was_paid_of_it_pays_for_the_next_invoice(till: Till) -> None:
    pay(desk.cheque(TOTAL))
    assert credit_note(till.invoice, {0: 1000}).credited_cents == 1000
    later = desk.run_month("2026-09", 1500)
    assert desk.debt_of(later.invoice).balance_cents == 500
    check_books()


def test_a_payment_under_way_when_the_invoice_is_cancelled_becomes_credit(till: Till) -> None:
    opened = till.click()
    credit_note(till.invoice)
    till.choose(opened, "payer")
    till.check(opened)
    assert till.debt.state(on("lundi 2026-11-02")) is InvoiceState.CANCELLED
    assert [credit.left_cents for credit in desk.purse()] == [TOTAL]
    check_books()


def test_credit_notes_and_a_run_at_once_leave_no_gap(till: Till) -> None:
    for month in ("2026-08", "2026-09"):
        put_month(a_month("clara", month, {(day, "restauration"): a_booking(345) for day in (1, 2)}))
    acts = [
        lambda: credit_note(till.invoice, {0: 100}),
        lambda: issue_invoices("lisse", "2026-09", by="job", now=desk.NOW),
        lambda: credit_note(till.invoice, {0: 200}),
        lambda: issue_invoices("lisse", "2026-08", by="job", now=desk.NOW),
    ]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda act: act(), acts))
    assert [number.rank for number in numbers_of_year("lisse", "enfance", 2026)] == [1, 2, 3, 4, 5]
    check_books()


def test_a_new_year_is_a_new_series(till: Till) -> None:
    assert credit_note(till.invoice, now=paris("lundi 2027-01-04 09:00")).number == "2027-000001"

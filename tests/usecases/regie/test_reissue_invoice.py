"""An invoice is never edited: it is cancelled by a credit note, and issued again."""

from dataclasses import replace

import pytest

from functions.domain.errors import NotFound
from functions.domain.families.family import Address
from functions.domain.invoices.credit_notes import NothingToCredit
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.invoices.reissue import LineCorrection, NothingToReissue
from functions.storage.families import families
from functions.storage.invoices import invoices
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from tests.support import desk
from tests.support.builders import on
from tests.support.desk import check_books, reissue
from tests.support.till import TOTAL, Till

TODAY = on("lundi 2026-11-02")


def test_two_documents_follow_each_other_and_the_debt_moves_to_the_second(till: Till) -> None:
    done = reissue(till.invoice, {0: LineCorrection(unit_price_cents=3000)})
    assert (done.credit_note_number, done.number) == ("2026-000002", "2026-000003")
    assert till.debt.state(TODAY) is InvoiceState.CANCELLED
    again, debt = invoices.invoice("lisse", "testmp", done.invoice)
    assert (again.total_cents, debt.value.balance_cents) == (3000, 3000)
    assert not again.lines[0].reason.explained
    assert again.issue.issued_on == TODAY and again.issue.due_on == on("mercredi 2026-12-02")
    check_books()


def test_what_was_paid_pays_for_the_second(till: Till) -> None:
    desk.pay(desk.cheque(TOTAL))
    done = reissue(till.invoice, {0: LineCorrection(unit_price_cents=3000)})
    assert done.credited_cents == TOTAL
    assert desk.debt_of(done.invoice).state(TODAY) is InvoiceState.PAID
    assert [credit.left_cents for credit in desk.purse()] == [TOTAL - 3000]
    check_books()


def test_the_second_is_for_the_family_as_its_file_is_now(till: Till) -> None:
    file = families.family("lisse", "testmp")
    moved = replace(file.value, address=Address("8 quai du Bief", "00000", "Lisse"))
    transaction = Transaction()
    families.put(transaction, "lisse", Stored(file.key, moved, file.version))
    transaction.commit()
    done = reissue(till.invoice, {})
    first, _ = invoices.invoice("lisse", "testmp", till.invoice)
    again, _ = invoices.invoice("lisse", "testmp", done.invoice)
    assert first.debtor.address.line1 == "3 rue des Tilleuls"
    assert again.debtor.address.line1 == "8 quai du Bief" and again.lines == first.lines


def test_what_a_credit_note_took_back_is_not_asked_for_again(till: Till) -> None:
    august = desk.issue_month("2026-08", 500, 300, 200)
    desk.credit_note(august.invoice, {0: None, 1: 100})
    done = reissue(august.invoice, {2: LineCorrection(unit_price_cents=250)})
    again, _ = invoices.invoice("lisse", "testmp", done.invoice)
    assert [line.amount_cents for line in again.lines] == [200, 250]
    assert [line.day.day for line in again.lines] == [2, 3]
    check_books()


def test_an_invoice_is_issued_again_once(till: Till) -> None:
    first = reissue(till.invoice, {}, key="the-same-key")
    assert reissue(till.invoice, {}, key="the-same-key") == first
    with pytest.raises(NothingToCredit):
        reissue(till.invoice, {})
    check_books()


def test_nothing_is_issued_again_for_nothing(till: Till) -> None:
    with pytest.raises(NothingToReissue):
        reissue(till.invoice, {0: LineCorrection(quantity=0)})
    with pytest.raises(NotFound):
        reissue(till.invoice, {1: LineCorrection(quantity=2)})
    assert till.debt.balance_cents == TOTAL

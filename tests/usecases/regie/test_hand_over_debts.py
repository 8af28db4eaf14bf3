"""What is handed over to the treasury is not the régie's to collect any more."""

import pytest

from functions.domain.errors import NotFound
from functions.domain.invoices.receivable import HandedOver, InvoiceState
from functions.domain.regie.hand_over import (
    HandOverWaits,
    NotHandedOver,
    NothingToHandOver,
    NotOverdue,
    RemindersFirst,
    TooManyToHandOver,
    TooSmallToHandOver,
)
from functions.storage.invoices import invoices
from functions.usecases.regie import hand_over_debts as module
from tests.support import desk
from tests.support.desk import AFTER_REMINDERS, check_books, hand_over
from tests.support.till import TOTAL, Till


def test_a_debt_goes_after_its_reminders_and_closes_online_payment(till: Till) -> None:
    with pytest.raises(NotOverdue):
        hand_over(till.invoice)
    with pytest.raises(RemindersFirst):
        hand_over(till.invoice, now=AFTER_REMINDERS)
    desk.remind_of_all()
    handed = hand_over(now=AFTER_REMINDERS)
    assert (handed.invoices, handed.amount_cents) == ((till.invoice,), TOTAL)
    assert till.debt.state(AFTER_REMINDERS.date()) is InvoiceState.HANDED_OVER
    assert desk.letters().count("invoice_handed_over") == 1
    with pytest.raises(HandedOver):
        till.click()
    for refused in (
        lambda: desk.pay(desk.cash(100), till.invoice),
        lambda: desk.credit_note(till.invoice),
        lambda: desk.write_off(till.invoice, 100),
        lambda: hand_over(till.invoice, now=AFTER_REMINDERS),
    ):
        with pytest.raises(HandedOver):
            refused()
    with pytest.raises(NothingToHandOver):
        hand_over(now=AFTER_REMINDERS)
    assert [debt.invoice for debt in invoices.handed_over("lisse", "enfance")] == [till.invoice]
    assert list(invoices.owed("lisse", "enfance")) == []
    check_books()


def test_it_waits_while_the_family_may_be_paying(till: Till) -> None:
    desk.remind_of_all()
    till.click()
    with pytest.raises(HandOverWaits):
        hand_over(till.invoice, now=AFTER_REMINDERS)


def test_small_debts_of_one_family_go_together_and_not_alone(till: Till) -> None:
    desk.pay(desk.cash(TOTAL))
    small = desk.issue_month("2026-08", 900).invoice
    other = desk.issue_month("2026-09", 600).invoice
    desk.remind_of_all()
    with pytest.raises(TooSmallToHandOver):
        hand_over(small, now=AFTER_REMINDERS)
    handed = hand_over(now=AFTER_REMINDERS)
    assert (set(handed.invoices), handed.amount_cents) == ({small, other}, 1500)
    assert {debt.handed_over.act for debt in desk.debts() if debt.handed_over} == {handed.hand_over}


def test_what_is_paid_after_all_becomes_credit_and_is_shouted_about(
    till: Till, caplog: pytest.LogCaptureFixture
) -> None:
    """The treasury said that it was refused, and later that it was paid."""
    opened = till.click()
    till.choose(opened, "refuser")
    till.wait(hours=3)  # its page is closed, and the treasury had its time to say otherwise
    till.check(opened)
    desk.remind_of_all()
    hand_over(now=AFTER_REMINDERS)
    operation = till.treasury.fake._treasury.find(opened.redirect_url.partition("idop=")[2])
    assert operation is not None
    operation.result, operation.result_at = "P", till.now
    till.check(opened)
    assert till.debt.balance_cents == TOTAL
    assert [credit.left_cents for credit in desk.purse()] == [TOTAL]
    assert [record.levelname for record in caplog.records if "beyond" in record.message] == ["ERROR"]
    check_books()


def test_what_was_handed_over_by_mistake_is_collected_here_again(till: Till) -> None:
    with pytest.raises(NotHandedOver):
        desk.recall(till.invoice)
    desk.remind_of_all()
    hand_over(now=AFTER_REMINDERS)
    first = desk.recall(till.invoice, key="the-usual-key", now=AFTER_REMINDERS)
    assert first == desk.recall(till.invoice, key="the-usual-key", now=AFTER_REMINDERS)
    assert first.left_cents == TOTAL and desk.acts_told().count("debt_recalled") == 1
    assert till.debt.state(AFTER_REMINDERS.date()) is InvoiceState.OVERDUE
    assert [debt.invoice for debt in invoices.owed("lisse", "enfance")] == [till.invoice]
    assert [recall.reason for recall in till.debt.recalls] == ["Transmise par erreur"]
    assert till.click().redirect_url
    desk.pay(desk.cash(TOTAL), till.invoice, anyway=True)
    check_books()


def test_another_familys_invoice_is_not_found(till: Till) -> None:
    with pytest.raises(NotFound):
        hand_over("0" * 26, now=AFTER_REMINDERS)


def test_more_invoices_than_one_act_holds_are_refused_by_name_and_told_of_otherwise(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = [desk.issue_month(month, 5000).invoice for month in ("2026-08", "2026-09")]
    desk.remind_of_all()
    monkeypatch.setattr(module, "ROOM", 2)
    with pytest.raises(TooManyToHandOver):
        hand_over(till.invoice, *later, now=AFTER_REMINDERS)
    first = hand_over(now=AFTER_REMINDERS)
    assert (len(first.invoices), first.more) == (2, True)
    rest = hand_over(now=AFTER_REMINDERS)
    assert (len(rest.invoices), rest.more) == (1, False)
    assert {*first.invoices, *rest.invoices} == {till.invoice, *later}

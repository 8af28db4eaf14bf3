"""What is paid when it is booked, beside the month's invoice, a credit note and an invoice issued again."""

import pytest

from functions.domain.billing.prepayment import PaymentAwaited
from functions.storage.invoices import invoices
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.prepayment.end_holds import Ended
from tests.support import desk
from tests.support.builders import MORNING, a_booking, a_month, paris, put_month
from tests.support.ledger import counters
from tests.support.prepayment import MONTHS, PrepaidTown


def test_the_months_invoice_does_not_ask_again(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    assert [debt.invoice for debt in invoices.receivables("lisse", "testmp")] == [asked.invoice]


def month_ends(town: PrepaidTown) -> list[int]:
    """What each document leaves to pay, the newest first."""
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    return [debt.balance_cents for debt in desk.debts()]


def test_an_invoice_that_was_taken_back_whole_is_not_paid_for(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    desk.credit_note(asked.invoice, now=town.treasury.clock.now)
    assert town.sweep() == Ended()
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    assert town.booked() == {} and counters([MORNING.code], MONTHS) == {}
    put_month(a_month("clara", "2026-11", {(23, MORNING.code): a_booking(150)}))
    assert month_ends(town) == [150, 0]


def test_paid_then_taken_back_whole_the_places_are_given_back_and_the_money_is_credit(
    town: PrepaidTown,
) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    desk.credit_note(asked.invoice, now=town.treasury.clock.now)
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    assert town.booked() == {} and [credit.left_cents for credit in desk.purse()] == [450]


def test_taken_back_in_part_the_rest_is_paid_and_the_places_are_kept(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    desk.credit_note(asked.invoice, {0: 50}, now=town.treasury.clock.now)
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    assert town.sweep() == Ended(paid=1) and len(town.booked("clara")) == 3
    assert month_ends(town) == [0]


def test_it_is_issued_again_once_its_hold_has_ended(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    with pytest.raises(PaymentAwaited):
        desk.reissue(asked.invoice, {}, now=town.treasury.clock.now)
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    town.sweep()
    again = desk.reissue(asked.invoice, {}, now=town.treasury.clock.now)
    assert desk.debt_of(again.invoice).settled and len(town.booked("clara")) == 3
    assert month_ends(town) == [0, 0]


def test_booked_again_after_nobody_paid_the_month_asks_for_it(town: PrepaidTown) -> None:
    """The invoice that lapsed was taken back with its bookings: these are others."""
    town.book()
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    put_month(a_month("clara", "2026-11", {(23, MORNING.code): a_booking(150)}))
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    latest, first = invoices.receivables("lisse", "testmp")
    assert first.lapsed and not latest.lapsed
    assert (latest.period, latest.total_cents) == ("2026-11", 150)

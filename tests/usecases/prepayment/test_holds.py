"""Places held for a payment are paid or given back: none is sold twice, none is lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.invoices.receivable import InvoiceState
from functions.domain.messages import MessageKind
from functions.domain.regie.alerts import AlertKind
from functions.domain.reglement.deadline_rules import Action
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.regie import alerts
from functions.storage.table import keys, outbox
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.prepayment.confirm_hold import confirm_hold
from functions.usecases.prepayment.end_holds import Ended, end_holds
from infra.local.payfip import Failures
from tests.support import desk
from tests.support.builders import JULIE, MORNING, acting, put_in_basket, seen_lines
from tests.support.crashes import Calls, Killed, dying
from tests.support.ledger import counters, tally
from tests.support.prepayment import MONTHS, PrepaidTown
from tests.support.table import numbers_of_year


def test_nobody_else_gets_the_places_meanwhile(town: PrepaidTown) -> None:
    town.book()
    other = acting(JULIE, family="voisins")
    with pytest.raises(AssertionError):
        put_in_basket(other, *town.slots("tom"), now=town.treasury.clock.now)


def test_paid_in_time_the_places_are_the_familys_for_good(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    assert town.sweep() == Ended(paid=1)
    assert holds.hold("lisse", "testmp", asked.invoice) is None
    assert {booking.pay_by for booking in town.booked("clara").values()} == {None}
    town.treasury.clock.wait(hours=2)
    assert town.sweep() == Ended()
    assert len(town.booked("clara")) == 3


def test_paid_and_told_to_nobody_the_sweep_finds_out_before_it_gives_anything_back(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    town.choose(town.pay(asked))
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(paid=1)
    assert len(town.booked("clara")) == 3 and town.debt(asked).balance_cents == 0


def test_paid_while_the_sweep_is_giving_them_back_the_places_are_kept(
    town: PrepaidTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notification arrives after the sweep asked for the last time, and before it writes."""
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.treasury.visit(opened.redirect_url.partition("?idop=")[2])
    town.treasury.clock.wait(minutes=31)
    answers: list[bool] = []

    def confirm_then_be_paid(*place: str, **act: Any) -> bool:
        answers.append(confirm_hold(*place, **act))
        if len(answers) == 2:
            town.choose(opened)
            town.settle(opened)
        return answers[-1]

    monkeypatch.setattr("functions.usecases.prepayment.end_holds.confirm_hold", confirm_then_be_paid)
    assert town.sweep() == Ended(paid=1)
    assert answers == [False, False, True]
    assert len(town.booked("clara")) == 3 and town.debt(asked).settled
    assert invoices.credits_of("lisse", "testmp") == []


def test_unpaid_the_places_are_everybodys_again_and_nothing_is_owed(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    town.treasury.clock.wait(minutes=29)
    assert town.sweep() == Ended()
    town.treasury.clock.wait(minutes=2)
    assert town.sweep() == Ended(released=1)
    assert town.booked() == {} and counters([MORNING.code], MONTHS) == {}
    assert town.debt(asked).state(town.treasury.clock.now.date()) is InvoiceState.CANCELLED
    kinds = [stored.value.kind for stored in outbox.waiting()]
    assert kinds.count(MessageKind.HOLD_RELEASED) == 1
    assert town.book("tom", account=JULIE, family="voisins").to_pay


def test_a_payment_that_comes_too_late_becomes_credit(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.treasury.visit(opened.redirect_url.partition("?idop=")[2])
    town.treasury.clock.wait(minutes=31)
    town.sweep()
    town.choose(opened)
    town.settle(opened)
    assert town.booked() == {}
    [credit] = invoices.credits_of("lisse", "testmp")
    assert credit.left_cents == 450 and town.debt(asked).balance_cents == 0


def test_one_day_cancelled_while_it_was_held_is_left_alone_by_the_release(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    who = acting()
    put_in_basket(who, town.slots()[0], action=Action.CANCEL, now=town.treasury.clock.now)
    validate_basket(
        who, seen_lines(who, now=town.treasury.clock.now), key=uuid4().hex, now=town.treasury.clock.now
    )
    town.treasury.clock.wait(minutes=31)
    town.sweep()
    assert town.booked() == {} and counters([MORNING.code], MONTHS) == {}
    assert town.debt(asked).balance_cents == 0


def test_a_treasury_that_does_not_answer_is_asked_again_then_the_places_are_everybodys(
    town: PrepaidTown,
) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.treasury.fake.failures = Failures(http_status=502)
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(failed=1) and len(town.booked("clara")) == 3
    town.treasury.clock.wait(hours=2)
    assert town.sweep() == Ended(released=1) and town.booked() == {}
    town.treasury.fake.failures = Failures()
    town.settle(opened)
    assert [credit.left_cents for credit in desk.purse()] == [450]
    assert [alert.kind for alert in alerts.open_alerts("lisse")] == [AlertKind.PAID_BEYOND]


def test_it_answers_in_those_two_hours_and_who_paid_keeps_the_places(town: PrepaidTown) -> None:
    [asked] = town.book().to_pay
    town.choose(town.pay(asked))
    town.treasury.fake.failures = Failures(http_status=502)
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(failed=1)
    town.treasury.fake.failures = Failures()
    town.treasury.clock.wait(minutes=5)
    assert town.sweep() == Ended(paid=1) and len(town.booked("clara")) == 3


@pytest.mark.parametrize("done_first", [False, True])
def test_a_sweep_killed_anywhere_then_run_again_gives_back_once(town: PrepaidTown, done_first: bool) -> None:
    [asked] = town.book().to_pay
    town.treasury.clock.wait(minutes=31)
    for at in range(1, 60):
        calls = Calls(at, done_first)
        try:
            with dying(calls):
                town.sweep()
        except Killed:
            continue
        break
    assert calls.made < at, "the last one ran to its end"
    assert town.booked() == {} and counters([MORNING.code], MONTHS) == tally({})
    assert town.debt(asked).balance_cents == 0
    assert len(invoices.credit_notes("lisse", "testmp")) == 1
    numbers = numbers_of_year("lisse", "enfance", 2026)
    assert [number.rank for number in sorted(numbers, key=lambda number: number.rank)] == [1, 2]
    assert keys.hold("lisse", "testmp", asked.invoice)


def test_holds_that_fail_each_time_do_not_keep_those_behind_from_their_end(town: PrepaidTown) -> None:
    """Three holds that lost their invoice end before this one, and a run ends two."""
    [asked] = town.book().to_pay
    [hold] = holds.waiting()
    for number in range(3):
        lost = replace(hold, invoice=f"lost-{number}", until=hold.until - timedelta(minutes=9))
        transaction = Transaction()
        holds.put_new(transaction, lost)
        transaction.commit()
    late = hold.until + timedelta(minutes=15)
    runs = [
        end_holds(provider=town.provider, now=late + timedelta(minutes=5 * number), at_most=2)
        for number in range(24)
    ]
    assert sum(run.released for run in runs) == 1
    assert town.debt(asked).lapsed

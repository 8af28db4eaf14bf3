"""Whatever families, the bank and the régisseur do, in any order: every cent is where the books say, every number follows.

Sum of lines = total = entries + balance for each invoice; money in the till = payments kept + credit left; numbers of documents
and of receipts without gap or duplicate: after each step.
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from functions.domain.billing.family_lines import lines_owed
from functions.domain.billing.lines_to_invoice import first_day
from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.billing_periods import month_period, months_between
from functions.domain.calendar.months import month_of
from functions.domain.errors import Refusal
from functions.domain.invoices.invoice_lines import LineKind, total_cents
from functions.domain.invoices.receivable import InvoiceState, Receivable
from functions.domain.invoices.reissue import LineCorrection
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.regie.counter_payments import MoneyReceived
from functions.domain.regie.online_payments import AttemptState
from functions.domain.regie.till_movements import MovementKind
from functions.domain.regie.write_offs import WriteOffKind
from functions.domain.reglement.deadline_rules import Action
from functions.domain.town.counter_means import CounterMeans
from functions.domain.town.invoicing_policy import Invoicing
from functions.gateways.payments.port import PaymentState
from functions.storage.bookings import child_months
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, encashment_statements, online_payments
from functions.storage.regie.online_payments import place_of
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.regie.close_statement import close_statement
from functions.usecases.regie.hand_over_debts import hand_over_debts
from functions.usecases.regie.issue_credit_note import issue_credit_note
from functions.usecases.regie.record_payment import record_payment
from functions.usecases.regie.refund_credit import refund_credit
from functions.usecases.regie.regie_act import Act
from functions.usecases.regie.reissue_invoice import reissue_invoice
from functions.usecases.regie.reject_payment import reject_payment
from functions.usecases.regie.send_debt_reminders import send_reminders
from functions.usecases.regie.use_credit import use_credit
from functions.usecases.regie.write_off import write_off_debt
from tests.support.bank import Bank
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    PARIS,
    a_booking,
    a_child,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    acting,
    open_account,
    open_town,
    paris,
    put_month,
    seen_lines,
    settle,
)
from tests.support.desk import REGISSEUR, check_books
from tests.support.effort import at_most
from tests.support.situations import NOTHING_OFF
from tests.support.table import till_book

BEGIN = paris("lundi 2026-11-02 09:00")
FAMILIES = {"testmp": (MARC, ("clara", "guilhem")), "durand": (JULIE, ("tom",))}
families = st.sampled_from(sorted(FAMILIES))
part = st.sampled_from([25, 50, 100, 130])
"""Per cent of what there is: also more than there is."""
towns = count()
DONE: Counter[str] = Counter()
"""How often each act went through, or was refused and why: to see, in a long run, that the stories go somewhere."""


class Ledger(RuleBasedStateMachine):
    """Two families of one town, from November on."""

    @initialize()
    def open(self) -> None:
        self.town, self.now, self.bank = f"ledger-{next(towns)}", BEGIN, Bank()
        self.remitted = set[str]()
        # Its bank takes several invoices in one payment, and one as well.
        regie = replace(a_commune().regie, payfip_client=None, payzen_shop="12345678")
        open_town(a_commune(self.town, regie=regie))
        settle(a_family(), (CLARA, GUILHEM), commune=self.town)
        theirs = a_family("durand", children=("tom",), members=(JULIE,))
        settle(theirs, (a_child("tom", ("durand",)),), commune=self.town)
        for family, (_, children) in FAMILIES.items():
            booked = {(day, "restauration"): a_booking(345 * day, payer=family) for day in (1, 2, 5)}
            put_month(a_month(children[0], "2026-10", booked), commune=self.town)
        issue_invoices(self.town, "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))

    # Families.

    @rule(family=families, child=st.integers(0, 1), ahead=st.integers(2, 20), cancel=st.booleans())
    def book_or_cancel_a_week(self, family: str, child: int, ahead: int, cancel: bool) -> None:
        account, children = FAMILIES[family]
        action = Action.CANCEL if cancel else Action.RESERVE
        days = [self.today + timedelta(ahead + more) for more in range(7)]
        lines = [
            BasketLine(Slot(day, "garderie-matin", children[child % len(children)]), action) for day in days
        ]
        who = acting(account, family=family, commune=self.town)
        change_basket(who, add=lines, remove=[], key=uuid4().hex, now=self.now)
        who = acting(account, family=family, commune=self.town)
        seen: list[SeenLine] = seen_lines(who, now=self.now)
        validate_basket(who, seen, key=uuid4().hex, now=self.now)

    @rule(family=families, days_ago=st.integers(0, 40), presence=st.sampled_from(Presence))
    def write_down_who_came(self, family: str, days_ago: int, presence: Presence) -> None:
        """Also of a month that was invoiced."""
        child = FAMILIES[family][1][0]
        slot = Slot(self.today - timedelta(days_ago), "garderie-matin", child)
        [found] = child_months.months_of(self.town, [child], slot.month)
        attended = Attended(presence, "agent", self.now, family)
        put_month(found.value.with_attended(slot, attended), commune=self.town)

    @rule(family=families, cents=st.integers(100, 900))
    def find_out_who_was_fetched_late(self, family: str, cents: int) -> None:
        """Of a day that an invoice asks for."""
        for debt in self.standing(family)[:1]:
            document, _ = invoices.invoice(self.town, family, debt.invoice)
            line = document.lines[0]
            slot = Slot(line.day, line.service, line.child)
            [found] = child_months.months_of(self.town, [line.child], slot.month)
            charge = Charge(LineKind.LATE_PICKUP, 1, cents, "")
            attended = Attended(Presence.PRESENT, "agent", self.now, family, charges=(charge,))
            put_month(found.value.with_attended(slot, attended), commune=self.town)

    @rule(family=families, together=st.integers(1, 3))
    def click_to_pay(self, family: str, together: int) -> None:
        wanted = tuple(debt.invoice for debt in self.debts(family)[:together])
        if not wanted:
            return
        with suppress(Refusal):
            open_payment(
                PaymentAsked(self.town, family, wanted, FAMILIES[family][0], uuid4().hex),
                provider=self.bank,
                return_url=lambda _: "https://preau.example/",
                api_url="https://preau.example/api",
                now=self.now,
            )
            DONE[f"open_payment of {len(wanted)}"] += 1

    @rule(
        family=families,
        which=st.integers(0, 3),
        state=st.sampled_from(
            [PaymentState.PAID, PaymentState.PAID, PaymentState.REFUSED, PaymentState.CANCELLED]
        ),
    )
    def the_bank_decides(self, family: str, which: int, state: PaymentState) -> None:
        """Of the latest attempts, also one that was refused or abandoned before."""
        attempts = online_payments.of_family(self.town, family)
        if which < len(attempts) and attempts[which].provider_id is not None:
            self.bank.decide(attempts[which].provider_id or "", state, at=self.now)
            for _ in range(2):
                settle_payment(place_of(attempts[which]), provider=self.bank, now=self.now)

    # The town.

    @rule()
    def the_month_ends(self) -> None:
        """Issued on the 1st, twice."""
        period = month_of(self.today)
        first = (self.today.replace(day=1) + timedelta(32)).replace(day=1)
        self.now = datetime.combine(first, time(4, 15), PARIS)
        for _ in range(2):
            issue_invoices(self.town, period, by="job", now=self.now)
        month = month_period(period)
        if first_day(month, Invoicing()) > month_period("2026-10").first:
            return  # what changed in the first months since is for the régisseur to correct
        for family in FAMILIES.keys() - self.remitted:
            assert self.asked_cents(family) == self.owed_cents(family, month.last)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        then = self.now + timedelta(days)
        if month_of(then.astimezone(PARIS).date()) == month_of(self.today):
            self.now = then

    @rule()
    def the_latest_is_late_and_reminded_of(self) -> None:
        for _ in range(2):
            late = max((debt.due_on for family in FAMILIES for debt in self.debts(family)), default=None)
            if late is not None:
                self.now = max(self.now, datetime.combine(late + timedelta(40), time(9), PARIS))
            send_reminders(self.town, by="job", now=self.now)
            self.now += timedelta(16)

    # The régisseur.

    @rule(family=families, means=st.sampled_from(CounterMeans), share=part, anyway=st.booleans())
    def take_at_the_counter(self, family: str, means: CounterMeans, share: int, anyway: bool) -> None:
        owed = sum(debt.owed_cents for debt in self.debts(family))
        if owed * share >= 100:
            received = MoneyReceived(means, owed * share // 100, self.today, "Banque", "0001234")
            self.twice(family, partial(record_payment, received=received, anyway=anyway))

    @rule(family=families)
    def the_bank_takes_back(self, family: str) -> None:
        """The latest payment that it can."""
        taken = [one.id for one in counter_payments.of_family(self.town, family) if not one.rejected_at]
        online = [
            one.id
            for one in online_payments.of_family(self.town, family)
            if one.state is AttemptState.PAID and not one.rejected_at
        ]
        for payment in sorted([*taken, *online], reverse=True)[:1]:
            self.twice(family, partial(reject_payment, payment=payment, reason="Sans provision"))

    @rule(family=families, share=st.sampled_from([None, 40, 100, 101]), whole=st.booleans())
    def credit(self, family: str, share: int | None, whole: bool) -> None:
        for debt in self.standing(family)[:1]:
            document, _ = invoices.invoice(self.town, family, debt.invoice)
            cents = document.lines[0].amount_cents
            self.remitted.add(family)
            lines = None if whole else {0: None if share is None else max(cents * share // 100, 1)}
            self.twice(
                family, partial(issue_credit_note, invoice_id=debt.invoice, lines=lines, reason="Erreur")
            )

    @rule(family=families, price=st.integers(1, 900))
    def issue_again(self, family: str, price: int) -> None:
        for debt in self.standing(family)[:1]:
            self.remitted.add(family)
            changes = {0: LineCorrection(unit_price_cents=price)}
            self.twice(
                family, partial(reissue_invoice, invoice_id=debt.invoice, changes=changes, reason="Tranche")
            )

    @rule(family=families)
    def issue_again_as_it_was(self, family: str) -> None:
        """To another address: nobody remitted anything."""
        for debt in self.standing(family)[:1]:
            self.twice(
                family, partial(reissue_invoice, invoice_id=debt.invoice, changes={}, reason="Adresse")
            )

    @rule(family=families, share=part)
    def write_off(self, family: str, share: int) -> None:
        for debt in self.debts(family)[:1]:
            cents = max(debt.balance_cents * share // 100, 1)
            give_up = partial(write_off_debt, kind=WriteOffKind.GRACE, amount_cents=cents, reason="CCAS")
            self.twice(family, partial(give_up, invoice_id=debt.invoice))

    @rule(family=families)
    def spend_credit(self, family: str) -> None:
        self.twice(family, use_credit)

    @rule(family=families, share=part)
    def refund(self, family: str, share: int) -> None:
        left = sum(one.left_cents for one in invoices.credits_of(self.town, family))
        cents = max(left * share // 100, 1)
        self.twice(family, partial(refund_credit, amount_cents=cents, means=CounterMeans.CASH))

    @rule(family=families, patient=st.booleans())
    def hand_over(self, family: str, patient: bool) -> None:
        if patient:
            self.the_latest_is_late_and_reminded_of()
        self.twice(family, hand_over_debts)

    @rule()
    def close_the_book(self) -> None:
        """Until last night."""
        with suppress(Refusal):
            yesterday = self.today - timedelta(1)
            close_statement(self.town, yesterday, key=uuid4().hex, by=REGISSEUR, now=self.now)
            DONE["statement"] += 1

    # What must hold.

    @invariant()
    def the_books_agree(self) -> None:
        check_books(sorted(FAMILIES), commune=self.town, years=sorted({2026, self.today.year}))
        for family in FAMILIES:
            for debt in invoices.receivables(self.town, family):
                if debt.handed_over is not None and debt.state(self.today) is InvoiceState.HANDED_OVER:
                    assert not debt.owed_cents

    @invariant()
    def the_till_holds_what_was_really_given(self) -> None:
        book = list(till_book(self.town, "enfance"))
        taken = sum(one.amount_cents for one in book if one.kind is MovementKind.RECEIVED)
        counter = [one for family in FAMILIES for one in counter_payments.of_family(self.town, family)]
        assert taken == self.bank.received_cents() + sum(one.received.amount_cents for one in counter)

    @invariant()
    def every_movement_is_in_one_statement_once_its_day_is_closed(self) -> None:
        stated = encashment_statements.all_of(self.town, "enfance")
        lines = sum(one.total_cents for one in stated)
        until = max((one.until for one in stated), default=BEGIN)
        book = till_book(self.town, "enfance")
        assert lines == sum(one.amount_cents for one in book if one.at < until)
        assert sorted(one.number.rank for one in stated if one.number.year == 2026) == list(
            range(1, sum(one.number.year == 2026 for one in stated) + 1)
        )

    @property
    def today(self) -> date:
        return self.now.astimezone(PARIS).date()

    def asked_cents(self, family: str) -> int:
        """What every document together leaves for the family to pay."""
        told = sum(total_cents(document.lines) for document in invoices.documents(self.town, family))
        return told - sum(sum(debt.credited.values()) for debt in invoices.receivables(self.town, family))

    def owed_cents(self, family: str, until: date) -> int:
        """What its bookings and attendances until that day come to."""
        members, ids = FAMILIES[family]
        children = {child.id: child for child in (CLARA, GUILHEM, a_child("tom", ("durand",)))}
        held = [
            found.value
            for month in months_between(BEGIN.date().replace(month=10), until)
            for found in child_months.months_of(self.town, list(ids), month)
        ]
        file = a_family(family, children=ids, members=(members,))
        return total_cents(
            lines_owed(file, held, children=children, reglement=a_reglement(), called_off=NOTHING_OFF)
        )

    def debts(self, family: str) -> list[Receivable]:
        return [debt for debt in invoices.receivables(self.town, family) if debt.owed_cents]

    def standing(self, family: str) -> list[Receivable]:
        """What no credit note has wholly taken back."""
        debts = invoices.receivables(self.town, family)
        return [debt for debt in debts if debt.state(self.today) is not InvoiceState.CANCELLED]

    def twice(self, family: str, do: Callable[[Act], Any]) -> None:
        """Every act is sent twice, as a browser would that lost the answer."""
        act = Act(self.town, family, REGISSEUR, uuid4().hex, self.now)
        try:
            answer = do(act)
        except Refusal as refusal:
            DONE[refusal.code] += 1
            return
        assert do(act) == answer
        DONE[type(answer).__name__] += 1


@pytest.mark.soak
@pytest.mark.usefixtures("table")
def test_the_books_agree_whatever_happens() -> None:
    open_account()
    open_account(JULIE, "julie@famille.example")
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=at_most(4, 12),
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

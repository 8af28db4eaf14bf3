"""What is paid when it is booked: an invoice at once, places held for half an hour, and never one sold twice or lost."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.billing.prepayment import PaymentAwaited, PrepaidNeedsOnline
from functions.domain.billing.to_pay import ToPay
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child
from functions.domain.invoices.receivable import InvoiceState, Receivable
from functions.domain.messages import MessageKind
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.regie.alerts import AlertKind
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.french.reglement.rules import service_sentences
from functions.gateways.payments.port import PaymentProvider
from functions.jobs.letters import letter
from functions.storage.families import children
from functions.storage.invoices import invoices
from functions.storage.invoicing import holds
from functions.storage.regie import alerts
from functions.storage.regie.online_payments import Place
from functions.storage.table import keys, outbox
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.payments.open_payment import PaymentAsked, PaymentOpened, open_payment
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.prepayment.confirm_hold import confirm_hold
from functions.usecases.prepayment.end_holds import Ended, end_holds
from functions.usecases.town.publish_reglement import publish_reglement
from infra.local.payfip import Failures
from tests.gateways.treasury import Treasury
from tests.support import desk
from tests.support.accounts import messages
from tests.support.builders import (
    CANTEEN,
    CLARA,
    JULIE,
    MARC,
    MORNING,
    SERVICES,
    a_booking,
    a_commune,
    a_family,
    a_month,
    a_reglement,
    acting,
    on,
    open_account,
    open_town,
    paris,
    put_in_basket,
    put_month,
    seen_lines,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.ledger import counters, rows, tally
from tests.support.table import numbers_of_year

MONTHS = ("2026-11",)
DAYS = ("2026-11-23", "2026-11-24", "2026-11-26")
PREPAID = replace(MORNING, prepaid=True, places=(Places(1),))


class Town:
    """A town whose mornings are paid when they are booked; one place a day. It is lundi 2026-11-02, 18 h."""

    def __init__(self, treasury: Treasury) -> None:
        self.treasury = treasury
        self.provider: PaymentProvider = treasury.client(connect_seconds=1, answer_seconds=1)
        services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
        open_town(reglement=a_reglement(services=services))
        open_account()
        settle()
        settle(
            a_family("voisins", name="Voisins", members=(JULIE,), children=("tom",)),
            [replace(CLARA, id="tom", families=("voisins",))],
        )

    def slots(self, child: str = "clara") -> list[Slot]:
        return [
            Slot(paris(f"{name} {day} 00:00").date(), MORNING.code, child)
            for name, day in zip(("lundi", "mardi", "jeudi"), DAYS, strict=True)
        ]

    def book(self, child: str = "clara", *, key: str | None = None, **who: str) -> Validated:
        parent = acting(**who)
        put_in_basket(parent, *self.slots(child), now=self.treasury.clock.now)
        lines = seen_lines(parent, now=self.treasury.clock.now)
        return validate_basket(parent, lines, key=key or uuid4().hex, now=self.treasury.clock.now)[0]

    def pay(self, asked: ToPay) -> PaymentOpened:
        return open_payment(
            PaymentAsked("lisse", "testmp", (asked.invoice,), MARC, uuid4().hex),
            provider=self.provider,
            return_url=lambda place: f"https://preau.example/espace/paiement/?id={place.attempt}",
            api_url="https://preau.example/api",
            now=self.treasury.clock.now,
        )

    def choose(self, opened: PaymentOpened, decision: str = "payer") -> None:
        idop = opened.redirect_url.partition("?idop=")[2]
        self.treasury.visit(idop)
        self.treasury.choose(idop, decision)

    def settle(self, opened: PaymentOpened) -> None:
        place = Place("lisse", "testmp", opened.payment)
        settle_payment(place, provider=self.provider, now=self.treasury.clock.now)

    def sweep(self) -> Ended:
        return end_holds(provider=self.provider, now=self.treasury.clock.now)

    def booked(self, *children: str) -> dict[Slot, Booking]:
        return rows(children or ("clara", "guilhem", "tom"), MONTHS)

    def debt(self, asked: ToPay) -> Receivable:
        return invoices.receivable("lisse", "testmp", asked.invoice).value


@pytest.fixture
def town(table: str, treasury: Treasury) -> Town:
    return Town(treasury)


def test_validating_asks_for_the_money_at_once_with_a_number(town: Town) -> None:
    [asked] = town.book().to_pay
    assert (asked.number, asked.amount_cents) == ("2026-000001", 450)
    assert asked.until == town.treasury.clock.now + timedelta(minutes=30)
    document, debt = invoices.invoice("lisse", "testmp", asked.invoice)
    assert document.total_cents == debt.value.total_cents == 450
    assert {booking.pay_by for booking in town.booked("clara").values()} == {asked.until}


def test_a_town_that_gives_an_hour_to_pay_holds_the_places_for_an_hour(town: Town) -> None:
    """Families read it on the page of the règlement, and in the mail when the hour is over."""
    an_hour = replace(PREPAID, hold_minutes=60)
    assert "Payé à la réservation : la place est gardée une heure, le temps de payer en ligne." in (
        service_sentences(an_hour, {})
    )
    services = tuple(an_hour if service is MORNING else service for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services), now=town.treasury.clock.now)
    [asked] = town.book().to_pay
    assert asked.until == town.treasury.clock.now + timedelta(minutes=60)
    town.treasury.clock.wait(minutes=59)
    assert town.sweep() == Ended() and len(town.booked("clara")) == 3
    town.treasury.clock.wait(minutes=2)
    assert town.sweep() == Ended(released=1) and town.booked("clara") == {}
    [released] = [each for each in messages() if each.kind is MessageKind.HOLD_RELEASED]
    written = letter(replace(released, data={**released.data, "account": MARC}), now=town.treasury.clock.now)
    assert written is not None and written.data["until"] == "lundi 2\u00a0novembre à 19\u00a0h"


def test_an_invoice_of_several_services_waits_for_the_longest_time_that_families_read(town: Town) -> None:
    canteen = replace(CANTEEN, prepaid=True, hold_minutes=45)
    services = tuple({MORNING: PREPAID, CANTEEN: canteen}.get(service, service) for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services), now=town.treasury.clock.now)
    parent, monday = acting(), on("lundi 2026-11-23")
    put_in_basket(
        parent,
        Slot(monday, MORNING.code, "clara"),
        Slot(monday, CANTEEN.code, "clara"),
        now=town.treasury.clock.now,
    )
    lines = seen_lines(parent, now=town.treasury.clock.now)
    [asked] = validate_basket(parent, lines, key=uuid4().hex, now=town.treasury.clock.now)[0].to_pay
    assert asked.until == town.treasury.clock.now + timedelta(minutes=45)


def test_nobody_else_gets_the_places_meanwhile(town: Town) -> None:
    town.book()
    other = acting(JULIE, family="voisins")
    with pytest.raises(AssertionError):
        put_in_basket(other, *town.slots("tom"), now=town.treasury.clock.now)


def test_paid_in_time_the_places_are_the_familys_for_good(town: Town) -> None:
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


def test_paid_and_told_to_nobody_the_sweep_finds_out_before_it_gives_anything_back(town: Town) -> None:
    [asked] = town.book().to_pay
    town.choose(town.pay(asked))
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(paid=1)
    assert len(town.booked("clara")) == 3 and town.debt(asked).balance_cents == 0


def test_paid_while_the_sweep_is_giving_them_back_the_places_are_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
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


def test_unpaid_the_places_are_everybodys_again_and_nothing_is_owed(town: Town) -> None:
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


def test_a_payment_that_comes_too_late_becomes_credit(town: Town) -> None:
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


def test_the_months_invoice_does_not_ask_again(town: Town) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    assert [debt.invoice for debt in invoices.receivables("lisse", "testmp")] == [asked.invoice]


def test_the_same_click_twice_asks_once(town: Town) -> None:
    who = acting()
    put_in_basket(who, *town.slots(), now=town.treasury.clock.now)
    lines = seen_lines(who, now=town.treasury.clock.now)
    first, _ = validate_basket(who, lines, key="0123456789", now=town.treasury.clock.now)
    again, _ = validate_basket(who, lines, key="0123456789", now=town.treasury.clock.now)
    assert first == again and len(invoices.receivables("lisse", "testmp")) == 1


def test_one_day_cancelled_while_it_was_held_is_left_alone_by_the_release(town: Town) -> None:
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


def test_less_than_a_provider_takes_waits_for_the_months_invoice(table: str, treasury: Treasury) -> None:
    from tests.support.builders import TARIFFS, a_tariff

    cheap = tuple(a_tariff(MORNING.code, 30) if tariff.code == MORNING.code else tariff for tariff in TARIFFS)
    town = Town(treasury)
    services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
    publish_reglement("lisse", a_reglement(services=services, tariffs=cheap), now=treasury.clock.now)
    assert town.book().to_pay == ()
    assert {booking.pay_by for booking in town.booked("clara").values()} == {None}


def share_clara(*parts: Part) -> None:
    file = read_one(keys.child("lisse", "clara"), Child)
    assert file is not None
    agreed = (Sharing(on("mardi 2026-09-01"), parts),)
    shared = replace(file.value, families=("testmp", "voisins"), sharing=agreed)
    transaction = Transaction()
    children.put(transaction, Stored(file.key, shared, file.version))
    transaction.commit()


def test_of_a_shared_child_only_the_familys_part_is_asked_for(town: Town) -> None:
    share_clara(Part("testmp", 50), Part("voisins", 50))
    [asked] = town.book().to_pay
    assert asked.amount_cents == 225
    town.choose(town.pay(asked))
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(paid=1)


def test_a_part_that_no_provider_takes_waits_for_the_months_invoice(town: Town) -> None:
    share_clara(Part("testmp", 20), Part("voisins", 80))
    assert town.book().to_pay == ()
    assert {booking.pay_by for booking in town.booked("clara").values()} == {None}
    assert len(town.booked("clara")) == 3 and invoices.receivables("lisse", "testmp") == []


def test_what_only_the_other_family_pays_for_is_not_held(town: Town) -> None:
    share_clara(Part("voisins", 100))
    assert town.book().to_pay == ()
    parent, now = acting(), town.treasury.clock.now
    own = Slot(on("vendredi 2026-11-27"), MORNING.code, "guilhem")
    put_in_basket(parent, own, now=now)
    [asked] = validate_basket(parent, seen_lines(parent, now=now), key=uuid4().hex, now=now)[0].to_pay
    assert asked.amount_cents == 150
    held = {slot for slot, booking in town.booked("clara", "guilhem").items() if booking.pay_by}
    assert held == {own}


def month_ends(town: Town) -> list[int]:
    """What each document leaves to pay, the newest first."""
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    return [debt.balance_cents for debt in desk.debts()]


def test_an_invoice_that_was_taken_back_whole_is_not_paid_for(town: Town) -> None:
    [asked] = town.book().to_pay
    desk.credit_note(asked.invoice, now=town.treasury.clock.now)
    assert town.sweep() == Ended()
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    assert town.booked() == {} and counters([MORNING.code], MONTHS) == {}
    put_month(a_month("clara", "2026-11", {(23, MORNING.code): a_booking(150)}))
    assert month_ends(town) == [150, 0]


def test_paid_then_taken_back_whole_the_places_are_given_back_and_the_money_is_credit(town: Town) -> None:
    [asked] = town.book().to_pay
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    desk.credit_note(asked.invoice, now=town.treasury.clock.now)
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    assert town.booked() == {} and [credit.left_cents for credit in desk.purse()] == [450]


def test_taken_back_in_part_the_rest_is_paid_and_the_places_are_kept(town: Town) -> None:
    [asked] = town.book().to_pay
    desk.credit_note(asked.invoice, {0: 50}, now=town.treasury.clock.now)
    opened = town.pay(asked)
    town.choose(opened)
    town.settle(opened)
    assert town.sweep() == Ended(paid=1) and len(town.booked("clara")) == 3
    assert month_ends(town) == [0]


def test_it_is_issued_again_once_its_hold_has_ended(town: Town) -> None:
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


def test_a_treasury_that_does_not_answer_is_asked_again_then_the_places_are_everybodys(town: Town) -> None:
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


def test_it_answers_in_those_two_hours_and_who_paid_keeps_the_places(town: Town) -> None:
    [asked] = town.book().to_pay
    town.choose(town.pay(asked))
    town.treasury.fake.failures = Failures(http_status=502)
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(failed=1)
    town.treasury.fake.failures = Failures()
    town.treasury.clock.wait(minutes=5)
    assert town.sweep() == Ended(paid=1) and len(town.booked("clara")) == 3


def test_a_regie_without_online_payment_cannot_ask_for_it(table: str) -> None:
    regie = replace(a_commune().regie, payfip_client=None)
    services = tuple(PREPAID if service is MORNING else service for service in SERVICES)
    with pytest.raises(PrepaidNeedsOnline):
        open_town(a_commune(regie=regie), a_reglement(services=services))


@pytest.mark.parametrize("done_first", [False, True])
def test_a_sweep_killed_anywhere_then_run_again_gives_back_once(town: Town, done_first: bool) -> None:
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


def test_booked_again_after_nobody_paid_the_month_asks_for_it(town: Town) -> None:
    """The invoice that lapsed was taken back with its bookings: these are others."""
    town.book()
    town.treasury.clock.wait(minutes=31)
    assert town.sweep() == Ended(released=1)
    put_month(a_month("clara", "2026-11", {(23, MORNING.code): a_booking(150)}))
    issue_invoices("lisse", "2026-11", by="job", now=paris("jeudi 2026-12-03 04:15"))
    latest, first = invoices.receivables("lisse", "testmp")
    assert first.lapsed and not latest.lapsed
    assert (latest.period, latest.total_cents) == ("2026-11", 150)


def test_holds_that_fail_each_time_do_not_keep_those_behind_from_their_end(town: Town) -> None:
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

"""Payments online, and places held for one."""

from dataclasses import replace
from datetime import datetime, timedelta

from functions.domain.planning.child_month import Slot
from functions.domain.regie.alerts import AlertKind
from functions.domain.regie.online_payments import AttemptState
from functions.domain.reglement.reglement import Places
from functions.gateways.payments.port import PaymentState
from functions.storage.regie import alerts, online_payments
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.payments.close_alert import close_alert
from functions.usecases.payments.open_payment import PaymentAsked, open_payment
from functions.usecases.payments.raise_alert import raise_alert
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.prepayment.end_holds import end_holds
from tests.support import desk
from tests.support.acts.act import KEY, Do, without_failures, writes
from tests.support.bank import Bank
from tests.support.builders import (
    CANTEEN,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_commune,
    a_reglement,
    acting,
    open_account,
    open_town,
    put_in_basket,
    seen_lines,
    settle,
)
from tests.support.till import an_issued_invoice

LUNCH = Slot(MONDAY, "restauration", "clara")


def _clicking(bank: Bank, invoices: tuple[str, ...], key: str, now: datetime) -> object:
    return open_payment(
        PaymentAsked("lisse", "testmp", invoices, MARC, key),
        provider=bank,
        return_url=lambda place: f"https://preau.example/?id={place.attempt}",
        api_url="https://preau.example/api",
        now=now,
    )


def _one_is_open() -> None:
    """It holds the invoice; what was cut off before it was given up."""
    attempts = online_payments.of_family("lisse", "testmp")
    [opened] = [attempt for attempt in attempts if attempt.state is AttemptState.OPEN]
    assert all(attempt.state is AttemptState.FAILED for attempt in attempts if attempt != opened)
    assert {desk.debt_of(invoice).attempt for invoice in opened.asked_cents} == {opened.id}
    assert online_payments.behind(opened.provider_id or "") == online_payments.place_of(opened)


@writes("payments.open_payment", check=_one_is_open)
def opening_a_payment() -> Do:
    """What a click that was cut off left is given up after two minutes: whoever clicks again then is sent to pay."""
    invoice, bank, clicks = an_issued_invoice().invoice, Bank(), iter(range(1000))
    return lambda: _clicking(bank, (invoice,), KEY, desk.NOW + timedelta(minutes=3 * next(clicks)))


def _two_invoices() -> tuple[str, ...]:
    an_issued_invoice(regie=replace(a_commune().regie, payfip_client=None, payzen_shop="12345678"))
    desk.issue_month("2026-11", 2300)
    return tuple(debt.invoice for debt in desk.debts())


@writes("payments.open_payment", check=_one_is_open)
def opening_a_payment_of_two() -> Do:
    invoices, bank, clicks = _two_invoices(), Bank(), iter(range(1000))
    return lambda: _clicking(bank, invoices, KEY, desk.NOW + timedelta(minutes=3 * next(clicks)))


@writes("payments.settle_payment")
def settling_a_payment_of_two() -> Do:
    invoices, bank = _two_invoices(), Bank()
    _clicking(bank, invoices, "click", desk.NOW)
    [attempt] = online_payments.of_family("lisse", "testmp")
    bank.decide(attempt.provider_id or "", PaymentState.PAID, at=desk.NOW)
    place = online_payments.place_of(attempt)
    return lambda: settle_payment(place, provider=bank, now=desk.NOW + timedelta(minutes=5))


@writes("payments.settle_payment")
def settling_a_payment() -> Do:
    invoice, bank = an_issued_invoice().invoice, Bank()
    _clicking(bank, (invoice,), "click", desk.NOW)
    [attempt] = online_payments.of_family("lisse", "testmp")
    bank.decide(attempt.provider_id or "", PaymentState.PAID, at=desk.NOW)
    place = online_payments.place_of(attempt)
    return lambda: settle_payment(place, provider=bank, now=desk.NOW + timedelta(minutes=5))


@writes("payments.raise_alert")
def raising_an_alert() -> Do:
    invoice, bank = an_issued_invoice().invoice, Bank()
    _clicking(bank, (invoice,), "click", desk.NOW)
    place = online_payments.place_of(online_payments.of_family("lisse", "testmp")[0])
    return lambda: raise_alert(place, AlertKind.FORGED, code="", now=desk.NOW)


@writes("payments.close_alert")
def closing_an_alert() -> Do:
    raising_an_alert()()
    [alert] = alerts.open_alerts("lisse")
    return lambda: close_alert("lisse", alert.id, by="agent", note="Vu", key=KEY, now=desk.NOW)


def _hold() -> tuple[Bank, str]:
    prepaid = replace(MORNING, prepaid=True, places=(Places(1),))
    open_town(reglement=a_reglement(services=(prepaid, CANTEEN)))
    open_account()
    settle()
    who = acting()
    put_in_basket(who, replace(LUNCH, service=MORNING.code), now=NOW)
    validated, _ = validate_basket(who, seen_lines(who), key="valider", now=NOW)
    [asked] = validated.to_pay
    return Bank(), asked.invoice


@writes("prepayment.end_holds")
def releasing_a_hold() -> Do:
    bank, _ = _hold()
    return lambda: without_failures(end_holds(provider=bank, now=NOW + timedelta(minutes=31)))


@writes("prepayment.confirm_hold")
def confirming_a_hold() -> Do:
    bank, invoice = _hold()
    desk.pay(desk.cash(150, NOW.date()), invoice, now=NOW)
    return lambda: without_failures(end_holds(provider=bank, now=NOW + timedelta(minutes=5)))

"""A commune without PayFiP is paid at its bank's page: from the click to the receipt, whatever gets lost on the way."""

import logging
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import pytest
from chalice.test import Client

from app import app
from functions import wiring
from functions.domain.agents.staff import Role
from functions.domain.invoices.receivable import Receivable
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.gateways.payments.port import OpenedPayment
from functions.gateways.payments.providers import Providers
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.usecases.payments.sweep_payments import sweep_payments
from infra.local.environment import PAYZEN_SHOP
from infra.local.payzen import Failures
from tests.gateways.bank import Bank
from tests.gateways.conftest import bank, treasury
from tests.gateways.treasury import Treasury
from tests.support.builders import JULIE, MARC, a_commune, appoint, log_in
from tests.support.client import Answer, Browser
from tests.support.till import TOTAL, an_issued_invoice

__all__ = ["bank", "treasury"]

FAMILY = "/communes/lisse/families/testmp"


ALERTS = "/communes/lisse/regie/alerts"


@dataclass
class Counter:
    browser: Browser
    bank: Bank
    invoice: str

    def pay(self, *, key: str | None = None) -> Answer:
        return self.browser.post(f"{FAMILY}/invoices/{self.invoice}/payments", key=key)

    def check(self, opened: Answer) -> str:
        state: str = self.browser.post(f"{FAMILY}/payments/{opened.json['payment']}/check").json["state"]
        return state

    def notify(self, fields: dict[str, str]) -> int:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(fields).encode()
        status: int = Client(app).http.post("/payzen/notifications", headers=headers, body=body).status_code
        return status

    def alerts(self) -> list[tuple[str, str]]:
        """As the régisseur reads them: a title, and what to do."""
        appoint(JULIE, Role.REGISSEUR)
        till = Browser(app, cookie=log_in(JULIE, now=self.bank.clock.now))
        return [(one["title"], one["sentence"]) for one in till.get(ALERTS).json["alerts"]]

    @property
    def debt(self) -> Receivable:
        return invoices.receivable("lisse", "testmp", self.invoice).value

    @property
    def attempt(self) -> Attempt:
        return online_payments.of_family("lisse", "testmp")[0]


def as_opened(answer: Answer) -> OpenedPayment:
    fields = answer.json["form"]
    return OpenedPayment(f"{PAYZEN_SHOP}-{fields['vads_order_id']}", answer.json["redirect_url"], fields)


@pytest.fixture
def counter(table: str, bank: Bank, treasury: Treasury, monkeypatch: pytest.MonkeyPatch) -> Counter:
    regie = replace(a_commune().regie, payfip_client=None, payzen_shop=PAYZEN_SHOP)
    invoice = an_issued_invoice(regie=regie).invoice
    providers = Providers(treasury.client(), bank.client(answer_seconds=0.5))
    monkeypatch.setattr(wiring, "payments", lambda: providers)
    monkeypatch.setattr(wiring, "now", bank.clock)
    return Counter(Browser(app, cookie=log_in(MARC, now=bank.clock.now)), bank, invoice)


def test_a_signed_notification_settles_and_the_bank_is_not_asked(counter: Counter) -> None:
    opened = as_opened(counter.pay())
    counter.bank.pay(opened)
    counter.bank.fake.failures = Failures(http_status=502)
    [(url, fields)] = counter.bank.notified
    assert url.endswith("/api/payzen/notifications")
    assert counter.notify(fields) == 204
    assert counter.debt.balance_cents == 0
    assert counter.browser.get(f"{FAMILY}/invoices/{counter.invoice}/receipt").status == 200


def test_a_forged_notification_settles_nothing_and_tells_nothing(counter: Counter) -> None:
    opened = as_opened(counter.pay())
    counter.bank.fake.failures = Failures(forged=True)
    counter.bank.pay(opened)
    assert counter.notify(counter.bank.notified[0][1]) == 204
    assert counter.notify(counter.bank.notified[0][1]) == 204
    assert (counter.debt.balance_cents, counter.attempt.state) == (TOTAL, AttemptState.OPEN)
    [(title, sentence)] = counter.alerts()
    assert title == "Notification falsifiée" and "Il n’a rien changé" in sentence


def test_what_anybody_may_send_alarms_nobody(counter: Counter, caplog: pytest.LogCaptureFixture) -> None:
    counter.bank.pay(as_opened(counter.pay()))
    [(_, fields)] = counter.bank.notified
    assert counter.notify({**fields, "vads_site_id": "00000000"}) == 204
    assert counter.notify({**fields, "vads_order_id": "nobody", "signature": "x"}) == 204
    assert counter.notify({"vads_site_id": "x"}) == 204
    assert [record.levelname for record in caplog.records if record.levelno >= logging.WARNING] == [
        "WARNING"
    ] * 3
    assert counter.debt.balance_cents == TOTAL and counter.alerts() == []


def test_a_notification_that_comes_three_times_has_the_effect_of_one(counter: Counter) -> None:
    counter.bank.fake.failures = Failures(notifications=3)
    counter.bank.pay(as_opened(counter.pay()))
    assert [counter.notify(fields) for _, fields in counter.bank.notified] == [204] * 3
    assert len(counter.debt.entries) == 1


def test_one_that_is_lost_is_asked_for_on_return_or_by_the_sweep(counter: Counter) -> None:
    counter.bank.fake.failures = Failures(notifications=0)
    answer = counter.pay()
    counter.bank.pay(as_opened(answer))
    assert counter.check(answer) == "paid"


def test_the_sweep_settles_what_nobody_came_back_for(counter: Counter) -> None:
    counter.bank.fake.failures = Failures(notifications=0)
    counter.bank.pay(as_opened(counter.pay()))
    counter.bank.clock.wait(minutes=10)
    swept = sweep_payments(provider=wiring.payments(), now=counter.bank.clock.now)
    assert (swept.asked, swept.closed, counter.debt.balance_cents) == (1, 1, 0)


def test_another_amount_is_held_and_never_called_paid(counter: Counter) -> None:
    opened = as_opened(counter.pay())
    counter.bank.fake.failures = Failures(amount_cents=TOTAL - 1)
    counter.bank.pay(opened)
    counter.notify(counter.bank.notified[0][1])
    assert (counter.debt.balance_cents, counter.attempt.state) == (TOTAL, AttemptState.HELD)
    assert counter.pay().json["code"] == "payment_being_checked"
    [(title, sentence)] = counter.alerts()
    assert title == "Paiement à vérifier" and "42,49" in sentence and "pas marquée payée" in sentence


def test_a_second_click_brings_the_same_form(counter: Counter) -> None:
    first, again = counter.pay(), counter.pay()
    assert first.json == again.json


def test_given_up_then_paid_with_another_form(counter: Counter) -> None:
    first = as_opened(counter.pay())
    counter.bank.visit(first)
    counter.bank.choose(first, "abandonner")
    second = as_opened(counter.pay())
    assert second.provider_id != first.provider_id
    counter.bank.pay(second)
    counter.notify(counter.bank.notified[-1][1])
    assert counter.debt.balance_cents == 0


def test_a_capture_that_fails_at_night_does_not_unsettle_by_itself(counter: Counter) -> None:
    """The régisseur takes the payment back, in the books: never a silent change."""
    opened = as_opened(counter.pay())
    counter.bank.pay(opened)
    counter.notify(counter.bank.notified[0][1])
    counter.bank.fake.failures = Failures(status="CAPTURE_FAILED")
    order = counter.bank.fake.shop.find(opened.provider_id.partition("-")[2])
    assert order is not None
    assert counter.notify(counter.bank.fake.notification(order)) == 204
    assert counter.debt.balance_cents == 0
    [(title, sentence)] = counter.alerts()
    assert title == "Paiement annulé par la banque" and "CAPTURE_FAILED" in sentence


def test_an_alert_leaves_the_list_once_somebody_says_what_was_done(counter: Counter) -> None:
    opened = as_opened(counter.pay())
    counter.bank.fake.failures = Failures(amount_cents=TOTAL - 1)
    counter.bank.pay(opened)
    counter.notify(counter.bank.notified[0][1])
    appoint(JULIE, Role.REGISSEUR)
    till = Browser(app, cookie=log_in(JULIE, now=counter.bank.clock.now))
    [alert] = till.get(ALERTS).json["alerts"]
    closing = f"{ALERTS}/{alert['id']}/closing"
    first = till.post(closing, {"note": "Vu avec la banque."}, key="0123456789abcdef")
    assert first.status == 200
    assert till.post(closing, {"note": "Vu avec la banque."}, key="0123456789abcdef").json == first.json
    assert till.post(closing, {"note": "Encore."}).json["code"] == "alert_closed"
    assert counter.alerts() == []

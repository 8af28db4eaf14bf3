"""One debt, one payment under way: a parent is never sent to pay twice."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.errors import Busy, KeyReused, NotFound
from functions.domain.invoices.receivable import AlreadyPaid
from functions.domain.regie.online_payments import (
    AttemptState,
    EmailNotTaken,
    PaidAtTheCounter,
    PaymentBeingChecked,
    PaymentNotOpened,
    PaymentServiceDown,
    PaymentUnderWay,
    TooSmallOnline,
)
from functions.gateways.payments.port import OpenedPayment, PaymentProvider, PaymentRequest, PaymentResult
from functions.storage.regie import online_payments
from functions.usecases import retry
from functions.usecases.payments.open_payment import PaymentOpened
from infra.local.payfip import Failures
from tests.gateways.treasury import Treasury
from tests.support.builders import JULIE, a_commune, open_account, paris
from tests.support.till import TOTAL, Till, an_issued_invoice, idop_of


def test_a_click_sends_to_the_treasurys_page_for_that_debt(till: Till) -> None:
    opened = till.click()
    assert till.treasury.visit(idop_of(opened)) == 200
    fields = till.treasury.fake._treasury.find(idop_of(opened)).fields  # type: ignore[union-attr]
    assert (fields["numcli"], fields["exer"], fields["montant"]) == ("123456", "2026", str(TOTAL))
    assert fields["refdet"] == "ENFANCE2026000001"
    assert fields["objet"] == "Regie enfance de Lisse facture 2026 000001"
    assert fields["mel"] == "marc@famille.example"
    assert opened.payment in fields["urlredirect"]
    assert till.debt.attempt == opened.payment
    assert till.acts() == ["payment_opened"]


def test_the_attempt_is_found_again_by_the_treasurys_id_in_any_case(till: Till) -> None:
    opened = till.click()
    assert online_payments.behind(idop_of(opened).upper()) == till.place(opened)
    assert online_payments.behind("00000000-0000-0000-0000-000000000000") is None


def test_a_second_click_within_a_quarter_of_an_hour_finds_the_same_page(till: Till) -> None:
    first = till.click()
    till.wait(minutes=12)
    assert till.click() == first
    assert len(till.attempts()) == 1


def test_the_other_parent_is_sent_to_the_same_payment(till: Till) -> None:
    open_account(JULIE, "julie@famille.example")
    assert till.click() == till.click(account=JULIE)


def test_the_same_click_sent_twice_has_one_answer_for_ever(till: Till) -> None:
    first = till.click(key="un-seul-clic")
    till.choose(first, "payer")
    till.check(first)
    assert till.click(key="un-seul-clic") == first


def test_the_key_of_a_click_is_for_one_invoice(till: Till) -> None:
    till.click(key="un-seul-clic")
    till.invoice = "0" * 26
    with pytest.raises(KeyReused):
        till.click(key="un-seul-clic")


def test_five_clicks_at_once_open_one_payment(till: Till) -> None:
    with ThreadPoolExecutor(5) as pool:
        opened = set(pool.map(lambda _: till.click(), range(5)))
    assert len(opened) == 1
    assert len(till.attempts()) == 1
    assert till.acts() == ["payment_opened"]


def test_who_paid_and_closed_the_tab_is_not_sent_to_pay_again(till: Till) -> None:
    first = till.click()
    till.choose(first, "payer-sans-retour")
    till.wait(minutes=3)
    with pytest.raises(AlreadyPaid):
        till.click()
    assert till.debt.balance_cents == 0


def test_a_page_nobody_came_to_is_asked_about_before_another_is_opened(till: Till) -> None:
    first = till.click()
    till.wait(minutes=16)
    second = till.click()
    assert second != first
    assert till.attempt(first).state is AttemptState.EXPIRED
    assert till.debt.attempt == second.payment


def test_a_payer_who_may_still_be_on_the_page_is_waited_for(till: Till) -> None:
    first = till.click()
    till.treasury.visit(idop_of(first))
    till.wait(minutes=20)
    with pytest.raises(PaymentUnderWay) as refusal:
        till.click()
    assert refusal.value.data["until"] == paris("lundi 2026-11-02 20:02")
    assert len(till.attempts()) == 1


def test_after_two_hours_without_an_outcome_another_may_be_opened_and_the_first_is_still_watched(
    till: Till,
) -> None:
    first = till.click()
    till.treasury.visit(idop_of(first))
    till.wait(hours=2, minutes=3)
    second = till.click()
    assert second != first
    assert {till.attempt(first).state, till.attempt(second).state} == {AttemptState.OPEN}
    assert [attempt.id for attempt in online_payments.under_way()] == [first.payment, second.payment]


def test_who_gave_up_may_go_back_to_the_same_page(till: Till) -> None:
    first = till.click()
    till.choose(first, "abandonner")
    till.wait(minutes=5)
    assert till.click() == first
    assert till.choose(first, "payer") == 303
    assert till.check(first).attempt.state is AttemptState.PAID


@pytest.mark.parametrize("means", ["carte", "prelevement"])
def test_who_was_refused_is_sent_back_to_the_same_page_while_it_opens(till: Till, means: str) -> None:
    """Another payment would let one bill be paid on both pages."""
    first = till.click()
    till.choose(first, "refuser", means)
    assert till.check(first).refused
    till.wait(minutes=5)
    assert till.click() == first
    till.choose(first, "payer", means)
    with pytest.raises(AlreadyPaid):
        till.click()
    assert (till.debt.balance_cents, till.credits, len(till.attempts())) == (0, [], 1)


@pytest.mark.parametrize("decision", ["refuser", "abandonner"])
def test_who_may_be_on_a_page_that_does_not_open_any_more_waits_until_it_is_closed(
    till: Till, decision: str
) -> None:
    first = till.click()
    till.choose(first, decision)
    till.wait(minutes=14)
    with pytest.raises(PaymentUnderWay) as under_way:
        till.click()
    assert under_way.value.data["until"] == till.now + timedelta(minutes=3)
    till.wait(minutes=3)
    assert till.click() != first


def test_who_is_refused_pays_twice_on_two_pages_and_both_are_known(till: Till) -> None:
    """The first page lets its payer try for two hours; the debt was free after seventeen minutes."""
    first = till.click()
    till.choose(first, "refuser")
    till.wait(minutes=20)
    second = till.click()
    till.choose(second, "payer-sans-notification")
    till.choose(first, "payer-sans-notification")
    till.wait(minutes=5)
    till.sweep()
    assert [attempt.state for attempt in till.attempts()] == [AttemptState.PAID] * 2
    assert (till.debt.balance_cents, [credit.left_cents for credit in till.credits]) == (0, [TOTAL])


def test_while_a_payment_is_held_no_other_is_opened(till: Till) -> None:
    first = till.click()
    till.choose(first, "payer")
    till.treasury.fake.failures = Failures(result_code="X")
    with pytest.raises(PaymentBeingChecked):
        till.click()
    assert till.attempt(first).state is AttemptState.HELD


@pytest.mark.parametrize(
    "failures",
    [
        Failures(http_status=502),
        Failures(http_status=503),
        Failures(technical_fault=True),
        Failures(hang=True),
    ],
    ids=["502", "503", "technical fault", "hang"],
)
def test_a_treasury_that_is_down_leaves_the_invoice_free(till: Till, failures: Failures) -> None:
    till.treasury.fake.failures = failures
    with pytest.raises(PaymentServiceDown):
        till.click()
    failures.hang = False
    till.treasury.fake.failures = Failures()
    assert till.debt.attempt is None
    [failed] = till.attempts()
    assert failed.state is AttemptState.FAILED
    assert till.click().redirect_url


def test_when_it_is_down_at_the_second_click_nothing_changes(till: Till) -> None:
    first = till.click()
    till.treasury.fake.failures = Failures(http_status=502)
    with pytest.raises(PaymentServiceDown):
        till.click()
    till.treasury.fake.failures = Failures()
    assert till.click() == first


def test_a_paid_invoice_is_not_paid_again(till: Till) -> None:
    first = till.click()
    till.choose(first, "payer")
    till.check(first)
    with pytest.raises(AlreadyPaid):
        till.click()


def test_an_unknown_invoice_is_not_found(till: Till) -> None:
    till.invoice = "0" * 26
    with pytest.raises(NotFound):
        till.click()


def test_without_a_contract_the_invoice_is_paid_at_the_counter(table: str, treasury: Treasury) -> None:
    regie = replace(a_commune().regie, payfip_client=None)
    till = Till(treasury, an_issued_invoice(regie=regie).invoice)
    with pytest.raises(PaidAtTheCounter):
        till.click()


def test_less_than_a_euro_is_not_paid_online(table: str, treasury: Treasury) -> None:
    till = Till(treasury, an_issued_invoice(99).invoice)
    with pytest.raises(TooSmallOnline):
        till.click()
    assert till.attempts() == []


def test_an_address_the_treasury_does_not_take_is_said(till: Till) -> None:
    open_account(JULIE, "jülie@famille.example")
    with pytest.raises(EmailNotTaken):
        till.click(account=JULIE)
    assert till.debt.attempt is None
    assert till.click().redirect_url


def test_a_wrong_contract_number_is_an_alert_and_frees_the_invoice(
    table: str, treasury: Treasury, caplog: pytest.LogCaptureFixture
) -> None:
    regie = replace(a_commune().regie, payfip_client="12345")
    till = Till(treasury, an_issued_invoice(regie=regie).invoice)
    with pytest.raises(PaymentNotOpened):
        till.click()
    assert till.debt.attempt is None
    assert [record.levelname for record in caplog.records if "not opened" in record.message] == ["ERROR"]


class Dying:
    """A provider that opens the payment; then the process that asked dies."""

    def __init__(self, till: Till) -> None:
        self.real: PaymentProvider = till.provider
        self.opened: list[OpenedPayment] = []

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        self.opened.append(self.real.open_payment(request))
        raise KeyboardInterrupt

    def ask(self, provider_id: str) -> PaymentResult:
        return self.real.ask(provider_id)


def test_after_a_crash_between_the_treasury_and_us_the_invoice_can_still_be_paid_once(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT_SECONDS", 0.001)
    till.provider, real = Dying(till), till.provider
    with pytest.raises(KeyboardInterrupt):
        till.click()
    till.provider = real
    # For a minute nobody can tell it from a twin that is still asking.
    with pytest.raises(Busy):
        till.click()
    till.wait(seconds=61)
    second = till.click()
    states = {attempt.id: attempt.state for attempt in till.attempts()}
    assert sorted(states.values()) == [AttemptState.FAILED, AttemptState.OPEN]
    assert till.debt.attempt == second.payment


def test_the_sweep_finds_what_a_crash_left(till: Till) -> None:
    till.provider, real = Dying(till), till.provider
    with pytest.raises(KeyboardInterrupt):
        till.click()
    till.provider = real
    till.wait(minutes=2)
    assert till.sweep().closed == 1
    assert till.debt.attempt is None


def test_who_was_given_up_meanwhile_is_not_sent_to_a_payment_nobody_watches(till: Till) -> None:
    """The first click took more than a minute; a second one replaced it. The first must not redirect."""

    class Slow(Dying):
        def open_payment(self, request: PaymentRequest) -> OpenedPayment:
            opened = self.real.open_payment(request)
            till.provider = self.real
            till.wait(seconds=61)
            winners.append(till.click())
            return opened

    winners: list[PaymentOpened] = []
    till.provider = Slow(till)
    with pytest.raises(Busy):
        till.click()
    [second] = winners
    assert till.debt.attempt == second.payment
    assert [attempt.state for attempt in till.attempts()] == [AttemptState.OPEN, AttemptState.FAILED]

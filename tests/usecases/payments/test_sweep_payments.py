"""What neither the parent's return nor a notification told, the sweep finds out."""

import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.errors import Refusal
from functions.domain.regie.online_payments import AttemptState
from functions.gateways.payments.port import (
    OpenedPayment,
    PaymentRequest,
    PaymentResult,
    PaymentState,
    ProviderUnavailable,
)
from functions.storage.invoices import invoices
from functions.storage.regie import online_payments
from functions.storage.table.transaction import Transaction
from functions.usecases import retry
from functions.usecases.payments.open_payment import PaymentAsked, PaymentOpened, open_payment
from functions.usecases.payments.provider_silences import IN_A_ROW, IN_ALL
from functions.usecases.payments.settle_payment import settle_payment
from functions.usecases.payments.sweep_payments import PaymentsSwept, sweep_payments
from infra.local.payfip import Failures
from infra.local.payfip.treasury import PAID
from tests.support import desk
from tests.support.builders import MARC, a_commune, open_account, open_town, settle
from tests.support.till import TOTAL, Till


def test_a_payment_nobody_told_of_is_settled(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer-sans-retour")
    till.wait(minutes=5)
    assert till.sweep() == PaymentsSwept(asked=1, closed=1, failed=0)
    assert till.debt.balance_cents == 0
    assert till.thanks() == [opened.payment]
    assert till.sweep() == PaymentsSwept(0, 0, 0)


def test_a_parent_who_comes_back_the_next_morning_finds_the_invoice_paid(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer-sans-retour")
    till.wait(hours=14)
    till.sweep()
    assert till.check(opened).attempt.state is AttemptState.PAID
    assert till.debt.balance_cents == 0


def test_a_page_nobody_came_to_is_closed_and_frees_the_invoice(till: Till) -> None:
    opened = till.click()
    till.wait(minutes=20)
    assert till.sweep().closed == 1
    assert till.attempt(opened).state is AttemptState.EXPIRED
    assert till.debt.attempt is None


def test_who_gave_up_is_closed_once_they_cannot_go_back(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "abandonner")
    till.wait(minutes=5)
    assert till.sweep() == PaymentsSwept(asked=1, closed=0, failed=0)
    till.wait(minutes=15)
    assert till.sweep().closed == 1
    assert till.attempt(opened).state is AttemptState.CANCELLED


@pytest.mark.parametrize("minutes", [5, 30, 115])
def test_who_was_refused_and_pays_on_the_same_page_is_found_without_a_notification(
    till: Till, minutes: int
) -> None:
    opened = till.click()
    till.choose(opened, "refuser")
    till.check(opened)
    for _ in range(minutes // 5):
        till.wait(minutes=5)
        till.sweep()
    till.choose(opened, "payer-sans-notification")
    till.wait(minutes=5)
    till.sweep()
    assert (till.debt.balance_cents, till.attempt(opened).state) == (0, AttemptState.PAID)


def test_who_was_refused_is_asked_about_for_two_hours_and_no_more(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "refuser")
    till.wait(minutes=20)
    assert till.sweep() == PaymentsSwept(1, 1, 0)
    till.wait(minutes=100)
    assert till.sweep() == PaymentsSwept(1, 0, 0)
    till.wait(minutes=5)
    assert till.sweep() == PaymentsSwept(1, 0, 0), "a last time"
    assert till.sweep() == PaymentsSwept(0, 0, 0)
    assert (till.attempt(opened).state, till.acts()) == (
        AttemptState.REFUSED,
        ["payment_opened", "payment_refused"],
    )


def test_what_stays_without_an_outcome_is_forgotten_by_the_treasury_and_closed_here(till: Till) -> None:
    opened = till.click()
    till.treasury.visit(opened.redirect_url.partition("idop=")[2])
    till.wait(hours=3)
    assert till.sweep() == PaymentsSwept(asked=1, closed=0, failed=0)
    till.wait(hours=12)
    assert till.sweep().closed == 1
    assert till.attempt(opened).state is AttemptState.EXPIRED


def test_a_payer_who_has_just_left_is_left_alone(till: Till) -> None:
    till.click()
    assert till.sweep() == PaymentsSwept(0, 0, 0)


def test_what_is_held_is_asked_about_once_an_hour(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.treasury.fake.failures = Failures(result_code="X")
    till.check(opened)
    till.wait(minutes=30)
    assert till.sweep().asked == 0
    till.wait(minutes=31)
    assert till.sweep() == PaymentsSwept(asked=1, closed=0, failed=0)
    till.wait(minutes=5)
    assert till.sweep().asked == 0


def more_invoices(till: Till, count: int) -> list[PaymentOpened]:
    """Payments opened by neighbours, on as many invoices."""
    opened, first = [], till.debt
    for rank in range(count):
        debt = replace(first, invoice=f"i{rank}", number=replace(first.number, rank=rank + 2))
        document = replace(
            invoices.invoice("lisse", "testmp", first.invoice)[0], id=debt.invoice, number=debt.number
        )
        transaction = Transaction()
        invoices.put_new(transaction, "lisse", document)
        transaction.commit()
        opened.append(replace(till, invoice=debt.invoice).click())
    return opened


def test_one_attempt_that_breaks_does_not_hide_the_others(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, fine = more_invoices(till, 2)
    till.choose(fine, "payer-sans-retour")
    till.wait(minutes=5)

    def settle_or_break(place: online_payments.Place, **how: object) -> object:
        if place.attempt == broken.payment:
            raise RuntimeError
        return settle_payment(place, **how)  # type: ignore[arg-type]

    monkeypatch.setattr("functions.usecases.payments.sweep_payments.settle_payment", settle_or_break)
    assert till.sweep() == PaymentsSwept(asked=2, closed=1, failed=1)
    assert till.attempt(fine).state is AttemptState.PAID


def test_a_treasury_that_is_down_is_not_waited_for_again_and_again(till: Till) -> None:
    more_invoices(till, IN_A_ROW + 2)
    till.wait(minutes=5)
    till.treasury.fake.failures = Failures(http_status=502)
    assert till.sweep() == PaymentsSwept(asked=IN_A_ROW, closed=0, failed=IN_A_ROW)
    till.treasury.fake.failures = Failures()
    assert till.sweep().asked == IN_A_ROW + 2


class Shops:
    """A provider of which some payments are never answered for, by their number from 0."""

    def __init__(self, *silent: int) -> None:
        self.silent, self.opened, self.asked = silent, 0, list[str]()

    def open_payment(self, request: PaymentRequest) -> OpenedPayment:
        self.opened += 1
        return OpenedPayment(f"payment-{self.opened - 1}", "https://bank.example/")

    def ask(self, provider_id: str) -> PaymentResult:
        self.asked.append(provider_id)
        if int(provider_id.removeprefix("payment-")) in self.silent:
            raise ProviderUnavailable("http 401")
        return PaymentResult(provider_id, PaymentState.EXPIRED)


def open_in(commune: str, provider: Shops, count: int) -> None:
    """So many invoices of a town, each with a payment begun on lundi 2026-11-02 at 18 h."""
    open_town(a_commune(commune))
    settle(commune=commune)
    for number in range(count):
        debt = desk.issue_month(f"2026-{number + 1:02}", 500, commune=commune)
        open_payment(
            PaymentAsked(commune, "testmp", (debt.invoice,), MARC, f"{commune}-{number:08}"),
            provider=provider,
            return_url=lambda _: "https://preau.example/",
            api_url="https://preau.example/api",
            now=desk.NOW,
        )


def test_a_shop_with_wrong_credentials_keeps_no_other_town_from_being_asked_about(table: str) -> None:
    provider = Shops(*range(IN_A_ROW + 2))
    open_account()
    open_in("aubray", provider, IN_A_ROW + 2)
    open_in("lisse", provider, 1)
    swept = sweep_payments(provider=provider, now=desk.NOW + timedelta(hours=1))
    assert swept == PaymentsSwept(asked=IN_A_ROW + 1, closed=1, failed=IN_A_ROW)


def test_what_is_never_answered_keeps_no_payment_of_its_town_from_its_turn(table: str) -> None:
    provider = Shops(*range(IN_A_ROW + 1))
    open_account()
    open_in("lisse", provider, IN_A_ROW + 2)
    for hours in range(1, 25):
        sweep_payments(provider=provider, now=desk.NOW + timedelta(hours=hours))
    assert len(set(provider.asked)) == provider.opened


def test_where_nobody_answers_the_sweep_ends_in_time(table: str) -> None:
    provider = Shops(*range(100))
    open_account()
    for number in range(IN_ALL + 2):
        open_in(f"town-{number}", provider, 1)
    assert sweep_payments(provider=provider, now=desk.NOW + timedelta(hours=1)).asked == IN_ALL


FAILURES = (
    Failures(),
    Failures(),
    Failures(http_status=502),
    Failures(technical_fault=True),
    Failures(ask_fault="P5"),
    Failures(ask_fault="P3"),
    Failures(ask_fault="P9"),
    Failures(result_code="X"),
    Failures(amount_cents=1),
)


class Story:
    """Whatever parents, the treasury and the network may do, in any order."""

    def __init__(self, till: Till, chance: random.Random) -> None:
        self.till, self.chance, self.opened = till, chance, list[PaymentOpened]()

    def step(self) -> None:
        self.chance.choice(
            [self.click, self.click, self.choose, self.choose, self.check, self.sweep, self.wait, self.fail]
        )()

    def click(self) -> None:
        with suppress(Refusal):
            self.opened.append(self.till.click())

    def choose(self) -> None:
        decisions = ("payer", "payer", "refuser", "abandonner", "payer-sans-retour")
        if self.opened:
            self.till.choose(self.chance.choice(self.opened), self.chance.choice(decisions))

    def check(self) -> None:
        """A return, a notification, true or forged, once or twice: all they do is to have the treasury asked."""
        if self.opened:
            with suppress(ProviderUnavailable):
                self.till.check(self.chance.choice(self.opened))

    def sweep(self) -> None:
        self.till.sweep()

    def wait(self) -> None:
        self.till.wait(minutes=self.chance.choice([1, 1, 5, 14, 50, 125]))

    def fail(self) -> None:
        self.till.treasury.fake.failures = self.chance.choice(FAILURES)

    def really_paid_cents(self) -> int:
        operations = self.till.treasury.fake._treasury._operations.values()
        return sum(int(one.fields["montant"]) for one in operations if one.result in PAID)

    def recorded_cents(self) -> int:
        entries = sum(entry.amount_cents for entry in self.till.debt.entries)
        return entries + sum(credit.amount_cents for credit in self.till.credits)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_happens_what_was_paid_and_only_that_is_recorded(
    till: Till, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retry, "FIRST_WAIT_SECONDS", 0.001)
    story = Story(till, random.Random(seed))
    for _ in range(40):
        story.step()
        assert story.recorded_cents() <= story.really_paid_cents()
        assert (
            till.debt.total_cents
            == sum(entry.amount_cents for entry in till.debt.entries) + till.debt.balance_cents
        )
    till.treasury.fake.failures = Failures()
    for _ in range(3):
        till.wait(hours=2)
        till.sweep()
    assert story.recorded_cents() == story.really_paid_cents()
    assert till.debt.balance_cents in (0, TOTAL)
    assert {attempt.id for attempt in till.attempts() if attempt.state is AttemptState.PAID} == set(
        till.thanks()
    )

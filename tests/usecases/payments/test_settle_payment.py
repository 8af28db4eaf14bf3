"""No invoice is marked paid that was not, and none that was is left unpaid, whatever the treasury does."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.port import (
    Means,
    PaymentResult,
    PaymentState,
    ProviderUnavailable,
)
from functions.usecases.payments.settle_payment import verdict
from infra.local.payfip import Failures
from tests.support.builders import paris
from tests.support.crashes import Calls, Killed, dying
from tests.support.till import TOTAL, Till

OPENED = paris("lundi 2026-11-02 18:00")
ATTEMPT = Attempt(
    id="p1",
    commune="lisse",
    family="testmp",
    invoice="i1",
    account="m",
    amount_cents=TOTAL,
    reference="ENFANCE2026000001",
    opened_at=OPENED,
    state=AttemptState.OPEN,
    provider_id="an-idop",
)
PAID = PaymentResult(
    "an-idop",
    PaymentState.PAID,
    amount_cents=TOTAL,
    reference="ENFANCE2026000001",
    authorisation="123456",
    paid_at=OPENED,
    means=Means.CARD,
    mode=PaymentMode.LIVE,
    provider_code="P",
)


def say(
    state: PaymentState, *, after: timedelta = timedelta(minutes=5), before: AttemptState = AttemptState.OPEN
) -> AttemptState:
    result = PAID if state is PaymentState.PAID else PaymentResult("an-idop", state)
    return verdict(replace(ATTEMPT, state=before), result, OPENED + after)


@pytest.mark.parametrize(
    ("said", "minutes", "becomes"),
    [
        (PaymentState.PAID, 5, AttemptState.PAID),
        (PaymentState.PAID, 60 * 24 * 90, AttemptState.PAID),
        (PaymentState.REFUSED, 5, AttemptState.OPEN),
        (PaymentState.REFUSED, 16, AttemptState.OPEN),
        (PaymentState.REFUSED, 17, AttemptState.REFUSED),
        (PaymentState.CANCELLED, 5, AttemptState.OPEN),
        (PaymentState.CANCELLED, 16, AttemptState.OPEN),
        (PaymentState.CANCELLED, 17, AttemptState.CANCELLED),
        (PaymentState.PENDING, 5, AttemptState.OPEN),
        (PaymentState.PENDING, 119, AttemptState.OPEN),
        (PaymentState.PENDING, 60 * 23, AttemptState.OPEN),
        (PaymentState.PENDING, 60 * 24, AttemptState.HELD),
        (PaymentState.EXPIRED, 16, AttemptState.EXPIRED),
        (PaymentState.UNKNOWN_OR_PURGED, 5, AttemptState.OPEN),
        (PaymentState.UNKNOWN_OR_PURGED, 60 * 9, AttemptState.EXPIRED),
        (PaymentState.USED, 30, AttemptState.OPEN),
        (PaymentState.USED, 60 * 3, AttemptState.HELD),
        (PaymentState.HELD, 5, AttemptState.HELD),
    ],
)
def test_what_an_open_attempt_becomes(said: PaymentState, minutes: int, becomes: AttemptState) -> None:
    assert say(said, after=timedelta(minutes=minutes)) is becomes


@pytest.mark.parametrize("said", PaymentState)
def test_only_a_payment_of_that_debt_and_amount_settles(said: PaymentState) -> None:
    for wrong in (
        replace(PAID, state=said, amount_cents=TOTAL - 1),
        replace(PAID, state=said, amount_cents=None),
        replace(PAID, state=said, reference="ENFANCE2026000002"),
        replace(PAID, state=said, mode=PaymentMode.TEST),
        replace(PAID, state=said, mode=None),
    ):
        assert verdict(ATTEMPT, wrong, OPENED) is not AttemptState.PAID


@pytest.mark.parametrize(
    "wrong",
    [{"amount_cents": TOTAL + 100}, {"reference": "ENFANCE2026000002"}, {"mode": PaymentMode.TEST}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_paid_otherwise_than_asked_is_held(wrong: dict[str, object]) -> None:
    assert verdict(ATTEMPT, replace(PAID, **wrong), OPENED) is AttemptState.HELD  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [state for state in PaymentState if state is not PaymentState.PAID])
def test_what_was_paid_stays_paid(said: PaymentState) -> None:
    assert say(said, before=AttemptState.PAID) is AttemptState.PAID


@pytest.mark.parametrize("closed", [AttemptState.CANCELLED, AttemptState.EXPIRED, AttemptState.REFUSED])
def test_what_was_closed_is_paid_when_the_treasury_says_so_after_all(closed: AttemptState) -> None:
    assert say(PaymentState.PAID, before=closed) is AttemptState.PAID
    assert say(PaymentState.PENDING, before=closed) is closed


def test_what_is_held_is_let_go_by_words_and_not_by_silence() -> None:
    late = timedelta(days=2)
    for silence in (
        PaymentState.PENDING,
        PaymentState.EXPIRED,
        PaymentState.UNKNOWN_OR_PURGED,
        PaymentState.USED,
    ):
        assert say(silence, before=AttemptState.HELD, after=late) is AttemptState.HELD
    assert say(PaymentState.REFUSED, before=AttemptState.HELD) is AttemptState.HELD, "it may be tried again"
    assert say(PaymentState.REFUSED, before=AttemptState.HELD, after=late) is AttemptState.REFUSED
    spoke_of_money = replace(ATTEMPT, state=AttemptState.HELD, reported_cents=500)
    refused = PaymentResult("an-idop", PaymentState.REFUSED)
    assert verdict(spoke_of_money, refused, OPENED) is AttemptState.HELD
    assert verdict(spoke_of_money, PAID, OPENED) is AttemptState.PAID


@pytest.mark.parametrize(("means", "said"), [("carte", "card"), ("prelevement", "direct_debit")])
def test_a_payment_is_written_once_with_all_its_traces(till: Till, means: str, said: str) -> None:
    opened = till.click()
    till.choose(opened, "payer", means)
    attempt = till.check(opened).attempt
    assert (attempt.state, attempt.means, attempt.reported_cents) == (AttemptState.PAID, said, TOTAL)
    assert attempt.authorisation and attempt.paid_at == till.now
    [entry] = till.debt.entries
    assert (entry.amount_cents, entry.source, entry.at) == (TOTAL, opened.payment, till.now)
    assert (till.debt.balance_cents, till.debt.attempt) == (0, None)
    assert till.acts() == ["payment_opened", "payment_paid"]
    assert till.thanks() == [opened.payment]
    assert list(till.attempts()) == [attempt] and till.sweep().asked == 0


def test_return_notification_and_sweep_at_once_settle_once(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.wait(minutes=2)
    with ThreadPoolExecutor(6) as pool:
        acts = [till.sweep if turn % 3 == 2 else lambda: till.check(opened) for turn in range(6)]
        list(pool.map(lambda act: act(), acts))
    assert [entry.amount_cents for entry in till.debt.entries] == [TOTAL]
    assert till.credits == []
    assert till.acts() == ["payment_opened", "payment_paid"]
    assert till.thanks() == [opened.payment]


def test_coming_back_proves_nothing(till: Till) -> None:
    opened = till.click()
    for _ in range(3):
        assert till.check(opened).attempt.state is AttemptState.OPEN
    assert till.debt.balance_cents == TOTAL


def test_who_gave_up_is_told_so_while_the_attempt_stays_open(till: Till) -> None:
    opened = till.click()
    till.choose(opened, "abandonner")
    settled = till.check(opened)
    assert settled.gave_up and settled.attempt.state is AttemptState.OPEN
    till.wait(minutes=20)
    assert till.check(opened).attempt.state is AttemptState.CANCELLED
    assert till.debt.attempt is None


@pytest.mark.parametrize("means", ["carte", "prelevement"])
def test_a_refused_payment_frees_the_invoice_once_its_page_is_closed(till: Till, means: str) -> None:
    opened = till.click()
    till.choose(opened, "refuser", means)
    settled = till.check(opened)
    assert settled.refused and settled.attempt.state is AttemptState.OPEN
    till.wait(minutes=17)
    assert till.check(opened).attempt.state is AttemptState.REFUSED
    assert (till.debt.balance_cents, till.debt.attempt) == (TOTAL, None)
    assert till.acts() == ["payment_opened", "payment_refused"]


@pytest.mark.parametrize(
    "failures", [Failures(result_code="X"), Failures(amount_cents=500)], ids=["code", "amount"]
)
def test_what_nobody_expected_is_held_with_one_alert_and_settled_once_it_makes_sense(
    till: Till, failures: Failures, caplog: pytest.LogCaptureFixture
) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.treasury.fake.failures = failures
    for _ in range(3):
        assert till.check(opened).attempt.state is AttemptState.HELD
    alerts = [record.getMessage() for record in caplog.records if "payment held" in record.message]
    assert len(alerts) == 1 and opened.payment in alerts[0]
    assert (till.debt.balance_cents, till.debt.attempt) == (TOTAL, opened.payment)
    till.treasury.fake.failures = Failures()
    till.wait(hours=2)
    assert till.sweep().closed == 1
    assert till.debt.balance_cents == 0


@pytest.mark.parametrize("code", ["P5", "P3"])
def test_not_known_yet_is_waited_for(till: Till, code: str) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.treasury.fake.failures = Failures(ask_fault=code)
    till.wait(minutes=90)
    assert till.check(opened).attempt.state is AttemptState.OPEN
    till.treasury.fake.failures = Failures()
    assert till.check(opened).attempt.state is AttemptState.PAID


@pytest.mark.parametrize(
    "failures", [Failures(http_status=502), Failures(technical_fault=True)], ids=["502", "technical fault"]
)
def test_a_silent_treasury_changes_nothing(till: Till, failures: Failures) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    till.treasury.fake.failures = failures
    before = till.attempt(opened), till.debt
    with pytest.raises(ProviderUnavailable):
        till.check(opened)
    assert (till.attempt(opened), till.debt) == before


def test_a_debt_paid_through_two_payments_becomes_credit(
    till: Till, caplog: pytest.LogCaptureFixture
) -> None:
    """The first page stayed open for two hours in a forgotten tab; both were paid."""
    first = till.click()
    till.treasury.visit(first.redirect_url.partition("idop=")[2])
    till.wait(hours=2, minutes=3)
    second = till.click()
    till.choose(second, "payer")
    till.check(second)
    # The treasury lets nobody pay that late; should it ever, nothing is lost.
    operation = till.treasury.fake._treasury.find(first.redirect_url.partition("idop=")[2])
    assert operation is not None
    operation.result, operation.result_at = "P", till.now
    attempt = till.check(first).attempt
    assert (attempt.state, attempt.credited_cents) == (AttemptState.PAID, TOTAL)
    assert [credit.amount_cents for credit in till.credits] == [TOTAL]
    assert [entry.source for entry in till.debt.entries] == [second.payment]
    assert till.debt.balance_cents == 0
    assert sorted(till.thanks()) == sorted([first.payment, second.payment])
    assert [record.levelname for record in caplog.records if "beyond" in record.message] == ["ERROR"]


def test_an_old_attempt_that_is_held_does_not_push_out_the_one_under_way(till: Till) -> None:
    first = till.click()
    till.treasury.visit(first.redirect_url.partition("idop=")[2])
    till.wait(hours=2, minutes=3)
    second = till.click()
    till.treasury.fake.failures = Failures(ask_fault="P3")
    assert till.check(first).attempt.state is AttemptState.HELD
    assert till.debt.attempt == second.payment


@pytest.mark.parametrize("done_first", [False, True], ids=["before", "after"])
def test_killed_at_any_call_while_settling_nothing_is_lost_nor_done_twice(
    till: Till, done_first: bool
) -> None:
    opened = till.click()
    till.choose(opened, "payer")
    at = 0
    while till.debt.balance_cents:
        assert till.attempt(opened).state is AttemptState.OPEN
        at += 1
        with suppress(Killed), dying(Calls(die_at=at, done_first=done_first)):
            till.check(opened)
    assert at > 2
    assert till.check(opened).attempt.state is AttemptState.PAID
    assert [entry.amount_cents for entry in till.debt.entries] == [TOTAL]
    assert till.acts() == ["payment_opened", "payment_paid"]
    assert till.thanks() == [opened.payment]

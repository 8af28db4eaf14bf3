"""The real client against the fake bank, request by request over HTTP."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.payzen import Keys, PayZen, signature
from functions.gateways.payments.port import (
    Forged,
    Means,
    PaymentState,
    ProviderRefused,
    ProviderUnavailable,
)
from infra.local.payzen import Failures
from infra.local.payzen.shop import signed
from tests.gateways.bank import Bank

DEBT = {"reference": "2026C000042", "amount_cents": 4_250}


def test_the_form_is_signed_as_the_bank_wants_it(bank: Bank) -> None:
    opened = bank.open()
    assert opened.form is not None and opened.redirect_url.endswith("/vads-payment/")
    assert bank.visit(opened) == 200


def test_a_form_that_was_touched_on_its_way_opens_nothing(bank: Bank) -> None:
    opened = bank.open()
    assert opened.form is not None
    opened.form["vads_amount"] = "100"
    assert bank.visit(opened) == 400


@given(
    fields=st.dictionaries(
        st.text("abcdefg_", max_size=8).map(lambda name: f"vads_{name}"), st.text(max_size=20)
    ),
    key=st.text("abc0-", min_size=1),
)
def test_both_sides_sign_alike_whatever_the_fields(fields: dict[str, str], key: str) -> None:
    assert signature(fields, key.encode()) == signed(fields, key)


def test_a_paid_payment_says_what_how_much_when_and_how(bank: Bank) -> None:
    opened = bank.open()
    bank.clock.wait(minutes=3)
    bank.pay(opened)
    result = bank.client().ask(opened.provider_id)
    assert (result.state, result.means, result.mode) == (PaymentState.PAID, Means.BANK_CARD, PaymentMode.LIVE)
    assert result.paid_at == datetime(2026, 11, 2, 17, 3, tzinfo=UTC), "lundi 2026-11-02, 18 h 03 in Paris"
    assert result.authorisation and len(result.authorisation) == 6
    assert result.settles(**DEBT)  # type: ignore[arg-type]


def test_the_notification_says_the_same_and_is_signed(bank: Bank) -> None:
    opened = bank.open()
    bank.pay(opened)
    [(url, fields)] = bank.notified
    assert url == "https://preau.example/api/payzen/notifications"
    assert bank.client().read_notification(fields) == bank.client().ask(opened.provider_id)


def test_a_notification_signed_by_another_is_forged(bank: Bank) -> None:
    bank.fake.failures = Failures(forged=True)
    bank.pay(bank.open())
    with pytest.raises(Forged):
        bank.client().read_notification(bank.notified[0][1])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("vads_amount", "1"),
        ("vads_trans_status", "AUTHORISED"),
        ("vads_order_id", "2026C000043-x"),
        ("signature", ""),
    ],
)
def test_a_notification_that_was_touched_is_forged(bank: Bank, field: str, value: str) -> None:
    opened = bank.open()
    bank.visit(opened)
    bank.choose(opened, "refuser")
    with pytest.raises(Forged):
        bank.client().read_notification({**bank.notified[0][1], field: value})


@given(st.dictionaries(st.text(max_size=20), st.text(max_size=20)))
def test_anything_at_all_that_is_posted_is_forged(fields: dict[str, str]) -> None:
    client = PayZen(
        page="https://bank.example/", service="https://bank.example", keys=lambda _: Keys(b"k", "p")
    )
    with pytest.raises(Forged):
        client.read_notification(fields)


@pytest.mark.parametrize(
    ("decision", "state"), [("refuser", PaymentState.REFUSED), ("abandonner", PaymentState.EXPIRED)]
)
def test_what_was_not_paid_has_no_date_and_no_authorisation(
    bank: Bank, decision: str, state: PaymentState
) -> None:
    """Given up at a bank is over: its page does not open a second time with the same form."""
    opened = bank.open()
    bank.visit(opened)
    bank.choose(opened, decision)
    result = bank.client().ask(opened.provider_id)
    assert (result.state, result.paid_at, result.authorisation) == (state, None, None)


def test_paid_at_the_second_try_is_paid(bank: Bank) -> None:
    opened = bank.open()
    bank.visit(opened)
    bank.choose(opened, "refuser")
    bank.choose(opened, "payer")
    assert bank.client().ask(opened.provider_id).settles(**DEBT)  # type: ignore[arg-type]


def test_an_order_that_nobody_brought_is_unknown_and_one_that_is_looked_at_is_pending(bank: Bank) -> None:
    opened = bank.open()
    assert bank.client().ask(opened.provider_id).state is PaymentState.UNKNOWN_OR_PURGED
    bank.visit(opened)
    assert bank.client().ask(opened.provider_id).state is PaymentState.PENDING


@pytest.mark.parametrize("status", ["CAPTURE_FAILED", "SUSPENDED", "WHAT_NOBODY_KNOWS", ""])
def test_a_status_that_nobody_expected_is_held(bank: Bank, status: str) -> None:
    bank.fake.failures = Failures(status=status or " ")
    opened = bank.open()
    bank.pay(opened)
    assert bank.client().ask(opened.provider_id).state is PaymentState.HELD


def test_another_amount_does_not_settle(bank: Bank) -> None:
    bank.fake.failures = Failures(amount_cents=4_249)
    opened = bank.open()
    bank.pay(opened)
    assert not bank.client().ask(opened.provider_id).settles(**DEBT)  # type: ignore[arg-type]


def test_a_test_payment_says_so(bank: Bank) -> None:
    opened = bank.open(mode=PaymentMode.TEST)
    bank.pay(opened)
    result = bank.client().ask(opened.provider_id)
    assert not result.settles(**DEBT) and result.settles(**DEBT, mode=PaymentMode.TEST)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "failures", [Failures(http_status=502), Failures(error_code="INT_905"), Failures(hang=True)]
)
def test_no_answer_says_nothing_about_the_payment(bank: Bank, failures: Failures) -> None:
    opened = bank.open()
    bank.pay(opened)
    bank.fake.failures = failures
    with pytest.raises(ProviderUnavailable):
        bank.client(answer_seconds=0.3).ask(opened.provider_id)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"client": "1234"}, "client"),
        ({"amount_cents": 0}, "amount_cents"),
        ({"reference": "é"}, "reference"),
        ({"mode": PaymentMode.ACTIVATION}, "mode"),
    ],
)
def test_what_the_bank_would_refuse_is_not_signed(bank: Bank, changes: dict, field: str) -> None:
    with pytest.raises(ProviderRefused) as refused:
        bank.open(**changes)
    assert refused.value.field == field


def test_the_same_attempt_has_the_same_number_and_another_has_another(bank: Bank) -> None:
    first, again, other = bank.open(), bank.open(), bank.open(attempt="01m6fzwdr0ha4cpfka618mxxjs")
    assert first.form == again.form
    assert first.form and other.form and first.form["vads_trans_id"] != other.form["vads_trans_id"]


def test_keys_are_never_shown() -> None:
    assert "secret" not in repr(Keys(b"secret", "secret"))

from dataclasses import replace

import pytest

from functions.domain.town.commune import PaymentMode
from functions.gateways.payments.port import PaymentResult, PaymentState

PAID = PaymentResult(
    "id", PaymentState.PAID, amount_cents=4_250, reference="2026C000042", mode=PaymentMode.LIVE
)


def test_a_payment_of_this_debt_and_this_amount_settles() -> None:
    assert PAID.settles(reference="2026C000042", amount_cents=4_250)


@pytest.mark.parametrize(
    "odd",
    [
        {"amount_cents": 4_249},
        {"amount_cents": None},
        {"reference": "2026C000043"},
        {"reference": None},
        {"mode": PaymentMode.TEST},
        {"mode": None},
        *({"state": state} for state in PaymentState if state is not PaymentState.PAID),
    ],
)
def test_anything_else_does_not(odd: dict) -> None:
    assert not replace(PAID, **odd).settles(reference="2026C000042", amount_cents=4_250)


def test_a_test_payment_settles_only_where_a_test_was_asked_for() -> None:
    tested = replace(PAID, mode=PaymentMode.TEST)
    assert tested.settles(reference="2026C000042", amount_cents=4_250, mode=PaymentMode.TEST)
    assert not PAID.settles(reference="2026C000042", amount_cents=4_250, mode=PaymentMode.TEST)

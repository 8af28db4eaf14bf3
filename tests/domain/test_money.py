"""Money is whole cents: rounded once, shared without loss."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.money import RoundingMode, instalments, round_cents, share


@pytest.mark.parametrize(
    ("cents", "mode", "step", "rounded"),
    [
        ("152.5", RoundingMode.HALF_UP, 1, 153),
        ("152.49", RoundingMode.HALF_UP, 1, 152),
        ("152.01", RoundingMode.UP, 1, 153),
        ("152.99", RoundingMode.DOWN, 1, 152),
        ("152", RoundingMode.UP, 5, 155),
        ("152.5", RoundingMode.HALF_UP, 5, 155),
        ("152.4", RoundingMode.HALF_UP, 5, 150),
    ],
)
def test_one_function_rounds(cents: str, mode: RoundingMode, step: int, rounded: int) -> None:
    assert round_cents(Decimal(cents), mode, step=step) == rounded


@settings(deadline=None)
@given(st.integers(0, 10_000_000), st.lists(st.integers(0, 100), min_size=1, max_size=12).filter(any))
def test_a_share_loses_nothing_and_is_within_a_cent_of_its_due(total: int, weights: list[int]) -> None:
    shares = share(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    for part, weight in zip(shares, weights, strict=True):
        assert abs(part * whole - total * weight) < whole


@settings(deadline=None)
@given(st.integers(0, 10_000_000), st.integers(1, 24))
def test_instalments_differ_by_a_cent_at_most_and_the_first_are_the_larger(total: int, count: int) -> None:
    payments = instalments(total, count)
    assert sum(payments) == total
    assert payments == sorted(payments, reverse=True)
    assert payments[0] - payments[-1] <= 1


@pytest.mark.parametrize("weights", [[], [0, 0], [1, -1, 5]])
def test_nothing_is_shared_among_nobody(weights: list[int]) -> None:
    with pytest.raises(ValueError):
        share(100, weights)

"""Integer cents, and the one function that rounds."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum


class RoundingMode(StrEnum):
    HALF_UP = "half_up"
    UP = "up"
    DOWN = "down"


_MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.UP: ROUND_CEILING,
    RoundingMode.DOWN: ROUND_FLOOR,
}


def round_cents(cents: Decimal, mode: RoundingMode = RoundingMode.HALF_UP, *, step: int = 1) -> int:
    """`cents` rounded to a multiple of `step` cents. Callers round the unit price, then multiply."""
    return int((cents / step).quantize(Decimal(1), rounding=_MODES[mode])) * step


def cents_of(euros: Decimal) -> int:
    """Cents of an amount written in euros. Raises ValueError for a fraction of a cent."""
    cents = euros * 100
    if cents != cents.to_integral_value():
        raise ValueError(euros)
    return int(cents)


def share(total_cents: int, weights: list[int]) -> list[int]:
    """`total_cents` cut in proportion to `weights`, to the cent and without loss (largest remainder).

    Ties go to the earlier share. Raises ValueError when the weights are negative or add up to nothing.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(weights)
    shares = [total_cents * weight // whole for weight in weights]
    remainders = [total_cents * weight % whole for weight in weights]
    left = total_cents - sum(shares)
    for position in sorted(range(len(weights)), key=lambda position: -remainders[position])[:left]:
        shares[position] += 1
    return shares


def instalments(total_cents: int, count: int) -> list[int]:
    """A yearly amount in `count` payments that differ by one cent at most, the larger ones first."""
    return share(total_cents, [1] * count)

"""Amounts as French typography writes them: « 3,40 € », « 1 234,50 € », with narrow no-break spaces."""

from decimal import Decimal

NARROW = "\u202f"
NO_BREAK = "\u00a0"


def euros(cents: int) -> str:
    """`340` → « 3,40 € »; a credit has a true minus sign."""
    whole, rest = divmod(abs(cents), 100)
    sign = "\u2212" if cents < 0 else ""
    return f"{sign}{_grouped(str(whole))},{rest:02}{NARROW}€"


def number(value: Decimal | int) -> str:
    """`1099` → « 1 099 », `Decimal("799.50")` → « 799,5 »."""
    whole, _, fraction = f"{Decimal(value).normalize():f}".partition(".")
    sign, digits = ("\u2212", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{_grouped(digits)}" + (f",{fraction}" if fraction else "")


def percent(value: Decimal | int) -> str:
    """`Decimal("0.36")` → « 0,36 % »."""
    return f"{number(value)}{NARROW}%"


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", NARROW)

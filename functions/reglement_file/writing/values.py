"""Pieces of what is written: a key is left out where it says what is usual."""

from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from functions.reglement_file.reader import WEEKDAYS

Written = dict[str, object]
T = TypeVar("T")


def unless(key: str, value: T, usual: T) -> Written:
    if value == usual:
        return {}
    return {key: value.value if isinstance(value, StrEnum) else value}


def flag(key: str, value: bool) -> Written:
    return {key: True} if value else {}


def listed(key: str, values: list[Written]) -> Written:
    return {key: values} if values else {}


def texts(key: str, values: tuple[str, ...]) -> Written:
    return {key: list(values)} if values else {}


def days(weekdays: tuple[int, ...]) -> list[str]:
    return [WEEKDAYS[day - 1] for day in weekdays]


def days_unless(key: str, weekdays: tuple[int, ...], usual: tuple[int, ...]) -> Written:
    return {} if weekdays == usual else {key: days(weekdays)}


def euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)

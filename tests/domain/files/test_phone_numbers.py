"""What a telephone number looks like."""

import pytest

from functions.domain.files.phone_numbers import are_phones


@pytest.mark.parametrize(
    "written",
    [
        "06 39 98 00 01",
        "0199005678",
        "+352 621 123 456",
        "0032 470 12 34 56",
        "87 12 34 56",
        "01 99 00 56 78 / 06.39.98.00.01",
    ],
)
def test_a_number_of_france_of_its_islands_or_of_abroad_is_one(written: str) -> None:
    assert are_phones(written)


@pytest.mark.parametrize(
    "written",
    [
        "06 39 98 00",
        "6 39 98 00 01",
        "06 39 98 00 01 2",
        "1234567890",
        "+33",
        "chez Rose",
        "01 99 00 56 78 /",
        "",
    ],
)
def test_a_number_with_too_few_digits_or_too_many_is_none(written: str) -> None:
    assert not are_phones(written)

"""Numbers as a French accountant writes them out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.french.words.numbers import in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (17, "dix-sept"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (280, "deux cent quatre-vingts"),
        (1000, "mille"),
        (1234, "mille deux cent trente-quatre"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_000_000, "un million"),
        (2_000_300, "deux millions trois cents"),
    ],
)
def test_a_number_is_written_out(number: int, words: str) -> None:
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (0, "zéro euro"),
        (1, "un centime"),
        (100, "un euro"),
        (4250, "quarante-deux euros et cinquante centimes"),
        (-4250, "moins quarante-deux euros et cinquante centimes"),
        (100_000_000, "un million d’euros"),
    ],
)
def test_an_amount_is_written_out(cents: int, words: str) -> None:
    assert in_words(cents) == words


@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_two_numbers_are_never_written_alike(one: int, other: int) -> None:
    assert (number_in_words(one) == number_in_words(other)) == (one == other)

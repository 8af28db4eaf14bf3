"""For which school year a family's file is to be confirmed."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.family import FileConfirmation
from functions.domain.files.year_file import is_confirmed, year_to_confirm
from tests.support.builders import MARC, NOW, a_family

DAYS = st.dates(date(2020, 1, 1), date(2090, 12, 31))


@given(DAYS, st.integers(0, 800))
def test_what_was_confirmed_holds_until_the_next_first_of_july_and_no_longer(day: date, later: int) -> None:
    confirmed = FileConfirmation(year_to_confirm(day), MARC, NOW)
    family = replace(a_family(), confirmed=confirmed)
    then = day + timedelta(later)
    ends = date(confirmed.year + 1, 7, 1)
    assert is_confirmed(family, then) == (then < ends)

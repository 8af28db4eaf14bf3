"""Leaving lists unmarked and taking them up again are contrary acts, whatever was left before."""

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.attendance.left_unmarked import DayAndService, LeftUnmarked
from tests.support.builders import NOW, on

LISTS = st.lists(
    st.builds(
        DayAndService,
        st.sampled_from([on("lundi 2026-11-09"), on("mardi 2026-11-10")]),
        st.sampled_from(["cantine", "garderie"]),
    ),
    unique=True,
)


@given(LISTS, LISTS)
def test_what_is_taken_up_is_listed_again_and_the_rest_stays_left(
    before: list[DayAndService], back: list[DayAndService]
) -> None:
    left = LeftUnmarked("2026-11").leaving(before, NOW)
    assert left.leaving(before, NOW.replace(hour=23)) == left, "twice is once"
    after = left.taking_up(back)
    for one in {*before, *back}:
        assert after.has(one.day, one.service) is (one in before and one not in back)
    assert after.taking_up(before) == LeftUnmarked("2026-11")

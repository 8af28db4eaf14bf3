"""Nothing rings from half past nine to seven, on the town's clock."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.push.quiet_hours import quiet_hours
from tests.support.builders import paris


@pytest.mark.parametrize(
    ("at", "quiet", "ends"),
    [
        ("jeudi 2026-11-26 21:29", False, "vendredi 2026-11-27 07:00"),
        ("jeudi 2026-11-26 21:30", True, "vendredi 2026-11-27 07:00"),
        ("vendredi 2026-11-27 00:00", True, "vendredi 2026-11-27 07:00"),
        ("vendredi 2026-11-27 06:59", True, "vendredi 2026-11-27 07:00"),
        ("vendredi 2026-11-27 07:00", False, "samedi 2026-11-28 07:00"),
        ("samedi 2026-10-24 23:00", True, "dimanche 2026-10-25 07:00"),  # the clocks go back in that night
    ],
)
def test_from_half_past_nine_to_seven(at: str, quiet: bool, ends: str) -> None:
    found = quiet_hours(paris(at))
    assert found.holds(paris(at)) is quiet
    assert found.ends == paris(ends)


@given(st.integers(0, 366 * 24 * 60))
def test_they_end_after_any_instant_and_are_the_next_ones(minutes: int) -> None:
    at = (paris("jeudi 2026-01-01 00:00") + timedelta(minutes=minutes)).astimezone(
        paris("jeudi 2026-01-01 00:00").tzinfo
    )
    found = quiet_hours(at)
    assert at < found.ends
    assert found.begins - at < timedelta(hours=16)

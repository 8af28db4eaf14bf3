"""The clock of the local run shows another instant, and runs."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from infra.local.clock import Clock, instant

DEADLINE = datetime.fromisoformat("2026-11-19T09:58:00+01:00")  # jeudi


def test_a_new_clock_is_on_time(tmp_path):
    assert abs(Clock(tmp_path / "clock").now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_clock_runs_from_the_instant_it_was_set_to(tmp_path):
    clock = Clock(tmp_path / "clock")
    clock.set(DEADLINE)
    first = clock.now()
    time.sleep(0.01)
    assert DEADLINE <= first < clock.now() < DEADLINE + timedelta(minutes=1)


def test_a_clock_keeps_its_setting_when_the_server_starts_again(tmp_path):
    Clock(tmp_path / "clock").set(DEADLINE)
    assert abs(Clock(tmp_path / "clock").now() - DEADLINE) < timedelta(minutes=1)


def test_an_instant_says_its_time_zone():
    assert instant("2026-11-19T09:58+01:00") == DEADLINE
    with pytest.raises(ValueError, match="time zone"):
        instant("2026-11-19T09:58")

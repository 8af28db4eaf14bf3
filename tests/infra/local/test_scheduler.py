"""Scheduled functions are found and fired as EventBridge would."""

import logging
import sys
import types
from datetime import UTC, datetime

import pytest
from chalice.app import Chalice, Cron, Rate

from infra.local.scheduler import Schedule, schedules

AT = datetime(2026, 11, 19, 8, 58, tzinfo=UTC)


@pytest.fixture
def app(monkeypatch) -> Chalice:
    """A module `app` of its own: Lambda finds a function by the module it is in."""
    module = types.ModuleType("app")
    monkeypatch.setitem(sys.modules, "app", module)
    app = Chalice(app_name="throwaway")
    events: list[dict] = []

    @app.schedule(Rate(5, unit=Rate.MINUTES))
    def sweep(event):
        events.append(event.to_dict())

    @app.schedule("rate(1 hour)")
    def hourly(event):
        raise LookupError(event.time)

    @app.schedule(Cron(0, 3, 1, "*", "?", "*"))
    def monthly(event):
        """Runs by hand only."""

    for name, function in (("sweep", sweep), ("hourly", hourly), ("monthly", monthly), ("events", events)):
        setattr(module, name, function)
    return app


def named(app: Chalice, name: str) -> Schedule:
    return next(schedule for schedule in schedules(app) if schedule.name == name)


def test_a_minute_of_a_rate_is_a_second_here_and_a_cron_is_never_fired_alone(app):
    assert {schedule.name: schedule.every_seconds for schedule in schedules(app)} == {
        "sweep": 5.0,
        "hourly": 60.0,
        "monthly": None,
    }


def test_a_function_gets_the_event_of_eventbridge(app):
    assert named(app, "sweep").fire(AT)
    (event,) = sys.modules["app"].events
    assert (event["source"], event["detail-type"], event["time"]) == (
        "aws.events",
        "Scheduled Event",
        "2026-11-19T08:58:00Z",
    )
    assert event["resources"][0].endswith(":rule/sweep")


def test_a_failure_is_told_once_and_remembered(app, caplog):
    hourly = named(app, "hourly")
    with caplog.at_level(logging.ERROR):
        assert not hourly.fire(AT)
        assert not hourly.fire(AT)
    assert [record.message for record in caplog.records] == ["the scheduled function hourly failed"]
    assert "LookupError" in hourly.last_fault


def test_a_failure_is_forgotten_when_it_is_mended(app):
    sweep = named(app, "sweep")
    sweep.last_fault = "LookupError()"
    assert sweep.fire(AT)
    assert sweep.last_fault == ""

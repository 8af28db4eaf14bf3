"""EventBridge: fires the scheduled functions, rates sixty times as often as on AWS, so that nobody waits for a mail.

What runs at an hour of the night (`cron(…)`) is fired once, at the start, as if the night had just passed.
"""

import importlib
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chalice.app import Chalice, ScheduledEventConfig, ScheduleExpression

from infra.local.events import LambdaContext, schedule_event

TIMEOUT_SECONDS = 60.0
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Schedule:
    """A scheduled function; `every_seconds` is None for what runs at an hour of the day."""

    name: str
    expression: str
    handler: Callable[[Any, Any], Any]
    every_seconds: float | None
    last_fault: str = ""
    _running: threading.Lock = field(default_factory=threading.Lock)

    def fire(self, at: datetime) -> bool:
        """Call the function with EventBridge's event. False when it failed; the log says why."""
        with self._running:
            try:
                self.handler(schedule_event(self.name, at), LambdaContext(self.name, TIMEOUT_SECONDS))
            except Exception as fault:
                if repr(fault) != self.last_fault:  # the same one every second would bury all else
                    _log.exception("the scheduled function %s failed", self.name)
                self.last_fault = repr(fault)
                return False
        self.last_fault = ""
        return True


def schedules(app: Chalice) -> list[Schedule]:
    """The scheduled functions of an application, found by the handler that Lambda would be given."""
    return [
        Schedule(source.name, expression, handler_of(source.handler_string), _seconds(expression))
        for source in app.event_sources
        if isinstance(source, ScheduledEventConfig)
        for expression in [_text(source.schedule_expression)]
    ]


def start(schedule: Schedule, now: Callable[[], datetime]) -> None:
    """Fire a schedule from a thread of its own: now, then at its rate until the process ends."""
    threading.Thread(target=_run, args=(schedule, now), daemon=True).start()


def _run(schedule: Schedule, now: Callable[[], datetime]) -> None:
    schedule.fire(now())
    while schedule.every_seconds is not None:
        time.sleep(schedule.every_seconds)
        schedule.fire(now())


def handler_of(path: str) -> Callable[[Any, Any], Any]:
    module, _, name = path.rpartition(".")
    handler: Callable[[Any, Any], Any] = getattr(importlib.import_module(module), name)
    return handler


def _text(expression: str | ScheduleExpression) -> str:
    return expression if isinstance(expression, str) else expression.to_string()


def _seconds(expression: str) -> float | None:
    """`rate(5 minutes)` is every five seconds here."""
    if not expression.startswith("rate("):
        return None
    count, unit = expression.removeprefix("rate(").removesuffix(")").split()
    return float(int(count) * _MINUTES[unit.removesuffix("s")])

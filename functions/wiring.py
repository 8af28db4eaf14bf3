"""The clock and the gateways of this process, built once."""

from collections.abc import Callable
from datetime import UTC, datetime

_clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731  # replaced by use_clock


def now() -> datetime:
    """The instant, with an offset. Read once a request or a job, then handed down."""
    return _clock()


def use_clock(clock: Callable[[], datetime]) -> None:
    """Run at another time (the local run, the tests)."""
    global _clock
    _clock = clock

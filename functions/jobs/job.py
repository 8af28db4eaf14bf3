"""What every scheduled function goes through: the instant read once, and a line in the log that says how it went.

Plain logging: a blueprint's own logger raises (https://github.com/aws/chalice/issues/1566).
"""

import logging
import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import datetime
from functools import partial, wraps
from typing import Any

from functions import wiring

_log = logging.getLogger(__name__)

logging.getLogger("functions").setLevel(logging.INFO)


def job(work: Callable[[datetime], object]) -> Callable[[Any], None]:
    """The handler of a scheduled event: runs `work` at the present instant, and logs the figures it answers.

    What `work` raises is logged and raised again: Lambda counts it, and an alarm reads that.
    """

    @wraps(work)
    def handler(_event: Any) -> None:
        begun = time.monotonic()
        try:
            answer = work(wiring.now())
        except Exception:
            _log.exception("job failed name=%s", work.__name__)
            raise
        took = int((time.monotonic() - begun) * 1000)
        _log.info("job done name=%s ms=%d%s", work.__name__, took, _told(answer))

    return handler


def message_job(work: Callable[[str, datetime], object]) -> Callable[[Any], None]:
    """The handler of messages of a queue: runs `work` for the body of each, at the present instant, as `job` does."""

    @wraps(work)
    def handler(event: Any) -> None:
        for record in event:
            job(wraps(work)(partial(work, record.body)))(event)

    return handler


def _told(answer: object) -> str:
    """` sent=3 failed=0` of a dataclass of figures; nothing of anything else."""
    if not is_dataclass(answer) or isinstance(answer, type):
        return ""
    return "".join(f" {name}={value}" for name, value in asdict(answer).items())

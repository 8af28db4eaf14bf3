"""Trying an act again when others were writing the same items."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from functions.domain.errors import Busy
from functions.storage.transaction import Contended

T = TypeVar("T")

TRIES = 8
FIRST_WAIT_SECONDS = 0.02


def when_contended(act: Callable[[], T]) -> T:
    """Run `act`, again after a growing random wait each time it meets contention. Raises Busy in the end.

    `act` must read afresh what it decides from: what stood in the way has changed.
    """
    for attempt in range(TRIES):
        try:
            return act()
        except Contended:
            time.sleep(random.uniform(0, FIRST_WAIT_SECONDS * 2**attempt))  # noqa: S311  # no secret in a wait
    raise Busy

"""Trying an act again when others were writing the same items."""

import random
import time
from collections.abc import Callable
from typing import Final, TypeVar

from functions.domain.errors import Busy, OutcomeUnknown, Unavailable
from functions.storage.table.reading import TABLE_FAULTS
from functions.storage.table.transaction import Contended, Refused, Unanswered

T = TypeVar("T")

UNKNOWN_OUTCOME: Final = (Contended, Unanswered, Unavailable, *TABLE_FAULTS)
"""What tells nothing of the one who was served: it is tried again, and nobody is passed by because of it."""

TRIES = 8
FIRST_WAIT_SECONDS = 0.02


def when_contended(act: Callable[[], T]) -> T:
    """Run `act`, and again after a growing random wait each time others write the same items. Raises Busy in the end.

    `act` must read afresh what it decides from: what stood in the way has changed. Where no answer says whether it was written,
    nothing is concluded and OutcomeUnknown is raised: whoever sends the act again, or runs the job again, reads what is there.
    """
    for attempt in range(TRIES):
        try:
            return act()
        except Unanswered as unanswered:
            raise OutcomeUnknown from unanswered
        except Contended:
            time.sleep(random.uniform(0, FIRST_WAIT_SECONDS * 2**attempt))  # noqa: S311  # no secret in a wait
    raise Busy


def when_moved(act: Callable[[], T]) -> T:
    """Do as `when_contended`, and also run `act` again where a condition of its transaction did not hold. Raises Busy.

    This is for acts whose every condition says that an item is still as it was read: `act` then reads and decides
    again.
    """

    def again() -> T:
        try:
            return act()
        except Refused as refused:
            raise Contended from refused

    return when_contended(again)

"""Deliver what acts left in the outbox: at least once, by one delivery at a time, with patience, and loudly when in vain."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.domain.messages import Lane, Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.storage.table import outbox
from functions.storage.table.outbox import Taken
from functions.storage.table.stored import Stored

_log = logging.getLogger(__name__)

HELD = timedelta(minutes=2)
"""Longer than a delivery may take: a message whose delivery died is taken again after it."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MAX_TRIES = 12
"""Some seven hours: an evening's outage of the mail service loses nothing."""

Deliver = Callable[[Message, datetime], None]
"""Do what the message says. What it raises is tried again later, but MailRefused, which will never pass."""


_SENT, _POSTPONED, _FAILED, _NOT_OURS = "sent", "postponed", "failed", "not ours"


@dataclass(slots=True)
class Outcome:
    sent: int = 0
    postponed: int = 0
    failed: int = 0


def deliver_messages(
    deliveries: Mapping[MessageKind, Deliver],
    *,
    clock: Callable[[], datetime],
    budget: timedelta,
    lane: Lane = Lane.MAIN,
    at_once: int = 1,
) -> Outcome:
    """Deliver until nothing is due or the time is spent, the oldest first in each shard, `at_once` at the same time."""
    went: Counter[str] = Counter()
    end = clock() + budget

    def deliver(stored: Stored[Message]) -> str:
        now = clock()
        return _deliver(stored, deliveries, now) if now < end else _NOT_OURS

    with ThreadPoolExecutor(at_once) as pool:
        while clock() < end:
            waiting = [stored for stored in outbox.due(clock(), lane) if stored.value.kind in deliveries]
            came_to = Counter(pool.map(deliver, waiting))
            went += came_to
            if came_to.keys() <= {_NOT_OURS}:
                break
    return Outcome(sent=went[_SENT], postponed=went[_POSTPONED], failed=went[_FAILED])


def wait_after(tries: int) -> timedelta:
    """One minute, two, four… an hour."""
    return min(FIRST_WAIT * (1 << tries - 1), LONGEST_WAIT)


def _deliver(stored: Stored[Message], deliveries: Mapping[MessageKind, Deliver], now: datetime) -> str:
    """What came of it."""
    message = stored.value
    taken = outbox.take(stored, now=now, until=now + HELD)
    if taken is None:
        return _NOT_OURS
    try:
        deliveries[message.kind](message, now)
    except MailRefused as refused:
        return _give_up(taken, refused.code)
    except Exception as fault:
        return _try_later(taken, fault, now)
    outbox.sent(taken)
    return _SENT


def _try_later(taken: Taken, fault: Exception, now: datetime) -> str:
    if taken.tries >= MAX_TRIES:
        return _give_up(taken, type(fault).__name__)
    message = taken.message.value
    # The kind of fault and not its text, which may hold an address.
    _log.warning(
        "message postponed kind=%s id=%s tries=%d fault=%s",
        message.kind.value,
        message.id,
        taken.tries,
        type(fault).__name__,
    )
    outbox.postpone(taken, until=now + wait_after(taken.tries))
    return _POSTPONED


def _give_up(taken: Taken, code: str) -> str:
    """An alarm reads ERROR."""
    message = taken.message.value
    _log.error(
        "message given up kind=%s id=%s tries=%d fault=%s", message.kind.value, message.id, taken.tries, code
    )
    outbox.give_up(taken)
    return _FAILED

"""Deliver what acts left in the outbox: at least once, by one delivery at a time, with patience, and loudly when in vain."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.domain.messages import Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.storage import outbox
from functions.storage.bodies import Stored
from functions.storage.outbox import Taken

_log = logging.getLogger(__name__)

HELD = timedelta(minutes=2)
"""Longer than a delivery may take: a message whose delivery died is taken again after it."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MAX_TRIES = 12
"""Some seven hours: an evening's outage of the mail service loses nothing."""

Deliver = Callable[[Message, datetime], None]
"""Do what the message says. What it raises is tried again later, but MailRefused, which will never pass."""


@dataclass(slots=True)
class Outcome:
    sent: int = 0
    postponed: int = 0
    failed: int = 0


def deliver_messages(
    deliveries: Mapping[MessageKind, Deliver], *, clock: Callable[[], datetime], budget: timedelta
) -> Outcome:
    """Deliver until nothing is due or the time is spent, the oldest first in each shard."""
    outcome, end = Outcome(), clock() + budget
    while clock() < end:
        waiting = [stored for stored in outbox.due(clock()) if stored.value.kind in deliveries]
        taken = [_deliver(stored, deliveries, outcome, clock()) for stored in waiting if clock() < end]
        if not any(taken):
            break
    return outcome


def wait_after(tries: int) -> timedelta:
    """One minute, two, four… an hour."""
    return min(FIRST_WAIT * (1 << tries - 1), LONGEST_WAIT)


def _deliver(
    stored: Stored[Message], deliveries: Mapping[MessageKind, Deliver], outcome: Outcome, now: datetime
) -> bool:
    """Whether this delivery got hold of the message."""
    message = stored.value
    taken = outbox.take(stored, now=now, until=now + HELD)
    if taken is None:
        return False
    try:
        deliveries[message.kind](message, now)
    except MailRefused as refused:
        _give_up(taken, refused.code, outcome)
    except Exception as fault:
        _try_later(taken, fault, outcome, now)
    else:
        outbox.sent(taken)
        outcome.sent += 1
    return True


def _try_later(taken: Taken, fault: Exception, outcome: Outcome, now: datetime) -> None:
    if taken.tries >= MAX_TRIES:
        _give_up(taken, type(fault).__name__, outcome)
        return
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
    outcome.postponed += 1


def _give_up(taken: Taken, code: str, outcome: Outcome) -> None:
    """An alarm reads ERROR."""
    message = taken.message.value
    _log.error(
        "message given up kind=%s id=%s tries=%d fault=%s", message.kind.value, message.id, taken.tries, code
    )
    outbox.give_up(taken)
    outcome.failed += 1

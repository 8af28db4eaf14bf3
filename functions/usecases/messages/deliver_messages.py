"""Deliver the messages that acts left in the outbox, each at least once and by one delivery at a time.

A message that fails is tried again, later and later. One that fails too often is given up, which sets off the alarm.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from functions.domain.messages import Lane, Message, MessageKind
from functions.gateways.mail import MailRefused
from functions.storage.table import outbox
from functions.storage.table.outbox import Taken
from functions.storage.table.stored import Stored
from functions.usecases.retry import when_contended

_log = logging.getLogger(__name__)

TAKEN_FOR = timedelta(minutes=2)
"""How long a delivery keeps a message to itself. A delivery takes less; after it died, another takes the message."""
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MAX_TRIES = 12
"""The tries last some six hours in all, so that an evening's outage of the mail service loses nothing."""

Deliver = Callable[[Message, datetime], None]
"""Does what a message asks for. If it raises MailRefused, the message is given up; after any other exception it is retried."""

GivenUp = Callable[[Message, datetime], None]
"""Notes, where it concerns somebody, that a message will not be delivered."""


class AddressUnreachable(MailRefused):
    """Nothing is sent to this address, because an earlier mail came back or was unwanted. The town reads it in its list, so that no
    alarm rings. `code` says which, as `address_bounce`."""


class NotBefore(Exception):
    """Nothing went wrong: the message is delivered later, from `at` on."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self.at = at


_SENT, _POSTPONED, _FAILED, _NOT_OURS = "sent", "postponed", "failed", "not ours"
_UNREACHABLE = "unreachable"


@dataclass(slots=True)
class Outcome:
    sent: int = 0
    postponed: int = 0
    failed: int = 0
    unreachable: int = 0
    """To addresses that do not receive mails."""
    oldest_seconds: int = field(default=0, compare=False)
    """How long the oldest message that is left has waited."""


def deliver_messages(
    deliveries: Mapping[MessageKind, Deliver],
    *,
    clock: Callable[[], datetime],
    budget: timedelta,
    lane: Lane = Lane.MAIN,
    at_once: int = 1,
    given_up: GivenUp | None = None,
    let_go: bool = False,
) -> Outcome:
    """Deliver the messages of a lane until none is due or the budget of time is spent.

    The oldest of each shard come first, and `at_once` are delivered at the same time. `given_up` is told of each that is put aside.
    `let_go`: none is put aside; what cannot be delivered is dropped, and said in the log.
    """
    went: Counter[str] = Counter()
    end = clock() + budget

    def deliver(stored: Stored[Message]) -> str:
        now = clock()
        return _deliver(stored, deliveries, _GivingUp(given_up, let_go), now) if now < end else _NOT_OURS

    with ThreadPoolExecutor(at_once) as pool:
        while clock() < end:
            waiting = [stored for stored in outbox.due(clock(), lane) if stored.value.kind in deliveries]
            came_to = Counter(pool.map(deliver, waiting))
            went += came_to
            if came_to.keys() <= {_NOT_OURS}:
                break
    return Outcome(
        sent=went[_SENT],
        postponed=went[_POSTPONED],
        failed=went[_FAILED],
        unreachable=went[_UNREACHABLE],
        oldest_seconds=_note_the_oldest(lane, clock()),
    )


def _note_the_oldest(lane: Lane, now: datetime) -> int:
    """Write down how long the oldest message of the lane has waited: the alarm of the lane reads the field `oldest_seconds`."""
    since = outbox.oldest_at(lane)
    seconds = 0 if since is None else max(0, int((now - since).total_seconds()))
    if seconds:
        _log.info("outbox waits lane=%s", lane.value, extra={"oldest_seconds": seconds})
    return seconds


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: one minute, two, four and so on, at most an hour."""
    return min(FIRST_WAIT * (1 << tries - 1), LONGEST_WAIT)


def _deliver(
    stored: Stored[Message],
    deliveries: Mapping[MessageKind, Deliver],
    giving_up: "_GivingUp",
    now: datetime,
) -> str:
    """Deliver one message and answer its outcome, which is `_NOT_OURS` when another delivery has it."""
    message = stored.value
    taken = outbox.take(stored, now=now, until=now + TAKEN_FOR)
    if taken is None:
        return _NOT_OURS
    try:
        deliveries[message.kind](message, now)
    except NotBefore as later:
        _note(partial(outbox.postpone, taken, until=later.at), message)
        return _POSTPONED
    except AddressUnreachable as known:
        return _leave_unsent(taken, known.code, giving_up, now)
    except MailRefused as refused:
        return _give_up(taken, refused.code, giving_up, now)
    except Exception as fault:
        return _try_later(taken, fault, giving_up, now)
    _note(partial(outbox.sent, taken), message)
    return _SENT


def _note(write: Callable[[], None], message: Message) -> None:
    """Say what became of it, at once and patiently: until then, it would be done again when its two minutes are over.

    Where it cannot be said, it is; and nobody else waits for it.
    """
    try:
        when_contended(write)
    except Exception as fault:
        _log.warning(
            "message may come twice kind=%s id=%s fault=%s",
            message.kind.value,
            message.id,
            type(fault).__name__,
        )


@dataclass(frozen=True, slots=True)
class _GivingUp:
    told: GivenUp | None
    let_go: bool


def _try_later(taken: Taken, fault: Exception, giving_up: _GivingUp, now: datetime) -> str:
    if taken.tries >= MAX_TRIES:
        return _give_up(taken, type(fault).__name__, giving_up, now)
    message = taken.message.value
    # The log names the kind of fault, because its text may hold an address.
    _log.warning(
        "message postponed kind=%s id=%s tries=%d fault=%s",
        message.kind.value,
        message.id,
        taken.tries,
        type(fault).__name__,
    )
    _note(partial(outbox.postpone, taken, until=now + wait_after(taken.tries)), message)
    return _POSTPONED


def _give_up(taken: Taken, code: str, giving_up: _GivingUp, now: datetime) -> str:
    """Stop trying to deliver a message. The line at ERROR sets off the alarm.

    Whom it concerns learns of it before it is put aside: afterwards nobody would tell them.
    """
    message = taken.message.value
    if giving_up.let_go:
        _log.warning("message let go kind=%s id=%s fault=%s", message.kind.value, message.id, code)
        _note(partial(outbox.sent, taken), message)
        return _FAILED
    if giving_up.told is not None:
        _note(partial(giving_up.told, message, now), message)
    _log.error(
        "message given up kind=%s id=%s tries=%d fault=%s", message.kind.value, message.id, taken.tries, code
    )
    _note(partial(outbox.give_up, taken, cause=code, now=now), message)
    return _FAILED


def _leave_unsent(taken: Taken, code: str, giving_up: _GivingUp, now: datetime) -> str:
    message = taken.message.value
    if giving_up.told is not None:
        _note(partial(giving_up.told, message, now), message)
    _log.info("message not sent kind=%s id=%s fault=%s", message.kind.value, message.id, code)
    _note(partial(outbox.give_up, taken, cause=code, now=now), message)
    return _UNREACHABLE

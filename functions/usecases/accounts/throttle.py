"""Limit how often something may be tried for one e-mail address and from one place, and how often who is signed in may write.

Tries are counted in windows of time. A stranger's tries never keep out a parent who is at a place from which they logged in
before (`functions/usecases/accounts/log_in.py`).

What who is signed in has written is read with the request's first batch, and only one write in so many is counted, as so many:
thus a write costs no round trip more, and a tenth of one on average (docs/decisions/0034-bounds.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from random import SystemRandom

from functions.domain.errors import Throttled
from functions.storage.accounts import throttles
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.usecases.retry import when_contended

_IPV6_HOUSEHOLD_BITS = 64
"""The length of the prefix that one household is given; its machines choose the other bits themselves."""


class WritesThrottled(Throttled):
    """Who is signed in has written too often. `retry_after` (seconds) is in the data."""

    code = "writes_throttled"


@dataclass(frozen=True, slots=True)
class Limit:
    scope: str
    tries: int
    window: timedelta
    sample: int = 1
    """One try in so many is counted, as so many: right on average, wherever the requests are served."""


LOGIN_OF_ADDRESS = Limit("login", 50, timedelta(hours=1))
LOGIN_OF_ADDRESS_FROM_PLACE = Limit("login-place", 10, timedelta(minutes=15))
LOGIN_FROM_PLACE = Limit("login-ip", 200, timedelta(minutes=15))
"""The limit is high because a whole school may share one address of the Internet."""
CODE_OF_ADDRESS_FROM_PLACE = Limit("code-place", 20, timedelta(minutes=15))
"""Only wrong codes count, and the right one is let through whatever was counted: nobody can guess a code, and a stranger's tries
must not keep out its owner, not even from the same network. So there is no limit over all places either."""
CODE_FROM_PLACE = Limit("code-ip", 100, timedelta(minutes=15))
FACTOR_OF_LOGIN_FROM_PLACE = Limit("factor-place", 10, timedelta(minutes=15))
FACTOR_OF_LOGIN = Limit("factor", 100, timedelta(days=1))
"""Codes of six digits, by who gave the password: three of a million are right at any moment, so a day of tries finds one in 3,000. All
tries count, also the right ones: beyond the limit nothing tells them apart."""
PASSKEY_ASKED_FROM_PLACE = Limit("passkey-ask-ip", 600, timedelta(minutes=15))
"""The sign-in page asks each time it is opened, and a whole school may share one address of the Internet."""
PASSKEY_FROM_PLACE = Limit("passkey-ip", 200, timedelta(minutes=15))
PASSKEY_OF_LOGIN_FROM_PLACE = Limit("passkey-place", 20, timedelta(minutes=15))
"""Nobody guesses a signature: this bounds what it costs to be sent wrong ones. There is no limit over all places, so that nobody keeps an
owner out."""
MAIL_TO_ADDRESS = Limit("mail", 20, timedelta(hours=1))
"""Keeps strangers who type an address from filling its mailbox."""
MAIL_TO_ADDRESS_FROM_PLACE = Limit("mail-place", 5, timedelta(hours=1))
MAIL_FROM_PLACE = Limit("mail-ip", 50, timedelta(hours=1))
MAIL_OF_ACCOUNT = Limit("mail-account", 10, timedelta(hours=1))
"""For mails that somebody who is logged in has sent to an address they do not have yet."""
REFUSED_ACTS = Limit("refused-act", 20, timedelta(hours=1))
"""For lines in a commune's journal, by agent of it."""

WRITES_OF_FAMILY = Limit("writes-family", 180, timedelta(minutes=1), sample=10)
"""Three clicks a second for a whole minute: both parents at once on the evening when bookings open. As one in ten is counted, a
family is stopped after some 100 to 260."""
WRITES_OF_LOGIN = Limit("writes-login", 60, timedelta(minutes=1))
"""A password, an address, a session: so rare that each is counted."""
WRITES_OF_AGENT = Limit("writes-agent", 240, timedelta(minutes=1), sample=10)
"""An agent may have scripts of the town's own: a list of 300 children is one write."""
UPLOADS_OF_FAMILY = Limit("uploads-family", 30, timedelta(hours=1))
"""Files of 4 MB, kept for a year. Each is counted: it costs far more than the counting."""
SENT_FOR_FAMILY = Limit("sent-family", 120, timedelta(hours=1), sample=4)
"""Acts that send something out: a mail, a question to the bank."""
SENT_FOR_AGENT = Limit("sent-agent", 1200, timedelta(hours=1), sample=10)

_chance = SystemRandom()


@dataclass(frozen=True, slots=True)
class WriteCount:
    """What is counted of one limit for one family or login, and where."""

    limit: Limit
    key: Key
    ends_at: datetime


def from_place(email: str, place: str) -> str:
    """The subject under which tries for an address from a place are counted. `keys.throttle` makes it the same however the
    address is typed."""
    return f"{email.strip()} {place}"


def count_try(limit: Limit, subject: str, *, now: datetime) -> None:
    """Count one more try. Raises Throttled with the seconds until the window ends, Busy."""
    window, ends_at = _window(limit, now)
    key = keys.throttle(limit.scope, subject, window)
    if not when_contended(partial(throttles.count, key, limit=limit.tries, ends_at=ends_at)):
        seconds = int((ends_at - now).total_seconds())
        raise Throttled(retry_after=max(1, seconds))


def count_wrong_code(email: str, place: str, *, now: datetime) -> None:
    """Count a wrong code, before it is refused. Raises Throttled, Busy."""
    count_try(CODE_FROM_PLACE, place, now=now)
    count_try(CODE_OF_ADDRESS_FROM_PLACE, from_place(email, place), now=now)


def count_factor_try(account: str, credentials_version: int, place: str, *, now: datetime) -> None:
    """Count a try of a second factor, before it is looked at. Raises Throttled, Busy.

    Another password opens another count: whoever had the earlier one keeps nobody out.
    """
    subject = f"{account} {credentials_version}"
    count_try(FACTOR_OF_LOGIN_FROM_PLACE, from_place(subject, place), now=now)
    count_try(FACTOR_OF_LOGIN, subject, now=now)


def factor_tries_key(account: str, credentials_version: int, place: str, *, now: datetime) -> Key:
    return tries_key(
        FACTOR_OF_LOGIN_FROM_PLACE, from_place(f"{account} {credentials_version}", place), now=now
    )


def count_mail(email: str, place: str, *, known_place: bool, now: datetime) -> None:
    """Count a request, by somebody who is not logged in, for a mail to an address. Raises Throttled, Busy.

    At a place from which the login was opened before, requests made elsewhere do not count.
    """
    count_try(MAIL_FROM_PLACE, place, now=now)
    count_try(MAIL_TO_ADDRESS_FROM_PLACE, from_place(email, place), now=now)
    if not known_place:
        count_try(MAIL_TO_ADDRESS, email, now=now)


def count_mail_of_account(account_id: str, email: str, place: str, *, now: datetime) -> None:
    """Count a request, by somebody who is logged in, for a mail to an address. What strangers ask for it does not count.

    Raises Throttled, Busy.
    """
    count_try(MAIL_FROM_PLACE, place, now=now)
    count_try(MAIL_TO_ADDRESS_FROM_PLACE, from_place(email, place), now=now)
    count_try(MAIL_OF_ACCOUNT, account_id, now=now)


def tries_key(limit: Limit, subject: str, *, now: datetime) -> Key:
    """Where the tries of the present window are counted, so that a success can clear them."""
    return keys.throttle(limit.scope, subject, _window(limit, now)[0])


def place_of(source_ip: str) -> str:
    """What counts as one place: the address itself with IPv4, the household's network with IPv6."""
    try:
        address = IPv6Address(source_ip)
    except AddressValueError:
        return source_ip
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, _IPV6_HOUSEHOLD_BITS), strict=False))


def _window(limit: Limit, now: datetime) -> tuple[int, datetime]:
    length = int(limit.window.total_seconds())
    window = int(now.timestamp()) // length
    return window, datetime.fromtimestamp((window + 1) * length, UTC)


def write_count(limit: Limit, subject: str, *, now: datetime) -> WriteCount:
    """The count of the present window, for `check_writes`. `subject`: a family of a commune, or an account."""
    window, ends_at = _window(limit, now)
    return WriteCount(limit, keys.throttle(limit.scope, subject, window), ends_at)


def check_writes(
    counts: Iterable[WriteCount], known: Mapping[Key, int], *, account: str, now: datetime
) -> None:
    """Refuse a write beyond a limit, and count this one. `known`: what was counted, read with the request's first batch.
    `account`: whose write it is, for the log.

    Raises Throttled with the seconds until the window ends, Busy.
    """
    for each in counts:
        limit, weight = each.limit, each.limit.sample
        allowed = known.get(each.key, 0) < limit.tries
        if allowed and _chance.randrange(weight) == 0:
            most, ends_at = limit.tries, each.ends_at
            allowed = when_contended(
                partial(throttles.count, each.key, limit=most, ends_at=ends_at, weight=weight)
            )
        if not allowed:
            seconds = int((each.ends_at - now).total_seconds())
            raise WritesThrottled(retry_after=max(1, seconds), account=account)

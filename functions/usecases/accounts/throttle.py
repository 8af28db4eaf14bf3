"""How often something may be tried, by one address and from one place.

A window ends by itself, and what a stranger tries from elsewhere never closes the door to a parent at a place they are
known at (`functions/usecases/accounts/log_in.py`).
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import AddressValueError, IPv6Address, IPv6Network

from functions.domain.errors import Throttled
from functions.storage.accounts import throttles
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.usecases.retry import when_contended

_IPV6_HOUSEHOLD_BITS = 64
"""What one household is given: its machines choose the rest themselves."""


@dataclass(frozen=True, slots=True)
class Limit:
    scope: str
    tries: int
    window: timedelta


LOGIN_OF_ADDRESS = Limit("login", 50, timedelta(hours=1))
LOGIN_OF_ADDRESS_FROM_PLACE = Limit("login-place", 10, timedelta(minutes=15))
LOGIN_FROM_PLACE = Limit("login-ip", 200, timedelta(minutes=15))
"""A whole school may stand behind one address of the Internet."""
CODE_OF_ADDRESS_FROM_PLACE = Limit("code-place", 20, timedelta(minutes=15))
"""No limit over all places: a code is not to be guessed, and a stranger's tries must not close the door to its owner."""
CODE_FROM_PLACE = Limit("code-ip", 100, timedelta(minutes=15))
MAIL_TO_ADDRESS = Limit("mail", 20, timedelta(hours=1))
"""Nobody's mailbox is filled by who types its address."""
MAIL_TO_ADDRESS_FROM_PLACE = Limit("mail-place", 5, timedelta(hours=1))
MAIL_FROM_PLACE = Limit("mail-ip", 50, timedelta(hours=1))


def from_place(email: str, place: str) -> str:
    """The subject of what is tried for an address from a place: one for all the ways to type the address."""
    return f"{email.strip()} {place}"


def count_try(limit: Limit, subject: str, *, now: datetime) -> None:
    """Count one more try. Raises Throttled with the seconds until the window ends, Busy."""
    window, ends_at = _window(limit, now)
    key = keys.throttle(limit.scope, subject, window)
    if not when_contended(partial(throttles.count, key, limit=limit.tries, ends_at=ends_at)):
        seconds = int((ends_at - now).total_seconds())
        raise Throttled(retry_after=max(1, seconds))


def count_code(email: str, place: str, *, now: datetime) -> None:
    """Count a try of a mailed code. Raises Throttled."""
    count_try(CODE_FROM_PLACE, place, now=now)
    count_try(CODE_OF_ADDRESS_FROM_PLACE, from_place(email, place), now=now)


def count_mail(email: str, place: str, *, now: datetime) -> None:
    """Count a mail asked for an address. Raises Throttled."""
    count_try(MAIL_FROM_PLACE, place, now=now)
    count_try(MAIL_TO_ADDRESS_FROM_PLACE, from_place(email, place), now=now)
    count_try(MAIL_TO_ADDRESS, email, now=now)


def tries_key(limit: Limit, subject: str, *, now: datetime) -> Key:
    """Where the tries of the present window are counted, to be cleared with a success."""
    return keys.throttle(limit.scope, subject, _window(limit, now)[0])


def place_of(source_ip: str) -> str:
    """Whom to count as one visitor: the address, or the household's network with IPv6."""
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

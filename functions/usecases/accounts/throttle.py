"""Limit how often something may be tried for one e-mail address and from one place.

Tries are counted in windows of time. A stranger's tries never keep out a parent who is at a place from which they logged in
before (`functions/usecases/accounts/log_in.py`).
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
"""The length of the prefix that one household is given; its machines choose the other bits themselves."""


@dataclass(frozen=True, slots=True)
class Limit:
    scope: str
    tries: int
    window: timedelta


LOGIN_OF_ADDRESS = Limit("login", 50, timedelta(hours=1))
LOGIN_OF_ADDRESS_FROM_PLACE = Limit("login-place", 10, timedelta(minutes=15))
LOGIN_FROM_PLACE = Limit("login-ip", 200, timedelta(minutes=15))
"""The limit is high because a whole school may share one address of the Internet."""
CODE_OF_ADDRESS_FROM_PLACE = Limit("code-place", 20, timedelta(minutes=15))
"""Only wrong codes count, and the right one is let through whatever was counted: nobody can guess a code, and a stranger's tries
must not keep out its owner, not even from the same network. So there is no limit over all places either."""
CODE_FROM_PLACE = Limit("code-ip", 100, timedelta(minutes=15))
MAIL_TO_ADDRESS = Limit("mail", 20, timedelta(hours=1))
"""Keeps strangers who type an address from filling its mailbox."""
MAIL_TO_ADDRESS_FROM_PLACE = Limit("mail-place", 5, timedelta(hours=1))
MAIL_FROM_PLACE = Limit("mail-ip", 50, timedelta(hours=1))
MAIL_OF_ACCOUNT = Limit("mail-account", 10, timedelta(hours=1))
"""For mails that somebody who is logged in has sent to an address they do not have yet."""
REFUSED_ACTS = Limit("refused-act", 20, timedelta(hours=1))
"""For lines in a commune's journal, by agent of it."""


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

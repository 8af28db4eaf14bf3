"""The secret address of a login's calendar: made, renewed and revoked by its owner.

Calendar programs send no cookie, so whoever knows the address reads the calendar. The address is not stored: it is
derived from an issue, which is stored, and a secret of the deployment. Its owner can be shown it again, but whoever
reads the table cannot find it there.
"""

import re
from datetime import datetime

from functions.domain.accounts.account import CalendarFeed, Session
from functions.domain.errors import NotFound, Unauthenticated
from functions.domain.journal import JournalLine
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.mailed_codes import Purpose, code_matches, code_of, new_issue
from functions.usecases.retry import when_moved

_TOKEN = re.compile(r"([0-9a-z]{26})-([0-9a-z]{26})(?:\.ics)?")
_OPEN, _CLOSE = "calendar opened", "calendar closed"


def token_of(account_id: str, feed: CalendarFeed) -> str:
    """What the address of the login's calendar ends with."""
    return f"{account_id}-{code_of(Purpose.CALENDAR, feed.issue)}.ics"


def open_feed(session: Stored[Session], *, idempotency_key: str, now: datetime) -> str:
    """Make a new address, and return what it ends with. An earlier one stops working at once.

    A session that ends at the same moment, because the password was changed, makes none. Raises Unauthenticated, KeyReused, Busy.
    """
    account_id = session.value.account
    done_key = keys.of_account(account_id, f"KEY#{idempotency_key}")

    def act() -> CalendarFeed:
        earlier = idempotency.earlier_answer(done_key, _OPEN, CalendarFeed)
        if earlier is not None:
            return earlier
        key = keys.calendar_feed(account_id)
        both = read([key, session.key])
        found, still_open = both.get(key, CalendarFeed), both.get(session.key, Session)
        if still_open is None:
            raise Unauthenticated
        feed = CalendarFeed(new_issue(), now)
        transaction = Transaction()
        transaction.check(still_open, why="session")
        transaction.put(Stored(key, feed, found.version if found else 0), why="calendar")
        idempotency.remember(transaction, done_key, _OPEN, feed, now=now)
        act = "calendar_renewed" if found else "calendar_opened"
        journal.add_to_account(transaction, account_id, JournalLine(new_id(now), act, account_id, now))
        transaction.commit()
        return feed

    return token_of(account_id, when_moved(act))


def close_feed(account_id: str, *, idempotency_key: str, now: datetime) -> None:
    """Revoke the address: whoever asks for it is told that there is nothing there. Raises KeyReused, Busy."""
    key, done_key = keys.calendar_feed(account_id), keys.of_account(account_id, f"KEY#{idempotency_key}")

    def act() -> None:
        if idempotency.earlier_answer(done_key, _CLOSE, bool) is not None:
            return
        transaction = Transaction()
        if read_one(key, CalendarFeed) is not None:
            transaction.delete(key, why="calendar")
            line = JournalLine(new_id(now), "calendar_closed", account_id, now)
            journal.add_to_account(transaction, account_id, line)
        idempotency.remember(transaction, done_key, _CLOSE, True, now=now)
        transaction.commit()

    when_moved(act)


def account_named(given: str) -> str:
    """The account that an address names; nothing is proved before `check_token`. Raises NotFound."""
    match = _TOKEN.fullmatch(given)
    if match is None:
        raise NotFound
    return match[1]


def check_token(given: str, feed: CalendarFeed | None) -> None:
    """Raises NotFound for anything but the current address."""
    match = _TOKEN.fullmatch(given)
    code = match[2] if match is not None else ""
    if not code_matches(code, Purpose.CALENDAR, None if feed is None else feed.issue):
        raise NotFound

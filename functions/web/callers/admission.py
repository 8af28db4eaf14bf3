"""What every admission shares: one round trip for session, limits and what else it is decided from; whose session; where a merged file went."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from functions.domain.accounts.account import Session
from functions.domain.errors import Unauthenticated
from functions.domain.merging.merged_files import FileMerged
from functions.storage.accounts import throttles
from functions.storage.accounts.sessions import session_key
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.usecases.accounts.sessions import touch
from functions.usecases.accounts.throttle import check_writes
from functions.web.callers.asking import Ask

C = TypeVar("C")


def read_with_limits(ask: Ask, *wanted: Key) -> Found:
    """One round trip: what admission is decided from, and how often was written lately."""
    return read([*wanted, *(each.key for each in ask.limits)])


def check_write_limits(found: Found, ask: Ask, account: str) -> None:
    """For a caller who was admitted: nobody else learns how busy a family is, or counts as it. Raises WritesThrottled, Busy."""
    known = {each.key: throttles.counted(found, each.key) for each in ask.limits}
    check_writes(ask.limits, known, account=account, now=ask.now)


def session_in(found: Found, key: Key, ask: Ask) -> Stored[Session]:
    session = found.get(key, Session)
    if session is None or not session.value.alive(ask.now):
        raise Unauthenticated
    return touch(session, now=ask.now)


def key_of_session(ask: Ask) -> Key:
    key = None if ask.cookie is None else session_key(ask.cookie)
    if key is None:
        raise Unauthenticated
    return key


def where_the_file_went(admit: Callable[[Ask], C], ask: Ask) -> C:
    """An address of a file that was merged into another leads there: a page that was open, a bookmark, a link of a mail."""
    try:
        return admit(ask)
    except MovedTo as moved:
        return admit(replace(ask, path={**ask.path, "family": moved.family}))


class MovedTo(FileMerged):
    """The family of the address was merged into this one. Who is not led there is told."""

    def __init__(self, family: str) -> None:
        super().__init__()
        self.family = family

"""Seal the days of a commune's journal that are over, in the order of days. Nothing is added to the acts that write it."""

import logging
from datetime import UTC, date, datetime, timedelta

from functions.domain.journal_seals import FIRST, MOST_SEALED, JournalSeal, sealed
from functions.storage.journal import seals
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended

_log = logging.getLogger(__name__)

LATE = timedelta(hours=4)
"""Until when a line of the evening may still come: a command that began before midnight makes its ids of that instant."""


def seal_journal(commune: str, *, now: datetime) -> int:
    """How many days were sealed. The first time, the last one that is over: what came before is in no seal. Raises Busy."""
    last = seals.last_seal(commune)
    until = (now - LATE).astimezone(UTC).date()
    done = 0
    while True:
        day, part, after = _next(last, until)
        if day >= until:
            return done
        made = _seal(commune, day, part, after, before=FIRST if last is None else last.seal, now=now)
        if made is None:
            return done  # another run of the job does it
        done, last = done + made.whole, made


def _next(last: JournalSeal | None, until: date) -> tuple[date, int, str]:
    """The day that is to be sealed, which part of it, after which line."""
    if last is None:
        return until - timedelta(1), 1, ""
    if last.whole:
        return last.day + timedelta(1), 1, ""
    return last.day, last.part + 1, last.lines[-1].id


def _seal(
    commune: str, day: date, part: int, after: str, *, before: str, now: datetime
) -> JournalSeal | None:
    left = [line for line, _ in seals.lines_of_day(commune, day, after=after)]
    made = sealed(day, part, left[:MOST_SEALED], before=before, whole=len(left) <= MOST_SEALED, at=now)

    def act() -> None:
        transaction = Transaction()
        seals.put_new(transaction, commune, made)
        transaction.commit()

    try:
        when_contended(act)
    except Refused:
        return None
    _log.info("journal sealed commune=%s day=%s part=%d seal=%s", commune, day, part, made.seal)
    return made

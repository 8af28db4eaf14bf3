"""An agent says that nobody will write some lists down, or that somebody will after all. Nothing of what is billed changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain.attendance.attendance_list import check_day
from functions.domain.attendance.left_unmarked import DayAndService
from functions.domain.calendar.months import month_of
from functions.domain.journal import JournalLine
from functions.storage.attendance import left_unmarked
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class LeavingAct:
    """Which agent acts, for which commune; `key`: the idempotency key."""

    commune: str
    by: str
    key: str
    now: datetime


def leave_unmarked(act: LeavingAct, lists: Sequence[DayAndService], *, back: bool = False) -> None:
    """`back`: they are to be written down after all. What is so already stays so. Raises DayToCome, DayTooOld, KeyReused, Busy."""
    today = communes.commune(act.commune).day_of(act.now)
    for one in lists:
        check_day(one.day, today)
    wanted = sorted(set(lists))
    request = ("leave_unmarked", act.commune, wanted, back)
    done_key = keys.of_account(act.by, f"KEY#{act.key}")
    months = sorted({month_of(one.day) for one in wanted})

    def again() -> None:
        found = read([done_key, *(keys.left_unmarked(act.commune, month) for month in months)])
        if idempotency.answer_in(found.get(done_key, Done), request, bool):
            return
        transaction, moved = Transaction(), False
        for month in months:
            stored = left_unmarked.in_batch(found, act.commune, month)
            mine = [one for one in wanted if month_of(one.day) == month]
            after = stored.value.taking_up(mine) if back else stored.value.leaving(mine, act.now)
            if after != stored.value:
                left_unmarked.put(transaction, Stored(stored.key, after, stored.version))
                moved = True
        if moved:
            did = "lists_taken_up" if back else "lists_left_unmarked"
            detail: dict[str, object] = {"lists": [f"{one.day} {one.service}" for one in wanted]}
            line = JournalLine(new_id(act.now), did, act.by, act.now, detail=detail)
            journal.add_to_commune(transaction, act.commune, line)
        idempotency.remember(transaction, done_key, request, True, now=act.now)
        transaction.commit()

    when_moved(again)

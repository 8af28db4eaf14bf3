"""What a merge that has begun leaves to do: what was written under the file that went follows it. Run again, it does what is left."""

from collections import Counter as Tally
from collections import defaultdict
from dataclasses import replace
from datetime import datetime

from pynamodb.expressions.operand import Path

from functions.domain.accounts.account import FamilyRef
from functions.domain.attendance.events import AttendanceDay
from functions.domain.families.family import Family
from functions.domain.merging.joined import one_day
from functions.domain.merging.merge import Merge
from functions.domain.merging.merged_children import one_month
from functions.domain.merging.renaming import renamed
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.service_month import Counter, Taking, counters
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months, service_months, waiting_queues
from functions.storage.directory import following
from functions.storage.families import families
from functions.storage.merging import merges
from functions.storage.merging.moving import moves
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.papers.count_papers import count_family
from functions.usecases.retry import when_moved


def carry_out(commune: str, kept: str, *, now: datetime) -> bool:
    """Whether there was something left to do. Raises NotFound, Busy."""
    family = families.family(commune, kept).value
    if not family.merging:
        return False
    merge = merges.of_file(commune, family.merging)
    assert merge is not None, "written with the file that says so"
    for child in merge.children:
        for month in child_months.all_months(commune, child):
            _move_month(commune, month.key, merge)
        for day in attendance_events.all_days(commune, child):
            _move_day(commune, day.key, merge)
    when_moved(lambda: _move_queues(commune, merge))
    when_moved(lambda: _move_items(commune, merge))
    following.clear(FamilyRef(commune, merge.other))
    count_family(commune, kept, today=communes.commune(commune).day_of(now))
    when_moved(lambda: _end(commune, merge))
    return True


def _move_month(commune: str, key: Key, merge: Merge) -> None:
    def act() -> None:
        stored = read_one(key, ChildMonth)
        if stored is None:
            return
        transaction = Transaction()
        same = merge.same.get(stored.value.child)
        if same is not None:
            _join_month(transaction, commune, stored, same, merge)
        else:
            month = renamed(stored.value, merge.names)
            if month == stored.value:
                return
            child_months.put(transaction, commune, replace(stored, value=month))
        transaction.commit()

    when_moved(act)


def _move_day(commune: str, key: Key, merge: Merge) -> None:
    def act() -> None:
        stored = read_one(key, AttendanceDay)
        if stored is None:
            return
        transaction, day = Transaction(), renamed(stored.value, merge.names)
        if day.child != stored.value.child:
            place = attendance_events.key_of(commune, day.child, day.day)
            mine = attendance_events.in_batch(read([place]), commune, day.child, day.day)
            attendance_events.put(transaction, replace(mine, value=one_day(mine.value, day)))
            transaction.delete(key, why="events", condition=Path("version") == stored.version)
        elif day != stored.value:
            attendance_events.put(transaction, replace(stored, value=day))
        else:
            return
        transaction.commit()

    when_moved(act)


def _join_month(
    transaction: Transaction, commune: str, stored: Stored[ChildMonth], same: str, merge: Merge
) -> None:
    """Two bookings of one child for one service and day were one too many: the place is free, and the invoice takes it back."""
    [mine] = child_months.months_of(commune, [same], stored.value.month)
    month, twice = one_month(renamed(mine.value, merge.names), stored.value, merge.names)
    child_months.put(transaction, commune, replace(mine, value=month))
    transaction.delete(stored.key, why="month", condition=Path("version") == stored.version)
    _free(transaction, commune, month.month, twice)


def _free(transaction: Transaction, commune: str, month: str, twice: list[tuple[Slot, Booking]]) -> None:
    takings: defaultdict[str, Tally[Counter]] = defaultdict(Tally)
    for slot, booking in twice:
        takings[slot.service].update(counters(slot.date.day, booking.school))
    found = read(keys.service_month(commune, service, month) for service in takings)
    for service, tally in takings.items():
        counted = service_months.in_batch(found, commune, service, month)
        freed = {counter: Taking(-count) for counter, count in tally.items()}
        service_months.take(transaction, commune, counted, freed)


def _move_queues(commune: str, merge: Merge) -> None:
    """Each place in a queue stays what it was. Where the child waits under both its files, or has the place already, one entry goes."""
    for month, day, entry in list(waiting_queues.entries_of(commune, merge.other)):
        after = renamed(entry, merge.names)
        transaction = Transaction()
        if after.child != entry.child and after.child in month.queue(day):
            waiting_queues.leave(transaction, commune, month, [(day, entry)])
        else:
            waiting_queues.hand_on(transaction, commune, month, day, entry, after)
        transaction.commit()


def _move_items(commune: str, merge: Merge) -> None:
    """Until nothing is left: what was written while others were moved is moved too."""
    moved = True
    while moved:
        moved = False
        for transaction in moves(commune, merge.names):
            transaction.commit()
            moved = True


def _end(commune: str, merge: Merge) -> None:
    stored = read_one(keys.family(commune, merge.kept), Family)
    if stored is None or stored.value.merging != merge.other:
        return
    transaction = Transaction()
    families.put(transaction, commune, replace(stored, value=replace(stored.value, merging="")))
    transaction.commit()

"""Take a family that is being erased out of its children's files and months, and give its places to those who wait for them."""

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from pynamodb.expressions.operand import Path

from functions.domain.availability.situation import Situation
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import Counter, ServiceMonth, Taking, counters
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.privacy.erasure import (
    MonthWithout,
    families_in,
    is_empty,
    is_only_of,
    without_all,
    without_days_to_come,
    without_home,
)
from functions.domain.reglement.reglement import Reglement
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months, service_months, waiting_queues
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import called_off, communes
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places


def leave_queues(commune: str, family: str) -> None:
    """None of the family's children waits for a place any more. Raises Busy."""

    def act() -> None:
        months: dict[tuple[str, str], ServiceMonth] = {}
        leaving: defaultdict[tuple[str, str], list[tuple[int, QueueEntry]]] = defaultdict(list)
        for month, day, entry in waiting_queues.entries_of(commune, family):
            months[month.service, month.month] = month
            leaving[month.service, month.month].append((day, entry))
        for pair, entries in leaving.items():
            transaction = Transaction()
            waiting_queues.leave(transaction, commune, months[pair], entries)
            transaction.commit()

    when_moved(act)


def erase_from_children(commune: str, family: Family, children: Iterable[str], *, now: datetime) -> None:
    """Run again, it does what is left. Raises Busy."""
    town = communes.commune(commune)
    reglement = communes.reglement_now(commune)
    for child in children:
        file = read_one(keys.child(commune, child), Child)
        alone = file is None or is_only_of(file.value, family.id)
        months = list(child_months.all_months(commune, child))
        if alone:
            for name in sorted({month.value.month for month in months}):
                _leave_kept(commune, child, name)
        for month in months:
            _erase_from_month(
                commune, family, month.key, alone=alone, reglement=reglement, today=town.day_of(now), now=now
            )
        if alone:
            for day in attendance_events.all_days(commune, child):
                _erase_day(day.key)
        if file is not None:
            _erase_from_file(commune, family.id, child, town.day_of(now))


def _leave_kept(commune: str, child: str, month: str) -> None:
    """No minimum service of the month names the child any more."""

    def act() -> None:
        key = keys.called_off(commune, month)
        stored = called_off.in_batch(read([key]), commune, month)
        left = stored.value.without_child(child)
        if left != stored.value:
            transaction = Transaction()
            called_off.put(transaction, replace(stored, value=left))
            transaction.commit()

    when_moved(act)


def _erase_day(key: keys.Key) -> None:
    """What was tapped of a child whom no other home has."""

    def act() -> None:
        transaction = Transaction()
        transaction.delete(key, why="events")
        transaction.commit()

    when_moved(act)


def _erase_from_month(
    commune: str,
    family: Family,
    key: keys.Key,
    *,
    alone: bool,
    reglement: Reglement,
    today: date,
    now: datetime,
) -> None:
    def act() -> tuple[Situation, MonthWithout] | None:
        stored = read_one(key, ChildMonth)
        if stored is None:
            return None
        month = stored.value
        if alone:
            gone = families.erased_among(commune, families_in(month) | {family.id})
            left = without_all(month, gone)
        else:
            left = without_days_to_come(month, family.id, today)
        goes = alone and is_empty(left.month)
        if left.month == month and not goes:
            return None
        after, counted, takings = _freed(commune, family, reglement, month, left)
        transaction = Transaction()
        if goes:
            transaction.delete(key, why="month", condition=Path("version") == stored.version)
        else:
            child_months.put(transaction, commune, replace(stored, value=left.month))
        for service, tally in takings.items():
            freed = {counter: Taking(-count) for counter, count in tally.items()}
            service_months.take(transaction, commune, counted[service], freed)
        give_freed_places.announce(transaction, commune, after, _to_come(left, today), now=now)
        transaction.commit()
        return after, left

    done = when_moved(act)
    if done is not None:
        after, left = done
        give_freed_places.give(commune, after, _to_come(left, today), now=now)


def _freed(
    commune: str, family: Family, reglement: Reglement, month: ChildMonth, left: MonthWithout
) -> tuple[Situation, dict[str, ServiceMonth], dict[str, Tally[Counter]]]:
    """The situation once the bookings are gone; of each service, its places as they were read, and those to give back."""
    services = sorted({slot.service for slot, _ in left.freed})
    found = read(keys.service_month(commune, service, month.month) for service in services)
    counted = {service: service_months.in_batch(found, commune, service, month.month) for service in services}
    takings: dict[str, Tally[Counter]] = {service: Tally() for service in services}
    situation = Situation(
        reglement,
        family,
        {},
        {(month.child, month.month): month},
        {(service, month.month): places for service, places in counted.items()},
    )
    for slot, booking in left.freed:
        takings[slot.service].update(counters(slot.date.day, booking.school))
        situation = situation.freed(slot, booking)
    return situation, counted, takings


def _to_come(left: MonthWithout, today: date) -> list[Slot]:
    return [slot for slot, _ in left.freed if slot.date > today]


def _erase_from_file(commune: str, family: str, child: str, today: date) -> None:
    def act() -> None:
        stored = read_one(keys.child(commune, child), Child)
        if stored is None:
            return
        transaction = Transaction()
        if is_only_of(stored.value, family):
            transaction.delete(stored.key, why="child", condition=Path("version") == stored.version)
            child_safeties.remove(transaction, commune, child)
        else:
            left = without_home(stored.value, family, today)
            if left == stored.value:
                return
            stored_children.put(transaction, Stored(stored.key, left, stored.version))
        transaction.commit()

    when_moved(act)

"""The bookings of a child's month, put back with their places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from functions.domain.calendar.months import day_of
from functions.domain.journal import JournalLine
from functions.domain.merging.merge import Merge
from functions.domain.merging.merged_children import one_month
from functions.domain.merging.renaming import renamed
from functions.domain.planning.child_month import Booking, ChildMonth, Slot
from functions.domain.planning.service_month import Counter, Taking, capacity, counters
from functions.domain.reglement.reglement import Reglement, UnknownService
from functions.storage.bookings import child_months, service_months
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended
from infra.backup.exports import RawItem


@dataclass(frozen=True, slots=True)
class MonthChange:
    """A child's month: as it is now, and with the bookings it had. `lost` and `gained` of the restoring."""

    now: Stored[ChildMonth]
    then: ChildMonth
    gained: tuple[Slot, ...]
    lost: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class NoRoom:
    """A month that was left as it is: its places were given to others since."""

    child: str
    month: str
    services: tuple[str, ...]


def changed_months(
    commune: str,
    family: str | None,
    then: Mapping[Key, RawItem],
    now: Mapping[Key, RawItem],
    *,
    erased: Iterable[str] = (),
    merges: Sequence[Merge] = (),
) -> Iterator[MonthChange]:
    """Bookings of families that were `erased` since stay as they are. Of the months in either, those whose bookings are not what they were; `family`: of its own bookings alone."""
    prefix = keys.child(commune, "").pk
    wanted = sorted(
        (pk.removeprefix(prefix), sk.removeprefix("MONTH#"))
        for pk, sk in then.keys() | now.keys()
        if pk.startswith(prefix) and sk.startswith("MONTH#")
    )
    for child, month in wanted:
        if any(child in merge.same for merge in merges):
            continue
        was = _merged_since(commune, _was(commune, then, child, month), then, merges)
        [stored] = child_months.months_of(commune, [child], month)
        merged = was if family is None else _of_payer(family, was, stored.value)
        for gone in erased:
            merged = _of_payer(gone, stored.value, merged)
        if merged.days != stored.value.days:
            before, after = dict(_rows(stored.value)), dict(_rows(merged))
            yield MonthChange(
                stored,
                replace(stored.value, days=merged.days),
                gained=tuple(sorted(after.keys() - before.keys())),
                lost=tuple(sorted(before.keys() - after.keys())),
            )


def _was(commune: str, then: Mapping[Key, RawItem], child: str, month: str) -> ChildMonth:
    kept = then.get(keys.child_month(commune, child, month))
    if kept is None:
        return ChildMonth(child, month)
    return msgspec.json.decode(kept["body"]["S"], type=ChildMonth)


def _merged_since(
    commune: str, was: ChildMonth, then: Mapping[Key, RawItem], merges: Sequence[Merge]
) -> ChildMonth:
    """The month as it would be, had the files been merged by then."""
    for merge in merges:
        was = renamed(was, merge.names)
        for double, same in merge.same.items():
            if same == was.child:
                was, _ = one_month(was, _was(commune, then, double, was.month), merge.names)
    return was


def _of_payer(family: str, was: ChildMonth, now: ChildMonth) -> ChildMonth:
    """The family's bookings as they were, the other home's as they are."""
    merged = now
    for slot, booking in _rows(now):
        if booking.payer == family:
            merged = merged.without(slot)
    for slot, booking in _rows(was):
        if booking.payer == family and merged.booking(slot) is None:
            merged = merged.with_booking(slot, booking)
    return merged


def put_month(
    commune: str, change: MonthChange, reglement: Reglement, *, at: datetime, by: str, now: datetime
) -> NoRoom | None:
    """The month, its places, and a line in the journal of each family concerned: together."""
    child, month = change.then.child, change.then.month
    services = sorted({slot.service for slot in (*change.gained, *change.lost)})
    found = read(keys.service_month(commune, service, month) for service in services)
    transaction = Transaction()
    child_months.put(transaction, commune, Stored(change.now.key, change.then, change.now.version))
    for service in services:
        counted = service_months.in_batch(found, commune, service, month)
        service_months.take(transaction, commune, counted, _takings(change, service, reglement))
    detail: dict[str, object] = {
        "at": at.isoformat(),
        "child": child,
        "gained": [f"{slot.date} {slot.service}" for slot in change.gained],
        "lost": [f"{slot.date} {slot.service}" for slot in change.lost],
    }
    for family in _payers(change):
        line = JournalLine(new_id(now), "bookings_restored", by, now, detail=detail)
        journal.add(transaction, commune, family, line)
    try:
        when_contended(transaction.commit)
    except Refused as refused:
        full = [why[1] for why in refused.whys if isinstance(why, tuple) and why[0] == "places"]
        if not full:
            raise
        return NoRoom(child, month, tuple(sorted(full)))
    return None


def _takings(change: MonthChange, service: str, reglement: Reglement) -> dict[Counter, Taking]:
    moved: dict[Counter, int] = {}
    for slots, month, step in (
        (change.gained, change.then, +1),
        (change.lost, change.now.value, -1),
    ):
        for slot in slots:
            booking = month.booking(slot)
            if slot.service == service and booking is not None:
                for counter in counters(slot.date.day, booking.school):
                    moved[counter] = moved.get(counter, 0) + step
    return {
        counter: Taking(step, _capacity(reglement, service, change.then.month, counter))
        for counter, step in moved.items()
        if step
    }


def _capacity(reglement: Reglement, service: str, month: str, counter: Counter) -> int | None:
    try:
        offered = reglement.service(service)
    except UnknownService:
        return None
    return capacity(offered, reglement.days.weekday(day_of(month, counter.day)), counter.school)


def _payers(change: MonthChange) -> list[str]:
    rows = [(change.then, change.gained), (change.now.value, change.lost)]
    found = {month.booking(slot) for month, slots in rows for slot in slots}
    return sorted({booking.payer for booking in found if booking is not None})


def _rows(month: ChildMonth) -> Iterator[tuple[Slot, Booking]]:
    for number, services in month.days.items():
        for service, booking in services.items():
            yield Slot(day_of(month.month, number), service, month.child), booking

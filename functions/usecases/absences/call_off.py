"""An agent says that a service did not, or will not, take place for some children: nobody is billed for it, and the families who
had booked are told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.planning.called_off import (
    CalledOff,
    CalledOffMonth,
    CalledOffScope,
    OtherDay,
    check_named,
    check_off,
    days_off,
)
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import called_off, communes
from functions.usecases.absences import tell_called_off
from functions.usecases.retry import when_moved

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CallOffAct:
    """Which agent acts, for which commune; `key`: the idempotency key."""

    commune: str
    by: str
    key: str
    now: datetime


def call_off(act: CallOffAct, what: CalledOffScope) -> CalledOff:
    """Call a service off. Where that was said already, nothing changes. Raises TooFarOff, UnknownService,
    UnknownSchool, CalledOffFull, Busy."""
    today = communes.commune(act.commune).day_of(act.now)
    head = communes.reglement_head(act.commune)
    check_off(communes.reglement(act.commune, head.value.reglement), what, today)

    def change(month: CalledOffMonth) -> tuple[CalledOffMonth, CalledOff]:
        known = next((entry for entry in month.entries.values() if entry.what == what), None)
        if known is not None:
            return month, known
        entry = CalledOff(new_id(act.now), what, act.by, act.now)
        return month.with_entry(entry), entry

    request = ("call_off", act.commune, what)
    return _once(act, request, month_of(what.day), change, did="service_called_off")


@dataclass(frozen=True, slots=True)
class CalledOffDays:
    """What an act of several days called off, or put back: one entry a day."""

    entries: tuple[CalledOff, ...]


def on_day(what: CalledOffScope, day: date) -> CalledOffScope:
    return replace(what, day=day)


def call_off_days(act: CallOffAct, what: CalledOffScope, until: date) -> CalledOffDays:
    """The same from its day to another, on which it opens: families are told once a month of them. Raises as `call_off`, and TooManyDays,
    NothingOpens."""
    today = communes.commune(act.commune).day_of(act.now)
    reglement = communes.reglement(act.commune, communes.reglement_head(act.commune).value.reglement)
    check_off(reglement, what, today)
    check_off(reglement, on_day(what, until), today)
    days = days_off(reglement, what, until)

    def change(months: dict[str, CalledOffMonth]) -> tuple[dict[str, CalledOffMonth], CalledOffDays]:
        after, entries = dict(months), list[CalledOff]()
        for day in days:
            month, wanted = month_of(day), on_day(what, day)
            known = next((one for one in after[month].entries.values() if one.what == wanted), None)
            if known is None:
                known = CalledOff(new_id(act.now), wanted, act.by, act.now)
                after[month] = after[month].with_entry(known)
            entries.append(known)
        return after, CalledOffDays(tuple(entries))

    request = ("call_off_days", act.commune, what, until)
    return _once_of_months(act, request, [month_of(day) for day in days], change, did="service_called_off")


def put_back_days(act: CallOffAct, entries: Sequence[tuple[str, str]]) -> CalledOffDays:
    """Put several days back, each named by its month and its entry; those that were put back before are left. Raises NotFound where
    none is there, Busy."""

    def change(months: dict[str, CalledOffMonth]) -> tuple[dict[str, CalledOffMonth], CalledOffDays]:
        after, back = dict(months), list[CalledOff]()
        for month, entry in entries:
            if (known := after[month].entries.get(entry)) is not None:
                after[month] = after[month].without(entry)
                back.append(known)
        if not back:
            raise NotFound
        return after, CalledOffDays(tuple(back))

    request = ("put_back_days", act.commune, tuple(entries))
    return _once_of_months(act, request, [month for month, _ in entries], change, did="service_put_back")


def change_called_off(act: CallOffAct, month: str, entry: str, what: CalledOffScope) -> CalledOff:
    """Say it of others, or with another reason, in one act: families whom nothing changes for are not told. The day stays.

    Where that was said already by another entry, that one is left. Raises NotFound, OtherDay, UnknownService,
    UnknownSchool, CalledOffFull, Busy.
    """
    head = communes.reglement_head(act.commune)
    check_named(communes.reglement(act.commune, head.value.reglement), what)

    def change(known: CalledOffMonth) -> tuple[CalledOffMonth, CalledOff]:
        earlier = known.entries.get(entry)
        if earlier is None:
            raise NotFound
        if what.day != earlier.what.day:
            raise OtherDay(field="day")
        if what == earlier.what:
            return known, earlier
        others = known.without(entry)
        twin = next((each for each in others.entries.values() if each.what == what), None)
        if twin is not None:
            return others, twin
        changed = CalledOff(entry, what, act.by, act.now)
        return others.with_entry(changed), changed

    request = ("change_called_off", act.commune, month, entry, what)
    return _once(act, request, month, change, did="called_off_changed")


def put_back(act: CallOffAct, month: str, entry: str) -> CalledOff:
    """Say that the service takes place after all: it is billed again. Raises NotFound, Busy."""

    def change(known: CalledOffMonth) -> tuple[CalledOffMonth, CalledOff]:
        if entry not in known.entries:
            raise NotFound
        return known.without(entry), known.entries[entry]

    return _once(act, ("put_back", act.commune, month, entry), month, change, did="service_put_back")


def note_change(transaction: Transaction, commune: str, entry: CalledOff, *, by: str, now: datetime) -> None:
    """Add to a transaction that writes the entry for others than before: the journal's line, and the message to families."""
    tell_called_off.announce(transaction, commune, [entry.what.day], now=now)
    line = JournalLine(new_id(now), "called_off_changed", by, now, detail=_detail([entry]))
    journal.add_to_commune(transaction, commune, line)


def _once(
    act: CallOffAct,
    request: object,
    month: str,
    change: Callable[[CalledOffMonth], tuple[CalledOffMonth, CalledOff]],
    *,
    did: str,
) -> CalledOff:
    def of_month(months: dict[str, CalledOffMonth]) -> tuple[dict[str, CalledOffMonth], CalledOff]:
        after, entry = change(months[month])
        return {month: after}, entry

    return _written(act, request, [month], of_month, CalledOff, lambda entry: [entry], did=did)


def _once_of_months(
    act: CallOffAct,
    request: object,
    months: Sequence[str],
    change: Callable[[dict[str, CalledOffMonth]], tuple[dict[str, CalledOffMonth], CalledOffDays]],
    *,
    did: str,
) -> CalledOffDays:
    return _written(act, request, months, change, CalledOffDays, lambda done: done.entries, did=did)


def _written(
    act: CallOffAct,
    request: object,
    months: Sequence[str],
    change: Callable[[dict[str, CalledOffMonth]], tuple[dict[str, CalledOffMonth], T]],
    kind: type[T],
    entries_of: Callable[[T], Sequence[CalledOff]],
    *,
    did: str,
) -> T:
    done_key = keys.of_account(act.by, f"KEY#{act.key}")
    off_keys = {month: keys.called_off(act.commune, month) for month in dict.fromkeys(months)}

    def again() -> T:
        found = read([done_key, *off_keys.values()])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, kind)
        if earlier is not None:
            return earlier
        stored = {month: called_off.in_batch(found, act.commune, month) for month in off_keys}
        after, answer = change({month: each.value for month, each in stored.items()})
        entries = entries_of(answer)
        transaction = Transaction()
        moved = [month for month, each in stored.items() if after[month] != each.value]
        for month in moved:
            called_off.put(transaction, Stored(stored[month].key, after[month], stored[month].version))
            days = [entry.what.day for entry in entries if month_of(entry.what.day) == month]
            tell_called_off.announce(transaction, act.commune, days, now=act.now)
        if moved:
            line = JournalLine(new_id(act.now), did, act.by, act.now, detail=_detail(entries))
            journal.add_to_commune(transaction, act.commune, line)
        idempotency.remember(transaction, done_key, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)


def _detail(entries: Sequence[CalledOff]) -> dict[str, object]:
    what = entries[0].what
    return {
        "id": entries[0].id,
        "day": what.day,
        "days": [entry.what.day for entry in entries],
        "services": what.services,
        "schools": what.schools,
        "classes": what.classes,
        "kept": len(what.kept),
        "reason": what.reason,
    }

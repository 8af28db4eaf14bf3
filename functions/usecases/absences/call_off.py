"""An agent says that a service did not, or will not, take place for some children: nobody is billed for it, and the families who
had booked are told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

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


def _once(
    act: CallOffAct,
    request: object,
    month: str,
    change: Callable[[CalledOffMonth], tuple[CalledOffMonth, CalledOff]],
    *,
    did: str,
) -> CalledOff:
    done_key, off_key = keys.of_account(act.by, f"KEY#{act.key}"), keys.called_off(act.commune, month)

    def again() -> CalledOff:
        found = read([done_key, off_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, CalledOff)
        if earlier is not None:
            return earlier
        stored = called_off.in_batch(found, act.commune, month)
        after, entry = change(stored.value)
        transaction = Transaction()
        if after != stored.value:
            called_off.put(transaction, Stored(stored.key, after, stored.version))
            detail: dict[str, object] = {
                "id": entry.id,
                "day": entry.what.day,
                "services": entry.what.services,
                "schools": entry.what.schools,
                "classes": entry.what.classes,
                "reason": entry.what.reason,
            }
            line = JournalLine(new_id(act.now), did, act.by, act.now, detail=detail)
            journal.add_to_commune(transaction, act.commune, line)
            tell_called_off.announce(transaction, act.commune, [entry.what.day], now=act.now)
        idempotency.remember(transaction, done_key, request, entry, now=act.now)
        transaction.commit()
        return entry

    return when_moved(again)

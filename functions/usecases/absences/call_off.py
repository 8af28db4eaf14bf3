"""An agent says that a service did not, or will not, take place for some children: nobody is billed for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope, check_off
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import called_off, communes
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
            }
            line = JournalLine(new_id(act.now), did, act.by, act.now, detail=detail)
            journal.add_to_commune(transaction, act.commune, line)
        idempotency.remember(transaction, done_key, request, entry, now=act.now)
        transaction.commit()
        return entry

    return when_moved(again)

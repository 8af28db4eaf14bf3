"""Close an alert with a note of what the régisseur did about it."""

from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.regie.alerts import Alert
from functions.storage.regie import alerts
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def close_alert(commune: str, alert_id: str, *, by: str, note: str, key: str, now: datetime) -> Alert:
    """Take the alert off the list, with the note and a line in the family's journal.

    Raises NotFound, AlertClosed, KeyReused, Busy.
    """
    request = ("close_alert", alert_id, note)

    def act() -> Alert:
        stored = alerts.alert(commune, alert_id)
        done = keys.done(commune, stored.value.family, key)
        earlier = idempotency.earlier_answer(done, request, Alert)
        if earlier is not None:
            return earlier
        closed = stored.value.closed(by=by, note=note, at=now)
        transaction = Transaction()
        alerts.put(transaction, commune, Stored(stored.key, closed, stored.version))
        detail: dict[str, object] = {"alert": alert_id, "kind": closed.kind.value, "payment": closed.payment}
        line = JournalLine(new_id(now), "alert_closed", by, now, detail=detail)
        journal.add(transaction, commune, closed.family, line)
        idempotency.remember(transaction, done, request, closed, now=now)
        transaction.commit()
        return closed

    return when_moved(act)

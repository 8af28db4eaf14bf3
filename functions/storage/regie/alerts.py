"""Alerts of a commune's régie."""

from collections.abc import Iterator

from functions.domain.errors import NotFound
from functions.domain.regie.alerts import Alert
from functions.storage.table import keys
from functions.storage.table.reading import listed, partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def raise_alert(transaction: Transaction, commune: str, alert: Alert) -> None:
    """With the act that it tells of."""
    put(transaction, commune, Stored(keys.alert(commune, alert.id), alert, 0))


def put(transaction: Transaction, commune: str, stored: Stored[Alert]) -> None:
    """Listed for as long as nobody dealt with it."""
    place = (keys.open_alerts(commune), stored.value.id) if stored.value.closed_at is None else None
    transaction.put(stored, why=("alert", stored.value.id), listed=place)


def alert(commune: str, alert_id: str) -> Stored[Alert]:
    """Raises NotFound."""
    found = read_one(keys.alert(commune, alert_id), Alert)
    if found is None:
        raise NotFound
    return found


def all_of(commune: str) -> list[Alert]:
    """Every alert there ever was, those that somebody dealt with too, oldest first."""
    return [stored.value for stored in partition(keys.alert(commune, "").pk, "", Alert)]


def open_alerts(commune: str) -> Iterator[Alert]:
    """Oldest first. A moment late."""
    return (stored.value for stored in listed(keys.open_alerts(commune), Alert))

"""The events of a child's day. Whoever writes them writes the child's month in the same transaction: what is billed follows from them."""

from datetime import UTC, date, datetime, time

from functions.domain import retention
from functions.domain.attendance.events import AttendanceDay
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, partition
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def key_of(commune: str, child: str, day: date) -> Key:
    return keys.attendance_events(commune, child, day.isoformat())


def in_batch(found: Found, commune: str, child: str, day: date) -> Stored[AttendanceDay]:
    """Out of a batch that asked for it; without events where none was tapped."""
    return found.get_or(key_of(commune, child, day), AttendanceDay(child, day))


def sound_in_batch(found: Found, commune: str, child: str, day: date) -> Stored[AttendanceDay] | None:
    """The same, for who reads those of many families; None for one that cannot be read."""
    key = key_of(commune, child, day)
    stored = found.get_sound(key, AttendanceDay)
    if stored is None and key not in found.unreadable:
        return Stored(key, AttendanceDay(child, day), 0)
    return stored


def all_days(commune: str, child: str) -> list[Stored[AttendanceDay]]:
    """Every day on which something was tapped of the child."""
    prefix = keys.attendance_events(commune, child, "")
    return list(partition(prefix.pk, prefix.sk, AttendanceDay))


def put(transaction: Transaction, events: Stored[AttendanceDay]) -> None:
    """In the list of all that waits for the town, while two devices disagree."""
    day = events.value
    listed = None
    if day.check_since is not None:
        since = f"{first_id(day.check_since)}.{day.child}.{day.day}"
        listed = (keys.open_requests(keys.commune_of(events.key)), since)
    until = datetime.combine(day.day, time(), UTC) + retention.TAPS
    transaction.put(events, why=("events", day.child, day.day), listed=listed, expires_at=until)

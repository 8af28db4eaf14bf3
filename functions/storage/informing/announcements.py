"""Messages of a town to many families, in a partition of their own; and, in each family's, that it was sent one."""

from collections.abc import Iterator

from functions.domain import retention
from functions.domain.informing.announcement import Announcement, FamilyTold
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, newest, read_one, sound
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def announcement(commune: str, announcement_id: str) -> Stored[Announcement] | None:
    return read_one(keys.announcement(commune, announcement_id), Announcement)


def written_before(commune: str, after: str | None, *, limit: int) -> list[Announcement]:
    """Those written last first; of those written before the message `after`."""
    older = None if after is None else Item.sk < after
    rows = Item.query(
        keys.announcement(commune, "").pk,
        older,
        consistent_read=True,
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
    )
    return [stored.value for stored in sound(rows, Announcement)]


def put(transaction: Transaction, stored: Stored[Announcement]) -> None:
    """Refused (why: `"announcement"`) where somebody wrote it since it was read."""
    transaction.put(stored, why="announcement", expires_at=stored.value.at + retention.ANNOUNCEMENT)


def put_family(transaction: Transaction, commune: str, told: FamilyTold) -> None:
    """Refused (why: `"told"`) where the family was sent it already."""
    key = keys.family_told(commune, told.family, told.announcement)
    place = keys.families_told(commune, told.announcement), told.family
    transaction.put(
        Stored(key, told, 0), why="told", listed=place, expires_at=told.at + retention.ANNOUNCEMENT
    )


def families_told(
    commune: str, announcement_id: str, *, after: str | None, limit: int, unreadable: list[Key] | None = None
) -> Iterator[Stored[FamilyTold]]:
    """By family, from the one after `after`. A moment late."""
    return listed(
        keys.families_told(commune, announcement_id),
        FamilyTold,
        after=after,
        limit=limit,
        unreadable=unreadable,
    )


def sent_to_family(
    commune: str, family: str, *, before: str | None, limit: int | None
) -> list[Stored[FamilyTold]]:
    """What the family was sent, the newest first. `before`: an id, from which on they are left out."""
    key = keys.family_told(commune, family, "")
    return newest(key.pk, key.sk, FamilyTold, before=before, limit=limit)

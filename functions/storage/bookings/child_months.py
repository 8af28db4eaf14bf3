"""A child's bookings, one item a month: what is planned, validated and invoiced together."""

from collections.abc import Iterable, Iterator

from functions.domain.planning.child_month import ChildMonth
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, listed, partition, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def in_batch(found: Found, commune: str, child: str, month: str) -> Stored[ChildMonth]:
    """The month out of a batch that asked for it; without bookings, at version 0, where nobody wrote it yet."""
    return found.get_or(keys.child_month(commune, child, month), ChildMonth(child, month))


def sound_in_batch(found: Found, commune: str, child: str, month: str) -> Stored[ChildMonth] | None:
    """The same, for who reads the months of many families; None for one that cannot be read."""
    key = keys.child_month(commune, child, month)
    stored = found.get_sound(key, ChildMonth)
    if stored is None and key not in found.unreadable:
        return Stored(key, ChildMonth(child, month), 0)
    return stored


def months_of(commune: str, children: Iterable[str], month: str) -> list[Stored[ChildMonth]]:
    """The month of each child, strongly consistent, in the order asked."""
    wanted = list(children)
    found = read(keys.child_month(commune, child, month) for child in wanted)
    return [in_batch(found, commune, child, month) for child in wanted]


def all_months(commune: str, child: str) -> list[Stored[ChildMonth]]:
    """Every month in which something was written of the child, oldest first."""
    return list(partition(keys.child(commune, child).pk, "MONTH#", ChildMonth))


def children_of_month(
    commune: str,
    month: str,
    *,
    after: str | None = None,
    limit: int | None = None,
    unreadable: list[Key] | None = None,
) -> Iterator[Stored[ChildMonth]]:
    """Every child with bookings that month, by child, page after page; or `limit` of them from the one after `after`. A moment
    late: never decide from it.

    A month that cannot be read is passed by; its key is added to `unreadable`.
    """
    return listed(
        keys.children_of_month(commune, month), ChildMonth, after=after, limit=limit, unreadable=unreadable
    )


def put(transaction: Transaction, commune: str, month: Stored[ChildMonth]) -> None:
    child = month.value.child
    listed_as = (keys.children_of_month(commune, month.value.month), child)
    transaction.put(month, why=("month", child, month.value.month), listed=listed_as)

"""What families ask of their town about bookings."""

from collections.abc import Iterable, Iterator

from functions.domain.bookings.booking_requests import BookingRequest
from functions.storage.table import keys
from functions.storage.table.reading import listed, partition, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, commune: str, stored: Stored[BookingRequest]) -> None:
    """One that waits for an answer is in the list of the commune's agents."""
    request = stored.value
    place = (keys.open_booking_requests(commune), request.id) if request.is_open else None
    transaction.put(stored, why=("request", request.id), listed=place)


def requests(commune: str, family: str, ids: Iterable[str]) -> list[Stored[BookingRequest]]:
    """Those that exist, strongly consistent."""
    wanted = [keys.booking_request(commune, family, request) for request in ids]
    found = read(wanted)
    stored = [found.get(key, BookingRequest) for key in wanted]
    return [each for each in stored if each is not None]


def of_family(commune: str, family: str) -> list[Stored[BookingRequest]]:
    """Oldest first."""
    return list(partition(keys.booking_request(commune, family, "").pk, "ASKED#", BookingRequest))


def open_requests(commune: str, *, after: str | None, limit: int) -> Iterator[Stored[BookingRequest]]:
    """Oldest first, from the one after `after`. A moment late: for lists, never to decide from."""
    return listed(keys.open_booking_requests(commune), BookingRequest, after=after, limit=limit)

"""What families ask of their town."""

from collections.abc import Iterator

from functions.domain.families.file_corrections import Request, RequestKind, RequestState
from functions.storage.table import keys
from functions.storage.table.reading import listed, partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, commune: str, stored: Stored[Request]) -> None:
    """An open request is in the list of the commune's agents."""
    is_open = stored.value.state is RequestState.OPEN
    place = (keys.open_requests(commune), stored.value.id) if is_open else None
    transaction.put(stored, why=("request", stored.value.id), listed=place)


def add(transaction: Transaction, commune: str, request: Request) -> None:
    put(transaction, commune, Stored(keys.request(commune, request.family, request.id), request, 0))


def of_family(commune: str, family: str) -> Iterator[Stored[Request]]:
    """Newest first."""
    return partition(keys.request(commune, family, "").pk, "REQUEST#", Request, newest_first=True)


def open_requests(commune: str) -> Iterator[Stored[Request]]:
    """Oldest first. A moment late: for lists, never to decide from."""
    return listed(keys.open_requests(commune), Request, sort="REQUEST#")


def open_corrections(commune: str, *, after: str | None) -> Iterator[Stored[Request]]:
    """Of these, the corrections alone, from the request after `after` on."""
    waiting = listed(keys.open_requests(commune), Request, after=after, sort="REQUEST#")
    return (stored for stored in waiting if stored.value.kind is RequestKind.CORRECTION)


def request(commune: str, family: str, request_id: str) -> Stored[Request] | None:
    return read_one(keys.request(commune, family, request_id), Request)

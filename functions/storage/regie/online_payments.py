"""Payment attempts, in the family's partition, and the way to them from the id a provider gave."""

from collections.abc import Iterator
from dataclasses import dataclass

from functions.domain.errors import NotFound
from functions.domain.regie.online_payments import Attempt
from functions.storage.table import keys
from functions.storage.table.accounting import kept_until
from functions.storage.table.reading import listed, partition, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attempt lies."""

    commune: str
    family: str
    attempt: str


def attempt(place: Place) -> Stored[Attempt]:
    """Raises NotFound."""
    found = read_one(keys.payment(place.commune, place.family, place.attempt), Attempt)
    if found is None:
        raise NotFound
    return found


def behind(provider_id: str) -> Place | None:
    """The attempt to which a provider gave this id; None for an id that is not of ours."""
    found = read_one(keys.provider_payment(provider_id), Place)
    return None if found is None else found.value


def of_family(commune: str, family: str) -> list[Attempt]:
    """The newest first."""
    pk = keys.payment(commune, family, "").pk
    return [stored.value for stored in partition(pk, "PAYMENT#", Attempt, newest_first=True)]


def under_way() -> Iterator[Attempt]:
    """Attempts that the sweep asks about, of all communes, the oldest first. A moment late: read again before deciding."""
    return (stored.value for stored in listed(keys.PAYMENTS_OPEN, Attempt))


def place_of(attempt: Attempt) -> Place:
    return Place(attempt.commune, attempt.family, attempt.id)


def put(transaction: Transaction, stored: Stored[Attempt]) -> None:
    """Listed for the sweep for as long as it is to be asked about, as of when the provider last said something."""
    value = stored.value
    watched = value.watched(value.asked_at or value.opened_at)
    place = (keys.PAYMENTS_OPEN, value.id) if watched else None
    transaction.put(stored, why="attempt", listed=place)


def put_provider_id(transaction: Transaction, attempt: Attempt, provider_id: str) -> None:
    """Refused (why: `provider_id`) when the provider gave it before."""
    transaction.put(
        Stored(keys.provider_payment(provider_id), place_of(attempt), 0),
        why="provider_id",
        expires_at=kept_until(attempt),
    )

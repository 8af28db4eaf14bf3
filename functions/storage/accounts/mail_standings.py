"""What is known of an address to which mails do not arrive, under the address; and the list of a town's families that have one."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from functions.domain import retention
from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import MailStanding, NoMailBecause, Unreachable
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed, read, read_one
from functions.storage.table.stored import Stored, item_of
from functions.storage.table.transaction import Transaction


def standing_key(email: str) -> Key:
    return keys.of_address(email, "MAIL")


def of_hash(address: str) -> Key:
    """Of an address of which only the keyed hash is known."""
    return Key(f"L#{address}", "MAIL")


def why_none(email: str) -> NoMailBecause | None:
    """Why no mail is sent to that address; None where nothing speaks against it. Whoever sends a mail asks here."""
    stored = read_one(standing_key(email), MailStanding)
    return None if stored is None else stored.value.why


def silent(addresses: Iterable[str]) -> frozenset[str]:
    """Of these keyed hashes of addresses, those to which no mail is sent. Whoever says how many a mail will reach asks here. One round
    trip up to 1,600 of them."""
    wanted = dict.fromkeys(address for address in addresses if address)
    found = read(of_hash(address) for address in wanted)
    standings = {address: found.get_sound(of_hash(address), MailStanding) for address in wanted}
    return frozenset(
        address
        for address, stored in standings.items()
        if stored is not None and stored.value.why is not None
    )


def put(transaction: Transaction, stored: Stored[MailStanding]) -> None:
    """A year later the address may be tried again."""
    standing = stored.value
    told = standing.since or standing.works_since
    expires_at = None if told is None else told + retention.UNREACHABLE_ADDRESS
    transaction.put(stored, why="mail_standing", expires_at=expires_at)


def write_again(transaction: Transaction, email: str, *, now: datetime) -> None:
    """Add to an act that mails leave for this address from now on: somebody read one there, or the town asks for one by name.
    Nothing where nobody doubted it."""
    stored = read_one(standing_key(email), MailStanding)
    if stored is not None and stored.value.why is not None:
        put(transaction, Stored(stored.key, stored.value.works(now), stored.version))


def forget(transaction: Transaction, email: str) -> None:
    """Nobody has this address any more."""
    transaction.delete(standing_key(email), why="mail_standing")


def list_family(transaction: Transaction, ref: FamilyRef, unreachable: Unreachable) -> None:
    key = keys.unreachable(ref.commune, ref.family, unreachable.address)
    place = f"{unreachable.since.isoformat()}#{ref.family}#{unreachable.address}"
    item = item_of(Stored(key, unreachable, 0), listed=(keys.all_unreachable(ref.commune), place))
    item.expires_at = unreachable.since + retention.UNREACHABLE_ADDRESS
    transaction.put_item(item, why="unreachable")


def unlist_family(transaction: Transaction, ref: FamilyRef, address: str) -> None:
    transaction.delete(keys.unreachable(ref.commune, ref.family, address), why="unreachable")


def unreachable_of(commune: str, *, unreadable: list[Key] | None = None) -> Iterator[Stored[Unreachable]]:
    """Oldest first. A moment late, and longer than the truth: an address may work again, its owner may have left the family."""
    return listed(keys.all_unreachable(commune), Unreachable, unreadable=unreadable)

"""The agents of a commune, and from the other end, the communes of an agent.

A commune's item says who works there, and alone decides. Under the login lies only where to look (`AGENT_OF#…`), written and deleted
with the appointment, so that who signs in is known to be an agent without going through all communes. `python -m infra.migrate` writes it for
appointments that are older than it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Staff
from functions.domain.errors import Unauthenticated
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored, decode
from functions.storage.table.transaction import Transaction


def staff(commune: str) -> Stored[Staff]:
    """Nobody yet, where nobody was appointed."""
    key = keys.staff(commune)
    return read([key]).get_or(key, Staff())


def put(transaction: Transaction, commune: str, before: Stored[Staff], after: Staff) -> None:
    """With where to look from each login that comes in, changes or leaves."""
    transaction.put(Stored(before.key, after, before.version), why="staff")
    for account, appointment in after.appointments.items():
        if before.value.appointments.get(account) != appointment:
            note_commune(transaction, account, commune)
    for account in before.value.appointments.keys() - after.appointments.keys():
        transaction.delete(keys.agent_of(account, commune), why="agent of")


def note_commune(
    transaction: Transaction, account: str, commune: str, *, seen_at: datetime | None = None
) -> None:
    """Where to look from a login, and since when it was seen there. Written again, it is the same."""
    seen = (Item.seen_at | 0) if seen_at is None else int(seen_at.timestamp())
    transaction.update(keys.agent_of(account, commune), [Item.seen_at.set(seen)], why="agent of")


@dataclass(frozen=True, slots=True)
class KnownAgent:
    """`account` is None where the login was erased since; `seen_at` where the person never came."""

    id: str
    account: Account | None
    seen_at: datetime | None


def keys_of(commune: str, accounts: Iterable[str]) -> list[Key]:
    """What says who these agents are and when they last came: two items each."""
    return [key for each in accounts for key in (keys.account(each), keys.agent_of(each, commune))]


def known_in(found: Found, commune: str, account: str) -> KnownAgent:
    login, place = (
        found.get_sound(keys.account(account), Account),
        found.item(keys.agent_of(account, commune)),
    )
    seen = None if place is None or not place.seen_at else datetime.fromtimestamp(place.seen_at, UTC)
    return KnownAgent(account, None if login is None else login.value, seen)


LoginAndCommunes = tuple[Stored[Account], list[str]]


def login_and_communes(account: str) -> LoginAndCommunes:
    """Somebody's login, and the communes that may have appointed them: one round trip, and one reading unit.

    Raises Unauthenticated: a session without its account opens nothing.
    """
    login, communes = known_login_and_communes(account)
    if login is None:
        raise Unauthenticated
    return login, communes


def known_login_and_communes(account: str) -> tuple[Stored[Account] | None, list[str]]:
    """The same, for who asks whether there is such a login: it costs as much where there is none."""
    key = keys.account(account)
    # Both sort keys begin with an A, as nothing else of the login does: sessions and the journal are not read.
    items = list(Item.query(key.pk, Item.sk.startswith("A"), consistent_read=True))
    login = next((decode(item, Account) for item in items if item.sk == key.sk), None)
    prefix = keys.agent_of(account, "").sk
    return login, [item.sk.removeprefix(prefix) for item in items if item.sk.startswith(prefix)]

"""The agents of a commune, and from the other end, the communes of an agent.

A commune's item says who works there, and alone decides. Under the login lies only where to look (`AGENT_OF#…`), written and deleted
with the appointment, so that who signs in is known to be an agent without going through all communes. `python -m infra.migrate` writes it for
appointments that are older than it.
"""

from functions.domain.accounts.account import Account
from functions.domain.agents.staff import Staff
from functions.domain.errors import Unauthenticated
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read
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


def note_commune(transaction: Transaction, account: str, commune: str) -> None:
    """Where to look from a login. Written again, it is the same."""
    key = keys.agent_of(account, commune)
    transaction.put_item(Item(key.pk, key.sk), why="agent of")


def login_and_communes(account: str) -> tuple[Stored[Account], list[str]]:
    """Somebody's login, and the communes that may have appointed them: one round trip, and one reading unit.

    Raises Unauthenticated: a session without its account opens nothing.
    """
    key = keys.account(account)
    # Both sort keys begin with an A, as nothing else of the login does: sessions and the journal are not read.
    items = list(Item.query(key.pk, Item.sk.startswith("A"), consistent_read=True))
    login = next((decode(item, Account) for item in items if item.sk == key.sk), None)
    if login is None:
        raise Unauthenticated
    prefix = keys.agent_of(account, "").sk
    return login, [item.sk.removeprefix(prefix) for item in items if item.sk.startswith(prefix)]

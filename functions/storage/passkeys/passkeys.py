"""The passkeys of a login: one item, so that they are bounded, and read with the account."""

from pynamodb.expressions.operand import Path

from functions.domain.passkeys.passkey import Passkeys
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

PASSKEYS = "passkeys"


def of_login(account: str) -> Stored[Passkeys]:
    """Version 0 where there are none."""
    key = keys.passkeys(account)
    return read([key]).get_or(key, Passkeys())


def put(transaction: Transaction, stored: Stored[Passkeys]) -> None:
    """Refused with why `"passkeys"` where one was used, added or removed meanwhile."""
    if stored.value.held or not stored.version:
        transaction.put(stored, why=PASSKEYS)
    else:
        transaction.delete(stored.key, why=PASSKEYS, condition=Path("version") == stored.version)


def end_all(transaction: Transaction, account: str) -> int:
    """Take all away, and answer how many; where there is none, make sure that none comes at the same moment."""
    stored = of_login(account)
    if stored.version:
        put(transaction, Stored(stored.key, Passkeys(), stored.version))
    else:
        transaction.check(stored, why=PASSKEYS)
    return len(stored.value.held)

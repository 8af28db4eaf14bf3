"""The second factor of a login: one item, whose version says that no code is accepted twice."""

from pynamodb.expressions.operand import Path

from functions.domain.second_factor.factor import SecondFactor
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

FACTOR = "factor"


def factor(account: str) -> Stored[SecondFactor] | None:
    return read_one(keys.second_factor(account), SecondFactor)


def put(transaction: Transaction, stored: Stored[SecondFactor]) -> None:
    """Refused with why `"factor"` where another code was used meanwhile."""
    transaction.put(stored, why=FACTOR)


def delete(transaction: Transaction, stored: Stored[SecondFactor]) -> None:
    transaction.delete(stored.key, why=FACTOR, condition=Path("version") == stored.version)


def recovery_hash(account: str, code: str) -> str:
    """What is kept of a code on paper, typed as it may be."""
    return keys.keyed_hash(f"recovery {account} {code}")

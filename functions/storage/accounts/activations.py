"""Invitations, by the address they were mailed to."""

from datetime import timedelta

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.operand import Path

from functions.domain.accounts.activation import Activation
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction, translated

KEPT = timedelta(days=60)
"""Beyond its end, so that a parent who comes late is told that it is late."""


def activation_key(email: str) -> Key:
    return keys.of_address(email, "ACTIVATION")


def put(transaction: Transaction, activation: Stored[Activation]) -> None:
    """A new invitation starts with no wrong code counted."""
    transaction.put(activation, why="activation", expires_at=activation.value.expires_at + KEPT)


def count_wrong_code(key: Key) -> None:
    """Beside the version: a wrong code must not disturb the right one. Raises Contended."""
    try:
        Item(key.pk, key.sk).update(actions=[Path("tally").add(1)], condition=Path("pk").exists())
    except UpdateError as error:
        raise translated(error) from error

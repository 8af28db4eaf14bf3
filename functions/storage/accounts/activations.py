"""Invitations, by the address they were mailed to."""

from datetime import timedelta

from functions.domain.accounts.activation import Activation
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

KEPT = timedelta(days=60)
"""Beyond its end, so that a parent who comes late is told that it is late."""


def activation_key(email: str) -> Key:
    return keys.of_address(email, "ACTIVATION")


def put(transaction: Transaction, activation: Stored[Activation]) -> None:
    transaction.put(activation, why="activation", expires_at=activation.value.expires_at + KEPT)

"""Invitations, by the address they were mailed to."""

from functions.domain import retention
from functions.domain.accounts.activation import Activation
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def activation_key(email: str) -> Key:
    return keys.of_address(email, "ACTIVATION")


def put(transaction: Transaction, activation: Stored[Activation]) -> None:
    transaction.put(
        activation, why="activation", expires_at=activation.value.invited_at + retention.INVITATION
    )

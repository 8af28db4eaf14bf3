"""Invitations, by the address they were mailed to."""

from dataclasses import replace

from pynamodb.expressions.operand import Path

from functions.domain import retention
from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation
from functions.storage.directory import following
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def activation_key(email: str) -> Key:
    return keys.of_address(email, "ACTIVATION")


def hashed(email: str) -> str:
    """What an address is called where it must not be read: the id of who has no login yet, and of who was put out."""
    return keys.keyed_hash(email)


def partition_of(hashed_address: str) -> str:
    """Where all lies that is reached by that address."""
    return f"L#{hashed_address}"


def put(transaction: Transaction, activation: Stored[Activation]) -> None:
    """The directory of each town follows, but where its mail failed: that is told of the address."""
    transaction.put(
        activation, why="activation", expires_at=activation.value.invited_at + retention.INVITATION
    )
    if activation.value.failed_at is None:
        following.note_invitation(transaction, activation.value)


def withdraw(transaction: Transaction, stored: Stored[Activation], ref: FamilyRef) -> None:
    """Take a family out of an invitation. Without any family left it is nothing, and its code is worthless."""
    others = tuple(one for one in stored.value.families if one != ref)
    if others:
        put(transaction, Stored(stored.key, replace(stored.value, families=others), stored.version))
    else:
        transaction.delete(stored.key, why="activation", condition=Path("version") == stored.version)
    following.note_withdrawn(transaction, stored.value.email, ref)

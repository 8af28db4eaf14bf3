"""Challenges, under a digest of what they ask: what is stored answers nothing."""

import hashlib

from pynamodb.expressions.operand import Path

from functions.domain.passkeys.challenge import AddingChallenge, SignInChallenge
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def sign_in_key(challenge: str) -> Key:
    return keys.passkey_challenge(_digest(challenge))


def adding_key(account: str, challenge: str) -> Key:
    return keys.of_account(account, f"PASSKEY_ASKED#{_digest(challenge)}")


def put(transaction: Transaction, stored: Stored[SignInChallenge] | Stored[AddingChallenge]) -> None:
    """Refused with why `"challenge"` where it was answered meanwhile."""
    transaction.put(stored, why="challenge", expires_at=stored.value.expires_at)


def delete(transaction: Transaction, stored: Stored[AddingChallenge]) -> None:
    """The same."""
    transaction.delete(stored.key, why="challenge", condition=Path("version") == stored.version)


def _digest(challenge: str) -> str:
    return hashlib.sha256(challenge.encode()).hexdigest()

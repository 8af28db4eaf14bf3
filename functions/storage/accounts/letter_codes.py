"""Codes of letters, under their keyed hash: the code itself lies nowhere but on paper."""

from functions.domain import retention
from functions.domain.accounts.letter_code import LetterCode
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def code_key(code: str) -> Key:
    return keys.of_letter(code)


def put(transaction: Transaction, stored: Stored[LetterCode]) -> None:
    transaction.put(
        stored, why=("letter", stored.key.pk), expires_at=stored.value.made_at + retention.INVITATION
    )

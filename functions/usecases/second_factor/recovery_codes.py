"""Codes on paper, for the day the phone is lost: each opens one sign-in. They are shown once, and only their hashes are kept."""

import secrets
from dataclasses import dataclass

from functions.domain.second_factor.factor import RECOVERY_CODES
from functions.storage.second_factor.factors import recovery_hash
from functions.usecases.accounts.mailed_codes import as_written, in_letters

_BITS = 50
_LENGTH = 10
_HALF = 5


@dataclass(frozen=True, slots=True)
class RecoveryCodes:
    shown: tuple[str, ...]
    """`abcde-fghjk`"""
    hashed: tuple[str, ...]


def new_recovery_codes(account: str) -> RecoveryCodes:
    codes = [in_letters(secrets.randbits(_BITS), _LENGTH) for _ in range(RECOVERY_CODES)]
    return RecoveryCodes(
        tuple(f"{code[:_HALF]}-{code[_HALF:]}" for code in codes),
        tuple(recovery_hash(account, code) for code in codes),
    )


def hash_of_typed(account: str, typed: str) -> str:
    return recovery_hash(account, as_written("".join(typed.split())))

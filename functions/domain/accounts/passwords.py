"""Which passwords are accepted: long ones, of any composition, that nobody would guess first.

The rules follow the recommendation of the CNIL on passwords (délibération n° 2022-100 of 21 July 2022) and NIST
SP 800-63B, 5.1.1.2.
"""

import re
import unicodedata
from collections.abc import Iterable

from functions.domain.accounts.common_passwords import COMMON_WORDS
from functions.domain.errors import InvalidRequest

MIN_CHARACTERS = 12
MAX_BYTES = 256
"""This is far longer than any pass phrase, yet short enough to be hashed at every try."""
MIN_OWN_LETTERS = 4
"""How many letters must remain once a common word, or the parent's own names, are taken away."""

_LOOK_ALIKE = str.maketrans("013457@$!", "oleastasi")


class PasswordRefused(InvalidRequest):
    """The password is too easy to guess, or too long. The subclass says which."""

    code = "password_refused"


class PasswordTooShort(PasswordRefused):
    code = "password_too_short"


class PasswordTooLong(PasswordRefused):
    code = "password_too_long"


class PasswordDigitsOnly(PasswordRefused):
    """The password has no letter: it may be a telephone number, a date, an account number."""

    code = "password_digits_only"


class PasswordCommon(PasswordRefused):
    """The password is among the first that an attacker tries, or is made of the parent's own names."""

    code = "password_common"


def normalised(password: str) -> str:
    """One spelling for what looks the same: a phone and a computer do not encode « é » alike (Unicode NFC)."""
    return unicodedata.normalize("NFC", password)


def check_password(password: str, *, own: Iterable[str] = (), field: str = "password") -> None:
    """Refuse a weak password. `own` are names it must not be made of: those of the address, the family, the town.

    Raises PasswordRefused.
    """
    text = normalised(password)
    if len(text) < MIN_CHARACTERS:
        raise PasswordTooShort(field=field, minimum=MIN_CHARACTERS)
    if len(text.encode()) > MAX_BYTES:
        raise PasswordTooLong(field=field)
    letters = _letters(text)
    if not letters and all(character.isdigit() or not character.isalnum() for character in text):
        raise PasswordDigitsOnly(field=field)
    own_words = {word for name in own for word in _words(name)}
    if any(
        _is_guessable(spelling, own_words) for spelling in (letters, _letters(text.translate(_LOOK_ALIKE)))
    ):
        raise PasswordCommon(field=field)


def _is_guessable(letters: str, own_words: set[str]) -> bool:
    """Whether too little remains without common words and own names.

    So it is with `motdepasse` and any digits, `bonjourbonjour`, or `dupont` and the name of the town.
    """
    once = _without_repetition(letters)
    if once in COMMON_WORDS:
        return True
    bare = once
    for word in sorted(own_words, key=len, reverse=True):
        bare = bare.replace(word, "")
    long_words = (word for word in COMMON_WORDS if len(word) >= MIN_OWN_LETTERS and word in bare)
    spellings = [bare, *(bare.replace(word, "", 1) for word in long_words)]
    return any(len(left) < len(once) and len(left) < MIN_OWN_LETTERS for left in spellings)


def _letters(text: str) -> str:
    """Lower case, without accents, digits or signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalpha())


def _without_repetition(letters: str) -> str:
    """`azertyazerty` → `azerty`, `aaaaaaaaaaaa` → `a`"""
    repeated = re.fullmatch(r"(.+?)\1+", letters)
    return repeated[1] if repeated else letters


def _words(name: str) -> Iterable[str]:
    """The words of a name that are long enough to recall it, and all its words run together."""
    parts = [_letters(part) for part in re.split(r"[^\w]+", name)]
    return [word for word in (*parts, "".join(parts)) if len(word) >= MIN_OWN_LETTERS - 1]

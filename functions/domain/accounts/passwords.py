"""Which passwords are accepted: long ones, of any composition, that nobody would guess first.

The rules follow the recommendation of the CNIL on passwords (délibération n° 2022-100 of 21 July 2022) and NIST
SP 800-63B, 5.1.1.2.
"""

import re
import unicodedata
from collections.abc import Iterable

from functions.domain.accounts.common_passwords import COMMON_WORDS
from functions.domain.accounts.keyboard_walks import is_keyboard_walk
from functions.domain.accounts.leaked_words import has_leaked
from functions.domain.errors import InvalidRequest

MIN_CHARACTERS = 12
MAX_BYTES = 256
"""This is far longer than any pass phrase, yet short enough to be hashed at every try."""
MIN_OWN_LETTERS = 4
"""How many letters must remain once a common word, or the parent's own names, are taken away."""

MIN_COMMON_LETTERS = 3
"""Shorter common words are found in too many others: « ete » is the shortest that counts."""
MOST_COMMON_WORDS = 2
"""So many common words and nothing else, whatever the digits between them, are soon tried too: « JulesEtLea2015 »."""

_LOOK_ALIKE = tuple(str.maketrans("0134578@$€!", spelling) for spelling in ("oleastbasei", "oieastbasei"))
"""What stands for a letter: a 1 is read as an l, then as an i."""
_AROUND = re.compile(r"^[\W\d_]+|[\W\d_]+$")


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
    letters = letters_of(text)
    if not letters and all(character.isdigit() or not character.isalnum() for character in text):
        raise PasswordDigitsOnly(field=field)
    own_words = {word for name in own for word in _words(name)}
    if any(_is_guessable(spelling, own_words) for spelling in _spellings(text)):
        raise PasswordCommon(field=field)


def _spellings(text: str) -> set[str]:
    """The letters that may be meant: as typed, and with the digits and signs that stand for letters, at the end too or not."""
    typed, core = letters_of(text), _AROUND.sub("", text)
    return {typed, *(letters_of(part.translate(alike)) for part in (text, core) for alike in _LOOK_ALIKE)}


def _is_guessable(letters: str, own_words: set[str]) -> bool:
    """Whether too little remains without common words and own names.

    So it is with `motdepasse` and any digits, `bonjourbonjour`, or `dupont` and the name of the town.
    """
    once = _without_repetition(letters)
    if once in COMMON_WORDS or is_keyboard_walk(once):
        return True
    if len(once) >= MIN_OWN_LETTERS and has_leaked(once):
        return True
    bare = once
    for word in sorted(own_words, key=len, reverse=True):
        bare = bare.replace(word, "")
    return (len(bare) < len(once) and len(bare) < MIN_OWN_LETTERS) or _is_made_of_common_words(bare)


def _is_made_of_common_words(letters: str, most: int = MOST_COMMON_WORDS) -> bool:
    """Whether fewer letters than MIN_OWN_LETTERS are left without that many common words."""
    if most == 0:
        return False
    for word in COMMON_WORDS:
        if len(word) >= MIN_COMMON_LETTERS and word in letters:
            left = letters.replace(word, "", 1)
            if len(left) < MIN_OWN_LETTERS or _is_made_of_common_words(left, most - 1):
                return True
    return False


def letters_of(text: str) -> str:
    """Lower case, without accents, digits or signs."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalpha())


def _without_repetition(letters: str) -> str:
    """`azertyazerty` → `azerty`, `aaaaaaaaaaaa` → `a`"""
    repeated = re.fullmatch(r"(.+?)\1+", letters)
    return repeated[1] if repeated else letters


def _words(name: str) -> Iterable[str]:
    """The words of a name that are long enough to recall it, and all its words run together."""
    parts = [letters_of(part) for part in re.split(r"[^\w]+", name)]
    return [word for word in (*parts, "".join(parts)) if len(word) >= MIN_OWN_LETTERS - 1]

"""Spaces that do not break, where French typography has them: no line begins with « : » or « ! »."""

import re

from functions.french.words.dates import NO_BREAK

_BEFORE = re.compile(r" (?=[:;!?»€%])")
_AFTER = re.compile(r"(?<=«) ")


def spaced(text: str) -> str:
    return _AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, text))


def in_one(number: str) -> str:
    """A telephone number that no line cuts."""
    return number.replace(" ", NO_BREAK)

"""Spaces that do not break, where French typography has them: no line begins with « : » or « ! »."""

import re

from functions.french.words.dates import NO_BREAK

_BEFORE = re.compile(r" (?=[:;!?»€%])")
_AFTER = re.compile(r"(?<=«) ")
_PHONE = re.compile(r"\b0\d(?: \d\d){4}\b")


def spaced(text: str) -> str:
    return _AFTER.sub(NO_BREAK, _BEFORE.sub(NO_BREAK, text))


def in_one(number: str) -> str:
    """A telephone number that no line cuts."""
    return number.replace(" ", NO_BREAK)


def unbroken_phones(text: str) -> str:
    """A text in which no telephone number of France is cut."""
    return _PHONE.sub(lambda found: in_one(found[0]), text)

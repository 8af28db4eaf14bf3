"""What somebody who looks for a family has typed: a name, a class, an e-mail address, a phone or a number."""

import re
from dataclasses import dataclass

from functions.domain.directory.words import LEAST_LETTERS, parts_of

MOST_WORDS = 6
"""Of one search: more tell nothing."""
PHONE_DIGITS = 9
"""From so many on, digits are a phone; fewer are a number of the town's."""
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_DIGITS = re.compile(r"[\d\s.+/-]*\d[\d\s.+/-]*")


@dataclass(frozen=True, slots=True)
class FamilySearch:
    """One of the fields says what is looked for; none: everybody.

    `word`: the beginning of a word, the longest that was typed; `others`: how the others begin. `initial`: the first letter of a
    family's name. `email`, `phone`, `number`: whole.
    """

    word: str = ""
    others: tuple[str, ...] = ()
    initial: str = ""
    email: str = ""
    phone: str = ""
    number: str = ""


def family_search(typed: str) -> FamilySearch:
    text = typed.strip()
    if _ADDRESS.fullmatch(text):
        return FamilySearch(email=text)
    if _DIGITS.fullmatch(text):
        digits = "".join(letter for letter in text if letter.isdigit())
        return FamilySearch(phone=digits) if len(digits) >= PHONE_DIGITS else FamilySearch(number=text)
    words = sorted(dict.fromkeys(parts_of(text.partition("@")[0])[:MOST_WORDS]), key=len, reverse=True)
    if not words:
        return FamilySearch()
    if len(words[0]) < LEAST_LETTERS:
        return FamilySearch(initial=words[0])
    return FamilySearch(word=words[0], others=tuple(words[1:]))

"""The words of a name, as they are typed by whoever looks for it.

Of « D’Amico » one types `damico`, `d'amico` or `amico`; of « Jean-Pierre », `jean`, `pierre` or `jeanpierre`. So a name stands under
each of its parts, and under all of them joined.
"""

import re

from functions.domain.families.spelling import folded

MOST_LETTERS = 30
"""Of a word: nobody types more of a name."""
NAME_SEPARATOR = "#"
"""Between a word and the family: no folded word holds it."""
LEAST_LETTERS = 2
"""Of a word under which something is found: two letters say in which part of the index it lies."""
_APART = re.compile(r"[\s\-‐‑'’ʼ.,;/()]+")


def parts_of(text: str) -> list[str]:
    """The folded words of a text, in its order."""
    return [word for part in _APART.split(text) if (word := folded(part)[:MOST_LETTERS])]


def words_in(text: str) -> frozenset[str]:
    """Those under which a name is found."""
    parts = parts_of(text)
    joined = "".join(parts)[:MOST_LETTERS]
    return frozenset(word for word in (*parts, joined) if len(word) >= LEAST_LETTERS)

"""Names as one hears them: people write the same name with or without its accents, apostrophes, hyphens and capitals."""

import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})


def folded(text: str) -> str:
    """What is left of a name once nothing is left that people spell in several ways: `D’Élia-Rose` is `deliarose`."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LIGATURES))
    return "".join(letter for letter in plain if letter.isalnum())


def written_number(number: str) -> str:
    """A town's number without its case, its spaces and the zeros before it: a spreadsheet drops them, and adds none back."""
    return "".join(number.casefold().split()).lstrip("0") or "0"

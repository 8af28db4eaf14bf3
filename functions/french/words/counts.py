"""How many of something."""


def counted(number: int, word: str, plural: str | None = None) -> str:
    """« 0 famille », « 1 famille », « 2 familles ». `plural`: where it is not an s."""
    return f"{number} {word if number < 2 else plural or word + 's'}"

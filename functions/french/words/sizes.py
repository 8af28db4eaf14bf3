"""How large a file is."""

from functions.french.words.dates import NO_BREAK

_KILO = 1024


def size(number: int) -> str:
    """Bytes: « 340 ko », « 1,2 Mo »; what is smaller than a kilobyte is one."""
    if number < _KILO * _KILO:
        return f"{max(1, round(number / _KILO))}{NO_BREAK}ko"
    return f"{number / _KILO / _KILO:.1f}{NO_BREAK}Mo".replace(".", ",")

"""Letters that lie side by side on a keyboard, or follow each other in the alphabet: `azerty`, `wxcvbn`, `aqwzsx`, `poiuyt`."""

_LINES = (
    *("azertyuiop", "qsdfghjklm", "wxcvbn"),
    *("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm"),
    *("aqw", "zsx", "edc", "rfv", "tgb", "yhn", "ujn", "qaz", "wsx", "ujm"),
    "abcdefghijklmnopqrstuvwxyz",
)
"""The rows and the columns of azerty, qwerty and qwertz, from left to right and from top to bottom."""
_WALKS = tuple(direction for line in _LINES for direction in (line, line[::-1]))
_SHORTEST = 3


def is_keyboard_walk(letters: str) -> bool:
    """Whether the letters are nothing but walks of three keys or more, one after the other. `letters`: lower case, no accents."""
    ends = {0}
    for start in range(len(letters)):
        if start in ends:
            ends |= _ends_of_walks(letters, start)
    return len(letters) >= _SHORTEST and len(letters) in ends


def _ends_of_walks(letters: str, start: int) -> set[int]:
    ends = set()
    for end in range(start + _SHORTEST, len(letters) + 1):
        if not any(letters[start:end] in walk for walk in _WALKS):
            break
        ends.add(end)
    return ends

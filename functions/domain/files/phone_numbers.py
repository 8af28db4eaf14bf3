"""What can be a telephone number, as people write it: of France, of its islands whose numbers are shorter, of another country."""

import re

_WRITTEN = re.compile(r"\s*\+?[\d\s.()-]+")


def is_phone(written: str) -> bool:
    """Ten digits that begin with 0; or, written with its country, eight to fifteen; or six of New Caledonia, eight of Polynesia, of
    which none begins with 0."""
    digits = re.sub(r"\D", "", written)
    if not _WRITTEN.fullmatch(written):
        return False
    if "+" in written or digits.startswith("00"):
        return 8 <= len(digits) <= 15
    return (len(digits) == 10) == (digits[:1] == "0") and len(digits) in (6, 8, 10)


def are_phones(written: str) -> bool:
    """One, or several: « 01 … / 06 … »."""
    return all(is_phone(one) for one in re.split("[/,;]", written))

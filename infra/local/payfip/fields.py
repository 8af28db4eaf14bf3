"""What PayFiP checks when a payment is opened, in the order of its guide, and the code of each anomaly.

Written from the guide and not from the client, so that one can contradict the other. The guide's codes for `exer`
and `objet` are not known to us: E1 and O1 stand for them.
"""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

_SAISIES = ("T", "X", "W")


def anomaly(fields: Mapping[str, str]) -> str | None:
    """The code of the first field that PayFiP would refuse, None when it would take them all."""
    for code, name, accepts in _CHECKS:
        if not accepts(fields.get(name, "")):
            return code
    return None


def _number(value: str) -> int:
    return int(value) if re.fullmatch("[0-9]{1,11}", value) else -1


def _is_url(value: str) -> bool:
    return (
        len(value) < 250
        and value.isprintable()
        and " " not in value
        and urlsplit(value).scheme in ("http", "https")
        and bool(urlsplit(value).hostname)
    )


def _is_mail(value: str) -> bool:
    local, at, domain = value.partition("@")
    return 6 <= len(value) <= 80 and bool(local and at) and "." in domain and not re.search(r"[\s@]", domain)


_CHECKS: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("S1", "saisie", lambda value: value in _SAISIES),
    ("T1", "numcli", lambda value: len(value) == 6 and _number(value) >= 0),
    ("E1", "exer", lambda value: len(value) == 4 and _number(value) >= 0),
    ("R3", "refdet", lambda value: value.isascii() and value.isalnum() and 6 <= len(value) <= 30),
    ("O1", "objet", lambda value: not re.search("[^A-Za-z0-9 ]", value) and len(value) <= 100),
    ("M1", "montant", lambda value: _number(value) >= 0),
    ("M3", "montant", lambda value: _number(value) >= 100),
    ("M5", "montant", lambda value: _number(value) <= 9_999_999),
    ("A1", "mel", lambda value: value != ""),
    ("A2", "mel", _is_mail),
    ("N1", "urlnotif", _is_url),
    ("D1", "urlredirect", _is_url),
)

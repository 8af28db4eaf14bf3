"""What a school is called: by its name, never by the code that a règlement gives it."""

from collections.abc import Mapping

GONE = "école qui n’est plus au règlement"


def school_name(schools: Mapping[str, str], code: str) -> str:
    """`schools`: their names by code. What was written of a school that the règlement dropped since is still read."""
    return schools.get(code) or GONE

"""What a school is called: by its name, never by the code that a règlement gives it."""

from collections.abc import Mapping

UNNAMED = "école que le règlement ne nomme pas"


def school_name(schools: Mapping[str, str], code: str) -> str:
    """`schools`: their names by code. What was written of a school that it names no more, or not yet, is still read."""
    return schools.get(code) or UNNAMED

"""The document of a refusal (RFC 9457): what every one says, and what some tell beside."""

from datetime import datetime

import msgspec


class FieldMeanwhile(msgspec.Struct):
    """`yours`: what was asked. `theirs`: what the file says. `sentence`: both, who wrote it and when."""

    field: str
    label: str
    yours: str | bool | None
    theirs: str | bool | None
    at: datetime | None
    sentence: str


class DoubleFound(msgspec.Struct):
    """A family that is there already. `child`: who is in both, where it is a child."""

    family: str
    name: str
    sentence: str
    child: str | None


class Problem(msgspec.Struct, omit_defaults=True):
    """`detail` is the French sentence that whoever asked reads; `field` points at what to correct."""

    type: str
    status: int
    code: str
    title: str
    detail: str
    field: str | None = None
    meanwhile: list[FieldMeanwhile] | None = None
    """Of `changed_meanwhile`: each field that somebody else wrote since it was read."""
    doubles: list[DoubleFound] | None = None
    """Of `likely_double`: the families."""
    over: tuple[str, ...] = ()
    """Of `over_differs`: what an agent would pass over now, where it is not what the request named."""

"""What a refusal says."""

from typing import NamedTuple


class Said(NamedTuple):
    """`{name}` in the sentence stands for a piece of the refusal's data."""

    title: str
    sentence: str

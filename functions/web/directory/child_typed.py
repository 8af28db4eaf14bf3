"""A child as an agent writes it down: in a family that is there, or in one that is created."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from functions.web.api.fields import of_this_century

Name = Annotated[str, Meta(min_length=1, max_length=100)]


class ChildTyped(Struct):
    first_name: Name
    last_name: Name
    birth_date: date
    school: Annotated[str, Meta(max_length=64)] | None = None
    school_class: Annotated[str, Meta(max_length=40)] | None = None

    def __post_init__(self) -> None:
        of_this_century(self.birth_date)

"""Fields that bodies and queries of several rooms hold."""

from datetime import date
from typing import Annotated

from msgspec import Meta

Id = Annotated[str, Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
Code = Annotated[str, Meta(min_length=1, max_length=64)]
Word = Annotated[str, Meta(min_length=1, max_length=80)]
"""A word of the town's, or one of its codes, as a list offered it."""
Weekday = Annotated[int, Meta(ge=1, le=7)]
"""ISO: Monday is 1."""
CENTURY = range(2000, 2100)


def of_this_century(*days: date) -> None:
    """Rules count days and weeks around a date: not at the ends of the calendar. Raises ValueError."""
    for day in days:
        if day.year not in CENTURY:
            raise ValueError(f"{day} is not a day of this century")

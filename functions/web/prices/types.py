"""What the route of prices takes and answers."""

import datetime
from typing import Annotated

from msgspec import Meta, Struct

Word = Annotated[str, Meta(min_length=1, max_length=60)]


class PricesAsked(Struct):
    """What the grids of a town depend on. What is left out: no proof of the quotient, a resident, an only child."""

    qf: Annotated[float, Meta(ge=0, le=1_000_000)] | None = None
    resident: bool = True
    rank: Annotated[int, Meta(ge=1, le=30)] = 1
    children: Annotated[int, Meta(ge=1, le=30)] = 1
    age: Annotated[int, Meta(ge=0, le=25)] | None = None
    days: Annotated[int, Meta(ge=1, le=7)] | None = None
    """Booked a week."""
    level: Word | None = None
    scheme: Word | None = None
    school: Word | None = None
    date: datetime.date | None = None
    """Today, where it is left out."""


class PriceOfService(Struct):
    service: str
    name: str
    """« Restaurant scolaire », « Centre de loisirs, demi-journée »."""
    unit: str
    price_cents: int | None
    reason: str
    """Why, in a sentence; or why there is no price."""


class Prices(Struct):
    date: datetime.date
    reglement: int
    prices: list[PriceOfService]

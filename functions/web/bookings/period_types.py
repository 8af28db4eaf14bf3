"""Days on which children will not come: what is asked, what becomes of each booking."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.bookings.absence_period import PeriodFate
from functions.domain.planning.basket import MAX_LINES
from functions.web.api.fields import Code, Word, of_this_century
from functions.web.bookings.types import SlotAsked

Children = Annotated[list[Code], Meta(min_length=1, max_length=20)]


class PeriodPreviewAsked(Struct):
    """`services`: codes; none: all that is booked. `reason`: a code among the `reasons` of the absences."""

    children: Children
    first: date
    last: date
    reason: Word
    services: Annotated[list[Code], Meta(max_length=40)] = []
    self_declared: bool = False

    def __post_init__(self) -> None:
        of_this_century(self.first, self.last)


class PeriodAct(Struct):
    """`slots`: those that the parent saw."""

    slots: Annotated[list[SlotAsked], Meta(min_length=1, max_length=MAX_LINES)]
    reason: Word
    self_declared: bool = False


class PeriodLineShown(Struct):
    """`billed_cents`: what of the price is still billed, as far as is known."""

    child: str
    service: str
    date: date
    title: str
    """« vendredi 27 novembre, Clara : restaurant scolaire »"""
    fate: PeriodFate
    price_cents: int
    billed_cents: int
    sentence: str


class PeriodShown(Struct):
    """`confirm`: what the button does; empty where there is nothing to do. `acts`: what can be undone for some minutes."""

    lines: list[PeriodLineShown]
    summary: list[str]
    confirm: str
    needs_proof: bool
    """A certificate would still lower what is billed."""
    acts: list[str] = []

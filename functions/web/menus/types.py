"""Menus as they are asked and answered."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.menus.week_menu import MOST_DISHES, MOST_LETTERS, DayMenu
from functions.domain.safety.child_safety import Allergen
from functions.web.api.fields import of_this_century

MOST_DAYS = 42
MOST_PASTED = 20_000


class MenusQuery(Struct):
    """Six weeks at most."""

    start: date
    end: date

    def __post_init__(self) -> None:
        of_this_century(self.start, self.end)
        if not 0 <= (self.end - self.start).days < MOST_DAYS:
            raise ValueError("too few or too many days")


class MenuOfDay(Struct):
    """`day`: in words. `allergens`: a sentence; empty where none was named."""

    date: date
    day: str
    dishes: list[str]
    allergens: str


class MenuDocument(Struct):
    """`name`: in words, with its days and its weight."""

    name: str
    url: str


class Menus(Struct):
    """`services`: the codes of those that serve a meal. `documents`: as the caterer gave them, of the weeks of these days."""

    days: list[MenuOfDay]
    services: list[str]
    documents: list[MenuDocument]


class MenuWritten(Struct):
    date: date
    dishes: Annotated[list[Annotated[str, Meta(max_length=MOST_LETTERS)]], Meta(max_length=MOST_DISHES)]
    allergens: Annotated[list[Allergen], Meta(max_length=len(Allergen))] = []

    def __post_init__(self) -> None:
        of_this_century(self.date)


class WeekWritten(Struct):
    """`version`: what was read; 0 where nothing was written yet. A day that is left out says nothing any more."""

    version: int
    days: Annotated[list[MenuWritten], Meta(max_length=7)]


class WeekPasted(Struct):
    text: Annotated[str, Meta(min_length=1, max_length=MOST_PASTED)]


class DayRead(Struct):
    date: date
    dishes: list[str]
    allergens: list[Allergen]


def days_read(days: Mapping[date, DayMenu]) -> list[DayRead]:
    return [DayRead(day, list(menu.dishes), list(menu.allergens)) for day, menu in sorted(days.items())]


class DocumentWritten(Struct):
    """Which file families read that week. `sentence`: of which weeks it is. `days`: what was read in it for this one, to be read again."""

    file: str
    name: str
    url: str
    sentence: str
    days: list[DayRead]


class DayToWrite(Struct):
    """`day`: in words. `why`: why nobody eats that day; empty where somebody may."""

    date: date
    day: str
    why: str
    dishes: list[str]
    allergens: list[Allergen]


class AllergenChoice(Struct):
    code: Allergen
    name: str


class WeekToWrite(Struct):
    """`days`: those on which a meal is served, and those of which something is written. `version`: what to write over. `now`: the week that
    it is in the town."""

    week: str
    title: str
    version: int
    now: str
    before: str
    after: str
    days: list[DayToWrite]
    allergens: list[AllergenChoice]
    document: DocumentWritten | None


class WeekRead(Struct):
    """`unread`: lines of no day, and what contradicts the week."""

    days: list[DayRead]
    unread: list[str]


class WeekKept(Struct):
    version: int

"""The document of a week's menu, as it is asked and answered."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from functions.domain.menus.week_document import MOST_WEEKS
from functions.web.menus.types import DayRead, MenuWritten

FileName = Annotated[str, Meta(max_length=64)]
"""As the portal named it when it was sent."""
Week = Annotated[str, Meta(max_length=8)]


class DocumentRead(Struct):
    """A document that was sent, to be read before families see it."""

    file: FileName


class WeekOfDocument(Struct):
    """`chosen`: it says that it is of this week, or it was given for it. `seen`, `instead_of`: what families read now, if something.
    `days`: what was read in it."""

    week: str
    title: str
    chosen: bool
    seen: str | None
    instead_of: str
    days: list[DayRead]


class WhatDocumentSays(Struct):
    """`unread`: what was placed on no day."""

    weeks: list[WeekOfDocument]
    unread: list[str]
    sentence: str


class WeekToShow(Struct):
    week: Week
    seen: FileName | None
    days: Annotated[list[MenuWritten], Meta(max_length=7)]


class DocumentToShow(Struct):
    file: FileName
    name: Annotated[str, Meta(max_length=100)]
    weeks: Annotated[list[WeekToShow], Meta(min_length=1, max_length=MOST_WEEKS)]


class DocumentTurned(Struct):
    """From every week that shows it, or back in them."""

    act: Literal["withdraw", "put_back"]
    file: FileName


class DocumentKept(Struct):
    sentence: str

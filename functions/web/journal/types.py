"""What the routes of the journal take and answer."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.web.api.fields import Id, of_this_century


class JournalQuery(Struct):
    """A month on the town's clock; left out, the one that it is there. `agent`, `family`: ids. `families`: also what families did for themselves, and the portal by itself."""

    month: Annotated[str, Meta(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")] | None = None
    agent: Id | None = None
    family: Id | None = None
    act: Annotated[str, Meta(pattern=r"^[a-z_]{3,40}$")] | None = None
    families: bool = False
    after: Annotated[str, Meta(pattern=r"^[0-9a-z]{26}$")] | None = None

    def __post_init__(self) -> None:
        if self.month is not None:
            of_this_century(self.first(date.max))

    def first(self, today: date) -> date:
        """The first day of the month."""
        return today.replace(day=1) if self.month is None else date.fromisoformat(f"{self.month}-01")


class JournalEntry(Struct):
    id: str
    at: datetime
    when: str
    """« lundi 16 novembre à 9 h 05 »"""
    sentence: str
    act: str
    label: str
    agent: str | None
    """The account that did it, to see all that it did; null for a program."""
    family: str | None


class ActOffered(Struct):
    act: str
    label: str


class JournalShown(Struct):
    month: str
    lines: list[JournalEntry]
    next: str | None
    """There may be more, also where this page found nothing."""
    acts: list[ActOffered]

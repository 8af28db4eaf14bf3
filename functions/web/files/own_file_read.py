"""What was read of a family for *Mon dossier*, before anything is said of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request
from functions.domain.papers.papers import PaperLine
from functions.domain.reglement.reglement import Reglement
from functions.domain.safety.child_safety import ChildSafety
from functions.french.files import own_file as french
from functions.usecases.families.read_people import Person
from functions.web.files.own_file_waiting import OwnFileWaiting


@dataclass(frozen=True)
class OwnFileRead:
    """`people`: the responsables of the file, in its order, then others who have a login."""

    family: Family
    reglement: Reglement
    children: Sequence[Child]
    sheets: dict[str, ChildSafety]
    papers: Sequence[PaperLine]
    people: Sequence[Person]
    requests: Sequence[Request]
    seen: str
    menus: Sequence[str]
    account: str
    now: datetime

    @property
    def today(self) -> date:
        return self.reglement.day_of(self.now)

    @cached_property
    def waiting(self) -> OwnFileWaiting:
        return OwnFileWaiting(self.requests, self.account, self.today)

    @cached_property
    def names(self) -> dict[str, str]:
        return told_apart(self.children)

    def other(self, request: Request) -> str:
        """Who asked it, where it is another parent; else empty."""
        called = {person.account: person.first_name for person in self.people if person.account}
        return "" if request.by == self.account else called.get(request.by, french.OTHER_PARENT)

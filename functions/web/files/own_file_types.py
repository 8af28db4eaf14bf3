"""*Mon dossier* as the API tells it: all that the town has written down of a family, section by section."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.families.family import MOST_GUARDIANS, QuotientSource
from functions.domain.safety.child_safety import MOST_FETCHERS, Allergen
from functions.domain.uploads.uploads import MOST_AT_ONCE
from functions.web.api.fields import Id, of_this_century
from functions.web.safety.types import Health


class OwnFileLead(StrEnum):
    """The screen on which something that lacks is done."""

    PAPER = "paper"
    """*Mes demandes*, where the paper is sent."""
    QUOTIENT = "quotient"
    """The quotient in the file itself, with what proves it."""
    REGLEMENT = "reglement"
    HEALTH = "health"
    """The health sheet of a child, in the file itself."""


class OwnFileLack(Struct):
    """What is missing, or will soon be. `paper`: its code, where it is one; else empty. `title`: what it is called; `action`: of the button.
    `child`: whose health sheet it is; else empty."""

    sentence: str
    title: str
    action: str
    lead: OwnFileLead
    paper: str = ""
    child: str = ""


class OwnFileFact(Struct):
    """`paper`: the code of a paper that may be sent now; else empty. `brief`: what the folded section says of it on a phone; empty where it
    says nothing."""

    label: str
    value: str
    paper: str = ""
    brief: str = ""


class OwnFileFetcher(Struct):
    """Somebody besides the responsables. `tie`: what they are to the child."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    tie: Annotated[str, Meta(max_length=40)] = ""
    phone: Annotated[str, Meta(max_length=30)] = ""


class OwnFilePlace(Struct):
    """Where the family is reached."""

    phone: Annotated[str, Meta(max_length=30)]
    line1: Annotated[str, Meta(max_length=100)]
    line2: Annotated[str, Meta(max_length=100)]
    postcode: Annotated[str, Meta(max_length=12)]
    city: Annotated[str, Meta(max_length=100)]


class OwnFileName(Struct):
    """Of a responsable."""

    last_name: Annotated[str, Meta(min_length=1, max_length=80)]
    first_name: Annotated[str, Meta(min_length=1, max_length=80)]


class OwnFileNames(Struct):
    """`guardians`: in the order of the file."""

    name: Annotated[str, Meta(min_length=1, max_length=80)]
    guardians: Annotated[list[OwnFileName], Meta(max_length=MOST_GUARDIANS)]


class OwnFileIdentity(Struct):
    """Who a child is."""

    last_name: Annotated[str, Meta(min_length=1, max_length=80)]
    first_name: Annotated[str, Meta(min_length=1, max_length=80)]
    birth_date: date

    def __post_init__(self) -> None:
        of_this_century(self.birth_date)


class OwnFileSheet(Struct):
    """What keeps a child safe, as its family may correct it. `diet`: one of the town's menus; empty: the usual one."""

    diet: Annotated[str, Meta(max_length=60)]
    allergens: Annotated[list[Allergen], Meta(max_length=14)]
    pai: bool
    may_fetch: Annotated[list[OwnFileFetcher], Meta(max_length=MOST_FETCHERS)]


class OwnFileQuotient(Struct):
    """`value` and `since`: null where the family has told none that waits. `files`: the names of those that came with it."""

    value: int | None
    since: date | None
    source: QuotientSource
    files: list[str]


class OwnFileQuotientWritten(Struct):
    """As the family reads it on what proves it. `files`: that were sealed, by their ids; none where those sent before still stand."""

    value: Annotated[int, Meta(ge=0)]
    since: date
    source: QuotientSource
    files: Annotated[list[Id], Meta(max_length=MOST_AT_ONCE)] = []

    def __post_init__(self) -> None:
        of_this_century(self.since)
        if self.source is QuotientSource.API:
            raise ValueError("the town asks there itself")


class OwnFilePerson(Struct):
    """`person`: what the invitation calls them by."""

    person: str
    name: str


class OwnFileInvitation(Struct):
    person: Id


class OwnFileInvited(Struct):
    sentence: str


class OwnFileSection(Struct):
    """`child`: whom it is about; null for the family. `place`, `sheet`, `health`, `names`, `identity`, `quotient`: what of it may be
    corrected, as the family asked it to be, else as it is."""

    code: str
    title: str
    child: str | None
    facts: list[OwnFileFact]
    place: OwnFilePlace | None = None
    sheet: OwnFileSheet | None = None
    health: Health | None = None
    names: OwnFileNames | None = None
    identity: OwnFileIdentity | None = None
    quotient: OwnFileQuotient | None = None
    to_invite: list[OwnFilePerson] = []
    """Responsables who have no login, and whom a parent may invite."""


class OwnFileAllergen(Struct):
    code: Allergen
    name: str


class OwnFileShown(Struct):
    """`year`: in which the school year begins that is to be confirmed; `seen`: what is sent back with it. `confirmed`: by whom and when;
    empty while nobody has. `waiting`: what the family corrected and the town has not decided."""

    year: int
    year_name: str
    seen: str
    confirmed: str
    before: str
    """Which confirmation of an earlier year it is taken up from; empty where there is none, or it is confirmed."""
    lacks: list[OwnFileLack]
    sections: list[OwnFileSection]
    waiting: list[str]
    comprised: str
    """What confirming says of what waits; empty where nothing does, or it is confirmed."""
    menus: list[str]
    """What the town calls its menus besides the usual one."""
    allergens: list[OwnFileAllergen]


class OwnFileCorrected(Struct):
    """`seen`: of the file as it was shown. One of the others, as it shall be: the `place`, the `names` or the `quotient`, or of a `child` the `sheet`,
    the `health` sheet or the `identity`."""

    seen: Id
    place: OwnFilePlace | None = None
    child: Id | None = None
    sheet: OwnFileSheet | None = None
    health: Health | None = None
    names: OwnFileNames | None = None
    identity: OwnFileIdentity | None = None
    quotient: OwnFileQuotientWritten | None = None

    def __post_init__(self) -> None:
        of_child = [one for one in (self.sheet, self.health, self.identity) if one is not None]
        of_family = [one for one in (self.place, self.names, self.quotient) if one is not None]
        if len(of_child) + len(of_family) != 1 or bool(of_child) != (self.child is not None):
            raise ValueError("one thing is corrected at a time, and a child is named where it is about one")


class OwnFileAsked(Struct):
    """`asked`: whether the town has something to decide; false where the file says it all already."""

    asked: bool
    sentence: str


class FileConfirmed(Struct):
    """`year` and `seen`: of the file as it was shown; refused where it is not that file any more."""

    year: Annotated[int, Meta(ge=2000, lt=2100)]
    seen: Id


class FileConfirmedNow(Struct):
    confirmed: str

"""*Mon dossier* as the API tells it: all that the town has written down of a family, section by section."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from functions.web.api.fields import Id


class OwnFileLead(StrEnum):
    """The screen on which something that lacks is done."""

    PAPER = "paper"
    """*Mes demandes*, where the paper is sent."""
    QUESTION = "question"
    """*Mes demandes*, where a question is written."""
    REGLEMENT = "reglement"


class OwnFileLack(Struct):
    """What is missing, or will soon be. `paper`: its code, where it is one; else empty. `title`: what it is called; `action`: of the button."""

    sentence: str
    title: str
    action: str
    lead: OwnFileLead
    paper: str = ""


class OwnFileFact(Struct):
    label: str
    value: str


class OwnFileSection(Struct):
    """`child`: whom it is about; null for the family."""

    code: str
    title: str
    child: str | None
    facts: list[OwnFileFact]


class OwnFileShown(Struct):
    """`year`: in which the school year begins that is to be confirmed; `seen`: what is sent back with it. `confirmed`: by whom and when;
    empty while nobody has. `waiting`: what the family corrected and the town has not decided."""

    year: int
    year_name: str
    seen: str
    confirmed: str
    lacks: list[OwnFileLack]
    sections: list[OwnFileSection]
    waiting: list[str]


class FileConfirmed(Struct):
    """`year` and `seen`: of the file as it was shown; refused where it is not that file any more."""

    year: Annotated[int, Meta(ge=2000, lt=2100)]
    seen: Id


class FileConfirmedNow(Struct):
    confirmed: str

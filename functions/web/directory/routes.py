"""Finding families: as one types, by school and class, by what they lack."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

import msgspec
from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.directory.directory_line import DirectoryChild, LoginsState
from functions.domain.directory.family_filter import FamilyState, Lack
from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child
from functions.french.directory.rows import LACKS, LOGINS
from functions.usecases.directory.find_families import FamiliesAsked, FamilyFound, find_families
from functions.usecases.directory.list_classes import list_classes
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, Agent

routes = Routes(Blueprint(__name__))
FILES = f"{COMMUNE}/files"

Cursor = Annotated[str, Meta(max_length=400, pattern=r"^[A-Za-z0-9_-]*$")]
"""The `next` of the page before."""


class FilesQuery(Struct):
    """`search`: the beginning of names or of a class in any order, or a whole e-mail address, phone or number of the town's.
    `class`, `school`, `state`: only those of it. `after`: the `next` of the page before."""

    search: Annotated[str, Meta(max_length=80)] = ""
    school: Annotated[str, Meta(max_length=80)] = ""
    school_class: Annotated[str, Meta(max_length=80)] = msgspec.field(default="", name="class")
    state: FamilyState | None = None
    after: Cursor | None = None


class ChildListed(Struct, omit_defaults=True):
    """`name`: the first name, told apart from those of the family. `school`: its name. `last_day`: left out where none is known."""

    id: str
    name: str
    school: str | None
    school_class: str | None = msgspec.field(name="class")
    last_day: date | None = None


class LackListed(Struct):
    code: Lack
    label: str


class FamilyListed(Struct):
    """`street`: with the children, what tells two families of one name apart. `logins`: how far the family is on the way to its
    first login, in the words of `label`. `missing`: what the town still waits for."""

    id: str
    name: str
    street: str
    guardians: list[str]
    children: list[ChildListed]
    logins: LoginsState
    label: str
    missing: list[LackListed]


class SchoolNamed(Struct):
    code: str
    name: str


class FilesListed(Struct):
    """25 at most. `next`: the `after` of what follows; null: that is all. `schools`: the town's, for the filter."""

    families: list[FamilyListed]
    next: str | None
    schools: list[SchoolNamed]


@routes.route("GET", FILES, OFFICE, takes=FilesQuery, answers=FilesListed)
def list_files(caller: Agent, asked: FilesQuery) -> FilesListed:
    """The families of the town by name, or those that one looks for, a page at a time."""
    found = find_families(
        FamiliesAsked(
            caller.commune,
            caller.ask.now,
            asked.search,
            asked.school,
            asked.school_class,
            asked.state,
            asked.after,
        )
    )
    schools = [SchoolNamed(code, name) for code, name in found.schools.items()]
    return FilesListed([_listed(family, found.schools) for family in found.families], found.next, schools)


class ClassesKnown(Struct):
    classes: list[str]


@routes.route("GET", f"{COMMUNE}/classes", OFFICE, answers=ClassesKnown)
def read_classes(caller: Agent) -> ClassesKnown:
    """The classes that the files of the town name, each as most of them write it."""
    return ClassesKnown(list_classes(caller.commune))


def _listed(found: FamilyFound, schools: Mapping[str, str]) -> FamilyListed:
    line = found.line
    names = told_apart(_file_of(child) for child in line.children)
    return FamilyListed(
        line.family,
        line.name or "",
        line.street,
        [f"{guardian.first_name} {guardian.last_name}" for guardian in line.guardians],
        [
            ChildListed(
                child.id,
                names[child.id],
                schools.get(child.school) if child.school else None,
                child.school_class,
                child.last_day,
            )
            for child in line.children
        ],
        found.logins,
        LOGINS[found.logins],
        [LackListed(lack, LACKS[lack]) for lack in found.lacks],
    )


def _file_of(child: DirectoryChild) -> Child:
    """What a child is called by."""
    return Child(child.id, child.first_name, child.last_name, child.birth_date, ())

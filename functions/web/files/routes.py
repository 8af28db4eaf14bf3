"""The file of a family, read whole and edited by those who keep it."""

from datetime import date
from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.agents.staff import Role
from functions.domain.families.family import Guardian
from functions.domain.files.edits import DAYS, FieldEdit, GuardianEdit, UnknownField
from functions.usecases.files.edit_child import ChildAdded, ChildEdit, add_child, edit_child
from functions.usecases.files.edit_family import FamilyEdit, edit_family
from functions.usecases.files.read_file import read_file
from functions.web.api.endpoint import Routes
from functions.web.api.fields import of_this_century
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent
from functions.web.directory.child_typed import ChildTyped
from functions.web.files.answers import family_file
from functions.web.files.types import FamilyFile, FileGuardian

routes = Routes(Blueprint(__name__))
FILE = f"{COMMUNE}/files/{{family}}"
CHILDREN = f"{FILE}/children"
MOST_FIELDS = 20

FieldName = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[a-z0-9_.]+$")]
Said = Annotated[str, Meta(max_length=200)] | bool | None


class FieldChanged(Struct):
    """`before`: what was read. `after`: what it shall say."""

    field: FieldName
    before: Said
    after: Said


class GuardianChanged(Struct):
    """`before`: null for somebody who comes. `after`: null for somebody who leaves."""

    before: FileGuardian | None
    after: FileGuardian | None


class FamilyChanged(Struct):
    """At least one change, each with what was read."""

    fields: Annotated[list[FieldChanged], Meta(max_length=MOST_FIELDS)] = []
    guardians: Annotated[list[GuardianChanged], Meta(max_length=10)] = []

    def __post_init__(self) -> None:
        if not self.fields and not self.guardians:
            raise ValueError("nothing is changed")


class ChildChanged(Struct):
    fields: Annotated[list[FieldChanged], Meta(min_length=1, max_length=MOST_FIELDS)]


class FileWritten(Struct):
    version: int


class ChildWritten(Struct):
    child: str


@routes.route("GET", FILE, OFFICE, answers=FamilyFile)
def read(caller: Agent) -> FamilyFile:
    """Everything about a family, with the versions that an edit names. The family's journal says who read it."""
    health = Role.SECRETARY in caller.roles
    family = caller.ask.path["family"]
    found = read_file(caller.commune, family, by=caller.account, health=health, now=caller.ask.now)
    return family_file(found, health=health, now=caller.ask.now)


@routes.route("PATCH", FILE, SECRETARY, takes=FamilyChanged, answers=FileWritten, keyed=True, sends=True)
def change(caller: Agent, asked: FamilyChanged) -> FileWritten:
    """Change fields of the family; what somebody else changed since they were read is told and not overwritten."""
    edit = FamilyEdit(
        caller.commune,
        caller.ask.path["family"],
        tuple(_field(one) for one in asked.fields),
        tuple(GuardianEdit(_guardian(one.before), _guardian(one.after)) for one in asked.guardians),
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return FileWritten(edit_family(edit))


@routes.route("POST", CHILDREN, SECRETARY, takes=ChildTyped, answers=ChildWritten, status=201, keyed=True)
def add(caller: Agent, asked: ChildTyped) -> ChildWritten:
    """Add a child to the family."""
    wanted = ChildAdded(
        caller.commune,
        caller.ask.path["family"],
        asked.first_name.strip(),
        asked.last_name.strip(),
        asked.birth_date,
        asked.school or None,
        (asked.school_class or "").strip() or None,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return ChildWritten(add_child(wanted))


@routes.route(
    "PATCH", f"{CHILDREN}/{{child}}", SECRETARY, takes=ChildChanged, answers=FileWritten, keyed=True
)
def change_child(caller: Agent, asked: ChildChanged) -> FileWritten:
    """Change fields of a child; what somebody else changed since they were read is told and not overwritten."""
    path = caller.ask.path
    edit = ChildEdit(
        caller.commune,
        path["family"],
        path["child"],
        tuple(_field(one) for one in asked.fields),
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return FileWritten(edit_child(edit))


def _field(one: FieldChanged) -> FieldEdit:
    if one.field not in DAYS:
        return FieldEdit(one.field, one.before, one.after)
    return FieldEdit(one.field, _day(one.field, one.before), _day(one.field, one.after))


def _day(field: str, said: str | bool | None) -> date | None:
    """None where the file says no day. Raises UnknownField."""
    if said in (None, ""):
        return None
    try:
        day = date.fromisoformat(str(said))
        of_this_century(day)
    except ValueError:
        raise UnknownField(field=field) from None
    return day


def _guardian(one: FileGuardian | None) -> Guardian | None:
    if one is None:
        return None
    return Guardian(
        one.civility, one.last_name.strip(), one.first_name.strip(), (one.email or "").strip() or None
    )

"""A family that the secretary writes down by hand."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.directory.new_family import NewChild, NewFamily
from functions.domain.families.family import Address, Civility, Guardian
from functions.usecases.families.create_family import CreateFamily, create_family
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.callers.agents import SECRETARY, Agent
from functions.web.directory.child_typed import ChildTyped, Name
from functions.web.directory.routes import FILES

routes = Routes(Blueprint(__name__))
Text = Annotated[str, Meta(max_length=200)]


class CreatedAddress(Struct, frozen=True):
    line1: Text = ""
    postcode: Annotated[str, Meta(max_length=12)] = ""
    city: Text = ""
    line2: Text = ""


class CreatedGuardian(Struct):
    civility: Civility
    last_name: Name
    first_name: Name
    email: Annotated[str, Meta(max_length=254)] | None = None


class FamilyWanted(Struct):
    """`shared`: ids of children whom another family of the town has, and who live in both. `anyway`: also where a family looks like it."""

    name: Name
    guardians: Annotated[list[CreatedGuardian], Meta(min_length=1, max_length=10)]
    address: CreatedAddress = CreatedAddress()
    phone: Annotated[str, Meta(max_length=40)] = ""
    resident: bool = True
    children: Annotated[list[ChildTyped], Meta(max_length=12)] = []
    shared: Annotated[list[Id], Meta(max_length=12)] = []
    anyway: bool = False


class FamilyCreated(Struct):
    family: str


@routes.route("POST", FILES, SECRETARY, takes=FamilyWanted, answers=FamilyCreated, status=201, keyed=True)
def create(caller: Agent, asked: FamilyWanted) -> FamilyCreated:
    """Write down a family. Where one of the town has the same child or address, it is told instead (409 `likely_double`)."""
    wanted = CreateFamily(
        caller.commune,
        _family(asked),
        asked.anyway,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return FamilyCreated(create_family(wanted))


def _family(asked: FamilyWanted) -> NewFamily:
    address = asked.address
    guardians = tuple(
        Guardian(
            one.civility, one.last_name.strip(), one.first_name.strip(), (one.email or "").strip() or None
        )
        for one in asked.guardians
    )
    children = [
        NewChild(
            one.first_name.strip(),
            one.last_name.strip(),
            one.birth_date,
            one.school or None,
            (one.school_class or "").strip() or None,
        )
        for one in asked.children
    ]
    children += [NewChild(known=one) for one in asked.shared]
    return NewFamily(
        asked.name.strip(),
        Address(address.line1.strip(), address.postcode.strip(), address.city.strip(), address.line2.strip()),
        asked.phone.strip(),
        asked.resident,
        guardians,
        tuple(children),
    )

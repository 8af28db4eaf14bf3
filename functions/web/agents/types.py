"""What the routes of agents take and answer."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.agents.staff import MOST_IN_SCOPE, Appointment, Role, Scope
from functions.domain.families.family import Civility
from functions.web.api.fields import Code, of_this_century

Codes = Annotated[list[Code], Meta(max_length=MOST_IN_SCOPE)]
Roles = Annotated[list[Role], Meta(min_length=1, max_length=len(Role))]
Name = Annotated[str, Meta(pattern=r"\S", max_length=80)]
Email = Annotated[str, Meta(pattern=r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$", max_length=254)]


class Places(Struct, frozen=True):
    """Of either, none means all."""

    schools: Codes = []
    services: Codes = []


class AppointmentAsked(Struct):
    roles: Roles
    until: date | None = None
    """The last day."""
    scope: Places = Places()

    def __post_init__(self) -> None:
        if self.until is not None:
            of_this_century(self.until)

    def appointment(self) -> Appointment:
        within = Scope(tuple(dict.fromkeys(self.scope.schools)), tuple(dict.fromkeys(self.scope.services)))
        return Appointment(tuple(self.roles), self.until, within)


class NewcomerAsked(AppointmentAsked, kw_only=True):
    email: Email
    civility: Civility
    first_name: Name
    last_name: Name


class AgentsQuery(Struct):
    after: Annotated[str, Meta(max_length=64)] = ""


class AgentShown(Struct):
    account: str
    name: str
    """First name and name; what stands for it where the login is no more."""
    email: str | None
    roles: list[Role]
    roles_label: str
    until: date | None
    scope: Places
    terms: str
    """Until when and where, in a sentence; empty where there is nothing to say."""
    over: bool
    """The last day has passed: the access is closed already."""
    seen_at: datetime | None
    seen: str
    """When they last signed in, in a sentence."""
    oneself: bool
    factor: str
    """What is missing of the second factor, in a word; empty once a phone is set."""


class RoleOffered(Struct):
    role: Role
    label: str
    may: str
    narrowed: bool
    """Schools and services may be chosen for it."""


class PlaceOffered(Struct):
    code: str
    name: str


class AgentsListed(Struct):
    agents: list[AgentShown]
    next: str | None
    roles: list[RoleOffered]
    schools: list[PlaceOffered]
    services: list[PlaceOffered]
    today: date


class AgentAppointed(Struct):
    agent: AgentShown
    sentence: str

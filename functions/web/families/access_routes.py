"""Who acts for a family or is invited to: read, ended and invited by the town, one person at a time."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.invitation_state import InvitationState
from functions.domain.families.family import Civility
from functions.french.families.access import STATES, ended_sentence
from functions.storage.town import communes
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.invite_people import Inviting, invite_person
from functions.usecases.families.read_people import Person, people_in
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

routes = Routes(Blueprint(__name__))
ACCESS = f"{COMMUNE}/files/{{family}}/access"


class PersonShown(Struct):
    """`person`: what the other routes call them by; null for who has no address of their own. `in_file`: false for a login
    that the town's file names no more."""

    family: str
    family_name: str
    person: str | None
    civility: Civility | None
    last_name: str
    first_name: str
    email: str | None
    state: InvitationState
    label: str
    invited_at: datetime | None
    expires_at: datetime | None
    in_file: bool


class FamilyAccess(Struct):
    people: list[PersonShown]


class Ended(Struct):
    """What ended by this request or by the same one before."""

    login: bool
    invitation: bool
    sentence: str


class InvitationAsked(Struct):
    act: Literal["invite"]


class InvitationSent(Struct):
    invited_at: datetime


@routes.route("GET", ACCESS, OFFICE, answers=FamilyAccess)
def read_access(caller: Agent) -> FamilyAccess:
    """Who acts for the family, who is invited to, and who could be."""
    people = people_in(caller.commune, caller.ask.path["family"], now=caller.ask.now)
    return FamilyAccess(shown(caller.commune, people))


@routes.route("DELETE", f"{ACCESS}/{{person}}", SECRETARY, answers=Ended, keyed=True, sends=True)
def end(caller: Agent) -> Ended:
    """End somebody's access to the family, everywhere and at once, and withdraw their invitation. They are told by mail."""
    path = caller.ask.path
    asked = EndAccess(
        caller.commune,
        path["family"],
        path["person"],
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    done = end_access(asked)
    return Ended(done.login, done.invitation, ended_sentence(login=done.login, invitation=done.invitation))


@routes.route(
    "POST",
    f"{ACCESS}/{{person}}/invitation",
    SECRETARY,
    takes=InvitationAsked,
    answers=InvitationSent,
    keyed=True,
    sends=True,
)
def ask_again(caller: Agent, asked: InvitationAsked) -> InvitationSent:
    """Invite somebody of the family, for the first time or again: an earlier link is worth nothing any more."""
    path = caller.ask.path
    inviting = Inviting(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)
    at = invite_person(inviting, path["family"], path["person"])
    return InvitationSent(at.astimezone(communes.commune(caller.commune).clock))


def shown(commune: str, people: list[Person]) -> list[PersonShown]:
    return shown_at(communes.commune(commune).clock, people)


def shown_at(clock: ZoneInfo, people: list[Person]) -> list[PersonShown]:
    """Where the commune was read already."""
    return [
        PersonShown(
            one.family,
            one.family_name,
            one.id or None,
            one.civility,
            one.last_name,
            one.first_name,
            one.email,
            one.state,
            STATES[one.state],
            one.invited_at.astimezone(clock) if one.invited_at is not None else None,
            one.expires_at.astimezone(clock) if one.expires_at is not None else None,
            one.in_file,
        )
        for one in people
    ]

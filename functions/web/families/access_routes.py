"""Who acts for a family or is invited to: read, ended and invited by the town, one person at a time."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.invitation_state import InvitationState
from functions.domain.families.family import Civility
from functions.french.families.access import STATES, address_sentences, ended_sentence, mail_alert
from functions.storage.table.reading import read
from functions.storage.town import communes
from functions.usecases.families.end_access import EndAccess, end_access
from functions.usecases.families.invite_people import Inviting, invite_person
from functions.usecases.families.read_people import Person, login_keys, people_in, with_logins
from functions.usecases.files.propose_address import Proposing, propose_again
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
    mail_alert: str = ""
    """In words, of who receives no mail of ours; empty where nothing is known against the address."""
    file_email: str | None = None
    """The town's file says this address, and their login has another, which is the one that mails go to."""
    addresses: list[str] = []
    """Sentences: which address serves, and what makes the other one serve."""


class FamilyAccess(Struct):
    people: list[PersonShown]


class Ended(Struct):
    """What ended by this request or by the same one before."""

    login: bool
    invitation: bool
    sentence: str


class InvitationAsked(Struct):
    """`confirm_address`: of who has a login under another address than the file says."""

    act: Literal["invite", "confirm_address"]


class InvitationSent(Struct):
    invited_at: datetime


@routes.route("GET", ACCESS, OFFICE, answers=FamilyAccess)
def read_access(caller: Agent) -> FamilyAccess:
    """Who acts for the family, who is invited to, and who could be."""
    now = caller.ask.now
    people = people_in(caller.commune, caller.ask.path["family"], now=now)
    people = with_logins(read(dict.fromkeys(login_keys(people))), people, now=now)
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
    """Invite somebody of the family, for the first time or again, or ask them to confirm the file's address: an earlier link is worth nothing any more."""
    path = caller.ask.path
    clock = communes.commune(caller.commune).clock
    if asked.act == "confirm_address":
        ask = caller.ask
        propose_again(
            Proposing(caller.commune, path["family"], caller.account, ask.idempotency_key, ask.now),
            path["person"],
        )
        return InvitationSent(ask.now.astimezone(clock))
    inviting = Inviting(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)
    at = invite_person(inviting, path["family"], path["person"])
    return InvitationSent(at.astimezone(clock))


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
            mail_alert(silent=one.silent),
            one.file_email,
            address_sentences(
                one.first_name,
                one.email,
                file_email=one.file_email,
                proposed_until=one.proposed_until and one.proposed_until.astimezone(clock).date(),
                active=one.account is not None,
                silent=one.silent,
            ),
        )
        for one in people
    ]

"""The invitations of a commune, as its secretary follows them and sends those again that led nowhere."""

from typing import Literal

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.invitation_state import InvitationState
from functions.french.families.access import counts_sentence
from functions.usecases.families.invite_people import (
    Inviting,
    count_invitations,
    invite_all,
    invite_not_activated,
    people_page,
)
from functions.web.api.endpoint import Routes
from functions.web.api.fields import Id
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent
from functions.web.callers.fresh_factor import fresh
from functions.web.families.access_routes import PersonShown, shown

routes = Routes(Blueprint(__name__))
INVITATIONS = f"{COMMUNE}/invitations"


class InvitationsQuery(Struct):
    """`state`: all, where none is named. `after`: the `next` of the page before."""

    state: InvitationState | None = None
    after: Id | None = None


class InvitationsPage(Struct):
    """A page is one of families, by name: where a state is asked for it may be empty, and others follow while there is a `next`."""

    people: list[PersonShown]
    next: str | None


class InvitationsAsked(Struct):
    """Everybody in that state, of a page of families. `not_activated`: whoever has no invitation of use, in families without any
    login. `after`: as in the list, or the `next` of the answer before."""

    act: Literal["invite"]
    state: Literal["to_invite", "invited", "expired", "failed", "not_activated"]
    after: Id | None = None


class InvitationsSent(Struct):
    """`failed`: could not be invited. `next`: the `after` of what is left to do; null: all are done."""

    sent: int
    failed: int
    next: str | None


@routes.route("GET", INVITATIONS, OFFICE, takes=InvitationsQuery, answers=InvitationsPage)
def list_invitations(caller: Agent, asked: InvitationsQuery) -> InvitationsPage:
    """Who is to be invited, invited, expired, failed, active: by family, a page of families at a time."""
    page = people_page(caller.commune, after=asked.after, now=caller.ask.now)
    wanted = [one for one in page.people if asked.state is None or one.state is asked.state]
    return InvitationsPage(shown(caller.commune, wanted), page.next)


class InvitationsCounted(Struct):
    """Of families without any login. `mails`: what inviting those `not_activated` sends; `waiting`: people whose invitation still runs;
    `without_address`: families of whom no address is known; `silent`: people whose address receives nothing. `sentence`: all of it, before it is done."""

    families: int
    mails: int
    waiting: int
    without_address: int
    silent: int
    sentence: str


@routes.route("GET", f"{INVITATIONS}/counts", OFFICE, answers=InvitationsCounted)
def count(caller: Agent) -> InvitationsCounted:
    """How many would be written to, before it is done."""
    found = count_invitations(caller.commune, now=caller.ask.now)
    return InvitationsCounted(
        found.families,
        found.mails,
        found.waiting,
        found.without_address,
        found.silent,
        counts_sentence(found.families, found.mails, found.waiting, found.without_address, found.silent),
    )


@routes.route(
    "POST",
    INVITATIONS,
    fresh(SECRETARY),
    takes=InvitationsAsked,
    answers=InvitationsSent,
    keyed=True,
    sends=True,
)
def invite_those(caller: Agent, asked: InvitationsAsked) -> InvitationsSent:
    """Invite again everybody in a state, a page of families at a time. It may write to a whole town: the code is asked again."""
    inviting = Inviting(caller.commune, caller.account, caller.ask.idempotency_key, caller.ask.now)
    if asked.state == "not_activated":
        done = invite_not_activated(inviting, after=asked.after)
    else:
        done = invite_all(inviting, InvitationState(asked.state), after=asked.after)
    return InvitationsSent(done.sent, done.failed, done.next)

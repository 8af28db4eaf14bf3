"""How far somebody is on the way to a login of the family: what the town follows its invitations by."""

from datetime import datetime
from enum import StrEnum

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.errors import Conflict


class InvitationState(StrEnum):
    WITHOUT_ADDRESS = "without_address"
    """The town knows no e-mail address of theirs, or none that is theirs alone: a login is one person's."""
    TO_INVITE = "to_invite"
    """Never invited, or so long ago that nothing is left of it."""
    INVITED = "invited"
    EXPIRED = "expired"
    FAILED = "failed"
    """The mail could not be delivered."""
    ACTIVE = "active"
    ENDED = "ended"
    """The town ended their access, and has not invited them since."""


ASKED_AGAIN = frozenset({InvitationState.TO_INVITE, InvitationState.EXPIRED})
"""Whom a list of the town invites by itself: who has no invitation that is of any use. An address that fails is not written to
again before somebody asks for it."""
CAN_BE_INVITED = ASKED_AGAIN | {InvitationState.INVITED, InvitationState.FAILED, InvitationState.ENDED}
"""Whom the town may invite by name."""


class AlreadyActive(Conflict):
    """The person acts for the family already: another invitation would make them a second login."""

    code = "already_active"


class NoAddress(Conflict):
    """There is no address to write to."""

    code = "no_address"


def invitation_state(
    email: str | None,
    ref: FamilyRef,
    *,
    active: bool,
    ended: bool,
    invitation: Activation | None,
    now: datetime,
    unreachable: bool = False,
) -> InvitationState:
    """`active`: a login of theirs acts for the family. `invitation`: the one of the address, whichever families it covers.
    `unreachable`: mails to the address came back since."""
    if active:
        return InvitationState.ACTIVE
    if email is None:
        return InvitationState.WITHOUT_ADDRESS
    if invitation is None or not waits_for(invitation, ref):
        return InvitationState.ENDED if ended else InvitationState.TO_INVITE
    if unreachable or invitation.failed_at is not None:
        return InvitationState.FAILED
    return InvitationState.EXPIRED if now >= invitation.expires_at else InvitationState.INVITED


def waits_for(invitation: Activation, ref: FamilyRef) -> bool:
    """Whether the invitation would let somebody into that family, in its time."""
    return invitation.use is None and ref in invitation.families

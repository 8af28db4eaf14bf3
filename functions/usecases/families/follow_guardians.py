"""Let invitations follow the town's file: one that waits goes where its person is, and nobody else keeps a way in."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import InvitationState, invitation_state, waits_for
from functions.domain.families.access import addresses_ended
from functions.domain.families.family import MOST_ENDED, EndedAccess, Family, Guardian
from functions.domain.families.guardians import known_as
from functions.domain.journal import JournalLine
from functions.storage.accounts import activations
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.invite import write_invitation


@dataclass(frozen=True, slots=True)
class InvitationMove:
    """What becomes of an invitation that waits at an address which the file names no more. `to`: None where it is withdrawn."""

    invitation: Stored[Activation]
    to: str | None
    there: Stored[Activation] | None
    """What lies at that address already, of other families."""

    @property
    def email(self) -> str:
        return self.invitation.value.email


def follow_guardians(
    transaction: Transaction, commune: str, before: Family, after: Family, *, by: str, now: datetime
) -> None:
    """Add to the transaction that writes a family's file what its invitations become. Raises LoginFull.

    An address that the file names no more loses the invitation to this family. Where its person has another one now, and the
    invitation was still of use, that address is invited in its place.
    """
    ref = FamilyRef(commune, before.id)
    moves = moves_of(commune, before, after, now=now)
    for move in moves:
        activations.withdraw(transaction, move.invitation, ref)
        if move.to is not None:
            write_invitation(transaction, move.there, move.to, [ref], by=by, now=now)
    if moves:
        line = JournalLine(new_id(now), "invitation_withdrawn", by, now, detail={"count": len(moves)})
        journal.add(transaction, commune, before.id, line)


def moves_of(commune: str, before: Family, after: Family, *, now: datetime) -> list[InvitationMove]:
    """What registering `after` does to invitations of the family, as they are now."""
    gone = _addresses(before) - _addresses(after)
    if not gone:
        return []
    ref = FamilyRef(commune, before.id)
    moved = _moved(before, after)
    places = {email: activations.activation_key(email) for email in (*_emails(before), *moved.values())}
    found = read(dict.fromkeys(places.values()))
    moves = []
    for email in _emails(before):
        invitation = found.get(places[email], Activation)
        if (
            activations.hashed(email) not in gone
            or invitation is None
            or not waits_for(invitation.value, ref)
        ):
            continue
        to = moved.get(email)
        if to is not None and (not _is_of_use(invitation.value, ref, now) or _waits(found, to, ref)):
            to = None
        there = None if to is None else found.get(places[to], Activation)
        moves.append(InvitationMove(invitation, to, there))
    return moves


def ended_of(before: Family, after: tuple[Guardian, ...]) -> tuple[EndedAccess, ...]:
    """Who was put out, also under another address that the town's file has for them now."""
    out = {one.address: one for one in before.ended}
    for one, was in zip(after, known_as(after, before.guardians), strict=True):
        if was is None or was.email is None or one.email is None:
            continue
        known = out.get(activations.hashed(was.email))
        if known is not None:
            out.setdefault(
                activations.hashed(one.email), replace(known, address=activations.hashed(one.email))
            )
    return tuple(out.values())[-MOST_ENDED:]


def _moved(before: Family, after: Family) -> dict[str, str]:
    """From the address that the file named, to the one of the same person now, where they have no login and were not put out."""
    out = addresses_ended(after)
    return {
        was.email: one.email
        for one, was in zip(after.guardians, known_as(after.guardians, before.guardians), strict=True)
        if was is not None
        and was.email is not None
        and one.email is not None
        and one.account is None
        and activations.hashed(one.email) not in out
        and _is_alone(one, after)
    }


def _is_alone(guardian: Guardian, family: Family) -> bool:
    """Nobody else of the family has that address: a login is one person's."""
    return [one.email for one in family.guardians].count(guardian.email) == 1


def _emails(family: Family) -> list[str]:
    return list(dict.fromkeys(one.email for one in family.guardians if one.email is not None))


def _addresses(family: Family) -> set[str]:
    return {activations.hashed(email) for email in _emails(family)}


def _is_of_use(invitation: Activation, ref: FamilyRef, now: datetime) -> bool:
    """Also where the mail could not be delivered: that is what the town corrects an address for."""
    state = invitation_state(invitation.email, ref, active=False, ended=False, invitation=invitation, now=now)
    return state in (InvitationState.INVITED, InvitationState.FAILED)


def _waits(found: Found, email: str, ref: FamilyRef) -> bool:
    invitation = found.get(activations.activation_key(email), Activation)
    return invitation is not None and waits_for(invitation.value, ref)

"""Invite again whom an invitation did not reach in time, or at all: one person, or all of a state, page by page."""

from collections.abc import Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.invitation_state import (
    ASKED_AGAIN,
    CAN_BE_INVITED,
    AlreadyActive,
    InvitationState,
    NoAddress,
)
from functions.domain.directory.family_filter import FamilyFilter, FamilyState
from functions.domain.errors import Conflict, NotFound, Refusal, Unavailable
from functions.domain.families.access import logins_of
from functions.domain.families.family import Family
from functions.storage.accounts import activations, mail_standings
from functions.storage.directory import families_found
from functions.storage.families import families
from functions.storage.table import keys
from functions.storage.table.idempotency import Done
from functions.storage.table.reading import read
from functions.usecases.accounts.invite import invite, invited_under
from functions.usecases.families.read_people import Person, people_in, people_of
from functions.usecases.messages.try_address_again import AddressTried, try_address_again

PAGE = 25
"""Families of a page, with some fifty parents."""


class AddressReceivesNothing(Conflict):
    """Mails to the address came back. Whoever knows better invites the person by name."""

    code = "address_receives_nothing"


class OnlyTheTownInvites(Conflict):
    """The person waits for an invitation already, or was put out: a parent may not invite them."""

    code = "only_the_town_invites"


@dataclass(frozen=True, slots=True)
class PeoplePage:
    people: list[Person]
    next: str | None
    """The family after which the next page begins."""


@dataclass(frozen=True, slots=True)
class Inviting:
    """`by`: an account, or the name of the command."""

    commune: str
    by: str
    key: str
    now: datetime


@dataclass(frozen=True, slots=True)
class InvitedPage:
    sent: int
    failed: int
    """People to whose address mails came back, or whose invitation covers too many families."""
    next: str | None


def people_page(commune: str, *, after: str | None, now: datetime) -> PeoplePage:
    """The people of the next families by name, whatever their state. Raises NotFound where the family `after` is gone."""
    page = families.page(commune, after=_place(commune, after), limit=PAGE)
    listed = [stored.value for stored in page.families]
    return PeoplePage(
        people_of(commune, listed, now=now),
        families.family_at(page.last) or None,
    )


def invite_person(
    asked: Inviting, family: str, person: str, *, states: Set[InvitationState] = CAN_BE_INVITED
) -> datetime:
    """Invite one, whatever became of earlier invitations; answers when. `states`: in which who asks may invite.

    Raises NotFound, NoAddress, AlreadyActive, OnlyTheTownInvites, Busy.
    """
    known = next(
        (one for one in people_in(asked.commune, family, now=asked.now) if one.id and one.id == person), None
    )
    if known is None:
        raise NotFound
    if known.state in CAN_BE_INVITED and known.state not in states and not _invited_before(asked, [known]):
        raise OnlyTheTownInvites
    return _invite(asked, known, by_name=True)


def invite_by_parent(asked: Inviting, family: str, person: str) -> datetime:
    """The other responsable of the file, at the address that the town has of them: only where the town's list would invite them too."""
    return invite_person(asked, family, person, states=ASKED_AGAIN)


def invite_all(asked: Inviting, state: InvitationState, *, after: str | None) -> InvitedPage:
    """Invite those of a page of families who are in that state; the same request again invites nobody twice.

    Raises NotFound, Unavailable.
    """
    page = people_page(asked.commune, after=after, now=asked.now)
    return _invite_each(asked, page.people, {state}, following=page.next)


def _invite_each(
    asked: Inviting, people: Sequence[Person], states: Set[InvitationState], *, following: str | None
) -> InvitedPage:
    before = _invited_before(asked, people)
    sent = failed = 0
    for person in people:
        if person.id in before:
            sent += 1
        elif person.state in states:
            try:
                _invite(asked, person, by_name=False)
            except Unavailable:
                raise
            except Refusal:
                failed += 1
            else:
                sent += 1
    return InvitedPage(sent, failed, following)


def invite_not_activated(asked: Inviting, *, after: str | None) -> InvitedPage:
    """Invite whoever has no invitation of use, of a page of families for which no login acts yet; an invitation that still runs is left.

    Raises NotFound, Unavailable.
    """
    chosen = FamilyFilter(asked.now, state=FamilyState.NOT_ACTIVATED)
    place = "" if after is None else families_found.place_of(asked.commune, after)
    lines = families_found.listed(asked.commune, "", chosen, after=place, limit=PAGE)
    wanted = [keys.family(asked.commune, line.family) for line in lines.lines]
    found = read(wanted)
    files = [stored.value for key in wanted if (stored := found.get_sound(key, Family)) is not None]
    people = people_of(asked.commune, [file for file in files if not logins_of(file)], now=asked.now)
    return _invite_each(asked, people, ASKED_AGAIN, following=families_found.family_at(lines.last) or None)


@dataclass(frozen=True, slots=True)
class InvitationCounts:
    """Of families for which no login acts yet."""

    families: int
    mails: int
    """People who would be invited."""
    waiting: int
    """People whose invitation still runs."""
    without_address: int
    """Families in which nobody has an address."""
    silent: int
    """People whose address receives no mail: nothing would be sent there."""


def count_invitations(commune: str, *, now: datetime) -> InvitationCounts:
    """What `invite_not_activated` would do to the whole town, from the directory: a moment late."""
    families_seen = waiting = without = 0
    invited: list[str] = []
    for line in families_found.all_listed(commune, FamilyFilter(now, state=FamilyState.NOT_ACTIVATED)):
        addresses = {guardian.address for guardian in line.guardians if guardian.address}
        running = {one.address for one in line.invitations if now < one.until} & addresses
        families_seen += 1
        invited += addresses - running
        waiting += len(running)
        without += not addresses
    silent = mail_standings.silent(invited)
    unreached = sum(address in silent for address in invited)
    return InvitationCounts(families_seen, len(invited) - unreached, waiting, without, unreached)


def _invite(asked: Inviting, person: Person, *, by_name: bool) -> datetime:
    if person.state not in CAN_BE_INVITED and not _invited_before(asked, [person]):
        raise AlreadyActive if person.state is InvitationState.ACTIVE else NoAddress
    assert person.email is not None, "who can be invited has an address"
    if person.unreachable and not by_name:
        raise AddressReceivesNothing
    if person.unreachable:
        _try_again(asked, person)
    ref = FamilyRef(asked.commune, person.family)
    return invite(person.email, [ref], by=asked.by, now=asked.now, key=asked.key, waited_for=by_name)


def _try_again(asked: Inviting, person: Person) -> None:
    """Whoever invites somebody by name knows that the address receives mails now."""
    assert person.email is not None, "who is unreachable has an address"
    address = activations.hashed(person.email)
    with suppress(NotFound):  # another town has it in its list, and tries it when it likes
        try_address_again(AddressTried(asked.commune, person.family, address, asked.by, asked.now))


def _invited_before(asked: Inviting, people: Sequence[Person]) -> set[str]:
    """Those whom the request of this key has invited, also where they have opened their login since."""
    places = {
        invited_under(FamilyRef(asked.commune, one.family), email, asked.key): one.id
        for one in people
        for email in one.emails
    }
    found = read(places)
    return {person for place, person in places.items() if found.get(place, Done) is not None}


def _place(commune: str, family: str | None) -> str:
    if family is None:
        return ""
    stored = families.family(commune, family)
    if stored.value.erased_on is not None:
        raise NotFound
    return families.list_name(stored.value)

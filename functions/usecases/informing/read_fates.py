"""What became of a message of the town at each address: it waits, it left, it came back, it was not wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from functions.domain.accounts.account import Account
from functions.domain.accounts.mail_standing import MailStanding
from functions.domain.families.family import Family
from functions.domain.informing.announcement import Addressee, Announcement, FamilyTold
from functions.storage.accounts import mail_standings
from functions.storage.informing import announcements
from functions.storage.table import keys, outbox
from functions.storage.table.outbox import MailState
from functions.storage.table.reading import Found, read
from functions.usecases.informing.find_addressees import ToTellOtherwise
from functions.usecases.informing.spread_announcement import mail_to

PAGE = 50


class Fate(StrEnum):
    WAITING = "waiting"
    SENT = "sent"
    CAME_BACK = "came_back"
    """The address receives nothing, or calls our mails unwanted: now or since an earlier mail."""
    FAILED = "failed"
    """It did not leave, for another cause."""
    STOPPED = "stopped"
    ELSEWHERE = "elsewhere"
    """The same person was sent it for another family."""


@dataclass(frozen=True, slots=True)
class AddresseeFate:
    """`email`: empty where the login is gone, or nobody of the family has the address any more."""

    email: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class FamilyFates:
    family: str
    name: str
    phone: str
    addressees: tuple[AddresseeFate, ...]
    """Empty: the town knows no address of theirs."""


@dataclass(frozen=True, slots=True)
class FatesPage:
    families: tuple[FamilyFates, ...]
    next: str | None


def read_otherwise(commune: str, said: Announcement) -> tuple[ToTellOtherwise, ...]:
    """The families whom no mail of it reached, as they are called now. Two round trips."""
    found = read(
        key
        for family in said.otherwise
        for key in (keys.family(commune, family), keys.family_told(commune, family, said.id))
    )
    named = []
    for family in said.otherwise:
        file = found.get_sound(keys.family(commune, family), Family)
        told = found.get_sound(keys.family_told(commune, family, said.id), FamilyTold)
        if file is not None and file.value.erased_on is None:
            has_address = told is not None and bool(told.value.addressees)
            named.append(ToTellOtherwise(family, file.value.name, file.value.phone, has_address))
    return tuple(named)


def read_fates(commune: str, announcement: str, *, after: str | None) -> FatesPage:
    """Of the next families that were told, by id. A moment late."""
    found = list(announcements.families_told(commune, announcement, after=after, limit=PAGE + 1))
    told = [stored.value for stored in found[:PAGE]]
    people = read(_keys(commune, told))
    mails = [mail_to(commune, each, place) for each in told for place in range(len(each.addressees))]
    states = outbox.states_of(mails)
    addresses = {
        email for each in told for one in each.addressees if (email := _email(commune, each, one, people))
    }
    standings = read(mail_standings.standing_key(email) for email in addresses)
    families = [_fates(commune, each, people, states, standings) for each in told]
    return FatesPage(tuple(families), told[-1].family if len(found) > PAGE else None)


def _keys(commune: str, told: Sequence[FamilyTold]) -> set[keys.Key]:
    families = {keys.family(commune, each.family) for each in told}
    return families | {keys.account(one.account) for each in told for one in each.addressees if one.account}


def _email(commune: str, told: FamilyTold, one: Addressee, people: Found) -> str:
    if one.account:
        account = people.get_sound(keys.account(one.account), Account)
        return "" if account is None else account.value.email
    family = people.get_sound(keys.family(commune, told.family), Family)
    known = () if family is None else family.value.guardians
    return next(
        (each.email for each in known if each.email and keys.keyed_hash(each.email) == one.address), ""
    )


def _fates(
    commune: str, told: FamilyTold, people: Found, states: dict[str, MailState], standings: Found
) -> FamilyFates:
    stored = people.get_sound(keys.family(commune, told.family), Family)
    found = tuple(
        _fate(commune, told, place, people, states, standings) for place in range(len(told.addressees))
    )
    if stored is None:
        return FamilyFates(told.family, "", "", found)
    return FamilyFates(told.family, stored.value.name, stored.value.phone, found)


def _fate(
    commune: str,
    told: FamilyTold,
    place: int,
    people: Found,
    states: dict[str, MailState],
    standings: Found,
) -> AddresseeFate:
    one = told.addressees[place]
    email = _email(commune, told, one, people)
    if one.stopped:
        return AddresseeFate(email, Fate.STOPPED)
    if one.elsewhere:
        return AddresseeFate(email, Fate.ELSEWHERE)
    if one.silent:
        return AddresseeFate(email, Fate.CAME_BACK)
    standing = standings.get_sound(mail_standings.standing_key(email), MailStanding) if email else None
    if standing is not None and standing.value.why is not None:
        return AddresseeFate(email, Fate.CAME_BACK)
    match states[told.message_id(place)]:
        case MailState.WAITING:
            return AddresseeFate(email, Fate.WAITING)
        case MailState.GIVEN_UP:
            return AddresseeFate(email, Fate.FAILED)
        case MailState.GONE:
            return AddresseeFate(email, Fate.SENT)

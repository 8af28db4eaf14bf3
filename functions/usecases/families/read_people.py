"""Who acts for families, who is invited to, and who still has to be: as the town follows it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.accounts.account import Account, AddressChange, FamilyRef, Login
from functions.domain.accounts.activation import Activation
from functions.domain.accounts.invitation_state import InvitationState, invitation_state
from functions.domain.accounts.mail_standing import MailStanding
from functions.domain.families.access import addresses_ended, logins_of
from functions.domain.families.family import Civility, Family, Guardian
from functions.domain.families.guardians import full_name, same_address
from functions.domain.families.spelling import folded
from functions.storage.accounts import accounts, activations, mail_standings
from functions.storage.families import families
from functions.storage.table import keys
from functions.storage.table.reading import Found, read


@dataclass(frozen=True, slots=True)
class Person:
    """A responsable in the town's file, or a login that acts for the family and is none of them."""

    id: str
    """Of the login; of who has none, a keyed hash of the address; empty where there is neither."""
    family: str
    family_name: str
    civility: Civility | None
    last_name: str
    first_name: str
    email: str | None
    """The login's own, or else the one that the town knows."""
    emails: tuple[str, ...]
    """Both, where they differ."""
    account: str | None
    state: InvitationState
    invited_at: datetime | None
    expires_at: datetime | None
    in_file: bool
    """False: the town's file names them no more, and their access is still open."""
    unreachable: bool = False
    """No mail is sent to the address of the file, because one came back."""
    silent: bool = False
    """No mail is sent to `email`: the person receives nothing."""
    proposed_until: datetime | None = None
    """The address of the file was mailed to them, to be confirmed; until when its link serves."""

    @property
    def file_email(self) -> str | None:
        """What the town's file says, where their login has another address; else None."""
        return self.emails[-1] if self.account is not None and len(self.emails) > 1 else None


def people_of(commune: str, listed: Sequence[Family], *, now: datetime) -> list[Person]:
    """Those of all these families, family by family. One round trip up to some twenty families."""
    found = read(dict.fromkeys(key for family in listed for key in people_keys(family)))
    return [person for family in listed for person in people_found(found, commune, family, now=now)]


def people_in(commune: str, family_id: str, *, now: datetime) -> list[Person]:
    """Those of one family. Raises NotFound."""
    return people_of(commune, [families.family(commune, family_id).value], now=now)


def people_keys(family: Family) -> Iterable[keys.Key]:
    """What must be read to say who the people of the family are."""
    yield from (keys.account(account) for account in logins_of(family))
    for guardian in family.guardians:
        if guardian.email is not None:
            yield activations.activation_key(guardian.email)
            yield accounts.login_key(guardian.email)
            yield mail_standings.standing_key(guardian.email)


def people_found(found: Found, commune: str, family: Family, *, now: datetime) -> list[Person]:
    """The same, out of a batch that asked for `people_keys`."""
    ref, ended = FamilyRef(commune, family.id), addresses_ended(family)
    logins = {
        account: stored.value if (stored := found.get_sound(keys.account(account), Account)) else None
        for account in logins_of(family)
    }
    mine = _accounts_of(found, family, logins)
    people: list[Person] = []
    for guardian, account, email in zip(
        family.guardians, mine, _addresses(family, mine, logins), strict=True
    ):
        invitation = None if email is None else found.get_sound(activations.activation_key(email), Activation)
        state = invitation_state(
            email,
            ref,
            active=account is not None,
            ended=email is not None and activations.hashed(email) in ended,
            invitation=invitation.value if invitation is not None else None,
            now=now,
            unreachable=_is_unreachable(found, email),
        )
        sent = invitation.value if invitation is not None and state in _ON_ITS_WAY else None
        login = logins.get(account) if account is not None else None
        people.append(
            Person(
                id=account or (activations.hashed(email) if email is not None else ""),
                family=family.id,
                family_name=family.name,
                civility=guardian.civility,
                last_name=guardian.last_name,
                first_name=guardian.first_name,
                email=login.email if login is not None else email,
                emails=_both(login.email if login is not None else None, email),
                account=account,
                state=state,
                invited_at=sent.invited_at if sent is not None else None,
                expires_at=sent.expires_at if sent is not None else None,
                in_file=True,
                unreachable=_is_unreachable(found, email),
                silent=_is_unreachable(found, login.email if login is not None else email),
            )
        )
    people += [
        _stranger(family, account, logins[account]) for account in logins_of(family) if account not in mine
    ]
    return people


def login_keys(people: Sequence[Person]) -> Iterable[keys.Key]:
    """What must be read besides to say of these whether they receive our mails, where their login has an address of its own."""
    for one in people:
        if one.account is not None and one.email is not None and (one.file_email or not one.in_file):
            yield mail_standings.standing_key(one.email)
        if one.file_email is not None:
            yield accounts.address_change_key(one.file_email)


def with_logins(found: Found, people: Sequence[Person], *, now: datetime) -> list[Person]:
    """The same people, with what `login_keys` found."""
    return [_with_login(found, one, now) if list(login_keys([one])) else one for one in people]


def _with_login(found: Found, one: Person, now: datetime) -> Person:
    change = None
    if one.file_email is not None:
        change = found.get_sound(accounts.address_change_key(one.file_email), AddressChange)
    is_open = change is not None and change.value.account == one.account and change.value.usable(now)
    return replace(
        one,
        silent=_is_unreachable(found, one.email),
        proposed_until=change.value.expires_at if change is not None and is_open else None,
    )


_ON_ITS_WAY = frozenset({InvitationState.INVITED, InvitationState.EXPIRED, InvitationState.FAILED})


def _accounts_of(found: Found, family: Family, logins: dict[str, Account | None]) -> list[str | None]:
    """The login of each responsable: the one noted in the file, or of their address, or of their name. Each is one person's."""
    mine: list[str | None] = []
    for guardian in family.guardians:
        noted = guardian.account if guardian.account in logins else None
        mine.append(None if noted in mine else noted)
    for place, guardian in enumerate(family.guardians):
        if mine[place] is None and guardian.email is not None:
            login = found.get_sound(accounts.login_key(guardian.email), Login)
            opened = login.value.account if login is not None else None
            mine[place] = opened if opened in logins and opened not in mine else None
    left = {account: login for account, login in logins.items() if account not in mine and login is not None}
    for place, guardian in enumerate(family.guardians):
        twins = [account for account, login in left.items() if mine[place] is None and _is(guardian, login)]
        if len(twins) == 1:
            mine[place] = twins[0]
            del left[twins[0]]
    return mine


def _addresses(family: Family, mine: list[str | None], logins: dict[str, Account | None]) -> list[str | None]:
    """The address of each responsable that is theirs alone: of two who share one, it is whose login it opens, or else the first's."""
    owned = [guardian.email for guardian, account in zip(family.guardians, mine, strict=True) if account]
    owned += [login.email for account, login in logins.items() if login is not None and account in mine]
    taken = {activations.hashed(email) for email in owned if email is not None}
    own: list[str | None] = []
    for guardian, account in zip(family.guardians, mine, strict=True):
        email = guardian.email
        if email is not None and account is None and activations.hashed(email) in taken:
            email = None
        if email is not None:
            taken.add(activations.hashed(email))
        own.append(email)
    return own


def _is(guardian: Guardian, login: Account) -> bool:
    return same_address(guardian.email, login.email) or folded(full_name(guardian)) == folded(
        f"{login.first_name} {login.last_name}"
    )


def _is_unreachable(found: Found, email: str | None) -> bool:
    if email is None:
        return False
    standing = found.get_sound(mail_standings.standing_key(email), MailStanding)
    return standing is not None and standing.value.why is not None


def _both(*emails: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(email for email in emails if email is not None))


def _stranger(family: Family, account: str, login: Account | None) -> Person:
    return Person(
        id=account,
        family=family.id,
        family_name=family.name,
        civility=login.civility if login is not None else None,
        last_name=login.last_name if login is not None else "",
        first_name=login.first_name if login is not None else "",
        email=login.email if login is not None else None,
        emails=_both(login.email if login is not None else None),
        account=account,
        state=InvitationState.ACTIVE,
        invited_at=None,
        expires_at=None,
        in_file=False,
    )

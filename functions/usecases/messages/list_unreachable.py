"""The people of a town to whom no mail is sent any more, because one came back or was unwanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import Account, Login
from functions.domain.accounts.mail_standing import MailStanding, NoMailBecause, Unreachable
from functions.domain.families.access import acts_for
from functions.domain.families.family import Family
from functions.domain.families.guardians import same_address
from functions.storage.accounts import mail_standings
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored


@dataclass(frozen=True, slots=True)
class UnreachablePerson:
    """`address`: the keyed hash of `email`, by which one names it. `login`: whether they have one; else they were only invited."""

    family: str
    family_name: str
    phone: str
    address: str
    email: str
    first_name: str
    last_name: str
    login: bool
    why: NoMailBecause
    since: datetime
    file_email: str = ""
    """Another address that the town's file says of them by now, and that they have to confirm; empty where it says none."""


def list_unreachable(commune: str, *, unreadable: list[Key] | None = None) -> list[UnreachablePerson]:
    """Oldest first. Whoever has left the family, or receives mails again, is not in it."""
    lines = list(mail_standings.unreachable_of(commune, unreadable=unreadable))
    found = read(dict.fromkeys(key for line in lines for key in _keys(line)))
    logins = [found.get_sound(Key(f"L#{line.value.address}", "LOGIN"), Login) for line in lines]
    accounts = read({keys.account(login.value.account) for login in logins if login is not None})
    people = (_person(line, found, login, accounts) for line, login in zip(lines, logins, strict=True))
    return [person for person in people if person is not None]


def _keys(line: Stored[Unreachable]) -> Iterable[Key]:
    address = line.value.address
    return (
        Key(line.key.pk, "FAMILY"),
        mail_standings.of_hash(address),
        Key(f"L#{address}", "LOGIN"),
    )


def _person(
    line: Stored[Unreachable], found: Found, login: Stored[Login] | None, accounts: Found
) -> UnreachablePerson | None:
    stored = found.get_sound(Key(line.key.pk, "FAMILY"), Family)
    standing = found.get_sound(mail_standings.of_hash(line.value.address), MailStanding)
    if stored is None or standing is None or standing.value.why is None or standing.value.since is None:
        return None
    family, email = stored.value, standing.value.email
    named: tuple[str, str] | None = None
    file_email = ""
    has_login = login is not None and acts_for(login.value.account, family)
    if has_login and login is not None:
        account = accounts.get_sound(keys.account(login.value.account), Account)
        named = None if account is None else (account.value.first_name, account.value.last_name)
        own = next((one.email for one in family.guardians if one.account == login.value.account), None)
        file_email = own if own and not same_address(own, email) else ""
    for guardian in family.guardians:
        if named is None and same_address(guardian.email, email):
            named = guardian.first_name, guardian.last_name
    if named is None:
        return None
    return UnreachablePerson(
        family.id,
        family.name,
        family.phone,
        line.value.address,
        email,
        *named,
        login=has_login,
        why=standing.value.why,
        since=standing.value.since,
        file_email=file_email,
    )

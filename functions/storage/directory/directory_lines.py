"""What the files say, as the directory keeps it: addresses, phones and numbers as keyed hashes alone."""

import re
from dataclasses import replace

from functions.domain.accounts.account import Account, FamilyRef
from functions.domain.accounts.activation import Activation
from functions.domain.directory.directory_line import (
    DirectoryChild,
    DirectoryGuardian,
    DirectoryLine,
    DirectoryLogin,
)
from functions.domain.families.access import logins_of
from functions.domain.families.family import Child, Family
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one

MOST_PHONES = 4
_FRENCH = re.compile(r"^(?:00)?33(?=\d{9}$)")
_OTHER = re.compile(r"[/;,]|\bou\b")


def phone_hashes(phone: str) -> tuple[str, ...]:
    """Of each number of the text: the same however it is spaced, with or without the country's code."""
    numbers = ["".join(letter for letter in part if letter.isdigit()) for part in _OTHER.split(phone)]
    return tuple(phone_hash(digits) for digits in dict.fromkeys(numbers) if digits)[:MOST_PHONES]


def phone_hash(digits: str) -> str:
    return keys.keyed_hash(f"phone/{_FRENCH.sub('0', digits)}")


def number_hash(commune: str, number: str) -> str:
    """Of the town's own number, of a family or of a child: a family that a list brought has it for its id."""
    return keys.keyed_hash(f"family/{commune}/{number.strip()}")


def with_family(line: DirectoryLine, family: Family) -> DirectoryLine:
    if family.erased_on is not None:
        return DirectoryLine(line.family)
    addresses = [keys.keyed_hash(one.email) if one.email else "" for one in family.guardians]
    guardians = tuple(
        DirectoryGuardian(one.first_name, one.last_name, address)
        for one, address in zip(family.guardians, addresses, strict=True)
    )
    known = {login.account: login for login in line.logins}
    return replace(
        line,
        name=family.name,
        street=family.address.line1,
        phones=phone_hashes(family.phone),
        guardians=guardians,
        child_ids=family.children,
        logins=tuple(known.get(account, DirectoryLogin(account)) for account in logins_of(family)),
        invitations=tuple(one for one in line.invitations if one.address in addresses),
        file_complete=family.file_complete,
        merged_from=family.merged_from,
        merging=family.merging,
        quotient_since=max((one.since for one in family.quotients), default=None),
        confirmed=0 if family.confirmed is None else family.confirmed.year,
    ).in_order()


def with_child(line: DirectoryLine, commune: str, child: Child) -> DirectoryLine:
    number = "" if child.number is None else number_hash(commune, child.number)
    return line.with_child(
        DirectoryChild(
            child.id,
            child.first_name,
            child.last_name,
            child.birth_date,
            child.school,
            child.school_class,
            number,
            child.last_day,
        )
    )


def with_login(line: DirectoryLine, account: Account) -> DirectoryLine:
    return line.with_login(account.id, keys.keyed_hash(account.email))


def with_invitation(line: DirectoryLine, activation: Activation) -> DirectoryLine:
    address = keys.keyed_hash(activation.email)
    if activation.use is not None:
        return line.without_invitation(address)
    return line.with_invitation(address, activation.expires_at)


def from_files(ref: FamilyRef) -> DirectoryLine:
    """Made anew of all that it is derived from. Nothing but its id where there is no such family."""
    line = DirectoryLine(ref.family)
    stored = read_one(keys.family(ref.commune, ref.family), Family)
    if stored is None:
        return line
    line = completed(with_family(line, stored.value), ref.commune)
    emails = dict.fromkeys(one.email for one in stored.value.guardians if one.email)
    places = [keys.of_address(email, "ACTIVATION") for email in emails]
    found = read(dict.fromkeys(places))
    for place in places:
        invitation = found.get_sound(place, Activation)
        if invitation is not None and ref in invitation.value.families:
            line = with_invitation(line, invitation.value)
    return line


def completed(line: DirectoryLine, commune: str) -> DirectoryLine:
    """With the children and logins of whom the line only knows the ids, as they are now."""
    children = [keys.child(commune, child) for child in line.unknown_children]
    logins = [keys.account(account) for account in line.unknown_logins]
    found = read([*children, *logins])
    for key in children:
        child = found.get_sound(key, Child)
        if child is not None:
            line = with_child(line, commune, child.value)
    for key in logins:
        account = found.get_sound(key, Account)
        if account is not None:
            line = with_login(line, account.value)
    return line

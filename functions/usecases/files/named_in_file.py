"""Whom and what a family's file names: its people with their logins, its children, their other homes, the agents who wrote in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from functions.domain.accounts.account import Account
from functions.domain.families.family import Child, Family
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.usecases.families.read_people import (
    Person,
    login_keys,
    people_found,
    people_keys,
    with_logins,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NamedInFile:
    people: list[Person]
    children: list[Stored[Child]]
    safeties: dict[str, Stored[ChildSafety]]
    homes: dict[str, Family]
    agents: dict[str, Account]


def named_in_file(commune: str, family: Family, *, health: bool, now: datetime) -> NamedInFile:
    """One round trip; another where a child has a second home, was changed by an agent whom the family's file does not name, or where
    somebody's login has another address than the file says."""
    places = {child: keys.child(commune, child) for child in family.children}
    authors = {mark.by for mark in family.by_hand.values()}
    authors |= {family.complete_by_hand.by} if family.complete_by_hand is not None else set()
    authors |= {one.noted_by for one in family.quotients if one.noted_by}
    sheets = {child: keys.safety(commune, child) for child in family.children} if health else {}
    people = (*people_keys(family), *map(keys.account, sorted(authors)))
    found = read(dict.fromkeys((*places.values(), *sheets.values(), *people)))
    children = [stored for key in places.values() if (stored := found.get(key, Child)) is not None]
    others = {home for stored in children for home in stored.value.families} - {family.id}
    more = {mark.by for stored in children for mark in stored.value.by_hand.values()} - authors
    known = people_found(found, commune, family, now=now)
    beside = read(
        (
            *(keys.family(commune, home) for home in sorted(others)),
            *map(keys.account, sorted(more)),
            *dict.fromkeys(login_keys(known)),
        )
    )
    return NamedInFile(
        with_logins(beside, known, now=now),
        children,
        {child: sheet for child, key in sheets.items() if (sheet := found.get(key, ChildSafety)) is not None},
        _by_key(beside, {home: keys.family(commune, home) for home in sorted(others)}, Family),
        _by_key(found, {one: keys.account(one) for one in sorted(authors)}, Account)
        | _by_key(beside, {one: keys.account(one) for one in sorted(more)}, Account),
    )


def _by_key(found: Found, places: Mapping[str, keys.Key], kind: type[T]) -> dict[str, T]:
    """What is there and can be read, by id."""
    return {
        one: stored.value for one, key in places.items() if (stored := found.get_sound(key, kind)) is not None
    }

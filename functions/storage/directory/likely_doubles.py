"""Families that are in the directory already, under an address or with a child of a new one."""

from collections.abc import Iterator

from functions.domain.directory.directory_line import DirectoryLine, exact_word
from functions.domain.directory.family_search import family_search
from functions.domain.directory.new_family import Double, DoubleReason, NewChild, NewFamily
from functions.domain.families.spelling import folded
from functions.storage.directory.families_found import entries, family_at
from functions.storage.table import keys
from functions.storage.table.reading import read


def likely_doubles(commune: str, new: NewFamily) -> list[Double]:
    """A round trip for each address and each child, and one for all that is found. Whoever has the same child comes first."""
    asked = [child for child in new.children if child.known is None]
    addresses = {keys.keyed_hash(one.email) for one in new.guardians if one.email}
    families = [*_with_children(commune, asked), *_with_addresses(commune, addresses)]
    places = {family: keys.directory(commune, family) for family in families}
    found = read(places.values())
    lines = [
        stored.value
        for place in places.values()
        if (stored := found.get_sound(place, DirectoryLine)) is not None
    ]
    doubles = [double for line in lines for child in asked if (double := _same_child(line, child))]
    return doubles + [double for line in lines if (double := _same_address(line, addresses))]


def _with_children(commune: str, children: list[NewChild]) -> Iterator[str]:
    for child in children:
        search = family_search(f"{child.first_name} {child.last_name}")
        if search.word:
            for place in entries(commune, search.word, search.others, after=""):
                yield family_at(place)


def _with_addresses(commune: str, addresses: set[str]) -> Iterator[str]:
    for address in sorted(addresses):
        for place in entries(commune, exact_word(address), (), after=""):
            yield family_at(place)


def _same_child(line: DirectoryLine, new: NewChild) -> Double | None:
    for child in line.children:
        if child.birth_date == new.birth_date and _names(child.first_name, child.last_name) == _names(
            new.first_name, new.last_name
        ):
            return Double(line.family, line.name or "", line.street, DoubleReason.SAME_CHILD, child.id)
    return None


def _same_address(line: DirectoryLine, addresses: set[str]) -> Double | None:
    known = {one.address for one in line.guardians} | {one.address for one in line.logins}
    if not known & addresses:
        return None
    return Double(line.family, line.name or "", line.street, DoubleReason.SAME_ADDRESS)


def _names(first: str, last: str) -> tuple[str, str]:
    return folded(first), folded(last)

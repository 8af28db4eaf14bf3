"""All the families and children of a commune as an import finds them, and finds its way among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from functions.domain.families.child_matching import namesakes
from functions.domain.families.family import Child, Family
from functions.domain.families.family_lines import ChildLine, FamilyLines
from functions.domain.families.spelling import folded, written_number
from functions.storage.families import children as stored_children
from functions.storage.families import families as stored_families
from functions.storage.families.town_numbers import child_id, family_id
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored

MOST_ZEROS = 8
"""Digits of the longest number that a spreadsheet may have cut."""


def unnumbered_id(commune: str, lines: FamilyLines, line: ChildLine, *, again: int = 0) -> str:
    """Of a child of this family to whom the town gives no number. `again`: how many others had the same names when they came."""
    named = f"{line.last_name}/{line.first_name}/{line.birth_date}"
    return child_id(commune, f"{lines.code}/{named}" + (f"/{again}" if again else ""))


def former_id(commune: str, line: ChildLine) -> str:
    """What a child without a number was called when ids did not tell families apart."""
    return child_id(commune, f"{line.last_name}/{line.first_name}/{line.birth_date}".casefold())


@dataclass
class TownFiles:
    """`children` is added to as the plan goes on: a child whom one family of the list brings is known to the next."""

    commune: str
    families: dict[str, Stored[Family]]
    children: dict[str, Stored[Child]]
    broken: frozenset[str] = frozenset()
    """Families whose file cannot be read."""
    _numbered: dict[str, str] = field(default_factory=dict)
    """The ids of the children by number."""
    _merged: dict[str, str] = field(default_factory=dict)
    """Of files that were merged into a child's, whose they are."""
    _named: dict[object, list[str]] = field(default_factory=dict)
    """Those of the children by their names and birth, as they are spelled nowhere."""

    def __post_init__(self) -> None:
        for stored in self.children.values():
            self.know(stored)

    def know(self, stored: Stored[Child]) -> None:
        child = stored.value
        self._merged |= dict.fromkeys(child.merged_from, child.id)
        self.children[child.id] = stored
        if child.number is not None:
            self._numbered[written_number(child.number)] = child.id
        alike = self._named.setdefault(_name_and_birth(child), [])
        if child.id not in alike:
            alike.append(child.id)

    def numbered(self, number: str) -> Child | None:
        """The child of that number, also where its file is older than numbers are kept."""
        known = self._numbered.get(written_number(number), child_id(self.commune, number))
        return self.one(known)

    def one(self, child: str) -> Child | None:
        """Under an id of theirs, also one that was merged into another."""
        stored = self.children.get(self._merged.get(child, child))
        return None if stored is None else stored.value

    def was_merged(self, child: str) -> bool:
        return child in self._merged

    def kept_file(self, family: str) -> str:
        """The file that speaks of that family now."""
        stored = self.families.get(family)
        return stored.value.merged_into or family if stored is not None else family

    def namesakes(self, line: ChildLine) -> Iterator[Child]:
        alike = (self.children[child].value for child in self._named.get(_name_and_birth(line), ()))
        return (child for child in alike if namesakes(line, child))

    def of(self, family: Family | None) -> list[Child]:
        ids = () if family is None else family.children
        return [self.children[child].value for child in ids if child in self.children]

    def is_broken(self, family: str) -> bool:
        """Nothing can be decided of a family of which something cannot be read."""
        stored = self.families.get(family)
        children = () if stored is None else stored.value.children
        return family in self.broken or any(child not in self.children for child in children)

    def spelled_otherwise(self, lines: FamilyLines) -> str | None:
        """The number of a family that is registered, and is this one's but for the zeros before it."""
        return next(
            (code for code in _zeros(lines.code) if family_id(self.commune, code) in self.families), None
        )


def _name_and_birth(person: Child | ChildLine) -> object:
    return folded(person.first_name), folded(person.last_name), person.birth_date


def read_town(commune: str, listed: Iterable[FamilyLines]) -> TownFiles:
    """The families of the list are read as they are now. The others a moment late: nothing is written of them."""
    listed = list(listed)
    families = {stored.value.id: stored for stored in stored_families.all_families(commune)}
    own_keys = {family_id(commune, lines.code): lines for lines in listed}
    found = read(keys.family(commune, family) for family in own_keys)
    for family in own_keys:
        stored = found.get_sound(keys.family(commune, family), Family)
        if stored is not None:
            families[family] = stored
    led = {stored.value.merged_into for stored in families.values()} - {""}
    kept = read(keys.family(commune, family) for family in led)
    for family in led:
        stored = kept.get_sound(keys.family(commune, family), Family)
        if stored is not None:
            families[family] = stored
    broken = frozenset(family for family in own_keys if keys.family(commune, family) in found.unreadable)
    ids = [child for stored in families.values() for child in stored.value.children]
    for lines in listed:
        for line in lines.children:
            ids += [unnumbered_id(commune, lines, line), former_id(commune, line)]
            ids += [child_id(commune, line.number)] if line.number is not None else []
    return TownFiles(commune, families, stored_children.sound_children(commune, dict.fromkeys(ids)), broken)


def _zeros(code: str) -> Iterator[str]:
    """The ways in which a spreadsheet may write the number."""
    bare = written_number(code)
    if not bare.isascii() or not bare[0].isdigit():
        return
    for length in range(len(bare), MOST_ZEROS + 1):
        padded = bare.rjust(length, "0")
        if padded != code.casefold():
            yield padded

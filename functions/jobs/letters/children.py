"""What a mail calls the children of a family."""

from collections.abc import Iterable

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Family
from functions.storage.families.children import sound_children
from functions.storage.table import keys
from functions.storage.table.reading import read

SOMEBODY = "Votre enfant"
"""A child who has left the family since, whose name is not the family's any more to be told."""


class Names:
    """How each child that the family has is called, by its id."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def of(self, child: str) -> str:
        return self._known.get(child, SOMEBODY)


def names_of(commune: str, family: str, children: Iterable[str]) -> Names:
    """Every mail that names a child asks here, so that two children are told apart in all of them or in none."""
    family_key = keys.family(commune, family)
    home = read([family_key]).get_sound(family_key, Family)
    siblings = () if home is None else home.value.children
    files = sound_children(commune, dict.fromkeys((*siblings, *children)))
    return Names(told_apart(stored.value for stored in files.values() if family in stored.value.families))

"""What a mail calls the children of a family."""

from collections.abc import Iterable

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Family
from functions.storage.families.children import sound_children
from functions.storage.table import keys
from functions.storage.table.reading import read_one

SOMEBODY = "Votre enfant"
"""A child who has left the family since, whose name is not the family's any more to be told."""


class Names:
    """What each child that the family has is called, by its id."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def of(self, child: str) -> str:
        return self._known.get(child, SOMEBODY)


def names_of(commune: str, family: str, children: Iterable[str]) -> Names:
    """Every mail that names a child asks here. The brothers and sisters of `children` are read too: those of one first name are told apart."""
    stored = read_one(keys.family(commune, family), Family)
    siblings = () if stored is None else stored.value.children
    files = [each.value for each in sound_children(commune, dict.fromkeys((*siblings, *children))).values()]
    return Names(told_apart(child for child in files if family in child.families))

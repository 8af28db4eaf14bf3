"""What a mail calls the children of a family."""

from collections.abc import Iterable

from functions.domain.families.family import Child
from functions.storage.table import keys
from functions.storage.table.reading import read

SOMEBODY = "Votre enfant"
"""A child who has left the family since, whose name is not the family's any more to be told."""


class Names:
    """The first name of each child that the family has, by its id."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known

    def of(self, child: str) -> str:
        return self._known.get(child, SOMEBODY)


def names_of(commune: str, family: str, children: Iterable[str]) -> Names:
    """Every mail that names a child asks here, so that two children are told apart in all of them or in none."""
    wanted = {child: keys.child(commune, child) for child in dict.fromkeys(children)}
    found = read(wanted.values())
    files = {child: found.get_sound(key, Child) for child, key in wanted.items()}
    return Names(
        {
            child: stored.value.first_name
            for child, stored in files.items()
            if stored is not None and family in stored.value.families
        }
    )

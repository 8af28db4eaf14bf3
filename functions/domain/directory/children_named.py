"""Children whom somebody looks for by their own names, without the file of their family."""

from collections.abc import Iterable, Iterator

from functions.domain.directory.directory_line import DirectoryChild, DirectoryLine
from functions.domain.directory.words import parts_of, words_in


def children_named(lines: Iterable[DirectoryLine], typed: str) -> Iterator[DirectoryChild]:
    """Those of whose first and last names each typed word begins one; once, where a child has two homes."""
    words, seen = parts_of(typed), set[str]()
    for line in lines:
        for child in line.children:
            names = words_in(child.first_name) | words_in(child.last_name)
            if child.id not in seen and all(any(name.startswith(word) for name in names) for word in words):
                seen.add(child.id)
                yield child

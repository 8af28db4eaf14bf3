"""What must be written in the index so that a family is found under its words, and under no other.

Each word is an entry of its own; one that two letters find is two. A name's entry says all the names of the family, so that several
words are looked for in one reading; so it is written again when one of them changes.
"""

from dataclasses import dataclass, replace

from functions.domain.directory.directory_line import (
    DirectoryLine,
    entries_of,
    name_words,
    short_words,
    word_of_entry,
)


@dataclass(frozen=True, slots=True)
class EntryChanges:
    line: DirectoryLine
    """As it is once these entries are written and removed."""
    puts: tuple[str, ...]
    removals: tuple[str, ...]
    rest: bool
    """Whether there was no room for all. The next writing goes on from `line`."""


def entry_changes(before: DirectoryLine | None, line: DirectoryLine, *, room: int) -> EntryChanges:
    """From what is written (`before`; None: nothing) to what `line` asks for, in `room` entries at most."""
    wanted, names = entries_of(line), name_words(line)
    written = frozenset(before.written) if before is not None else frozenset()
    outdated = frozenset(before.outdated) if before is not None else frozenset()
    if before is not None and (name_words(before), short_words(before)) != (names, short_words(line)):
        outdated |= frozenset(entry for entry in wanted & written if word_of_entry(entry) in names)
    removals = sorted(written - wanted)
    puts = sorted(wanted - written) + sorted(outdated & wanted & written)
    removed, put = removals[:room], puts[: max(0, room - len(removals))]
    left = replace(
        line,
        written=tuple(sorted((written - set(removed)) | set(put))),
        outdated=tuple(sorted((outdated & wanted & written) - set(put))),
    )
    return EntryChanges(left, tuple(put), tuple(removed), len(removed) + len(put) < len(removals) + len(puts))

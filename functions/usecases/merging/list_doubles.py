"""Which files of a town are likely doubles, and which merges stopped on their way: for who puts the files in order."""

from dataclasses import dataclass

from functions.domain.directory.directory_line import DirectoryLine
from functions.domain.directory.files_alike import FilesAlike, files_alike
from functions.storage.directory import families_found

MOST_PAIRS = 50
"""Told at once: whoever has merged some reads the list again."""


@dataclass(frozen=True, slots=True)
class Doubles:
    """`pairs`: the surest first. `more`: how many others there are. `unfinished`: files into which another is being merged."""

    pairs: list[FilesAlike]
    more: int
    unfinished: list[DirectoryLine]


def list_doubles(commune: str) -> Doubles:
    """One round trip: the town's list, which is read in parts at once. Nothing is decided from it: the merge's preview reads the files."""
    lines = families_found.whole_list(commune)
    merging = [line for line in lines if line.merging]
    named = {family for line in merging for family in (line.family, line.merging)}
    pairs = [
        pair
        for pair in files_alike(lines)
        if pair.kept.family not in named and pair.other.family not in named
    ]
    return Doubles(pairs[:MOST_PAIRS], max(0, len(pairs) - MOST_PAIRS), merging)

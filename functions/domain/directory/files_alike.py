"""Two files of a town that look as if they were of one family: the same child, the same address, the same phone in both."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations

from functions.domain.directory.directory_line import DirectoryChild, DirectoryLine, list_name
from functions.domain.families.spelling import folded

MOST_FILES = 6
"""With one phone or address: what more files say is no sign of one family (a home, the town hall's own number)."""


class SameSign(IntEnum):
    """What is the same in both, the surest first."""

    CHILD = 1
    """The names, however they are spelled, and the day of birth."""
    ADDRESS = 2
    """The e-mail address of a responsable or of a login."""
    PHONE = 3


@dataclass(frozen=True, slots=True)
class FilesAlike:
    """`kept`: the one that a family opens already, or that knows more, which one would keep. `children`: of it, those who are in both."""

    kept: DirectoryLine
    other: DirectoryLine
    why: tuple[SameSign, ...]
    children: tuple[DirectoryChild, ...]


def files_alike(lines: Iterable[DirectoryLine]) -> list[FilesAlike]:
    """The surest first. Two homes of one child are two files, however alike they are."""
    known = {line.family: line for line in lines if line.name is not None}
    together: defaultdict[tuple[SameSign, str], list[str]] = defaultdict(list)
    for line in known.values():
        for sign in dict.fromkeys(_signs(line)):
            together[sign].append(line.family)
    why: defaultdict[tuple[str, str], set[SameSign]] = defaultdict(set)
    for (reason, _), files in together.items():
        if 1 < len(files) <= MOST_FILES:
            for one, other in combinations(sorted(files), 2):
                why[one, other].add(reason)
    found = [
        _pair(known[one], known[other], reasons)
        for (one, other), reasons in why.items()
        if not set(known[one].child_ids) & set(known[other].child_ids)
    ]
    return sorted(found, key=lambda pair: (pair.why, list_name(pair.kept), pair.other.family))


def _signs(line: DirectoryLine) -> Iterator[tuple[SameSign, str]]:
    for child in line.children:
        yield SameSign.CHILD, _who(child)
    for address in (*(one.address for one in line.guardians), *(one.address for one in line.logins)):
        if address:
            yield SameSign.ADDRESS, address
    for phone in line.phones:
        yield SameSign.PHONE, phone


def _who(child: DirectoryChild) -> str:
    return f"{folded(child.first_name)}/{folded(child.last_name)}/{child.birth_date}"


def _pair(one: DirectoryLine, two: DirectoryLine, why: Iterable[SameSign]) -> FilesAlike:
    kept, other = sorted((one, two), key=lambda line: (not line.logins, -len(line.children), line.family))
    theirs = {_who(child) for child in other.children}
    both = tuple(child for child in kept.children if _who(child) in theirs)
    return FilesAlike(kept, other, tuple(sorted(why)), both)

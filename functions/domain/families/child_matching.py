"""Which child of the family's file a line of the town's list is about, where no number tells.

A town corrects names, accents and dates of birth, and a child stays who they are: what was booked is theirs. What looks alike and is not
sure is asked, because twins, namesakes and a child who leaves while another arrives look alike too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from functions.domain.families.family import Child
from functions.domain.families.family_lines import ChildLine
from functions.domain.families.spelling import folded, written_number

Person = Child | ChildLine


@dataclass(frozen=True, slots=True)
class Likeness:
    """A line and a child who may be the same: somebody must say so."""

    line: ChildLine
    child: Child


@dataclass
class Matching:
    sure: list[tuple[ChildLine, Child]] = field(default_factory=list)
    doubts: list[Likeness] = field(default_factory=list)
    """A line may look like several children, and a child like several lines."""


def match_children(lines: Sequence[ChildLine], known: Sequence[Child]) -> Matching:
    """Of the lines and the children that no number has matched. Who is in neither list of the answer is new, or leaves."""
    found = Matching()
    left, open_lines = list(known), list(lines)
    for same in _SURE_SIGNS:
        for line in list(open_lines):
            alike = [child for child in left if same(line, child)]
            if len(alike) == 1 and sum(same(other, alike[0]) for other in open_lines) == 1:
                found.sure.append((line, alike[0]))
                left.remove(alike[0])
                open_lines.remove(line)
    found.doubts = [
        Likeness(line, child) for line in open_lines for child in left if _may_be_same(line, child)
    ]
    return found


def namesakes(line: Person, child: Person) -> bool:
    """The same names and date of birth, however they are spelled."""
    return same_names(line, child) and line.birth_date == child.birth_date


def same_names(one: Person, other: Person) -> bool:
    return _same_first_name(one, other) and folded(one.last_name) == folded(other.last_name)


def other_number(one: Person, other: Person) -> bool:
    """The town gave both a number, and not the same: it says that they are two."""
    return None not in (one.number, other.number) and written_number(one.number or "") != written_number(
        other.number or ""
    )


def _same_first_name(one: Person, other: Person) -> bool:
    return folded(one.first_name) == folded(other.first_name)


def _surely_namesakes(line: Person, child: Person) -> bool:
    return namesakes(line, child) and not other_number(line, child)


def _first_name_and_birth(line: Person, child: Person) -> bool:
    """The last name changes with a marriage or a judgment."""
    return (
        _same_first_name(line, child)
        and line.birth_date == child.birth_date
        and not other_number(line, child)
    )


def _names_and_a_slip_in_the_birth(line: Person, child: Person) -> bool:
    return (
        same_names(line, child)
        and is_a_slip(line.birth_date, child.birth_date)
        and not other_number(line, child)
    )


_SURE_SIGNS: tuple[Callable[[Person, Person], bool], ...] = (
    _surely_namesakes,
    _first_name_and_birth,
    _names_and_a_slip_in_the_birth,
)
"""The surest first. A sign that fits two lines or two children tells nothing."""


def is_a_slip(one: date, other: date) -> bool:
    """One part of the date was mistyped, or day and month were exchanged."""
    parts = (one.day == other.day, one.month == other.month, one.year == other.year)
    exchanged = one.year == other.year and (one.day, one.month) == (other.month, other.day)
    return sum(parts) >= 2 or exchanged


def _may_be_same(line: ChildLine, child: Child) -> bool:
    if other_number(line, child):
        return namesakes(line, child)
    if line.birth_date == child.birth_date or _same_first_name(line, child):
        return True
    return is_a_slip(line.birth_date, child.birth_date) and _nearly(line.first_name, child.first_name)


def _nearly(one: str, other: str) -> bool:
    """A letter more, less or other, or a part of the name (Jean, Jean-Baptiste)."""
    short, long = sorted((folded(one), folded(other)), key=len)
    if long.startswith(short):
        return True
    if len(long) - len(short) > 1:
        return False
    start = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[start + (len(short) == len(long)) :] == long[start + 1 :]

"""What a list of families is filtered by, and a search by its other words, as attributes of the item: the table leaves out the others, and
only those are read."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from pynamodb.expressions.condition import Condition

from functions.domain.directory.directory_line import (
    DirectoryLine,
    LoginsState,
    name_words,
    short_words,
    word_of_entry,
)
from functions.domain.directory.family_filter import (
    SAID_ELSEWHERE,
    FamilyFilter,
    FamilyState,
    oldest_quotient,
)
from functions.domain.families.spelling import folded
from functions.domain.files.year_file import year_to_confirm
from functions.storage.table import keys
from functions.storage.table.item import Item

_BEFORE_ALL = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
"""Before any invitation has ended: what has ended since is told by `due_at`."""
_INCOMPLETE = "incomplete"
_LEAVING = "leaving"


def joined(words: Iterable[str]) -> str:
    """Each with a space before and behind it, so that the table finds how one begins, or the whole of it."""
    return f" {' '.join(sorted(words))} "


def entry_items(commune: str, line: DirectoryLine, entries: Iterable[str]) -> Iterator[Item]:
    """These entries of a family's: `words` are all its names, `marks` those that two letters find. What is found whole says neither."""
    names, short = name_words(line), short_words(line)
    for entry in entries:
        item = Item(*keys.find(commune, entry, line.family))
        if word_of_entry(entry) in names:
            item.words, item.marks = joined(names), joined(short)
        yield item


def filtered(line: DirectoryLine) -> dict[str, Any]:
    """Attributes of the item. What depends on the day that it is is decided by who reads."""
    places = [(child.school or "", child.school_class or "") for child in line.children]
    marks = {mark for school, own in places for mark in (_of(school, own), _of(school, ""), _of("", own))}
    if not line.file_complete:
        marks.add(_INCOMPLETE)
    if any(child.last_day is not None for child in line.children):
        marks.add(_LEAVING)
    if line.confirmed:
        marks.add(_confirmed(line.confirmed))
    said: dict[str, Any] = {"marks": joined(marks), "state": str(line.logins_state(_BEFORE_ALL))}
    if line.invited_until is not None:
        said["due_at"] = line.invited_until.timestamp()
    if line.quotient_since is not None:
        said["since"] = line.quotient_since.isoformat()
    return said


def condition_of(asked: FamilyFilter) -> Condition | None:
    """The same as `FamilyFilter.keeps`, told to the table. None where nothing is chosen."""
    conditions: list[Condition] = []
    if asked.school or asked.school_class:
        conditions.append(Item.marks.contains(joined([_of(asked.school, asked.school_class)])))
    if asked.state is not None and asked.state not in SAID_ELSEWHERE:
        conditions.append(_of_state(asked.state, asked.now))
    both: Condition | None = None
    for condition in conditions:
        both = condition if both is None else both & condition
    return both


def _of_state(state: FamilyState, now: datetime) -> Condition:
    invited: Condition = Item.state == str(LoginsState.INVITED)
    condition: Condition
    match state:
        case FamilyState.NOT_ACTIVATED:
            condition = Item.state != str(LoginsState.ACTIVE)
        case FamilyState.INVITED:
            condition = invited & (Item.due_at > now.timestamp())
        case FamilyState.EXPIRED:
            condition = invited & (Item.due_at <= now.timestamp())
        case FamilyState.INCOMPLETE:
            condition = Item.marks.contains(joined([_INCOMPLETE]))
        case FamilyState.UNCONFIRMED:
            condition = ~Item.marks.contains(joined([_confirmed(year_to_confirm(now.date()))]))
        case FamilyState.LEAVING:
            condition = Item.marks.contains(joined([_LEAVING]))
        case FamilyState.QUOTIENT:
            condition = Item.since.does_not_exist() | (Item.since < oldest_quotient(now).isoformat())
        case _:
            condition = Item.state == str(state)
    return condition


def _confirmed(year: int) -> str:
    return f"confirmed-{year}"


def _of(school: str, school_class: str) -> str:
    """The mark of a child of that school and class; of the school alone, or of the class alone."""
    return f"{folded(school)}/{folded(school_class)}"

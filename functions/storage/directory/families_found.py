"""The families of a town that somebody looks for: entries of the index, then the lines they lead to; or the town's list by name.

Nothing is scanned. A moment late where it is the list; never to decide from.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise

from pynamodb.expressions.condition import Condition

from functions.domain.directory.directory_line import SHORT, DirectoryLine, exact_word, list_name, part_of
from functions.domain.directory.family_filter import FamilyFilter
from functions.domain.directory.family_search import FamilySearch
from functions.domain.directory.words import NAME_SEPARATOR
from functions.storage.directory.directory_lines import number_hash, phone_hash
from functions.storage.directory.filters import condition_of
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read_one, sound, together

ENTRIES = 100
"""Read at once: a family of several names that begin alike has several."""
_LAST = "\uffff"
_PARTS = ("", "b", "c", "d", "f", "h", "l", "m", "p", "r", "s", "t", _LAST)
"""Where the town's list by name is cut to be read at once: no part holds more than some eighth of the names of France."""


@dataclass(frozen=True, slots=True)
class LinesPage:
    lines: list[DirectoryLine]
    """Without those that cannot be read."""
    last: str
    """Where the next page goes on; empty after the last one."""


def word_of(commune: str, search: FamilySearch) -> str:
    """Under which the index is read; empty where the list is."""
    if search.email:
        return exact_word(keys.keyed_hash(search.email))
    if search.phone:
        return exact_word(phone_hash(search.phone))
    return exact_word(number_hash(commune, search.number)) if search.number else search.word


def entries(commune: str, word: str, others: tuple[str, ...], *, after: str) -> Iterator[str]:
    """The places of the entries that begin with `word`, of families whose other names begin with `others`. One a family: of several
    names that begin alike, the first in the alphabet."""
    condition: Condition = Item.sk.startswith(word)
    if after:
        condition = Item.sk.between(f"{after}\0", f"{word}{_LAST}")
    chosen: Condition | None = None
    for other in others:
        begins = Item.words.contains(f" {other}")
        chosen = begins if chosen is None else chosen & begins
    rows = Item.query(
        keys.find_part(commune, part_of(word)),
        condition,
        filter_condition=chosen,
        consistent_read=True,
        attributes_to_get=["pk", "sk", "words", "marks"],
        page_size=None if others else ENTRIES,
    )
    for item in rows:
        own = item.sk.partition(NAME_SEPARATOR)[0]
        names = item.marks if len(word) <= SHORT else item.words
        alike = [name for name in (names or "").split() if name.startswith(word)]
        if not alike or own == min(alike):
            yield item.sk


def family_at(place: str) -> str:
    return place.rpartition(NAME_SEPARATOR)[2]


def listed(commune: str, initial: str, chosen: FamilyFilter, *, after: str, limit: int) -> LinesPage:
    """The next families by name; `initial`: of those that begin with that letter."""
    condition: Condition | None = Item.list_sk.startswith(initial) if initial else None
    if after:
        condition = Item.list_sk.between(f"{after}\0", f"{initial}{_LAST}")
    filtering = condition_of(chosen)
    # With a limit of its own, PynamoDB would have the table look at so many items a request, whatever the filter leaves of them.
    found = Item.by_list.query(
        keys.directory_list(commune),
        condition,
        filter_condition=filtering,
        page_size=None if filtering is not None else limit + 1,
    )
    rows = list(islice(found, limit + 1))
    last = str(rows[limit - 1].list_sk) if len(rows) > limit else ""
    return LinesPage([stored.value for stored in sound(rows[:limit], DirectoryLine)], last)


def place_of(commune: str, family: str) -> str:
    """Where a family stands in the list by name; the beginning, for one that is not there."""
    found = read_one(keys.directory(commune, family), DirectoryLine)
    return "" if found is None else list_name(found.value)


def all_listed(commune: str, chosen: FamilyFilter) -> Iterator[DirectoryLine]:
    """Every family that the filter keeps, some megabytes of a large town: to be counted, never to be shown."""
    rows = Item.by_list.query(keys.directory_list(commune), filter_condition=condition_of(chosen))
    return (stored.value for stored in sound(rows, DirectoryLine))


def whole_list(commune: str) -> list[DirectoryLine]:
    """Every family, by name: some megabytes of a large town, for what compares each with all others. Its parts are read at once."""
    parts = together(*(partial(_part, commune, begin, end) for begin, end in pairwise(_PARTS)))
    return [line for part in parts for line in part]


def _part(commune: str, begin: str, end: str) -> list[DirectoryLine]:
    within: Condition = Item.list_sk.between(begin, end) if begin else Item.list_sk < end
    rows = Item.by_list.query(keys.directory_list(commune), within)
    return [stored.value for stored in sound(rows, DirectoryLine)]


def closed(place: str) -> str | None:
    """A place as a cursor, which is given back as it was given; None where no page follows."""
    return urlsafe_b64encode(place.encode()).decode().rstrip("=") or None


def opened(cursor: str | None) -> str:
    """Empty for a cursor that no page has given: the list then begins anew."""
    try:
        return urlsafe_b64decode((cursor or "") + "=" * (-len(cursor or "") % 4)).decode()
    except ValueError:
        return ""

"""The journal of a commune, the newest line first: a page of a span of time, of all or of one family."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.item import Item
from functions.storage.table.reading import sound

A_PAGE = 50
LOOKED_AT = 400
"""Lines that one page looks through where few of them are wanted: one call of the table brings some two thousand of them at most."""
_SORT = "JOURNAL#"


@dataclass(frozen=True, slots=True)
class LineOfTown:
    """`family`: whose file it is in; None for what was done to the commune itself."""

    line: JournalLine
    family: str | None


@dataclass(frozen=True, slots=True)
class JournalPage:
    """`next`: where the next page begins, also where this one found nothing; None on the last one."""

    lines: tuple[LineOfTown, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` until before `until`. `after`: the `next` of the page before."""

    commune: str
    since: datetime
    until: datetime
    family: str | None = None
    after: str | None = None


Wanted = Callable[[JournalLine], bool]


def journal_page(span: Span, wanted: Wanted | None = None, *, limit: int = A_PAGE) -> JournalPage:
    """One round trip. A moment late."""
    look = limit if wanted is None else max(limit, LOOKED_AT)
    items = [item for item in _items(span, look + 2) if _id(item) != span.after][: look + 1]
    seen, more = items[:look], len(items) > look
    found = [line for line in _lines(seen) if wanted is None or wanted(line.line)]
    if len(found) > limit:
        return JournalPage(tuple(found[:limit]), found[limit - 1].line.id)
    return JournalPage(tuple(found), _id(seen[-1]) if more else None)


def _items(span: Span, limit: int) -> list[Item]:
    first, last = first_id(span.since), span.after or first_id(span.until)
    if span.family is not None:
        pk = keys.journal(span.commune, span.family, "").pk
        within = Item.sk.between(f"{_SORT}{first}", f"{_SORT}{last}")
        return list(Item.query(pk, within, scan_index_forward=False, limit=limit, page_size=limit))
    rows = Item.by_list.query(
        keys.all_journal(span.commune),
        Item.list_sk.between(first, last),
        scan_index_forward=False,
        limit=limit,
        page_size=limit,
    )
    return list(rows)


def _id(item: Item) -> str:
    return item.sk.removeprefix(_SORT)


def _lines(items: Iterable[Item]) -> Iterable[LineOfTown]:
    for stored in sound(items, JournalLine):
        _, _, family = stored.key.pk.partition("#F#")
        yield LineOfTown(stored.value, family or None)

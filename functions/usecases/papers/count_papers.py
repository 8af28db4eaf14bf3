"""Whether files are complete, counted again: when the town asks for other papers, and each night, because papers expire."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.families.family import Family
from functions.domain.papers.papers import PaperKinds, complete, paper_lines
from functions.storage.families import families
from functions.storage.papers import family_papers
from functions.storage.papers.family_papers import Papers
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved

PAGE = 25


@dataclass(frozen=True, slots=True)
class PapersCounted:
    """`changed`: files that are complete now and were not, or the contrary. `next`: where the next page begins; empty after the last."""

    families: int
    changed: int
    next: str


def as_counted(family: Family, kinds: PaperKinds, papers: Papers, today: date) -> Family:
    """The file with what its papers say of it. Where the town asks for none, or an agent decided, it stays as it is."""
    if not kinds.are_required or family.complete_by_hand is not None:
        return family
    return replace(family, file_complete=complete(paper_lines(kinds, family, papers, today)))


def count_page(commune: str, *, after: str, now: datetime) -> PapersCounted:
    """The files of a page of families, by name. Run again, it changes nothing. Raises NotFound, Busy."""
    today = communes.commune(commune).day_of(now)
    kinds = family_papers.kinds(commune).value
    if not kinds.are_required:
        return PapersCounted(0, 0, "")
    page = families.page(commune, after=after, limit=PAGE)
    held = family_papers.of_families(commune, kinds, (stored.value for stored in page.families))
    moved = [
        stored.value.id
        for stored in page.families
        if as_counted(stored.value, kinds, held.get(stored.value.id, {}), today) != stored.value
    ]
    for family in moved:
        count_family(commune, family, today=today)
    return PapersCounted(len(page.families), len(moved), page.last)


def count_family(commune: str, family: str, *, today: date) -> None:
    """Decided from what is there now, and written only if nobody moved it meanwhile. Raises Busy."""

    def act() -> None:
        stored = read_one(keys.family(commune, family), Family)
        if stored is None or stored.value.erased_on is not None:
            return
        kinds = family_papers.kinds(commune)
        held = family_papers.of_families(commune, kinds.value, [stored.value])
        counted = as_counted(stored.value, kinds.value, held.get(family, {}), today)
        if counted == stored.value:
            return
        transaction = Transaction()
        families.put(transaction, commune, Stored(stored.key, counted, stored.version))
        transaction.check(kinds, why="kinds")
        transaction.commit()

    when_moved(act)

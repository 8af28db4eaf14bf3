"""What families still have to show, or will soon have to show again: a page of families at a time."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Family
from functions.domain.papers.papers import PaperLine, paper_lines
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.papers import family_papers
from functions.storage.town import communes

PAGE = 25


@dataclass(frozen=True, slots=True)
class FamilyLacks:
    family: Family
    lines: tuple[PaperLine, ...]
    children: dict[str, str]
    """How each of its children is called, by id."""


@dataclass(frozen=True, slots=True)
class LacksPage:
    """`next`: where the next page begins; empty after the last. A page may be empty and others follow."""

    families: list[FamilyLacks]
    next: str
    today: date


def lacks_page(
    commune: str, *, missing: str | None, expiring_before: date | None, after: str, now: datetime
) -> LacksPage:
    """By name. `missing`: of that kind alone. `expiring_before`: also what is good today, and no more that day. Raises NotFound."""
    today = communes.commune(commune).day_of(now)
    kinds = family_papers.kinds(commune).value
    page = families.page(commune, after=after, limit=PAGE)
    listed = [stored.value for stored in page.families]
    held = family_papers.of_families(commune, kinds, listed)
    found = {
        family.id: tuple(
            line
            for line in paper_lines(kinds, family, held.get(family.id, {}), today)
            if (missing is None or line.kind.code == missing)
            and _is_told(line, expiring_before, named=missing is not None)
        )
        for family in listed
    }
    told = [family for family in listed if found[family.id]]
    names = stored_children.sound_children(commune, (child for family in told for child in family.children))
    return LacksPage(
        [
            FamilyLacks(
                family,
                found[family.id],
                told_apart(names[child].value for child in family.children if child in names),
            )
            for family in told
        ],
        page.last,
        today,
    )


def _is_told(line: PaperLine, expiring_before: date | None, *, named: bool) -> bool:
    """What no file needs is told where it is asked for by name, or waits for the town."""
    if line.given is not None or (line.lacks and (line.kind.required or named)):
        return True
    until = None if line.paper is None else line.paper.until
    return expiring_before is not None and until is not None and until < expiring_before

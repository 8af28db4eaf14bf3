"""Delete the health sheets whose year is over, and those of children who have left. The rest of what keeps a child safe stays."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.families.family import Child
from functions.domain.journal import JournalLine
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.families import families
from functions.storage.safety import child_safeties
from functions.storage.table import journal, keys
from functions.storage.table.ids import new_id
from functions.storage.table.reading import Found, read
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.retry import when_moved

PAGE = 25
NIGHTS = (1, 2, 3)
"""Of a month: one would do, and two more where it fails."""


@dataclass(frozen=True, slots=True)
class HealthForgotten:
    """`next`: where the next page of families begins; empty after the last."""

    sheets: int
    next: str


def is_a_night_of_it(day: date) -> bool:
    return day.day in NIGHTS


def forget_page(commune: str, *, after: str, by: str, now: datetime) -> HealthForgotten:
    """Of a page of families, by name. Run again, it changes nothing. Raises NotFound, Busy."""
    today = communes.commune(commune).day_of(now)
    page = families.page(commune, after=after, limit=PAGE)
    children = dict.fromkeys(child for stored in page.families for child in stored.value.children)
    found = read([key for child in children for key in _keys(commune, child)])
    over = [child for child in children if _is_over(found, commune, child, today)]
    for child in over:
        _forget(commune, child, today, by=by, now=now)
    return HealthForgotten(len(over), page.last)


def _keys(commune: str, child: str) -> tuple[keys.Key, keys.Key]:
    return keys.child(commune, child), keys.safety(commune, child)


def _is_over(found: Found, commune: str, child: str, today: date) -> bool:
    child_key, safety_key = _keys(commune, child)
    file, sheet = found.get_sound(child_key, Child), found.get_sound(safety_key, ChildSafety)
    if file is None or sheet is None or sheet.value.health is None:
        return False
    return sheet.value.health.is_over(file.value, today)


def _forget(commune: str, child: str, today: date, *, by: str, now: datetime) -> None:
    """Decided from what is there now."""

    def act() -> None:
        child_key, safety_key = _keys(commune, child)
        found = read([child_key, safety_key])
        file, sheet = found.get(child_key, Child), found.get(safety_key, ChildSafety)
        if file is None or sheet is None or sheet.value.health is None:
            return
        if not sheet.value.health.is_over(file.value, today):
            return
        transaction = Transaction()
        transaction.check(file, why="child")
        child_safeties.put(transaction, replace(sheet, value=replace(sheet.value, health=None)))
        for family in file.value.families:
            line = JournalLine(new_id(now), "health_forgotten", by, now, detail={"child": child})
            journal.add(transaction, commune, family, line)
        transaction.commit()

    when_moved(act)

"""What merging two files would do: read, and nothing is written."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.calendar.months import month_of
from functions.domain.families.child_matching import namesakes, other_number
from functions.domain.families.family import Child
from functions.domain.invoices.credit import left_cents
from functions.domain.merging.merge import MergeObstacle
from functions.domain.merging.merged_family import Choices
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.bookings import child_months
from functions.storage.invoices import invoices
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.partitions import sort_keys
from functions.storage.town import communes
from functions.usecases.merging.read_both import TwoFiles, obstacles, read_both


@dataclass(frozen=True, slots=True)
class MergePreview:
    """`follows`: how many items of each kind lie with the other file, by how their sort keys begin. `bookings`: of its children, to come.
    `twice`: of these, days on which a child who had two files was booked under both. `sheets`: what keeps a child safe who has a sheet in both, the kept one's first, by the child of the kept file."""

    both: TwoFiles
    choices: Choices
    obstacles: list[MergeObstacle]
    follows: Counter[str]
    bookings: int
    twice: int
    owed_cents: int
    credit_cents: int
    sheets: dict[str, tuple[ChildSafety, ChildSafety]]


def preview_merge(
    commune: str,
    kept: str,
    other: str,
    choices: Choices,
    *,
    guesses: bool,
    by: str,
    now: datetime,
) -> MergePreview:
    """`guesses`: children who are surely the same are taken for it. Raises NotFound, SameFile, WrongChoice, FamilyFull, ChildFull."""
    if guesses:
        both = read_both(commune, kept, other, Choices(), by=by, now=now)
        choices = replace(choices, same=_surely_the_same(both))
    both = read_both(commune, kept, other, choices, by=by, now=now)
    today = communes.commune(commune).day_of(now)
    booked = {
        child: {
            (slot.date, slot.service)
            for stored in child_months.all_months(commune, child)
            if stored.value.month >= month_of(today)
            for slot, booking in stored.value.rows()
            if slot.date > today and (child in choices.same.values() or booking.payer == other)
        }
        for child in dict.fromkeys((*both.other.value.children, *choices.same.values()))
    }
    places = (keys.family(commune, other).pk, keys.billed(commune, other, "").pk)
    follows = Counter(key.sk.partition("#")[0] for pk in places for key in sort_keys(pk))
    return MergePreview(
        both,
        choices,
        obstacles(commune, both),
        follows,
        sum(len(booked[child]) for child in both.other.value.children),
        sum(len(booked[child] & booked[same]) for child, same in choices.same.items()),
        sum(debt.owed_cents for debt in invoices.receivables(commune, other)),
        left_cents(invoices.credits_of(commune, other)),
        _sheets(commune, choices),
    )


def _sheets(commune: str, choices: Choices) -> dict[str, tuple[ChildSafety, ChildSafety]]:
    found = child_safeties.safeties(commune, (*choices.same, *choices.same.values()))
    return {
        same: (found[same].value, found[child].value)
        for child, same in choices.same.items()
        if child in found and same in found
    }


def _surely_the_same(both: TwoFiles) -> dict[str, str]:
    """The same names, born the same day, and of whom the town did not give two numbers."""
    found = dict[str, str]()
    files = {child: stored.value for child, stored in both.children.items()}
    for child in both.other.value.children:
        alike = [
            one
            for one in both.kept.value.children
            if child in files and one in files and one != child and _is_same(files[child], files[one])
        ]
        if len(alike) == 1 and alike[0] not in found.values() and child not in both.kept.value.children:
            found[child] = alike[0]
    return found


def _is_same(one: Child, other: Child) -> bool:
    return namesakes(one, other) and not other_number(one, other)

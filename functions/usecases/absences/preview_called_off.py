"""Say what calling something off would change, or putting it back, before it is done: from the bookings as they are. A moment late."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.absences.calling_off_effects import CallingOffEffects, calling_off_effects
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.kitchen.meals import Lines
from functions.domain.kitchen.moved_meals import meals_moved
from functions.domain.planning.called_off import (
    CalledOff,
    CalledOffMonth,
    CalledOffScope,
    check_off,
    days_off,
)
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement
from functions.storage.bookings import child_months
from functions.storage.kitchen.diners import diners_of
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.town import called_off, communes
from functions.usecases.absences.call_off import on_day


@dataclass(frozen=True, slots=True)
class CalledOffPreview:
    """`unreadable`: children of whom something cannot be read."""

    days: tuple[date, ...]
    effects: CallingOffEffects
    meals: Lines
    """Those that the kitchen counts of what moves."""
    children: Mapping[str, Child]
    families: Mapping[str, Family]
    reglement: Reglement
    off: Mapping[str, CalledOffMonth]
    """What would be called off in those months."""
    unreadable: tuple[str, ...]


def preview_called_off(
    commune: str, what: CalledOffScope, until: date | None, *, now: datetime
) -> CalledOffPreview:
    """Raises as `call_off` and `call_off_days` do, and NotFound."""
    reglement = communes.reglement_now(commune)
    check_off(reglement, what, communes.commune(commune).day_of(now))
    days = days_off(reglement, what, until or what.day)
    known = called_off.of_months(commune, _months(days))
    after = {
        month: _with(known[month], [on_day(what, day) for day in days if month_of(day) == month], now)
        for month in known
    }
    return _preview(commune, reglement, days, known, after)


def preview_put_back(commune: str, entries: Sequence[tuple[str, str]]) -> CalledOffPreview:
    """`entries`: each by its month and its id. Raises NotFound where none is there any more."""
    known = called_off.of_months(commune, sorted({month for month, _ in entries}))
    found = [
        known[month].entries[entry].what.day for month, entry in entries if entry in known[month].entries
    ]
    if not found:
        raise NotFound
    after = dict(known)
    for month, entry in entries:
        after[month] = after[month].without(entry)
    days = tuple(sorted(set(found)))
    return _preview(commune, communes.reglement_now(commune), days, known, after)


def _with(month: CalledOffMonth, scopes: Sequence[CalledOffScope], now: datetime) -> CalledOffMonth:
    for scope in scopes:
        if scope not in [entry.what for entry in month.entries.values()]:
            month = month.with_entry(CalledOff(f"-{scope.day}", scope, "", now))
    return month


def _preview(
    commune: str,
    reglement: Reglement,
    days: tuple[date, ...],
    before: Mapping[str, CalledOffMonth],
    after: Mapping[str, CalledOffMonth],
) -> CalledOffPreview:
    broken: list[Key] = []
    booked = [
        stored.value
        for month in _months(days)
        for stored in child_months.children_of_month(commune, month, unreadable=broken)
        if any(day.day in stored.value.days for day in days if month_of(day) == month)
    ]
    diners, found = diners_of(commune, booked)
    children = diners.children
    open_before, open_after = OpenDays(reglement, before), OpenDays(reglement, after)
    effects = calling_off_effects(booked, children, days, before=open_before, after=open_after)
    homes = read(keys.family(commune, family) for family in sorted(effects.families))
    families = {
        family: stored.value
        for family in sorted(effects.families)
        if (stored := homes.get_sound(keys.family(commune, family), Family)) is not None
    }
    unreadable = {keys.child_of(key) for key in (*broken, *found) if key.sk != "SAFETY"} - {""}
    return CalledOffPreview(
        days,
        effects,
        meals_moved(effects, diners, before=open_before, after=open_after),
        _concerned(children, booked, effects),
        families,
        reglement,
        after,
        tuple(sorted(unreadable)),
    )


def _concerned(
    children: Mapping[str, Child], booked: Sequence[ChildMonth], effects: CallingOffEffects
) -> dict[str, Child]:
    wanted = effects.children | {slot.child for slot in effects.kept}
    return {each.child: children[each.child] for each in booked if each.child in wanted}


def _months(days: Sequence[date]) -> list[str]:
    return sorted({month_of(day) for day in days})

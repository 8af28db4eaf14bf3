"""What is called off from today on, each act with what it takes away, from the bookings as they are. A moment late."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.absences.calling_off_effects import CallingOffEffects, calling_off_effects
from functions.domain.calendar.months import month_of
from functions.domain.kitchen.meals import Lines
from functions.domain.kitchen.moved_meals import meals_moved
from functions.domain.planning.called_off import FURTHEST, CalledOff, CalledOffMonth
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement
from functions.storage.bookings import child_months
from functions.storage.kitchen.diners import diners_of
from functions.storage.town import called_off, communes


@dataclass(frozen=True, slots=True)
class OffAct:
    """The days on which the same is called off for the same reason, as one act of several days leaves them."""

    entries: tuple[CalledOff, ...]
    effects: CallingOffEffects
    meals: Lines

    @property
    def days(self) -> list[date]:
        return [entry.what.day for entry in self.entries]


def list_coming_off(commune: str, *, now: datetime) -> tuple[Reglement, list[OffAct]]:
    """By day. Raises NotFound for a commune without a règlement."""
    reglement = communes.reglement_now(commune)
    today = reglement.day_of(now)
    months = sorted(
        {month_of(today.fromordinal(today.toordinal() + ahead)) for ahead in range(FURTHEST.days)}
    )
    coming = [
        entry
        for month in called_off.of_months(commune, months).values()
        for entry in month.entries.values()
        if entry.what.day >= today
    ]
    if not coming:
        return reglement, []
    days = {entry.what.day for entry in coming}
    booked = [
        stored.value
        for month in sorted({month_of(day) for day in days})
        for stored in child_months.children_of_month(commune, month, unreadable=[])
        if any(day.day in stored.value.days for day in days if month_of(day) == month)
    ]
    diners, _ = diners_of(commune, booked)
    acts = []
    for entries in _grouped(coming):
        of_act = _alone(entries)
        nothing = OpenDays(reglement, {month: CalledOffMonth(month) for month in of_act})
        off = OpenDays(reglement, of_act)
        effects = calling_off_effects(
            booked, diners.children, [entry.what.day for entry in entries], before=nothing, after=off
        )
        acts.append(OffAct(tuple(entries), effects, meals_moved(effects, diners, before=nothing, after=off)))
    return reglement, acts


def _alone(entries: Sequence[CalledOff]) -> dict[str, CalledOffMonth]:
    """Nothing but this act: what another takes away of the same days is told with the other."""
    found: dict[str, CalledOffMonth] = {}
    for entry in entries:
        month = month_of(entry.what.day)
        found[month] = found.get(month, CalledOffMonth(month)).with_entry(entry)
    return found


def _grouped(coming: Sequence[CalledOff]) -> Iterator[list[CalledOff]]:
    """An act may hold one entry more than another day's, where a child was kept on that day alone: then they are two."""
    ordered = sorted(coming, key=lambda entry: (entry.what.day, entry.id))
    acts: dict[object, list[CalledOff]] = {}
    for entry in ordered:
        acts.setdefault(replace(entry.what, day=ordered[0].what.day), []).append(entry)
    yield from acts.values()

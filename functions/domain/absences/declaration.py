"""How a family declares an absence: which booked days it covers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.absences.missed_days import missed
from functions.domain.calendar.months import day_of, month_of
from functions.domain.errors import Conflict, InvalidRequest, NotFound, RangeBackwards
from functions.domain.families.family import Child
from functions.domain.planning.attendance_record import Presence
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.declared_absence import DeclaredAbsence, Motive, absence_id
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement

FURTHEST = timedelta(62)
"""How far before or after today an absence may reach: two months, as long as an invoice may be contested."""
NEIGHBOURS = timedelta(7)
"""New days at most this far from an earlier absence prolong it, where no booked day lies between."""


class AbsenceTooFar(Conflict):
    """A day is too far from today. `most` in the data is the greatest distance, in days."""

    code = "absence_too_far"


class NothingToMiss(Conflict):
    """The family has no booked day there that can be missed: each was called off, closed or attended."""

    code = "nothing_to_miss"


class UnknownReason(InvalidRequest):
    """The reason is neither a `Motive` nor one of the town's own words for these services."""

    code = "unknown_reason"


class AbsenceBegun(Conflict):
    """A day that is to be taken back has begun: the attendance list says who came."""

    code = "absence_begun"


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a family says. `services` are codes; empty means all the services that are booked."""

    child: str
    first: date
    last: date
    reason: str
    services: tuple[str, ...] = ()
    self_declared: bool = False
    """Whether the family gives an *attestation sur l’honneur*."""


class MonthsUnread(Exception):
    """An absence is written whole in each of its months: `months` must be read as well."""

    def __init__(self, months: Iterable[str]) -> None:
        super().__init__(", ".join(sorted(months)))
        self.months = frozenset(months)


def months_around(told: Declaration, today: date) -> list[str]:
    """The months of the absence, and of any that it may prolong. Raises RangeBackwards, AbsenceTooFar."""
    if told.last < told.first:
        raise RangeBackwards(field="last")
    if told.first < today - FURTHEST or told.last > today + FURTHEST:
        raise AbsenceTooFar(field="first" if told.first < today - FURTHEST else "last", most=FURTHEST.days)
    first, last = told.first - NEIGHBOURS, told.last + NEIGHBOURS
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    return sorted({month_of(day) for day in days})


def months_declarable(today: date) -> list[str]:
    """From the first day that can be declared to the last."""
    return sorted(
        {month_of(today + timedelta(number)) for number in range(-FURTHEST.days, FURTHEST.days + 1)}
    )


def declared(
    reglement: Reglement,
    child: Child,
    months: Mapping[str, ChildMonth],
    called_off: Mapping[str, CalledOffMonth],
    told: Declaration,
    *,
    family: str,
    account: str,
    new: str,
    now: datetime,
    only: Collection[Slot] | None = None,
) -> DeclaredAbsence:
    """Return the absence that holds what the family says: an earlier one that it prolongs, or else a new one.

    `only`: the slots that are meant, among those of the range; None: all.

    Saying the same again changes nothing. `months` are the child's months that `months_around` names, and `new` is the
    unique part of a new absence's id (see `absence_id`). Raises NothingToMiss, UnknownReason, and MonthsUnread where an
    absence that these days may belong to has days in further months.
    """
    wanted = {
        service: meant
        for service, days in _booked(reglement, child, months, called_off, told, family).items()
        if not told.services or service in told.services
        if (meant := [day for day in days if only is None or Slot(day, service, child.id) in only])
    }
    if not wanted:
        raise NothingToMiss(field="first")
    rules = {
        service.code: service.absence
        for service in reglement.services
        if service.code in wanted and service.absence is not None
    }
    words = {word for rule in rules.values() for word in rule.free_reasons}
    if told.reason not in {*Motive, *words}:
        raise UnknownReason(field="reason")
    mine = {
        absence.id: absence
        for month in months.values()
        for absence in month.absences.values()
        if absence.family == family
    }
    unread = {month for absence in mine.values() for month in absence.months} - months.keys()
    if unread:
        raise MonthsUnread(unread)
    fresh = {
        service: dict.fromkeys(new_days, now)
        for service, days in wanted.items()
        if (new_days := [day for day in days if not any(one.covers(day, service) for one in mine.values())])
    }
    absence = _continued(mine.values(), months, told, wanted, fresh, family)
    if absence is None and not fresh:  # an agent did not accept what the family said of these days
        return next(one for one in mine.values() if _covers_any(one, wanted))
    if absence is None:
        month = month_of(min(day for days in fresh.values() for day in days))
        absence = DeclaredAbsence(absence_id(month, child.id, new), family, account, told.reason, {})
    absence = absence.with_days(fresh, rules)
    if told.self_declared and (fresh or not absence.self_declared):
        absence = absence.attested(now)
    return absence


def check_withdrawn(days: Iterable[date], today: date) -> None:
    """Check that the family may still take these days of an absence back: up to the eve of each. Raises AbsenceBegun."""
    if min(days) <= today:
        raise AbsenceBegun


def absence_in(month: ChildMonth, absence_id: str, family: str) -> DeclaredAbsence:
    """Return the family's absence of that id. Raises NotFound, also if the child's other family declared it."""
    absence = month.absences.get(absence_id)
    if absence is None or absence.family != family:
        raise NotFound
    return absence


def _booked(
    reglement: Reglement,
    child: Child,
    months: Mapping[str, ChildMonth],
    called_off: Mapping[str, CalledOffMonth],
    told: Declaration,
    family: str,
) -> dict[str, list[date]]:
    """The days that the family booked in the range, by service, except those called off, closed or attended."""
    found: dict[str, list[date]] = {}
    open_days = OpenDays(reglement, called_off)
    for month in months.values():
        for number, services in sorted(month.days.items()):
            day = day_of(month.month, number)
            for service, booking in services.items():
                if not told.first <= day <= told.last or booking.payer != family:
                    continue
                seen = month.attended.get(number, {}).get(service)
                if seen is not None and seen.presence is Presence.PRESENT:
                    continue
                slot = Slot(day, service, child.id)
                if missed(open_days, slot, booking, child, attended=None, absence=None):
                    continue
                found.setdefault(service, []).append(day)
    return found


def _continued(
    mine: Iterable[DeclaredAbsence],
    months: Mapping[str, ChildMonth],
    told: Declaration,
    wanted: Mapping[str, list[date]],
    fresh: Mapping[str, Mapping[date, datetime]],
    family: str,
) -> DeclaredAbsence | None:
    """The earlier absence that these days belong to: it has them already, or they come right before or after it."""
    for absence in mine:
        if absence.refused is not None:
            continue
        if not fresh:
            if _covers_any(absence, wanted):
                return absence
        elif absence.reason == told.reason and not _parted(absence, months, fresh, family):
            return absence
    return None


def _covers_any(absence: DeclaredAbsence, wanted: Mapping[str, list[date]]) -> bool:
    return any(absence.covers(day, service) for service, days in wanted.items() for day in days)


def _parted(
    absence: DeclaredAbsence,
    months: Mapping[str, ChildMonth],
    fresh: Mapping[str, Mapping[date, datetime]],
    family: str,
) -> bool:
    """Whether the new days are apart from the absence: more than a week away, or with a booked day in between."""
    days = sorted({day for days in fresh.values() for day in days})
    first, last = absence.all_days[0], absence.all_days[-1]
    if days[0] <= last and first <= days[-1]:
        return False
    after, before = (last, days[0]) if days[0] > last else (days[-1], first)
    if before - after > NEIGHBOURS:
        return True
    between = [after + timedelta(number) for number in range(1, (before - after).days)]
    return any(
        booking.payer == family
        for day in between
        if (month := months.get(month_of(day))) is not None
        for booking in month.days.get(day.day, {}).values()
    )

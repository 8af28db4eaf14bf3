"""Who came on the last days of school: at the canteen, and on the last evening at the childcare. A few are not marked; about one child two
tablets disagree; the last morning was forgotten."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from functions.domain.attendance.events import AttendanceEvent, EventKind
from functions.domain.attendance.recording import Tap
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.town.commune import Commune
from functions.storage.bookings import child_months
from functions.storage.table.ids import new_id
from functions.storage.town import called_off
from functions.storage.town.communes import reglement_now
from functions.usecases.attendance.record_events import EventsAct, record_events
from infra.demo.people import Household

NOON = "cantine"
EVENING = "garderie-soir"
DAYS = 3
LOOK_BACK = 60
NOT_MARKED = 2
TABLETS = ("tablette-cour", "tablette-salle")


def attendance(town: Commune, homes: Sequence[Household], *, by: str, now: datetime) -> None:
    """`by`: the account of who looks after the children."""
    children = [child.id for home in homes for child in home.children]
    days = _last_days(town, now)
    months = {
        month: [stored.value for stored in child_months.months_of(town.id, children, month)]
        for month in {month_of(day) for day in days}
    }
    for number, day in enumerate(days):
        planned = months[month_of(day)]
        taps = list(_noon(town, day, planned, by, leave=NOT_MARKED if number == 0 else 0))
        if number == 0:
            taps += _evening(town, day, planned, by)
        record_events(EventsAct(town.id, by, _at(town, day, time(18, 50))), taps)


def _last_days(town: Commune, now: datetime) -> list[date]:
    """The last days on which the canteen was open, the latest first."""
    reglement, today = reglement_now(town.id), town.day_of(now)
    service = reglement.service(NOON)
    before = [today - timedelta(number) for number in range(1, LOOK_BACK)]
    off = called_off.of_months(town.id, dict.fromkeys(map(month_of, before)))
    open_days = OpenDays(reglement, off)
    return [day for day in before if open_days.closed_to(service, day, None, None) is None][:DAYS]


def _noon(town: Commune, day: date, planned: Sequence[ChildMonth], by: str, *, leave: int) -> Iterator[Tap]:
    """Of the last child on the list nobody knows why it is not there; another comes without a booking."""
    expected = _expected(planned, day, NOON)
    unbooked = [month.child for month in planned if NOON not in month.days.get(day.day, {})]
    at = _at(town, day, time(12, 5))
    for child in [*expected[leave:-1], *unbooked[:1]]:
        yield _tap(Slot(day, NOON, child), EventKind.ARRIVED, at, by)
    for child in expected[leave:][-1:]:
        yield _tap(Slot(day, NOON, child), EventKind.ABSENT, at, by)


def _evening(town: Commune, day: date, planned: Sequence[ChildMonth], by: str) -> Iterator[Tap]:
    """All come and go, one of them late. In the yard one was seen arriving, who was noted absent in the hall: neither tablet had a network."""
    expected = _expected(planned, day, EVENING)
    came, gone = _at(town, day, time(16, 38)), _at(town, day, time(17, 55))
    for child in expected:
        slot = Slot(day, EVENING, child)
        arrived = _tap(slot, EventKind.ARRIVED, came, by)
        yield arrived
        if child == expected[0]:
            yield _tap(slot, EventKind.ABSENT, came + timedelta(minutes=4), by, tablet=TABLETS[1])
            continue
        late = child == expected[-1]
        left = _tap(slot, EventKind.LEFT, gone + timedelta(minutes=50 * late), by, seen=arrived)
        yield left
        if late:
            yield _tap(slot, EventKind.LATE_PICKUP, left.event.at, by, seen=left, minutes=15)


def _expected(planned: Sequence[ChildMonth], day: date, service: str) -> list[str]:
    return [
        month.child
        for month in planned
        if service in month.days.get(day.day, {})
        and not any(day in each.all_days for each in month.absences.values())
    ]


def _tap(
    slot: Slot,
    kind: EventKind,
    at: datetime,
    by: str,
    *,
    seen: Tap | None = None,
    minutes: int | None = None,
    tablet: str = TABLETS[0],
) -> Tap:
    saw = () if seen is None else (seen.event.id,)
    return Tap(slot, AttendanceEvent(new_id(at), kind, at, by, saw, minutes=minutes, device=tablet))


def _at(town: Commune, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, town.clock)

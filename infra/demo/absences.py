"""One absence with its proof, and one day's attendance: so that both can be seen on the next invoice."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.attendance.events import AttendanceEvent, EventKind
from functions.domain.attendance.recording import Tap
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.town.commune import Commune
from functions.storage.bookings import child_months
from functions.storage.table.ids import new_id
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from functions.usecases.attendance.record_events import EventsAct, record_events
from infra.demo.people import Household

SERVICE = "cantine"
BY = "demo"
LOOK_BACK = timedelta(21)
PROOF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 140]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 62>>stream
BT /F 14 Tf 30 80 Td (Certificat de demonstration) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
"""A page that says what it is."""


def absences(town: Commune, home: Household, account: str, others: list[Household], now: datetime) -> None:
    """The last day that the first child of `home` was booked at the canteen, it was ill; the day before, everybody came but one.

    Nothing where it was not booked for three weeks: in summer.
    """
    child = home.children[0].id
    days = [day for day in _booked(town.id, child, now) if _at(town, day, 14) < now]
    if not days:
        return
    ill = days[-1]
    act = AbsenceAct(town.id, home.family.id, account, uuid4().hex, _at(town, ill, 8))
    declared = declare_absence(act, Declaration(child, ill, ill, "illness", (SERVICE,)))
    prove_absence(
        AbsenceAct(town.id, home.family.id, account, uuid4().hex, _at(town, ill, 10)),
        declared.absence,
        PROOF,
        store=wiring.uploads(),
    )
    if len(days) > 1:
        _attendance(town, days[-2], [home, *others])


def _attendance(town: Commune, day: date, homes: list[Household]) -> None:
    """Of the last child on the list nobody knows why it is not there; one child of the first families comes without a booking."""
    children = [child.id for home in homes for child in home.children]
    planned = child_months.months_of(town.id, children, month_of(day))
    booked = [stored.value.child for stored in planned if _has(stored.value, day)]
    unbooked = [child for child in children if child not in booked]
    at = _at(town, day, 13)
    taps = [_tap(child, EventKind.ARRIVED, day, at) for child in [*booked[:-1], *unbooked[:1]]]
    taps += [_tap(child, EventKind.ABSENT, day, at) for child in booked[-1:]]
    record_events(EventsAct(town.id, BY, at), taps)


def _tap(child: str, kind: EventKind, day: date, at: datetime) -> Tap:
    return Tap(Slot(day, SERVICE, child), AttendanceEvent(new_id(at), kind, at, BY, device=BY))


def _booked(commune: str, child: str, now: datetime) -> list[date]:
    first = now.date() - LOOK_BACK
    days = [first + timedelta(number) for number in range(LOOK_BACK.days + 1)]
    names = sorted({month_of(day) for day in days})
    planned = {name: child_months.months_of(commune, [child], name)[0].value for name in names}
    return [day for day in days if _has(planned[month_of(day)], day)]


def _has(month: ChildMonth, day: date) -> bool:
    return SERVICE in month.days.get(day.day, {})


def _at(town: Commune, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), town.clock)

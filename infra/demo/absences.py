"""One absence with its proof: so that it can be decided, and seen on the next invoice."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from functions import wiring
from functions.domain.absences.declaration import Declaration
from functions.domain.calendar.months import month_of
from functions.domain.planning.child_month import ChildMonth
from functions.domain.town.commune import Commune
from functions.storage.bookings import child_months
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.absences.prove_absence import prove_absence
from infra.demo.people import Household

SERVICE = "cantine"
BY = "demo"
LOOK_BACK = timedelta(60)
"""Nearly as far as an absence may be told of."""
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


def absences(town: Commune, home: Household, account: str, now: datetime) -> None:
    """The last day that the first child of `home` was booked at the canteen, it was ill. Nothing where no day was, as in August."""
    child = home.children[0].id
    days = [day for day in booked_days(town.id, child, now) if _at(town, day, 14) < now]
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


def booked_days(commune: str, child: str, now: datetime) -> list[date]:
    first = now.date() - LOOK_BACK
    days = [first + timedelta(number) for number in range(LOOK_BACK.days + 1)]
    names = sorted({month_of(day) for day in days})
    planned = {name: child_months.months_of(commune, [child], name)[0].value for name in names}
    return [day for day in days if _has(planned[month_of(day)], day)]


def _has(month: ChildMonth, day: date) -> bool:
    return SERVICE in month.days.get(day.day, {})


def _at(town: Commune, day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), town.clock)

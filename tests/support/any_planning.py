"""Any family of a town that decides something of everything: who it is, what it booked, what waits, what was noted, at any instant.

All of it comes from one number: what Hypothesis draws piece by piece takes longer than all that is asked of it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import product
from random import Random
from typing import NamedTuple, TypeVar

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.calendar.rules import CalendarRules, Closure, School
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child, Enrolment, QuotientFamilial
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope
from functions.domain.planning.child_month import (
    MOST_BOOKED,
    Booking,
    BookingQuestion,
    CancelledByTown,
    ChildMonth,
    Slot,
)
from functions.domain.planning.service_month import Counter, ServiceMonth
from functions.domain.planning.town_act import Over, TownAct
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.reglement.deadline_rules import (
    NEVER,
    Action,
    Anchor,
    Case,
    Late,
    LateMode,
    Limit,
    Mode,
    Rule,
    Surcharge,
    Unit,
)
from functions.domain.reglement.reglement import Places, Terms
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.domain.reglement.waiting_list_rules import WaitingList
from tests.support.absences import a_declared
from tests.support.builders import (
    CANTEEN,
    DAY_BEFORE_AT_NOON,
    EVENING,
    MARC,
    MORNING,
    NOW,
    TARIFFS,
    THURSDAY_BEFORE,
    WEDNESDAY,
    a_booking,
    a_child,
    a_family,
    a_reglement,
    a_service,
    a_tariff,
    on,
)

DAYS = [on("mercredi 2026-11-25") + timedelta(number) for number in range(12)]
"""Around a new month and a new price, with a closure, a day of school and a weekend."""
MONTHS = ("2026-11", "2026-12")
IN_TIME_OR_DEARER = replace(
    DAY_BEFORE_AT_NOON,
    late=(
        Late(LateMode.SURCHARGE, Limit(), Surcharge(cents=100)),
        Late(LateMode.PHONE, phone="01 99 00 00 01"),
    ),
)
TOWN = a_reglement(
    services=(
        replace(MORNING, places=(Places(4), Places(2, school="ferry")), waiting_list=WaitingList(most=3)),
        replace(CANTEEN, reserve=IN_TIME_OR_DEARER, cancel=IN_TIME_OR_DEARER),
        replace(EVENING, places=(Places(3),), schools=("ferry", "macé")),
        replace(WEDNESDAY, reserve=replace(THURSDAY_BEFORE, confirmed_by_town=True)),
        a_service("club", "Club", conditions=ServiceConditions(age_from=6, needs=(Need.COMPLETE_FILE,))),
        a_service("étude", "Étude", conditions=ServiceConditions(classes=("CM1",), needs=(Need.ENROLMENT,))),
        a_service("année", "À l’année", reserve=Rule(mode=Mode.ALWAYS)),
        a_service(
            "sport", "Sport", reserve=Rule(cases=(Case(opens=Limit(back=2, unit=Unit.WEEKS)),)), cancel=NEVER
        ),
        a_service(
            "vacances",
            "Vacances",
            terms=Terms.HOLIDAYS,
            reserve=Rule(cases=(Case(closes=Limit(back=3, anchor=Anchor.FIRST_BOOKED_DAY)),)),
        ),
    ),
    tariffs=(
        *TARIFFS,
        a_tariff("garderie-soir", 260, since=on("mardi 2026-12-01")),
        a_tariff("club", 110, 345, 520, without_quotient=Decimal(2000)),
        *(a_tariff(code, 300) for code in ("étude", "année", "sport", "vacances")),
    ),
    calendar=CalendarRules(
        schools=(School("ferry", "Jules Ferry"), School("macé", "Jean Macé", (1, 2, 3, 4, 5))),
        closures=(
            Closure(
                "Travaux", on("vendredi 2026-11-27"), on("vendredi 2026-11-27"), services=("garderie-soir",)
            ),
            Closure("Sortie", on("jeudi 2026-12-03"), on("jeudi 2026-12-03"), classes=("CP",)),
        ),
    ),
    basket_minutes=40,
)
CODES = [service.code for service in TOWN.services]


class Planning(NamedTuple):
    situation: Situation
    basket: Basket
    days: list[date]
    now: datetime


T = TypeVar("T")


def any_planning(number: int) -> Planning:
    return _Planner(Random(number)).planning()


class _Planner:
    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._now = self._any_instant()

    def planning(self) -> Planning:
        files = [self._child(name) for name in ("clara", "guilhem")]
        quotients = [
            QuotientFamilial(self._chance.randrange(2000), self._one(on("mardi 2026-09-01"), *DAYS))
            for _ in range(self._chance.randrange(3))
        ]
        family = a_family(
            resident=self._one(True, True, False),
            file_complete=self._one(True, False),
            quotients=tuple(quotients),
        )
        situation = Situation(
            TOWN,
            family,
            {child.id: child for child in files},
            {(child.id, month): self._child_month(child.id, month) for child in files for month in MONTHS},
            {(code, month): self._service_month(code, month) for code, month in product(CODES, MONTHS)},
            {month: self._called_off(month) for month in MONTHS},
        )
        slots = self._some(3, lambda: Slot(*self._place(), self._one(*files).id))
        lines = {slot: BasketLine(slot, self._one(*Action)) for slot in slots}
        basket = Basket().with_lines(lines.values(), at=self._now - timedelta(minutes=10))
        return Planning(situation, basket, DAYS, self._now)

    def _any_instant(self) -> datetime:
        """Any minute of a month, or one that limits fall on."""
        if self._chance.random() < 0.5:
            return NOW - timedelta(7) + timedelta(minutes=self._chance.randrange(30 * 24 * 60))
        return datetime.combine(self._one(*DAYS), time(self._one(0, 10, 12, 16)), NOW.tzinfo)

    def _child(self, name: str) -> Child:
        sharing = Sharing(on("mardi 2026-09-01"), (Part("testmp", 60), Part("durand", 40)))
        births = (on("dimanche 2017-04-02"), on("mardi 2020-12-01"), on("lundi 2016-02-29"))
        enrolments = self._some(2, lambda: Enrolment(self._one(*CODES), self._home(), self._one(*DAYS)))
        return a_child(
            name,
            ("testmp", "durand"),
            birth_date=self._one(*births),
            school=self._one("ferry", "ferry", "macé", None),
            school_class=self._one("CM1", "CP", None),
            sharing=self._one((), (), (), (sharing,)),
            enrolments=tuple(enrolments),
            first_day=self._rarely(DAYS[2]),
            last_day=self._rarely(DAYS[-3]),
        )

    def _child_month(self, child: str, month: str) -> ChildMonth:
        held, now = ChildMonth(child, month), self._now
        for _ in range(self._chance.randrange(14)):
            held = held.with_booking(Slot(*self._place(), child), self._booking())
        for _ in range(self._chance.randrange(3)):
            asked = BookingQuestion("r", self._one(*Action), self._booking())
            held = held.with_question(Slot(*self._place(), child), asked)
        for _ in range(self._chance.randrange(3)):
            charges = self._one((), (Charge(LineKind.UNRESERVED, 1, 450, ""),))
            seen = Attended(self._one(*Presence), "agent", now, self._home(), charges=charges)
            held = held.with_attended(Slot(*self._place(), child), seen)
        if self._chance.random() < 0.3:
            missed = a_declared([self._one(*DAYS)], id=f"{month}.{child}.1", family=self._home())
            held = held.with_absence(missed)
        if self._chance.random() < 0.5:
            held = held.with_town_act("b" * 26, TownAct("testmp", "au guichet"))
            cancelled = CancelledByTown("b" * 26, self._home(), (Over.LIMIT,))
            held = held.with_cancelled_by_town(Slot(*self._place(), child), cancelled)
        if self._chance.random() < 0.05:
            held = replace(held, fees={1: {str(number): a_booking(100) for number in range(MOST_BOOKED)}})
        return held

    def _booking(self) -> Booking:
        soon, gone = (self._now + timedelta(minutes=5 * sign) for sign in (1, -1))
        return a_booking(
            self._chance.randrange(900),
            tranche=self._one("", "QF jusqu’à 599"),
            payer=self._home(),
            school=self._one(None, "ferry", "ferry", "macé"),
            pay_by=self._one(None, None, None, None, soon, gone),
            declinable_until=self._one(None, None, None, None, soon, gone),
            act=self._one("a", "a", "a", "b") * 26,
        )

    def _service_month(self, code: str, month: str) -> ServiceMonth:
        numbers = [day.day for day in DAYS if month_of(day) == month]
        taken = {
            Counter(self._one(*numbers), self._one(None, "ferry")): self._chance.randrange(5)
            for _ in range(self._chance.randrange(8))
        }
        waiting = {
            self._one(*numbers): {entry.child: entry} for entry in self._some(2, lambda: self._waiting())
        }
        return ServiceMonth(code, month, taken, waiting=self._one(None, waiting))

    def _waiting(self) -> QueueEntry:
        claims = Claims(school=self._one("ferry", "macé"))
        return QueueEntry(self._one("clara", "tom"), self._home(), MARC, NOW, claims)

    def _called_off(self, month: str) -> CalledOffMonth:
        day = self._one(*(day for day in DAYS if month_of(day) == month))
        what = CalledOffScope(
            day,
            "grève",
            services=self._one((), ("restauration",)),
            classes=self._one((), ("CP",)),
            kept=self._one((), ("clara",)),
        )
        return CalledOffMonth(month, self._one({}, {"1": CalledOff("1", what, "agent", NOW)}))

    def _place(self) -> tuple[date, str]:
        return self._one(*DAYS), self._one(*CODES)

    def _home(self) -> str:
        return self._one("testmp", "testmp", "testmp", "durand")

    def _one(self, *of: T) -> T:
        return self._chance.choice(of)

    def _rarely(self, value: T) -> T | None:
        return value if self._chance.random() < 0.2 else None

    def _some(self, most: int, make: Callable[[], T]) -> list[T]:
        return [make() for _ in range(self._chance.randrange(most + 1))]

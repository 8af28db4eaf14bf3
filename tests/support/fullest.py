"""Items as full as the domain lets them be."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from functions.domain.agents.staff import MOST_AGENTS, MOST_IN_SCOPE, Appointment, Role, Scope, Staff
from functions.domain.attendance.attendance import MOST_CHARGES
from functions.domain.attendance.events import (
    MOST_EVENTS,
    MOST_EVENTS_OF_DAY,
    MOST_SEEN,
    MOST_SERVICES_OF_DAY,
    AttendanceDay,
    AttendanceEvent,
    EventKind,
    TooManyEvents,
)
from functions.domain.bookings.booking_requests import (
    MOST_REASON_CHARACTERS,
    AskedLine,
    BookingRequest,
    LineState,
)
from functions.domain.calendar.months import day_of
from functions.domain.families.cost_sharing import MOST_PARTS, MOST_SHARINGS, Part, Sharing
from functions.domain.families.family import (
    MOST_CHILDREN,
    MOST_ENROLMENTS,
    MOST_GUARDIANS,
    MOST_HOMES,
    MOST_MEMBERS,
    MOST_QUOTIENTS,
    Enrolment,
    QuotientFamilial,
)
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.invoices.receivable import EntryKind, HandOver, LedgerEntry, Recall, Receivable
from functions.domain.planning.attendance_record import Attended, Charge, HomeCharges, Presence
from functions.domain.planning.basket import MAX_LINES, MAX_LINES_AT_ONCE, Basket, BasketLine
from functions.domain.planning.called_off import (
    MOST_CALLED_OFF,
    MOST_CODES,
    MOST_KEPT,
    CalledOff,
    CalledOffMonth,
    CalledOffScope,
)
from functions.domain.planning.child_month import (
    MOST_ABSENCES,
    MOST_ATTENDED,
    MOST_BOOKED,
    MOST_DAYS_MISSED,
    MOST_OPENED,
    MOST_SERVICES_MISSED,
    BookingQuestion,
    ChildMonth,
    Slot,
)
from functions.domain.planning.declared_absence import MOST_CERTIFICATES, Certificate
from functions.domain.planning.opened_enrolments import note_of
from functions.domain.planning.town_act import MOST_REASON, MOST_TOWN_ACTS, Over, TownAct
from functions.domain.reglement.deadline_rules import Action
from functions.storage.table.idempotency import Done
from functions.storage.table.stored import encode
from tests.support.absences import STRICT, a_declared
from tests.support.builders import MONDAY, NOW, a_booking, a_child, a_family

ID = "01k9abcdefghjkmnpqrstvwxyz"
SERVICE = "accueil-du-mercredi-{:02}"
TRANCHE = "QF de 600 à 1 199, deux enfants"


def bytes_of(value: object) -> int:
    return len(encode(value).encode())


def slots(count: int, *, month: str = "2026-11", days: int = 20) -> list[Slot]:
    return [
        Slot(day_of(month, number % days + 1), SERVICE.format(number // days), ID) for number in range(count)
    ]


def a_long_booking(**changes: Any) -> Any:
    return a_booking(
        12345,
        tranche=TRANCHE,
        payer=ID,
        booked_by=ID,
        act=ID,
        school="ecole-jules-ferry",
        late_since=NOW,
        declinable_until=NOW,
        past=tuple(over for over in Over if over is not Over.NOT_OPEN_YET),  # a limit has not passed before
        **changes,
    )


def a_full_month() -> ChildMonth:
    month = ChildMonth(ID, "2026-11", opened=(note_of(an_enrolment()),) * MOST_OPENED)
    third = MOST_BOOKED // 3
    for slot in slots(third):
        month = month.with_booking(slot, a_long_booking()).with_fee(slot, a_long_booking())
        month = month.with_question(slot, BookingQuestion(ID, Action.RESERVE, a_long_booking(), True))
    for number in range(MOST_TOWN_ACTS + 1):
        month = month.with_town_act(f"{ID[:-2]}{number:02}", TownAct(ID, "é" * MOST_REASON))
    for slot in slots(MOST_BOOKED - 3 * third, days=1):
        month = month.with_booking(replace(slot, date=day_of("2026-11", 28)), a_long_booking())
    charge = Charge(LineKind.LATE_PICKUP, 2, 500, TRANCHE, "late_pickup")
    seen = Attended(
        Presence.PRESENT,
        ID,
        NOW,
        ID,
        reason="é" * 40,
        arrived=time(7, 30),
        left=time(18, 45),
        units=3,
        charges=(charge, charge),
    )
    shared = replace(seen, others=(HomeCharges(ID, (charge,) * MOST_CHARGES),))
    for slot in slots(MOST_ATTENDED):
        assert month.may_attend(slot)
        month = month.with_attended(slot, shared if month.may_price(MOST_CHARGES) else seen)
    assert not month.may_price(1)
    for number in range(MOST_ABSENCES):
        month = month.with_absence(an_absence(f"2026-11.{ID}.{ID}{number}"))
    return month


def an_absence(name: str) -> Any:
    services = MOST_SERVICES_MISSED // MOST_ABSENCES
    days = MOST_DAYS_MISSED // MOST_SERVICES_MISSED
    told = {
        SERVICE.format(service): {day_of("2026-11", day + 1): NOW for day in range(days)}
        for service in range(services)
    }
    return replace(
        a_declared([]),
        id=name,
        family=ID,
        by=ID,
        reason="é" * 40,
        days=told,
        rules=dict.fromkeys(told, STRICT),
        self_declared=(NOW,) * days,
        certificates=(Certificate("d" * 32, NOW),) * MOST_CERTIFICATES,
    )


def an_enrolment(day: date = MONDAY) -> Enrolment:
    return Enrolment(SERVICE.format(1), ID, day, day, (1, 2, 3, 4, 5))


def a_full_child() -> Any:
    parts = (Part(ID, 50), Part(ID, 50))
    each = MOST_PARTS // 2 // MOST_SHARINGS - 1
    agreed = Sharing(MONDAY, parts, {SERVICE.format(number): parts for number in range(each)})
    return replace(
        a_child(ID, (ID,) * MOST_HOMES),
        enrolments=(an_enrolment(),) * MOST_ENROLMENTS,
        sharing=(agreed,) * MOST_SHARINGS,
    )


def a_full_family() -> Any:
    [guardian, _] = a_family().guardians
    return a_family(
        ID,
        guardians=(guardian,) * MOST_GUARDIANS,
        children=(ID,) * MOST_CHILDREN,
        members=(ID,) * MOST_MEMBERS,
        quotients=(QuotientFamilial(812, MONDAY),) * MOST_QUOTIENTS,
    )


def a_full_called_off() -> CalledOffMonth:
    each = MOST_CODES // MOST_CALLED_OFF
    kept, month = MOST_KEPT // MOST_CALLED_OFF, CalledOffMonth("2026-11")
    for number in range(MOST_CALLED_OFF):
        scope = CalledOffScope(MONDAY, "é" * 80, services=("s" * 64,) * each, kept=(ID,) * kept)
        month = month.with_entry(CalledOff(f"{ID}{number}", scope, ID, NOW))
    return month


def a_full_attendance_day() -> AttendanceDay:
    """Every tap as long as a device may send it, having seen as many others as one may."""
    tap = AttendanceEvent(
        "i" * 64,
        EventKind.LATE_PICKUP,
        NOW,
        ID,
        ("s" * 64,) * MOST_SEEN,
        NOW.time(),
        "é" * 100,
        "é" * 80,
        600,
        "é" * 300,
        "t" * 64,
        "c" * 64,
        "a" * 20,
        "p" * 64,
        "é" * 200,
        ID,
        1_000_000_000,
    )
    day = AttendanceDay(ID, MONDAY, family=ID, check_since=NOW)
    for number in range(MOST_SERVICES_OF_DAY):
        share = MOST_EVENTS_OF_DAY // MOST_SERVICES_OF_DAY
        day = day.with_events(SERVICE.format(number), (tap,) * share)
    with pytest.raises(TooManyEvents):
        day.with_events(SERVICE.format(0), (tap,) * MOST_EVENTS)
    return day


def a_line(number: int = 0) -> BasketLine:
    return BasketLine(Slot(MONDAY + timedelta(number), SERVICE.format(1), ID), Action.RESERVE)


def a_full_request() -> BookingRequest:
    reason = "é" * (MOST_REASON_CHARACTERS // MAX_LINES_AT_ONCE)
    line = AskedLine(a_line(), 12345, TRANCHE, True, LineState.REFUSED, reason)
    return BookingRequest(ID, ID, ID, NOW, (line,) * MAX_LINES_AT_ONCE)


def kept(answer: object) -> Done:
    """An answer as it is kept with its act: a text of JSON in JSON."""
    return Done("d" * 64, encode(answer))


def a_full_basket() -> Basket:
    lines = [
        BasketLine(Slot(MONDAY + timedelta(number % 200), SERVICE.format(number // 200), ID), Action.RESERVE)
        for number in range(MAX_LINES)
    ]
    return Basket().with_lines(lines, at=NOW)


def a_full_staff() -> Staff:
    each = Appointment(tuple(Role), MONDAY, Scope((), ("s" * 40,) * MOST_IN_SCOPE))
    return Staff({f"{ID}{number}": each for number in range(MOST_AGENTS)})


def a_debt(entries: int = 0, recalls: int = 0) -> Receivable:
    entry = LedgerEntry(EntryKind.PAYMENT, 100, NOW, ID, "R2026-000042", "cheque", ID, "é" * 200)
    handed = HandOver(ID, NOW, 12345)
    return Receivable(
        ID,
        ID,
        InvoiceNumber("enfance", 2026, 42),
        "2026-10",
        MONDAY,
        MONDAY,
        10_000_000,
        entries=(entry,) * entries,
        handed_over=handed if recalls else None,
        recalls=(Recall(handed, NOW, "é" * 200),) * recalls,
        credited=dict.fromkeys(range(1000), 12345),
    )

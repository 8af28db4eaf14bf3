"""No list that is stored grows without end: each has a bound, and the fullest item stays well below what an item may hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest

from functions.domain.accounts.account import MOST_FAMILIES, MOST_NOTED, FamilyRef, LoginFull
from functions.domain.accounts.activation import MOST_INVITED, families_invited
from functions.domain.agents.staff import (
    MOST_AGENTS,
    MOST_IN_SCOPE,
    Appointment,
    Role,
    Scope,
    ScopeTooWide,
    Staff,
    TooManyAgents,
)
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
from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.bookings.absence_period import PeriodFate, PeriodLine
from functions.domain.bookings.booking_requests import (
    MOST_REASON_CHARACTERS,
    AskedLine,
    BookingRequest,
    LineState,
)
from functions.domain.bookings.validation import AcceptedLine, RefusedLine
from functions.domain.bookings.week_patterns import MOST_PATTERN_LINES, MOST_PATTERNS
from functions.domain.calendar.months import day_of
from functions.domain.families.cost_sharing import MOST_PARTS, MOST_SHARINGS, Part, Sharing
from functions.domain.families.family import (
    MOST_CHILDREN,
    MOST_ENDED,
    MOST_ENROLMENTS,
    MOST_GUARDIANS,
    MOST_HOMES,
    MOST_MEMBERS,
    MOST_MERGED,
    MOST_QUOTIENTS,
    ChildFull,
    Enrolment,
    FamilyFull,
    QuotientFamilial,
    check_child,
    check_family,
)
from functions.domain.informing.announcement import MOST_FILES as MOST_JOINED
from functions.domain.informing.announcement import MOST_OTHERWISE
from functions.domain.invoices.credit import MOST_USES, Credit, CreditInPieces, CreditUseKind, draw_credit
from functions.domain.invoices.invoice import InvoiceNumber
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.invoices.receivable import (
    MOST_ENTRIES,
    MOST_RECALLS,
    EntryKind,
    HandOver,
    LedgerEntry,
    LedgerFull,
    Recall,
    Receivable,
)
from functions.domain.journal_seals import MOST_SEALED
from functions.domain.kitchen.meal_month import MOST_SCHOOLS
from functions.domain.kitchen.orders import MOST_IN_ONE_MAIL, MOST_WATCHED
from functions.domain.kitchen.settings import MOST_SERVICES
from functions.domain.menus.week_document import MOST_FORMER as MOST_FORMER_DOCUMENTS
from functions.domain.menus.week_menu import MOST_DISHES
from functions.domain.news.article import MOST_FORMER, NewsArticle
from functions.domain.news.attachments import MOST_FILES
from functions.domain.news.writing import MOST_AUDIENCE
from functions.domain.papers.papers import MOST_KINDS
from functions.domain.passkeys.passkey import MOST_PASSKEYS
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.basket import MAX_LINES, MAX_LINES_AT_ONCE, Basket, BasketLine
from functions.domain.planning.called_off import (
    MOST_CALLED_OFF,
    MOST_CODES,
    MOST_KEPT,
    CalledOff,
    CalledOffFull,
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
    TooManyAbsences,
)
from functions.domain.planning.declared_absence import (
    MOST_CERTIFICATES,
    MOST_DAYS,
    AbsenceTooLong,
    Certificate,
    TooManyProofs,
)
from functions.domain.planning.opened_enrolments import note_of
from functions.domain.planning.town_act import MOST_REASON, MOST_TOWN_ACTS, Over, TownAct
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.push.device import PushKind
from functions.domain.regie.hand_over import recall
from functions.domain.regie.online_payments import MOST_INVOICES
from functions.domain.regie.write_offs import WriteOffKind, write_off
from functions.domain.reglement.absence_policy import Because, Proof
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.waiting_list_rules import MOST as MOST_WAITING
from functions.domain.requests.ready_sentences import MOST_SENTENCES
from functions.domain.safety.child_safety import MOST_FETCHERS
from functions.domain.safety.menus import MOST_MENUS
from functions.domain.second_factor.factor import RECOVERY_CODES
from functions.domain.uploads.uploads import MOST_AT_ONCE
from functions.storage.directory.directory_lines import MOST_PHONES
from functions.storage.table.idempotency import Done
from functions.storage.table.keys import Key
from functions.storage.table.stored import Stored, encode
from functions.storage.table.transaction import MAX_BODY_BYTES, TooMuchStored, Transaction
from functions.usecases.bookings.change_basket import BasketChanged
from functions.usecases.bookings.miss_period import PeriodDone
from functions.usecases.bookings.validate_basket import Validated
from tests.support.absences import STRICT, a_declared
from tests.support.builders import (
    MONDAY,
    NOW,
    a_booking,
    a_child,
    a_family,
    on,
    open_account,
    open_town,
    settle,
)
from tests.support.stored_kinds import lists_of, stored_kinds

WELL_BELOW = 350_000
"""Bytes, of the 400 kB that an item holds."""

BY_REQUEST = "What one request names, and the request has a bound."
BY_ACT = "What one transaction of at most a hundred actions changed."
BY_TOWN = "What the régie of a town chose, each list within the bound of its route."
BY_SERVICES = "One for each service of the town, or for each of its rules."
BY_MENUS = "One for each school of the town and each of its menus."
BY_PART = "What one part of a run holds: a hundred families."

BOUNDS: dict[str, int | str] = {
    "Account.families": MOST_FAMILIES,
    "DayMenu.allergens": 14,
    "DayMenu.dishes": MOST_DISHES,
    "SentOrders.orders": MOST_IN_ONE_MAIL,
    "Session.agent_of": MOST_NOTED,
    "SecondFactor.recovery": RECOVERY_CODES,
    "Passkeys.held": MOST_PASSKEYS,
    "Activation.families": MOST_INVITED,
    "Answered.accepted": MAX_LINES_AT_ONCE,
    "Answered.failed": MAX_LINES_AT_ONCE,
    "Answered.refused": MAX_LINES_AT_ONCE,
    "Attempt.form": "The fields of a form of the provider's, some thirty.",
    "Attempt.shares": MOST_INVOICES,
    "JournalSeal.lines": MOST_SEALED,
    "Appointment.roles": "Each role once.",
    "AttendanceDay.services": MOST_SERVICES_OF_DAY,
    "AttendanceEvent.seen": MOST_SEEN,
    "Attended.charges": 2,
    "Basket.expired": MAX_LINES,
    "Basket.since": MAX_LINES,
    "Basket.wanted": MAX_LINES,
    "BasketChanged.refused": MAX_LINES_AT_ONCE,
    "BookingRequest.lines": MAX_LINES_AT_ONCE,
    "BookedForFamily.done": MAX_LINES_AT_ONCE,
    "BookedForFamily.refused": MAX_LINES_AT_ONCE,
    "Broken.patterns": BY_SERVICES,
    "CalledOffMonth.entries": MOST_CALLED_OFF,
    "CalledOffScope.classes": MOST_CODES,
    "CalledOffScope.kept": MOST_KEPT,
    "CalledOffScope.schools": MOST_CODES,
    "CalledOffScope.services": MOST_CODES,
    "Child.by_hand": "Fields of one child's file.",
    "Child.enrolments": MOST_ENROLMENTS,
    "Child.families": MOST_HOMES,
    "Child.sharing": MOST_SHARINGS,
    "Child.merged_from": MOST_MERGED,
    "Merge.same": "Children of one family.",
    "Merge.children": "Children of two families, and those that one was billed for before they left it.",
    "Merge.keep": "Fields, responsables and children of one family.",
    "ThreadMessage.files": MOST_AT_ONCE,
    "Paper.files": MOST_AT_ONCE,
    "GivenPaper.files": MOST_AT_ONCE,
    "ChildMonth.absences": MOST_ABSENCES,
    "ChildMonth.asked": MOST_BOOKED,
    "ChildMonth.attended": MOST_ATTENDED,
    "ChildMonth.cancelled_by_town": MOST_BOOKED,
    "ChildMonth.days": MOST_BOOKED,
    "ChildMonth.fees": MOST_BOOKED,
    "ChildMonth.opened": MOST_OPENED,
    "ChildSafety.allergens": 14,
    "ChildSafety.may_fetch": MOST_FETCHERS,
    "ChildSafety.may_not_fetch": MOST_FETCHERS,
    "Announcement.otherwise": MOST_OTHERWISE,
    "Collection.imputations": BY_TOWN,
    "Collection.reminder_days": BY_TOWN,
    "Credit.uses": MOST_USES,
    "CreditNote.lines": "Lines of one invoice.",
    "Debtor.people": MOST_GUARDIANS,
    "DeclaredAbsence.certificates": MOST_CERTIFICATES,
    "DeclaredAbsence.days": MOST_DAYS,
    "DeclaredAbsence.rules": MOST_SERVICES_MISSED,
    "DeclaredAbsence.self_declared": MOST_DAYS,  # one more only with one more day
    "DirectoryLine.child_ids": MOST_CHILDREN,
    "DirectoryLine.children": MOST_CHILDREN,
    "DirectoryLine.guardians": MOST_GUARDIANS,
    "DirectoryLine.invitations": MOST_GUARDIANS,
    "DirectoryLine.logins": MOST_MEMBERS,
    "DirectoryLine.merged_from": MOST_MERGED,
    "DirectoryLine.outdated": "Words of the names of one family.",
    "DirectoryLine.phones": MOST_PHONES,
    "DirectoryLine.written": "Words of the names of one family, and one for each address and number.",
    "Encashment.shares": BY_ACT,
    "Enrolment.weekdays": 7,
    "Erasure.accounts": MOST_MEMBERS,
    "Erasure.addresses": "Those of the family's guardians and members.",
    "Erasure.children": "Children of one family, and those that it was billed for before they left it.",
    "Family.by_hand": "Fields of one family's file.",
    "Family.children": MOST_CHILDREN,
    "Family.ended": MOST_ENDED,
    "Family.merged_from": MOST_MERGED,
    "Family.guardians": MOST_GUARDIANS,
    "Family.members": MOST_MEMBERS,
    "Family.quotients": MOST_QUOTIENTS,
    "FileKept.enrolments": BY_REQUEST,
    "Filled.put": MAX_LINES,
    "WeekPatterns.patterns": MOST_PATTERNS,
    "WeekPattern.asked": MOST_PATTERN_LINES,
    "Filled.refused": "What one request names; too much of it is refused as a whole (TooMuchStored).",
    "Handed.invoices": BY_ACT,
    "FieldsTaken.accepted": BY_REQUEST,
    "FieldsTaken.failed": BY_REQUEST,
    "FieldsTaken.refused": BY_REQUEST,
    "Hold.slots": MAX_LINES_AT_ONCE,
    "HouseholdToBill.others": "Children that a family paid for and that left its file.",
    "Invoice.lines": "What children of one family booked in one period.",
    "Invoicing.by_service": BY_TOWN,
    "Issuer.accepts": BY_TOWN,
    "JournalLine.decided_from": BY_ACT,
    "JournalLine.detail": BY_ACT,
    "KitchenSettings.services": MOST_SERVICES,
    "LateYear.last": BY_SERVICES,
    "LateYear.times": BY_SERVICES,
    "LeftUnmarked.days": BY_SERVICES,
    "Lines.lines": "A chunk, cut by its bytes.",
    "MealMonth.extras": MOST_SCHOOLS,
    "MealMonth.served": MOST_SCHOOLS,
    "MealOrder.decided_from": "Two figures.",
    "MealOrder.lines": BY_MENUS,
    "Message.data": "Ids, dates and amounts of one act; the places that it freed.",
    "Movement.shares": BY_ACT,
    "NewsArticle.files": MOST_FILES,
    "AnnouncementText.files": MOST_JOINED,
    "FamilyTold.addressees": MOST_MEMBERS,
    "NewsArticle.former_files": MOST_FORMER,
    "WeekDocument.former": MOST_FORMER_DOCUMENTS,
    "NewsAudience.schools": MOST_AUDIENCE,
    "NewsAudience.services": MOST_AUDIENCE,
    "OrderWatch.days": MOST_WATCHED,
    "Part.households": BY_PART,
    "Part.rows": BY_PART,
    "PaymentOpened.form": "The fields of a form of the provider's, some thirty.",
    "PreviewRow.earlier_cents": "Invoices of one family that speak of one period.",
    "Reason.adjustments": BY_SERVICES,
    "QuotientEffect.changes": "Children of one family and services of the town.",
    "PaperKinds.kinds": MOST_KINDS,
    "ReadySentences.sentences": MOST_SENTENCES,
    "Receivable.credited": "Lines of one invoice.",
    "Receivable.entries": MOST_ENTRIES,
    "Receivable.recalls": MOST_RECALLS,
    "Receivable.reminders": 5,
    "Recorded.shares": BY_ACT,
    "Regie.accepts": BY_TOWN,
    "Regie.imputations": BY_TOWN,
    "Regie.reminder_days": BY_TOWN,
    "MenuNames.names": MOST_MENUS,
    "Rejected.invoices": BY_ACT,
    "Request.corrections": "Fields of one family's file.",
    "Run.starts": "One for each hundred families of a town.",
    "Shard.households": BY_PART,
    "Scope.schools": MOST_IN_SCOPE,
    "Scope.services": MOST_IN_SCOPE,
    "Sharing.by_service": MOST_PARTS,
    "Sharing.parts": MOST_PARTS,
    "Staff.appointments": MOST_AGENTS,
    "Device.wrong": MOST_AGENTS,
    "ToldOff.days": "Booked days of one family's children in a month: what their months hold.",
    "DoneLine.over": len(Over),
    "Booking.past": len(Over),
    "CancelledByTown.past": len(Over),
    "ChildMonth.town_acts": MOST_TOWN_ACTS,
    "PushDevice.kinds": len(PushKind),
    "Reason.past": len(Over),
    "TillLine.imputed": BY_SERVICES,
    "TillLine.invoices": BY_ACT,
    "TillStatement.totals": "One for each means of payment and account.",
    "WatchedDay.lines": BY_MENUS,
    "Validated.accepted": MAX_LINES_AT_ONCE,
    "Validated.refused": MAX_LINES_AT_ONCE,
    "Validated.to_pay": 1,
    "Validated.acts": 1,
    "PeriodDone.acts": 1,
    "PeriodDone.lines": MAX_LINES_AT_ONCE,
}
"""A number: the domain refuses more. A sentence: why the list cannot grow by what people do one act after another."""


def test_every_list_that_is_stored_has_its_bound() -> None:
    """A règlement is written by the town as a whole, and one that is too large is refused when it is published."""
    kinds = stored_kinds()
    assert Reglement in kinds and ChildMonth in kinds
    written_whole = lists_of([Reglement])
    assert lists_of(kinds) - written_whole == BOUNDS.keys() - written_whole


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
    for slot in slots(MOST_ATTENDED):
        assert month.may_attend(slot)
        month = month.with_attended(slot, seen)
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


A_PERIOD_LINE = PeriodLine(
    a_line().slot,
    PeriodFate.CANCELLED_LATE,
    12345,
    12345,
    12345,
    Because.NOT_PROVEN,
    Proof.SELF_DECLARATION,
    NOW,
)
REFUSED = RefusedLine(
    a_line(),
    Obstacle(
        ObstacleCode.CONDITION, broken=Broken(BrokenCode.NEED, SERVICE.format(1), other=SERVICE.format(2))
    ),
)
FULLEST: dict[str, Callable[[], object]] = {
    "a child's month": a_full_month,
    "a child": a_full_child,
    "a family": a_full_family,
    "what a town called off in a month": a_full_called_off,
    "what was tapped of a child on a day": a_full_attendance_day,
    "a request to the town, refused line by line": a_full_request,
    "a basket": a_full_basket,
    # Rejections are written down whatever happens, one for each payment.
    "a debt": lambda: a_debt(2 * MOST_ENTRIES, MOST_RECALLS),
    "a town's agents": a_full_staff,
    "what Valider accepted": lambda: kept(
        Validated(accepted=(AcceptedLine(a_line(), 12345, TRANCHE),) * MAX_LINES_AT_ONCE)
    ),
    "what became of a period": lambda: kept(PeriodDone((A_PERIOD_LINE,) * MAX_LINES_AT_ONCE, ("0" * 26,))),
    "what Valider refused": lambda: kept(Validated(refused=(REFUSED,) * MAX_LINES_AT_ONCE)),
    "what a change of the basket refused": lambda: kept(BasketChanged((REFUSED,) * MAX_LINES_AT_ONCE)),
}


@pytest.mark.parametrize("name", FULLEST)
def test_the_fullest_item_stays_well_below_what_an_item_holds(name: str) -> None:
    assert 5_000 < bytes_of(FULLEST[name]()) < WELL_BELOW


def test_the_fullest_month_of_a_service_stays_below_what_an_item_holds() -> None:
    """Every day of the month with as many who wait as a town may let wait, and forty schools."""
    entry = QueueEntry(ID, ID, ID, NOW, Claims(school="ecole-jules-ferry", school_class="CM1"))
    waiting = 31 * (MOST_WAITING * (bytes_of(entry) + len(ID) + 10) + 10)
    taken = 31 * 41 * len("d31@ecole-jules-ferry----")
    assert waiting + taken < MAX_BODY_BYTES


def test_one_more_than_the_bound_is_refused() -> None:
    month = a_full_month()
    assert month.takes_no_more
    assert not month.may_attend(Slot(day_of("2026-11", 30), "un autre", ID))
    assert month.may_attend(slots(1)[0])
    absence = next(iter(month.absences.values()))
    assert month.with_absence(replace(absence, decision=None)) == month
    with pytest.raises(TooManyAbsences):
        month.with_absence(an_absence("une autre"))
    with pytest.raises(TooManyProofs):
        absence.proven(Certificate("e" * 32, NOW))
    day = on("mardi 2026-11-17")
    with pytest.raises(AbsenceTooLong):
        absence.with_days({"restauration": {day + timedelta(number): NOW for number in range(MOST_DAYS)}}, {})
    with pytest.raises(CalledOffFull):
        a_full_called_off().with_entry(CalledOff(ID, CalledOffScope(MONDAY, "grève"), ID, NOW))
    with pytest.raises(FamilyFull):
        a_full_family().with_member("another", "autre@famille.example")
    for field in ("guardians", "children", "members", "quotients"):
        held = getattr(a_full_family(), field)
        with pytest.raises(FamilyFull):
            check_family(replace(a_full_family(), **{field: (*held, held[0])}))
    assert check_child(a_full_child()) == a_full_child()
    for field in ("families", "enrolments", "sharing"):
        held = getattr(a_full_child(), field)
        with pytest.raises(ChildFull):
            check_child(replace(a_full_child(), **{field: (*held, held[0])}))
    full = a_full_staff()
    with pytest.raises(TooManyAgents):
        full.with_appointment("another", Appointment((Role.CHILDCARE,)))
    assert len(full.with_appointment(f"{ID}0", Appointment((Role.SECRETARY,))).appointments) == MOST_AGENTS
    assert len(full.with_appointment(f"{ID}0", Appointment(())).appointments) == MOST_AGENTS - 1
    with pytest.raises(ScopeTooWide):
        Scope(("ferry",), ("s",) * MOST_IN_SCOPE)
    refs = tuple(FamilyRef("lisse", str(number)) for number in range(MOST_INVITED + 1))
    with pytest.raises(LoginFull):
        families_invited(refs, refs[:1])


def test_a_debt_that_moved_too_often_takes_what_must_be_written_down_and_nothing_at_will() -> None:
    full = a_debt(MOST_ENTRIES)
    with pytest.raises(LedgerFull):
        write_off(full, 100, kind=WriteOffKind.GRACE, source=ID, reason="", at=NOW)
    paid, _ = full.receive(100, source=ID, at=NOW)
    assert len(paid.entries) == MOST_ENTRIES + 1
    with pytest.raises(LedgerFull):
        recall(a_debt(0, MOST_RECALLS), reason="retour", at=NOW)


def test_a_credit_used_too_often_is_given_back_whole_and_not_in_pieces() -> None:
    credit = Credit(ID, 10_000, ID, ID, NOW)
    for _ in range(MOST_USES):
        [credit] = draw_credit([credit], 1, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    with pytest.raises(CreditInPieces):
        draw_credit([credit], 1, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    [empty] = draw_credit([credit], credit.left_cents, kind=CreditUseKind.REFUND, source=ID, at=NOW)
    assert (empty.left_cents, len(empty.uses)) == (0, MOST_USES + 1)


def test_what_would_not_fit_an_item_is_refused_before_it_is_sent() -> None:
    article = NewsArticle(ID, "titre", "Titre", "", "é" * (MAX_BODY_BYTES // 2 + 1), NOW)
    with pytest.raises(TooMuchStored):
        Transaction().put(Stored(Key("C#lisse#NEWS", ID), article, 0), why="news")


def test_a_login_looks_in_no_more_families_than_its_bound(table: str) -> None:
    open_town()
    settle()
    account = open_account()
    refs = tuple(FamilyRef("lisse", str(number)) for number in range(MOST_FAMILIES))
    with pytest.raises(LoginFull):
        account.with_families(refs)

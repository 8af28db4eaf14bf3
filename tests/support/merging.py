"""One family with two files: what the secretary made by hand, and what the town's list brought under a number of its own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.domain.absences.called_off_notices import ToldOff
from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import Unreachable
from functions.domain.attendance.events import AttendanceDay, AttendanceEvent, EventKind
from functions.domain.availability.lateness import LateYear
from functions.domain.bookings.booking_requests import AskedLine, BookingRequest
from functions.domain.bookings.week_patterns import WeekPattern, WeekPatterns
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Address, Civility, Enrolment, Guardian, QuotientFamilial
from functions.domain.families.file_corrections import Correction, Request, RequestKind
from functions.domain.informing.announcement import FamilyTold
from functions.domain.invoices.documents import DocumentKind, Filed
from functions.domain.merging.merged_family import Choices
from functions.domain.papers.papers import GivenPaper, Paper, PaperState
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import absence_id
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.reglement.deadline_rules import Action
from functions.domain.requests.threads import ThreadKind, ThreadMessage, thread_of
from functions.domain.safety.child_safety import Allergen, ChildSafety, MayNotFetch
from functions.domain.uploads.file_types import FileType
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.absences import proofs_to_read
from functions.storage.accounts import mail_standings
from functions.storage.attendance import attendance_events
from functions.storage.bookings import booking_requests, child_months
from functions.storage.families import requests
from functions.storage.informing.announcements import put_family
from functions.storage.invoices import documents, invoices
from functions.storage.papers import family_papers
from functions.storage.regie import online_payments
from functions.storage.requests import threads
from functions.storage.safety import child_safeties
from functions.storage.table import keys
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.invoicing.issue_invoices import issue_invoices
from functions.usecases.merging.merge_files import MergeAsked, merge_files
from functions.usecases.regie.issue_credit_note import issue_credit_note
from functions.usecases.regie.record_payment import record_payment
from tests.support import desk
from tests.support.absences import a_declared
from tests.support.accounts import an_account
from tests.support.builders import (
    CANTEEN,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_child,
    a_family,
    a_reglement,
    acting,
    book,
    on,
    open_town,
    paris,
    put_in_basket,
    settle,
    versions,
)
from tests.support.queues import a_waiting_service

OTHER = "autre-dossier"
"""Its children: the double of Clara, and Lou, whom nobody else knows."""
DOUBLE, LOU = "clara-en-double", "lou"
ROSE = "0" * 25 + "q"
"""The login that Julie opened under a misspelled address."""
EARLY = paris("lundi 2026-09-28 18:00")
OCTOBER = on("lundi 2026-10-05")
LUNCH = CANTEEN.code
SAME = {DOUBLE: "clara"}
ABSENCE = absence_id("2026-11", DOUBLE, "new")
"""Its id says of which child it is."""
WORDS = Choices({"phone": OTHER}, SAME)


def two_files() -> None:
    """Both were booked for, invoiced and paid; what is on its way in the other is of every kind."""
    morning = a_waiting_service(3)
    open_town(reglement=a_reglement(services=(morning, CANTEEN)))
    settle()
    an_account(MARC, "marc@famille.example")
    an_account(JULIE, "julie@famille.example")
    other_file()
    book(Slot(OCTOBER, LUNCH, "clara"), Slot(OCTOBER, LUNCH, "guilhem"), now=EARLY)
    book(Slot(OCTOBER, LUNCH, DOUBLE), Slot(OCTOBER, LUNCH, LOU), account=ROSE, family=OTHER, now=EARLY)
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    record_payment(desk.act("paid-more", family=OTHER), desk.cheque(2000), anyway=True)
    book(Slot(MONDAY, LUNCH, "clara"))
    book(Slot(MONDAY, LUNCH, DOUBLE), Slot(MONDAY, LUNCH, LOU), account=ROSE, family=OTHER)
    [debt] = invoices.receivables("lisse", OTHER)
    issue_credit_note(desk.act("credited", family=OTHER), debt.invoice, lines={0: 100}, reason="Erreur")
    every_other_kind(debt.invoice)


def other_file() -> None:
    rose = Guardian(Civility.MADAME, "Testmp", "Julie", "julie@famile.example", ROSE)
    family = a_family(
        OTHER,
        name="Testmp-Roux",
        address=Address("8 rue des Ormes", "00000", "Lisse"),
        phone="06 39 98 00 07",
        guardians=(rose, Guardian(Civility.MADAME, "Roux", "Odile", "odile@famille.example")),
        children=(DOUBLE, LOU),
        members=(ROSE,),
        quotients=(QuotientFamilial(700, on("lundi 2025-09-01")), QuotientFamilial(905, EARLY.date())),
    )
    enrolled = (Enrolment(LUNCH, OTHER, on("mardi 2026-09-01")),)
    double = a_child(DOUBLE, (OTHER,), first_name="Clara", number="E77", enrolments=enrolled)
    settle(family, [double, a_child(LOU, (OTHER,), birth_date=on("mardi 2021-06-01"))])
    an_account(ROSE, "julie@famile.example", families=(FamilyRef("lisse", OTHER),))


def every_other_kind(invoice: str) -> None:
    """One of each kind of item that lies with a family, where `two_files` has not made it by what happened."""
    transaction = Transaction()

    def put(sort: str, value: object) -> None:
        transaction.put(Stored(keys.of_family("lisse", OTHER, sort), value, 0), why=sort)

    week = WeekPattern("a-week", "Semaine type", Weeks.ALL, {DOUBLE: {LUNCH: (1, 2)}})
    put(f"PATTERNS#{ROSE}", WeekPatterns((week,)))
    lunch = BasketLine(Slot(on("mardi 2026-11-24"), LUNCH, DOUBLE), Action.RESERVE)
    asked = BookingRequest("asked", OTHER, ROSE, NOW, (AskedLine(lunch, 345),))
    booking_requests.put(
        transaction, "lisse", Stored(keys.booking_request("lisse", OTHER, "asked"), asked, 0)
    )
    file = AttachedFile("scan", "attestation.pdf", FileType.PDF, 9)
    wishes = (
        Correction("children.0.first_name", "Clara", "Clarah", DOUBLE),
        Correction("quotient", "", "640|2026-12-01|caf", files=(file,)),
    )
    requests.add(transaction, "lisse", Request("wish", RequestKind.CORRECTION, OTHER, ROSE, NOW, wishes))
    message = ThreadMessage("001", ROSE, False, NOW, "Bonjour", (file,))
    thread = thread_of("thread", ThreadKind.QUESTION, OTHER, "Cantine", message)
    threads.put(transaction, "lisse", Stored(keys.thread("lisse", OTHER, "thread"), thread, 0))
    threads.add_message(transaction, "lisse", OTHER, "thread", message)
    proof = ProofToRead(ABSENCE, OTHER, DOUBLE, MONDAY, MONDAY, NOW)
    proofs_to_read.wait(transaction, "lisse", proof)
    place = keys.document("lisse", OTHER, DocumentKind.INVOICE.value, invoice)
    documents.put(transaction, Stored(place, Filed("lisse/x/hash.pdf", "0" * 64, 9, NOW), 0))
    given = GivenPaper(ROSE, NOW, "thread", "001", (file,))
    put("PAPER#assurance#-", Paper("assurance", "-", PaperState.ACCEPTED, "agent", NOW))
    refused = Paper("vaccins", DOUBLE, PaperState.REFUSED, "agent", NOW, reason="flou", given=given)
    put(f"PAPER#vaccins#{DOUBLE}", refused)
    put_family(transaction, "lisse", FamilyTold(announcement="a" * 26, family=OTHER, at=NOW))
    day = AttendanceDay(DOUBLE, OCTOBER).with_events(LUNCH, (_tap("left", EventKind.LEFT),))
    attendance_events.put(transaction, Stored(attendance_events.key_of("lisse", DOUBLE, OCTOBER), day, 0))
    put("LATE#2026", LateYear(2026, {"restauration.reserve": 2}, {"restauration.reserve": "act"}))
    put("TOLDOFF#2026-11", ToldOff("2026-11", {23: {LUNCH: (DOUBLE, LOU)}}))
    attempt = Attempt(
        "attempt", "lisse", OTHER, invoice, ROSE, 100, "ref", NOW, AttemptState.REFUSED, provider_id="IDOP-1"
    )
    online_payments.put(transaction, Stored(keys.payment("lisse", OTHER, "attempt"), attempt, 0))
    online_payments.put_provider_id(transaction, attempt, "IDOP-1")
    mail_standings.list_family(transaction, FamilyRef("lisse", OTHER), Unreachable("0" * 64, NOW))
    transaction.commit()
    transaction = Transaction()
    for child, allergen in ((DOUBLE, Allergen.EGGS), ("clara", Allergen.MILK)):
        sheet = ChildSafety(child, allergens=(allergen,), may_not_fetch=(MayNotFetch(f"De {child}"),))
        child_safeties.put(transaction, Stored(keys.safety("lisse", child), sheet, 0))
    day = AttendanceDay("clara", OCTOBER).with_events(LUNCH, (_tap("came", EventKind.ARRIVED),))
    attendance_events.put(transaction, Stored(attendance_events.key_of("lisse", "clara", OCTOBER), day, 0))
    paper = Paper("assurance", "-", PaperState.REFUSED, "agent", NOW)
    family_papers.put(transaction, Stored(keys.paper("lisse", "testmp", "assurance", "-"), paper, 0))
    [month] = child_months.months_of("lisse", [LOU], "2026-11")
    absence = a_declared([MONDAY], family=OTHER, certificate=NOW)
    opened = f"{LUNCH}@2026-09-01@{OTHER}@12345@all@"
    value = replace(month.value.with_absence(absence), opened=(opened,))
    child_months.put(transaction, "lisse", replace(month, value=value))
    [month] = child_months.months_of("lisse", [DOUBLE], "2026-11")
    missed = a_declared([MONDAY], family=OTHER, certificate=NOW, id=ABSENCE)
    child_months.put(transaction, "lisse", replace(month, value=month.value.with_absence(missed)))
    transaction.commit()
    put_in_basket(acting(ROSE, family=OTHER), Slot(on("jeudi 2026-11-26"), LUNCH, LOU))


def _tap(tap: str, kind: EventKind) -> AttendanceEvent:
    return AttendanceEvent(tap, kind, EARLY, "agent", payer=OTHER)


def seen() -> tuple[int, int]:
    known = versions("lisse", a_family(children=())) | versions("lisse", a_family(OTHER, children=()))
    return known["testmp"], known[OTHER]


def asked(key: str = "merge", *, now: datetime = NOW, choices: Choices = WORDS, **changes: Any) -> MergeAsked:
    wanted = MergeAsked("lisse", "testmp", OTHER, choices, seen(), "agent", key, now)
    return replace(wanted, **changes)


def merge() -> None:
    merge_files(asked())


def renamed_text(text: str, children: Mapping[str, str] = SAME) -> str:
    """What a body says once ids are those of the kept file, as text: another way than the code's."""
    for before, after in {OTHER: "testmp", **children}.items():
        text = text.replace(f'"{before}"', f'"{after}"').replace(f".{before}.", f".{after}.")
    return text

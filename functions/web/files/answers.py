"""What was read of a family's file, in the words and the order of the answer."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from functions.domain.families.child_names import told_apart
from functions.domain.families.family import Child, Enrolment, Family, QuotientFamilial
from functions.domain.families.hand_edits import HandEdit
from functions.domain.files.year_file import is_confirmed, year_to_confirm
from functions.domain.requests.threads import Thread, ThreadKind
from functions.french.files.days_away import stay
from functions.french.files.fields import ASKED, label
from functions.french.files.own_file import for_town
from functions.french.files.sharing import sharing_sentence
from functions.french.requests.threads import FOR_TOWN, KINDS
from functions.french.safety.reading import PersonSaid, sheet_said
from functions.french.words.quotient_sources import SOURCES
from functions.storage.table.stored import Stored
from functions.usecases.files.read_file import FileRead
from functions.web.families.access_routes import shown_at
from functions.web.files.types import (
    FamilyFile,
    FileAccount,
    FileAddress,
    FileChild,
    FileEnrolment,
    FileGuardian,
    FileHome,
    FileQuotient,
    FileRequest,
    FileThread,
    NamedCode,
    SaidComplete,
    SheetFact,
    SheetPerson,
    SheetShown,
    WrittenByHand,
)
from functions.web.papers.types import papers_shown
from functions.web.safety.types import SafetySheet, sheet


def family_file(read: FileRead, *, health: bool, now: datetime) -> FamilyFile:
    family, clock, today = read.family.value, read.commune.clock, read.commune.day_of(now)
    called = told_apart(stored.value for stored in read.children)
    account, by_hand = read.account, family.complete_by_hand
    return FamilyFile(
        family.id,
        read.family.version,
        family.name,
        FileAddress(family.address.line1, family.address.line2, family.address.postcode, family.address.city),
        family.phone,
        family.resident,
        family.file_complete,
        _confirmed(family, clock, today),
        None
        if by_hand is None
        else SaidComplete(by_hand.reason, _name(read, by_hand.by), by_hand.at.astimezone(clock)),
        papers_shown(read.papers, called, today),
        [FileGuardian(one.civility, one.last_name, one.first_name, one.email) for one in family.guardians],
        shown_at(clock, read.people),
        [_child(read, stored, called, today, health=health) for stored in read.children],
        [_home(read, home, called, today) for home in read.homes],
        [_quotient(read, one) for one in sorted(family.quotients, key=lambda q: q.since, reverse=True)],
        family.quotient_on(today),
        family.merging,
        sorted(_requests(read, clock), key=lambda one: one.asked_at),
        [_thread(one, clock, now) for one in read.threads if one.waits_since is None],
        FileAccount(
            account.owed_cents,
            account.late_cents,
            account.handed_over_cents,
            account.credit_cents,
            account.invoices_to_pay,
        ),
        _by_hand(family.by_hand, read, clock),
        [NamedCode(code, name) for code, name in read.reglement.school_names.items()],
        [NamedCode(service.code, service.name) for service in read.reglement.services],
    )


def _confirmed(family: Family, clock: ZoneInfo, today: date) -> str:
    known = family.confirmed if is_confirmed(family, today) else None
    return for_town(year_to_confirm(today), None if known is None else known.at.astimezone(clock))


def _quotient(read: FileRead, one: QuotientFamilial) -> FileQuotient:
    at = None if one.noted_at is None else one.noted_at.astimezone(read.commune.clock)
    source = "liste de la mairie" if one.source is None else SOURCES[one.source]
    return FileQuotient(one.value, one.since, one.source, source, one.proof, _name(read, one.noted_by), at)


def _thread(thread: Thread, clock: ZoneInfo, now: datetime) -> FileThread:
    unread = thread.kind is ThreadKind.FROM_TOWN and thread.messages == 1
    state = "Sans réponse de la famille" if unread and not thread.closed_at else FOR_TOWN[thread.state]
    return FileThread(thread.id, thread.subject, state, thread.last_at.astimezone(clock), thread.is_over(now))


def _requests(read: FileRead, clock: ZoneInfo) -> Iterator[FileRequest]:
    for one in read.requests:
        yield FileRequest(one.id, one.kind.value, ASKED[one.kind.value], one.at.astimezone(clock))
    for booking in read.booking_requests:
        yield FileRequest(booking.id, "booking", ASKED["booking"], booking.at.astimezone(clock))
    for proof in read.proofs:
        yield FileRequest(proof.absence, "proof", ASKED["proof"], proof.at.astimezone(clock))
    for thread in read.threads:
        if thread.waits_since is None:
            continue
        said = f"{KINDS[thread.kind]} : {thread.subject}"
        yield FileRequest(thread.id, thread.kind.value, said, thread.last_at.astimezone(clock))


def _child(
    read: FileRead, stored: Stored[Child], called: Mapping[str, str], today: date, *, health: bool
) -> FileChild:
    child, family = stored.value, read.family.value.id
    return FileChild(
        child.id,
        stored.version,
        child.first_name,
        child.last_name,
        called[child.id],
        child.birth_date,
        child.age_on(today),
        child.school,
        None if child.school is None else read.reglement.school_names.get(child.school),
        child.school_class,
        child.number,
        child.first_day,
        child.last_day,
        stay(child.first_day, child.last_day),
        [home for home in child.families if home != family],
        [_enrolment(read, one) for one in child.enrolments],
        _safety(read, child.id) if health else None,
        _sheet(read, child, today) if health else None,
        _by_hand(child.by_hand, read, read.commune.clock),
    )


def _safety(read: FileRead, child: str) -> SafetySheet:
    known = read.safeties.get(child)
    return SafetySheet(0) if known is None else sheet(known.value, known.version)


def _sheet(read: FileRead, child: Child, today: date) -> SheetShown:
    known = read.safeties.get(child.id)
    others = [read.homes[home] for home in child.families if home in read.homes]
    said = sheet_said(None if known is None else known.value, [read.family.value, *others], today)
    return SheetShown(
        said.empty,
        _people(said.kept_away),
        _people(said.may_fetch),
        _people(said.to_call),
        [SheetFact(fact.label, fact.value) for fact in said.facts],
    )


def _people(said: Sequence[PersonSaid]) -> list[SheetPerson]:
    return [SheetPerson(one.name, one.more, one.phone) for one in said]


def _enrolment(read: FileRead, one: Enrolment) -> FileEnrolment:
    return FileEnrolment(
        one.service,
        read.reglement.name_of(one.service),
        one.first,
        one.last,
        list(one.weekdays),
        one.weeks,
        None if one.family == read.family.value.id else one.family,
    )


def _home(read: FileRead, home: str, called: Mapping[str, str], today: date) -> FileHome:
    shared = [stored.value for stored in read.children if home in stored.value.families]
    names = {one: file.name for one, file in read.homes.items()} | {
        read.family.value.id: read.family.value.name
    }
    return FileHome(
        home,
        read.homes[home].name,
        [child.id for child in shared],
        [sharing_sentence(called[child.id], child.sharing, names, today) for child in shared],
    )


def _by_hand(marks: Mapping[str, HandEdit], read: FileRead, clock: ZoneInfo) -> list[WrittenByHand]:
    return [
        WrittenByHand(field, label(field), _name(read, mark.by), mark.at.astimezone(clock))
        for field, mark in sorted(marks.items())
    ]


def _name(read: FileRead, by: str) -> str:
    """Of an agent; empty for a command, and where the login is not there any more."""
    account = read.agents.get(by)
    return "" if account is None else f"{account.first_name} {account.last_name}"

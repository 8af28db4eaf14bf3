"""What waits, in one line each: two round trips whatever the number of families, the list then all that it names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.attendance.events import AttendanceDay
from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child, Family
from functions.domain.families.file_corrections import Request, RequestKind
from functions.domain.reglement.reglement import Reglement
from functions.domain.requests.threads import Thread, ThreadKind
from functions.french.attendance import to_check
from functions.french.inbox.subjects import (
    booking_subject,
    correction_subject,
    due_sentence,
    proof_subject,
    thread_subject,
)
from functions.storage.inbox.waiting import Waiting
from functions.storage.table import keys
from functions.storage.table.reading import Found, read
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.web.inbox.types import InboxEntry, WaitingKind


@dataclass(frozen=True, slots=True)
class Named:
    """What the entries name: families and children by id."""

    families: Mapping[str, Family]
    children: Mapping[str, str]
    reglement: Reglement
    today: date


def kind_of(waiting: Waiting) -> WaitingKind:
    match waiting:
        case AttendanceDay():
            return WaitingKind.ATTENDANCE
        case BookingRequest():
            return WaitingKind.BOOKING
        case ProofToRead():
            return WaitingKind.PROOF
        case Thread():
            is_paper = waiting.kind is ThreadKind.PAPER
            return WaitingKind.PAPER if is_paper else WaitingKind.QUESTION
        case Request(kind=RequestKind.ERASURE):
            return WaitingKind.ERASURE
        case _:
            return WaitingKind.CORRECTION


def named(commune: str, waiting: Sequence[Waiting], *, now: datetime) -> Named:
    """One round trip, and one more the first time this process sees the version of the règlement."""
    families = {each.family: keys.family(commune, each.family) for each in waiting}
    children = {child: keys.child(commune, child) for each in waiting for child in _children(each)}
    head_key = keys.reglement_head(commune)
    found = read([head_key, *families.values(), *children.values()])
    files = [file.value for key in children.values() if (file := found.get_sound(key, Child)) is not None]
    reglement = _reglement(commune, found)
    return Named(_sound(found, families), full_names(files), reglement, reglement.day_of(now))


def _sound(found: Found, places: Mapping[str, keys.Key]) -> dict[str, Family]:
    read_now = {family: found.get_sound(key, Family) for family, key in places.items()}
    return {family: stored.value for family, stored in read_now.items() if stored is not None}


def _reglement(commune: str, found: Found) -> Reglement:
    head = found.get(keys.reglement_head(commune), ReglementHead)
    assert head is not None, "a town whose families ask something has a règlement"
    return communes.reglement(commune, head.value.reglement)


def _children(waiting: Waiting) -> Iterable[str]:
    match waiting:
        case BookingRequest():
            return {each.line.slot.child for each in waiting.lines if each.state is LineState.OPEN}
        case ProofToRead() | AttendanceDay():
            return {waiting.child}
        case _:
            return ()


def entry(waiting: Waiting, known: Named) -> InboxEntry:
    family = known.families.get(waiting.family)
    due = due_day(waiting)
    return InboxEntry(
        kind=kind_of(waiting),
        id=id_of(waiting),
        family=waiting.family,
        family_name="" if family is None else family.name,
        at=since(waiting).astimezone(known.reglement.clock),
        subject=_subject(waiting, known),
        due=due,
        due_sentence=due_sentence(due, known.today),
    )


def id_of(waiting: Waiting) -> str:
    match waiting:
        case ProofToRead():
            return waiting.absence
        case AttendanceDay():
            return f"{waiting.child}.{waiting.day}"
        case _:
            return waiting.id


def since(waiting: Waiting) -> datetime:
    """Since when the family, or the town itself, waits."""
    if isinstance(waiting, AttendanceDay):
        assert waiting.check_since is not None, "only what is to be checked is in the list"
        return waiting.check_since
    return (waiting.waits_since or waiting.last_at) if isinstance(waiting, Thread) else waiting.at


def _subject(waiting: Waiting, known: Named) -> str:
    match waiting:
        case BookingRequest():
            return booking_subject(waiting, known.reglement.name_of, known.children, known.today)
        case AttendanceDay():
            return to_check.subject(known.children.get(waiting.child, ""), waiting.day, known.today)
        case ProofToRead():
            return proof_subject(waiting, known.children.get(waiting.child, ""), known.today)
        case Thread():
            return thread_subject(waiting)
        case _:
            return correction_subject(waiting)


def due_day(waiting: Waiting) -> date | None:
    match waiting:
        case BookingRequest():
            days = [each.line.slot.date for each in waiting.lines if each.state is LineState.OPEN]
            return min(days, default=None)
        case ProofToRead():
            return waiting.first
        case _:
            return None

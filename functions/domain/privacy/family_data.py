"""All that the portal keeps of a family, and of the login of the parent who asks (GDPR, articles 15 and 20).

No secret is among it, and nothing of another family: of a child who lives in two homes, what this family booked, declared and pays.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.accounts.account import FamilyRef
from functions.domain.accounts.mail_standing import NoMailBecause
from functions.domain.attendance.events import AttendanceDay
from functions.domain.availability.lateness import LateYear
from functions.domain.billing.prepayment import Hold
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.bookings.week_patterns import WeekPattern
from functions.domain.families.family import Child, Civility, Family
from functions.domain.families.file_corrections import Request
from functions.domain.invoices.credit import Credit
from functions.domain.invoices.credit_notes import CreditNote
from functions.domain.invoices.documents import DocumentKind
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import Receivable
from functions.domain.journal import JournalLine
from functions.domain.papers.papers import Paper
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import ChildMonth
from functions.domain.planning.declared_absence import MediaType
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.push.device import PushKind
from functions.domain.regie.alerts import Alert
from functions.domain.regie.counter_payments import Encashment
from functions.domain.regie.online_payments import Attempt
from functions.domain.requests.threads import Thread, ThreadMessage
from functions.domain.safety.child_safety import ChildSafety
from functions.domain.uploads.uploads import AttachedFile


@dataclass(frozen=True, slots=True)
class ChildData:
    """`file`: None for a child who has left the family, and whose file is another home's today."""

    id: str
    file: Child | None
    months: tuple[ChildMonth, ...]
    safety: ChildSafety | None = None
    """Without whom a court keeps away, where the child has another home: that is about somebody else."""
    attendance_days: tuple[AttendanceDay, ...] = ()
    """What was tapped of the child, on the days that this family pays."""


@dataclass(frozen=True, slots=True)
class WaitingData:
    """A day that a child of the family waits for."""

    service: str
    month: str
    day: int
    entry: QueueEntry


@dataclass(frozen=True, slots=True)
class AnnouncementData:
    """A message of the town to many families that this one was sent."""

    sent_at: datetime
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class LoginSession:
    created_at: datetime
    last_seen_at: datetime
    device: str


@dataclass(frozen=True, slots=True)
class LoginPasskey:
    """Without what verifies its signatures, and by which devices name it."""

    name: str
    site: str
    added_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class LoginDevice:
    """One that is told of things, without the secret address of its browser."""

    device: str
    since: datetime
    kinds: tuple[PushKind, ...]
    quiet: bool


@dataclass(frozen=True, slots=True)
class LoginData:
    """The login, without its password, its codes and its secret addresses."""

    id: str
    email: str
    civility: Civility
    first_name: str
    last_name: str
    families: tuple[FamilyRef, ...]
    created_at: datetime
    reminders: bool
    announcements: bool
    invited_at: datetime | None
    reset_asked_at: datetime | None
    calendar_made_at: datetime | None
    push_devices: tuple[LoginDevice, ...]
    no_mail_since: datetime | None
    no_mail_because: NoMailBecause | None
    """Where the address does not receive the portal's mails."""
    sessions: tuple[LoginSession, ...]
    passkeys: tuple[LoginPasskey, ...]
    basket: Basket
    """For this family."""
    patterns: tuple[WeekPattern, ...]
    """The weeks that the parent named, for this family."""
    journal: tuple[JournalLine, ...]


@dataclass(frozen=True, slots=True)
class FiledDocument:
    """A PDF about money, in the bucket of documents. `subject`: an id, or a year."""

    kind: DocumentKind
    subject: str
    place: str


@dataclass(frozen=True, slots=True)
class SentProof:
    """A proof that the family sent, in the bucket of what families send."""

    place: str
    at: datetime
    media_type: MediaType


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a message, of the family's or of the town's, or what proves a correction, in the same bucket."""

    place: str
    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class ThreadData:
    thread: Thread
    messages: tuple[ThreadMessage, ...]


@dataclass(frozen=True, slots=True)
class FamilyData:
    commune: str
    commune_name: str
    read_at: datetime
    login: LoginData | None
    """Of the parent who asks; None where the town itself reads the family's data."""
    family: Family
    children: tuple[ChildData, ...]
    waiting: tuple[WaitingData, ...]
    requests: tuple[Request, ...]
    booking_requests: tuple[BookingRequest, ...]
    threads: tuple[ThreadData, ...]
    announcements: tuple[AnnouncementData, ...]
    papers: tuple[Paper, ...]
    late_years: tuple[LateYear, ...]
    invoices: tuple[Invoice, ...]
    receivables: tuple[Receivable, ...]
    credit_notes: tuple[CreditNote, ...]
    credits: tuple[Credit, ...]
    counter_payments: tuple[Encashment, ...]
    online_payments: tuple[Attempt, ...]
    holds: tuple[Hold, ...]
    alerts: tuple[Alert, ...]
    journal: tuple[JournalLine, ...]
    documents: tuple[FiledDocument, ...]
    proofs: tuple[SentProof, ...]
    sent_files: tuple[SentFile, ...]


@dataclass(frozen=True, slots=True)
class DataFolder:
    """What is handed over: texts by their name, and what each file that lies in a bucket is called, by its place there."""

    archive: str
    """What the whole is called as one file."""
    texts: dict[str, str]
    documents: dict[str, str]
    proofs: dict[str, str]
    """And the files of messages: what lies in the bucket of what families send."""


def proofs_of(months: Iterable[ChildMonth], place_of: Callable[[str], str]) -> tuple[SentProof, ...]:
    """Every certificate of the months' absences, once; an absence over two months is in both."""
    found = {
        certificate.document: SentProof(
            place_of(certificate.document), certificate.at, certificate.media_type
        )
        for month in months
        for absence in month.absences.values()
        for certificate in absence.certificates
    }
    return tuple(sorted(found.values(), key=lambda proof: (proof.at, proof.place)))


def sent_files(
    threads: Iterable[ThreadData],
    papers: Iterable[Paper],
    asked: Iterable[Request],
    place_of: Callable[[AttachedFile], str],
) -> tuple[SentFile, ...]:
    """Every file of a message, of a paper or of a correction, once: a paper that was sent in a message is in both."""
    of_messages = [
        (file, message.at) for one in threads for message in one.messages for file in message.files
    ]
    of_papers = [(file, paper.seen_at) for paper in papers for file in paper.files]
    of_corrections = [(file, one.at) for one in asked for each in one.corrections for file in each.files]
    known = {
        file.id: SentFile(place_of(file), at, file.name)
        for file, at in of_corrections + of_papers + of_messages
    }
    return tuple(known.values())

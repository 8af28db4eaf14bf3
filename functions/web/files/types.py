"""A family's file as it is answered to those who keep it."""

from datetime import date, datetime

from msgspec import Struct

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.family import Civility, QuotientSource
from functions.web.families.access_routes import PersonShown
from functions.web.papers.types import PaperShown
from functions.web.safety.types import SafetySheet


class FileAddress(Struct):
    line1: str
    line2: str
    postcode: str
    city: str


class FileGuardian(Struct):
    civility: Civility
    last_name: str
    first_name: str
    email: str | None = None


class WrittenByHand(Struct):
    """A field that the town changed in the portal since its list last said it."""

    field: str
    label: str
    by: str
    at: datetime


class FileEnrolment(Struct):
    """`family`: who pays it, where it is another home."""

    service: str
    service_name: str
    first: date
    last: date | None
    weekdays: list[int]
    weeks: Weeks
    family: str | None


class SheetPerson(Struct):
    """`more`: what they are to the child, or the decision that keeps them away. `phone`: as it was written; empty where none is known."""

    name: str
    more: str
    phone: str


class SheetFact(Struct):
    label: str
    value: str


class SheetShown(Struct):
    """The sheet as it is read: `empty` is a sentence where nothing is written. `may_fetch` begins with the responsables, but for those who are
    kept away by name."""

    empty: str
    kept_away: list[SheetPerson]
    may_fetch: list[SheetPerson]
    to_call: list[SheetPerson]
    facts: list[SheetFact]


class FileChild(Struct):
    """`stay`: its first and last day in words; empty where none is known."""

    id: str
    version: int
    first_name: str
    last_name: str
    name: str
    birth_date: date
    age: int
    school: str | None
    school_name: str | None
    school_class: str | None
    number: str | None
    first_day: date | None
    last_day: date | None
    stay: str
    homes: list[str]
    """The other families of the child."""
    enrolments: list[FileEnrolment]
    safety: SafetySheet | None
    """Null for who may not read it; version 0 where nothing is written."""
    sheet: SheetShown | None
    """The same in words; null with it."""
    by_hand: list[WrittenByHand]


class FileHome(Struct):
    """Another family of the children, and who pays what: a sentence a child."""

    family: str
    name: str
    children: list[str]
    sentences: list[str]


class FileQuotient(Struct):
    """`source`: null where the town's list said it. `label`: the source in words; `by`: the agent who noted it."""

    value: int
    since: date
    source: QuotientSource | None
    label: str
    proof: str
    by: str
    noted_at: datetime | None


class FileRequest(Struct):
    """`label`: its kind in words, and the subject that the family gave it."""

    id: str
    kind: str
    label: str
    asked_at: datetime


class FileThread(Struct):
    """What the family and its town wrote to each other, and that waits for no answer of the town. `is_over`: nobody waits for anything."""

    id: str
    subject: str
    state_label: str
    last_at: datetime
    is_over: bool


class FileAccount(Struct):
    owed_cents: int
    late_cents: int
    handed_over_cents: int
    credit_cents: int
    invoices_to_pay: int


class NamedCode(Struct):
    code: str
    name: str


class SaidComplete(Struct):
    """Why an agent said whether the file is complete, against what its papers say."""

    reason: str
    by: str
    at: datetime


class FamilyFile(Struct):
    """`merging`: the file that was being merged into this one when that stopped on its way; empty where none was. `papers`: each that the family is asked for; none, where the town says of none. `version`: of the family's own item. `quotients`: the newest first; the first whose day has come counts."""

    id: str
    version: int
    name: str
    address: FileAddress
    phone: str
    resident: bool
    file_complete: bool
    confirmed: str
    """Whether and when a parent confirmed the file of the school year, in words."""
    complete_by_hand: SaidComplete | None
    papers: list[PaperShown]
    guardians: list[FileGuardian]
    people: list[PersonShown]
    children: list[FileChild]
    homes: list[FileHome]
    quotients: list[FileQuotient]
    quotient_now: int | None
    merging: str
    requests: list[FileRequest]
    threads: list[FileThread]
    account: FileAccount
    by_hand: list[WrittenByHand]
    schools: list[NamedCode]
    services: list[NamedCode]

"""What agents and families send and read of the town's messages."""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from functions.domain.informing.addressees import AudienceKind
from functions.domain.informing.announcement import LONGEST_SUBJECT, LONGEST_TEXT, MOST_FILES
from functions.usecases.informing.read_fates import Fate
from functions.web.api.fields import Code, Id
from functions.web.news.types import NewsDocument

Cursor = Annotated[str, Meta(max_length=400)]


class AudienceFields(Struct, kw_only=True):
    kind: AudienceKind
    school: Code | Literal[""] = ""
    school_class: Annotated[str, Meta(max_length=40)] = field(default="", name="class")
    service: Code | Literal[""] = ""
    day: date | None = None


class AudienceQuery(AudienceFields, kw_only=True):
    """`after`: the `next` of the page before."""

    after: Cursor = ""


class TextFields(Struct, kw_only=True):
    subject: Annotated[str, Meta(max_length=LONGEST_SUBJECT)]
    text: Annotated[str, Meta(max_length=LONGEST_TEXT)]
    """Paragraphs parted by empty lines; lines that begin with `- ` are a list."""
    files: Annotated[list[NewsDocument], Meta(max_length=MOST_FILES)] = []
    """Sent and looked at as those of the news are."""


class AnnouncementAsked(TextFields, kw_only=True):
    audience: AudienceFields


class ToTell(Struct):
    """A family that no mail reaches. `phone`: as its file says it; `why`: in words."""

    family: str
    name: str
    phone: str
    why: str


class AudiencePage(Struct):
    """Of a page of the town's families: those concerned, those who receive it at how many addresses, those to be told otherwise, and
    people who want no such message."""

    families: int
    reached: int
    addresses: int
    stopped: int
    otherwise: list[ToTell]
    next: str | None


class AudienceChoice(Struct):
    code: str
    name: str


class AnnouncementLine(Struct):
    id: str
    subject: str
    at: datetime
    when: str
    to: str
    """Whom, in words."""
    sentence: str
    """How far it went."""
    done: bool


class AnnouncementsQuery(Struct):
    after: Id | None = None


class AnnouncementsPage(Struct):
    """`kinds`, `schools`, `services`: whom one can write to."""

    announcements: list[AnnouncementLine]
    next: str | None
    kinds: list[AudienceChoice]
    schools: list[AudienceChoice]
    services: list[AudienceChoice]


class FateShown(Struct):
    email: str
    fate: Fate
    words: str


class FamilyFatesShown(Struct):
    """`addressees`: empty where the town knows no address."""

    family: str
    name: str
    phone: str
    addressees: list[FateShown]


class FatesQuery(Struct):
    after: Id | None = None


class AnnouncementShown(AnnouncementLine, kw_only=True):
    """`otherwise`: the first of the `told_otherwise` families whom no mail reaches, in the first page alone."""

    text: str
    files: list[str]
    otherwise: list[ToTell]
    told_otherwise: int
    families: list[FamilyFatesShown]
    next: str | None


class TrialSent(Struct):
    sentence: str


class ReceivedFile(Struct):
    """`url` works for two minutes."""

    name: str
    url: str


class ReceivedAnnouncement(Struct):
    id: str
    when: str
    subject: str
    paragraphs: list[str]
    files: list[ReceivedFile]


class ReceivedAnnouncements(Struct):
    announcements: list[ReceivedAnnouncement]
    next: str | None

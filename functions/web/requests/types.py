"""What families and agents send and read of threads."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct

from functions.domain.requests.threads import MOST_CHARACTERS, MOST_SUBJECT, ThreadKind, ThreadState
from functions.domain.uploads.uploads import MOST_AT_ONCE
from functions.french.requests.badges import Tone
from functions.web.api.fields import Id

Subject = Annotated[str, Meta(min_length=1, max_length=MOST_SUBJECT)]
Text = Annotated[str, Meta(max_length=MOST_CHARACTERS)]
"""Empty where files come without a word."""
PaperCode = Annotated[str, Meta(pattern=r"^[a-z0-9-]{1,40}\.[A-Za-z0-9-]{1,40}$")]
Files = Annotated[list[Id], Meta(max_length=MOST_AT_ONCE)]
"""Files that were sealed, by their ids."""


class AskedKind(StrEnum):
    """What a family asked, and on which screen it did."""

    QUESTION = "question"
    PAPER = "paper"
    FROM_TOWN = "from_town"
    CORRECTION = "correction"
    ERASURE = "erasure"
    BOOKING = "booking"
    PROOF = "proof"


class AskedShown(Struct):
    """`answer`: what became of it, where a line says all; a thread is read apart."""

    id: str
    kind: AskedKind
    kind_label: str
    title: str
    last_at: datetime
    when: str
    """The same, as it is said."""
    state: ThreadState
    state_label: str
    tone: Tone
    """How the badge with that label looks."""
    answer: str


class PaperWanted(Struct):
    """A paper that the town asks for and does not have, or soon has no more. `paper`: its code. `title` is also what a message that sends
    it is called."""

    paper: str
    title: str
    sentence: str
    required: bool


class AskedQuery(Struct):
    """`before`: the `next` of the page before."""

    before: Id | None = None


class AskedListed(Struct):
    """`next`: the `before` of what is older; null where there is nothing."""

    requests: list[AskedShown]
    papers: list[PaperWanted]
    """On the first page."""
    next: str | None


class RequestAsked(Struct):
    """`paper`: the one that is sent, by the code under which it was asked for."""

    kind: Literal["question", "paper"]
    subject: Subject
    text: Text
    files: Files = []
    paper: PaperCode | None = None


class RequestContinued(Struct):
    text: Text
    files: Files = []


class RequestSettled(Struct):
    state: Literal["closed"]


class FileShown(Struct):
    """`size`: « 1,2 Mo »."""

    id: str
    name: str
    size: str


class FileLink(Struct):
    """For two minutes."""

    url: str


class WrittenShown(Struct):
    """`by`: as this reader calls who wrote it. `mine`: this reader wrote it."""

    id: str
    by: str
    mine: bool
    by_town: bool
    at: datetime
    when: str
    """The same, as it is said."""
    text: str
    files: list[FileShown]


class ThreadShown(Struct):
    """`sentence`: what can still be done with a thread that has ended."""

    id: str
    kind: ThreadKind
    kind_label: str
    subject: str
    state: ThreadState
    state_label: str
    sentence: str
    may_write: bool
    messages: list[WrittenShown]


class FamilyWritten(Struct):
    subject: Subject
    text: Text
    files: Files = []


class ThreadAnswer(Struct):
    """`seen`: the id of the last message that the agent read."""

    text: Text
    seen: Id
    files: Files = []
    close: bool = False


class StateWanted(Struct):
    state: ThreadState
    seen: Id


class ThreadForTown(Struct):
    id: str
    family: str
    family_name: str
    kind: ThreadKind
    kind_label: str
    subject: str
    state: ThreadState
    state_label: str
    last: str
    """To be sent back as `seen`."""
    messages: list[WrittenShown]

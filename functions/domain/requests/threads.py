"""A thread between a family and its town: what was asked, and all that was written since.

Whose turn it is follows from what was written last, unless somebody says otherwise: a family waits for the town until an agent has
answered, or has put the thread aside.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.uploads.uploads import AttachedFile

MOST_CHARACTERS = 4_000
"""Of one message: two pages of a letter."""
MOST_SUBJECT = 120
MOST_MESSAGES = 100
"""Of one thread. A screen shows all of them."""
REOPENS_WITHIN = timedelta(days=30)
"""A family may write on after the end of a thread: what comes later is another matter, which agents read as one."""


class ThreadKind(StrEnum):
    QUESTION = "question"
    PAPER = "paper"
    """The family sends a document that the town asked for, or may want."""
    FROM_TOWN = "from_town"
    """The town began it."""


class ThreadState(StrEnum):
    OPEN = "open"
    """The family waits for the town."""
    ANSWERED = "answered"
    CLOSED = "closed"


class MessageEmpty(InvalidRequest):
    """Nothing is written, and no file is sent."""

    code = "message_empty"


class ThreadClosed(Conflict):
    """The thread ended too long ago to be written on. `days` in the data is how many it stays open to the family."""

    code = "thread_closed"


class ThreadFull(Conflict):
    """`most` in the data is how many messages it may hold."""

    code = "thread_full"


class ThreadMoved(Conflict):
    """Something was written, or decided, since the agent read the thread."""

    code = "thread_moved"


@dataclass(frozen=True, slots=True)
class PaperVerdict:
    """What the town said of a paper that was sent in the thread. `until`: None where it is always good."""

    accepted: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """`id`: its place in the thread, `001` is the first. `by`: an account. `by_town`: it is an agent's, whose name the family is not
    told. `text`: of a verdict that refuses, why."""

    id: str
    by: str
    by_town: bool
    at: datetime
    text: str
    files: tuple[AttachedFile, ...] = ()
    verdict: PaperVerdict | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """Its messages lie beside it, one item each: this says what lists and acts need to know of them."""

    id: str
    kind: ThreadKind
    family: str
    subject: str
    """In the words of who began it."""
    by: str
    """The account of the parent or the agent who began it."""
    at: datetime
    messages: int
    last_at: datetime
    last_by_town: bool = False
    state: ThreadState = ThreadState.OPEN
    waits_since: datetime | None = None
    """Since when the family waits for the town; None where it does not."""
    closed_at: datetime | None = None
    paper: str = ""
    """The paper that the town asked for and that is sent here, by its code."""

    @property
    def last(self) -> str:
        """The message that was written last."""
        return place_of_message(self.messages)

    def is_over(self, now: datetime) -> bool:
        """Whether nobody waits for anything any more: it has ended, or its answer has been there for long."""
        if self.state is ThreadState.ANSWERED:
            return now > self.last_at + REOPENS_WITHIN
        return self.state is ThreadState.CLOSED

    def may_be_continued(self, now: datetime) -> bool:
        """Whether the family may write on."""
        return self.closed_at is None or now <= self.closed_at + REOPENS_WITHIN


def place_of_message(number: int) -> str:
    return f"{number:03}"


def text_of(text: str, *, with_files: bool) -> str:
    """What was written, without the blanks around it; a file may come without a word. Raises MessageEmpty."""
    written = text.replace("\r\n", "\n").strip()
    if not written and not with_files:
        raise MessageEmpty(field="text")
    return written


def subject_of(subject: str) -> str:
    """What the family calls the matter, on one line. Raises MessageEmpty."""
    said = " ".join(subject.split())
    if not said:
        raise MessageEmpty(field="subject")
    return said


def thread_of(
    thread_id: str, kind: ThreadKind, family: str, subject: str, message: ThreadMessage, *, paper: str = ""
) -> Thread:
    """A thread as it begins: the family waits for the town, unless the town writes first."""
    waits = not message.by_town
    return Thread(
        thread_id,
        kind,
        family,
        subject,
        message.by,
        message.at,
        messages=1,
        last_at=message.at,
        last_by_town=message.by_town,
        state=ThreadState.OPEN if waits else ThreadState.ANSWERED,
        waits_since=message.at if waits else None,
        paper=paper,
    )


def continued(thread: Thread, message: ThreadMessage) -> Thread:
    """The family writes on: the town is asked again, also where the thread had ended. Raises ThreadClosed, ThreadFull."""
    if not thread.may_be_continued(message.at):
        raise ThreadClosed(days=REOPENS_WITHIN.days)
    return _in_state(_written(thread, message), ThreadState.OPEN, message.at)


def answered(thread: Thread, message: ThreadMessage, *, seen: str, close: bool) -> Thread:
    """The town writes. `seen`: the last message that the agent read. Raises ThreadMoved, ThreadFull."""
    _check_seen(thread, seen)
    state = ThreadState.CLOSED if close else ThreadState.ANSWERED
    return _in_state(_written(thread, message), state, message.at)


def judged(thread: Thread, message: ThreadMessage, *, of: str) -> tuple[Thread, ThreadMessage | None]:
    """The town says whether a paper that message `of` sent is good. What the family wrote after it still waits for an answer.

    A thread that is full ends without a message more: what became of the paper is said where papers are.
    """
    assert message.verdict is not None, "a verdict is what it says"
    state = ThreadState.CLOSED if message.verdict.accepted else ThreadState.ANSWERED
    if thread.state is ThreadState.OPEN and thread.last != of:
        state = ThreadState.OPEN
    if thread.messages >= MOST_MESSAGES:
        return _in_state(thread, state, message.at), None
    return _in_state(_written(thread, message), state, message.at), message


def put_in_state(thread: Thread, state: ThreadState, *, seen: str, now: datetime) -> Thread:
    """An agent says whose turn it is, without a word. Raises ThreadMoved."""
    _check_seen(thread, seen)
    return thread if thread.state is state else _in_state(thread, state, now)


def settled(thread: Thread, now: datetime) -> Thread:
    """The family needs no answer any more."""
    return thread if thread.state is ThreadState.CLOSED else _in_state(thread, ThreadState.CLOSED, now)


def _written(thread: Thread, message: ThreadMessage) -> Thread:
    if thread.messages >= MOST_MESSAGES:
        raise ThreadFull(most=MOST_MESSAGES)
    return replace(
        thread,
        messages=thread.messages + 1,
        last_at=message.at,
        last_by_town=message.by_town,
    )


def _in_state(thread: Thread, state: ThreadState, now: datetime) -> Thread:
    waits = (thread.waits_since or thread.last_at) if state is ThreadState.OPEN else None
    closed_at = now if state is ThreadState.CLOSED else None
    return replace(thread, state=state, waits_since=waits, closed_at=closed_at)


def _check_seen(thread: Thread, seen: str) -> None:
    if thread.last != seen:
        raise ThreadMoved

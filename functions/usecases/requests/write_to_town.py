"""A family asks its town something, writes on, or says that no answer is needed any more."""

from collections.abc import Callable
from datetime import timedelta

from functions.domain.errors import NotFound
from functions.domain.papers.papers import GivenPaper, PaperWithoutFile
from functions.domain.requests.threads import (
    Thread,
    ThreadKind,
    continued,
    settled,
    subject_of,
    text_of,
    thread_of,
)
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.table import idempotency, keys
from functions.storage.table.transaction import Transaction
from functions.usecases.accounts.throttle import Limit, count_try
from functions.usecases.papers.give_paper import check_asked, note_given, take_back
from functions.usecases.requests.thread_act import (
    Said,
    ThreadAct,
    ThreadWritten,
    known_thread,
    write_thread,
)
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent

MESSAGES_OF_FAMILY = Limit("messages-family", 40, timedelta(hours=1))
"""Somebody reads each of them."""


def ask_town(
    act: ThreadAct,
    kind: ThreadKind,
    subject: str,
    text: str,
    files: FilesSent = NO_FILES,
    *,
    paper: str = "",
) -> ThreadWritten:
    """Begin the thread that `act` names. `paper`: the one that the town asked for and that comes with it.

    Raises MessageEmpty, PaperWithoutFile, PaperNotAsked, FileNotThere, TooManyFiles, Throttled, NotFound, KeyReused, Busy.
    """
    if paper and not files.names:
        raise PaperWithoutFile
    about, said = subject_of(subject), text_of(text, with_files=bool(files.names))
    request = ("ask", act.by, kind, subject, text, files.names, *([paper] if paper else []))
    if paper:
        check_asked(act.commune, act.family, paper)

    def decide(known: Thread | None, sent: tuple[AttachedFile, ...]) -> Said:
        if known is not None:
            raise NotFound  # an id that was given to another thread
        message = act.message(said, None, sent)
        return Said(thread_of(act.thread, kind, act.family, about, message, paper=paper), message)

    _count(act, request)
    return write_thread(act, request, decide, did="thread_begun", files=files, also=_giving(act))


def continue_thread(act: ThreadAct, text: str, files: FilesSent = NO_FILES) -> ThreadWritten:
    """Raises MessageEmpty, ThreadClosed, ThreadFull, FileNotThere, TooManyFiles, Throttled, NotFound, KeyReused, Busy."""
    said = text_of(text, with_files=bool(files.names))
    request = ("continue", act.by, act.thread, text, files.names)

    def decide(known: Thread | None, sent: tuple[AttachedFile, ...]) -> Said:
        message = act.message(said, known, sent)
        return Said(continued(known_thread(known), message), message)

    _count(act, request)
    return write_thread(act, request, decide, did="thread_continued", files=files, also=_giving(act))


def settle_thread(act: ThreadAct) -> ThreadWritten:
    """Said twice, it is said once. Raises NotFound, KeyReused, Busy."""
    request = ("settle", act.by, act.thread)

    def also(transaction: Transaction, said: Said) -> None:
        if said.thread.paper:
            take_back(transaction, act.commune, act.family, said.thread.paper, act.thread)

    return write_thread(
        act,
        request,
        lambda known, _: Said(settled(known_thread(known), act.now)),
        did="thread_settled",
        also=also,
    )


def _giving(act: ThreadAct) -> Callable[[Transaction, Said], None]:
    """Of a thread about a paper: what files come with the message are what the town is to look at."""

    def also(transaction: Transaction, said: Said) -> None:
        message = said.message
        if said.thread.paper and message is not None and message.files:
            sent = GivenPaper(act.by, act.now, act.thread, message.id, message.files)
            note_given(transaction, act.commune, act.family, said.thread.paper, sent)

    return also


def _count(act: ThreadAct, request: object) -> None:
    """What comes a second time under its key is not counted again."""
    done_key = keys.done(act.commune, act.family, act.key)
    if idempotency.earlier_answer(done_key, request, ThreadWritten) is None:
        count_try(MESSAGES_OF_FAMILY, f"{act.commune}/{act.family}", now=act.now)

"""A family asks its town something, writes on, or says that no answer is needed any more."""

from datetime import timedelta

from functions.domain.errors import NotFound
from functions.domain.requests.threads import (
    Thread,
    ThreadKind,
    continued,
    settled,
    subject_of,
    text_of,
    thread_of,
)
from functions.storage.table import idempotency, keys
from functions.usecases.accounts.throttle import Limit, count_try
from functions.usecases.requests.thread_act import (
    Said,
    ThreadAct,
    ThreadWritten,
    known_thread,
    write_thread,
)

MESSAGES_OF_FAMILY = Limit("messages-family", 40, timedelta(hours=1))
"""Somebody reads each of them."""


def ask_town(act: ThreadAct, kind: ThreadKind, subject: str, text: str) -> ThreadWritten:
    """Begin the thread that `act` names. Raises MessageEmpty, Throttled, NotFound, KeyReused, Busy."""
    about, said = subject_of(subject), text_of(text)
    request = ("ask", act.by, kind, subject, text)

    def decide(known: Thread | None) -> Said:
        if known is not None:
            raise NotFound  # an id that was given to another thread
        message = act.message(said)
        return Said(thread_of(act.thread, kind, act.family, about, message), message)

    _count(act, request)
    return write_thread(act, request, decide, did="thread_begun")


def continue_thread(act: ThreadAct, text: str) -> ThreadWritten:
    """Raises MessageEmpty, ThreadClosed, ThreadFull, Throttled, NotFound, KeyReused, Busy."""
    said = text_of(text)
    request = ("continue", act.by, act.thread, text)

    def decide(known: Thread | None) -> Said:
        message = act.message(said, known)
        return Said(continued(known_thread(known), message), message)

    _count(act, request)
    return write_thread(act, request, decide, did="thread_continued")


def settle_thread(act: ThreadAct) -> ThreadWritten:
    """Said twice, it is said once. Raises NotFound, KeyReused, Busy."""
    request = ("settle", act.by, act.thread)
    return write_thread(
        act, request, lambda known: Said(settled(known_thread(known), act.now)), did="thread_settled"
    )


def _count(act: ThreadAct, request: object) -> None:
    """What comes a second time under its key is not counted again."""
    done_key = keys.done(act.commune, act.family, act.key)
    if idempotency.earlier_answer(done_key, request, ThreadWritten) is None:
        count_try(MESSAGES_OF_FAMILY, f"{act.commune}/{act.family}", now=act.now)

"""The town answers a family, or says whose turn it is. The family is told by mail that an answer waits, not what it says."""

from collections.abc import Callable

from functions.domain.messages import Message, MessageKind
from functions.domain.requests.threads import Thread, ThreadState, answered, put_in_state, text_of
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.requests.thread_act import (
    Said,
    ThreadAct,
    ThreadWritten,
    known_thread,
    write_thread,
)
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent


def answer_thread(
    act: ThreadAct, text: str, files: FilesSent = NO_FILES, *, seen: str, close: bool
) -> ThreadWritten:
    """`seen`: the last message that the agent read.

    Raises MessageEmpty, ThreadMoved, ThreadFull, FileNotThere, TooManyFiles, NotFound, KeyReused, Busy.
    """
    said = text_of(text, with_files=bool(files.names))
    request = ("answer", act.by, act.thread, text, files.names, seen, close)

    def decide(known: Thread | None, sent: tuple[AttachedFile, ...]) -> Said:
        message = act.message(said, known, sent)
        return Said(answered(known_thread(known), message, seen=seen, close=close), message)

    return write_thread(act, request, decide, did="thread_answered", files=files, also=telling_family(act))


def telling_family(act: ThreadAct) -> Callable[[Transaction, Said], None]:
    """By mail that something awaits it, not what it says."""

    def also(transaction: Transaction, said: Said) -> None:
        data: dict[str, str | int] = {"request": said.thread.id, "message": said.thread.last}
        told = Message(new_id(act.now), MessageKind.REQUEST_ANSWERED, act.commune, act.family, data)
        outbox.add(transaction, told)

    return also


def change_thread_state(act: ThreadAct, state: ThreadState, *, seen: str) -> ThreadWritten:
    """Nobody is told. Raises ThreadMoved, NotFound, KeyReused, Busy."""
    request = ("state", act.by, act.thread, state, seen)
    return write_thread(
        act,
        request,
        lambda known, _: Said(put_in_state(known_thread(known), state, seen=seen, now=act.now)),
        did="thread_state_changed",
    )

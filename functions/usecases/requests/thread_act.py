"""What all acts on a thread share: it is written with what was said, the journal and the answer, once for an idempotency key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.requests.threads import Thread, ThreadMessage, place_of_message
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.requests import threads
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, taken_files, upload_keys
from functions.usecases.uploads.upload_act import UploadAct, check_family


@dataclass(frozen=True, slots=True)
class ThreadAct:
    """Who acts, on which thread of which family. `by`: an account; `key`: the idempotency key."""

    commune: str
    family: str
    thread: str
    by: str
    key: str
    now: datetime
    by_town: bool = False
    """An agent acts. Otherwise the account must act for the family, also at the instant of writing."""

    def message(self, text: str, known: Thread | None, files: tuple[AttachedFile, ...]) -> ThreadMessage:
        """The next one of the thread."""
        place = place_of_message(1 if known is None else known.messages + 1)
        return ThreadMessage(place, self.by, self.by_town, self.now, text, files)

    @property
    def of_uploads(self) -> UploadAct:
        return UploadAct(self.commune, self.family, self.by, self.key, self.now, self.by_town)


@dataclass(frozen=True, slots=True)
class ThreadWritten:
    """What an act answers."""

    thread: str


@dataclass(frozen=True, slots=True)
class Said:
    """What becomes of the thread, and what is written in it, if anything is."""

    thread: Thread
    message: ThreadMessage | None = None


def nothing_else(transaction: Transaction, said: Said) -> None:
    """The `also` of acts that have nothing to add to the transaction."""


def write_thread(
    act: ThreadAct,
    request: object,
    decide: Callable[[Thread | None, tuple[AttachedFile, ...]], Said],
    *,
    did: str,
    files: FilesSent = NO_FILES,
    also: Callable[[Transaction, Said], None] = nothing_else,
) -> ThreadWritten:
    """Write what `decide` makes of the thread; None where there is none yet.

    Where nothing changes, nothing is written. Raises NotFound, FileNotThere, TooManyFiles, KeyReused, Busy, and what
    `decide` raises.
    """
    done_key = keys.done(act.commune, act.family, act.key)
    family_key = keys.family(act.commune, act.family)
    thread_key = keys.thread(act.commune, act.family, act.thread)

    def again() -> ThreadWritten:
        found = read([done_key, family_key, thread_key, *upload_keys(act.of_uploads, files.names)])
        family = check_family(found.get(family_key, Family), act.of_uploads)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, ThreadWritten)
        if earlier is not None:
            return earlier
        stored = found.get(thread_key, Thread)
        known = None if stored is None else stored.value
        transaction = Transaction()
        said = decide(known, taken_files(transaction, act.of_uploads, files, found))
        answer = ThreadWritten(said.thread.id)
        if said.thread == known:
            return answer
        version = 0 if stored is None else stored.version
        threads.put(transaction, act.commune, Stored(thread_key, said.thread, version))
        if said.message is not None:
            threads.add_message(transaction, act.commune, act.family, said.thread.id, said.message)
        transaction.check(family, why="family")
        also(transaction, said)
        _note(transaction, act, family, said, did)
        idempotency.remember(transaction, done_key, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)


def known_thread(thread: Thread | None) -> Thread:
    """Raises NotFound."""
    if thread is None:
        raise NotFound
    return thread


def _note(transaction: Transaction, act: ThreadAct, family: Stored[Family], said: Said, did: str) -> None:
    detail: dict[str, object] = {"thread": said.thread.id, "state": said.thread.state.value}
    if said.message is not None:
        detail["message"] = said.message.id
        if said.message.files:
            detail["files"] = [file.id for file in said.message.files]
    line = JournalLine(new_id(act.now), did, act.by, act.now, {"family": family.version}, detail)
    journal.add(transaction, act.commune, act.family, line)

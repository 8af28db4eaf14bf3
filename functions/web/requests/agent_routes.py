"""Threads as the town's secretary reads and answers them. Those that wait are in the inbox with all else that does."""

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.journal import SENT_FILE_READ
from functions.usecases.journal.note_read import note_read
from functions.usecases.requests.answer_thread import answer_thread, change_thread_state
from functions.usecases.requests.read_threads import file_of
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, file_link
from functions.web.api.callers import OFFICE, SECRETARY, Agent
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.requests.answers import thread_told
from functions.web.requests.types import FileLink, StateWanted, ThreadAnswer, ThreadForTown

routes = Routes(Blueprint(__name__))
REQUEST = f"{COMMUNE}/requests/{{family}}/{{request}}"


@routes.route("GET", REQUEST, OFFICE, answers=ThreadForTown)
def read_request_of_family(caller: Agent) -> ThreadForTown:
    """All that was written, the oldest first."""
    return _told(caller)


@routes.route(
    "POST",
    f"{REQUEST}/messages",
    SECRETARY,
    takes=ThreadAnswer,
    answers=ThreadForTown,
    keyed=True,
    sends=True,
)
def answer_request_of_family(caller: Agent, asked: ThreadAnswer) -> ThreadForTown:
    """Answer the family, which is told by mail that an answer waits."""
    answer_thread(_act(caller), asked.text, _files(asked.files), seen=asked.seen, close=asked.close)
    return _told(caller)


@routes.route("PUT", f"{REQUEST}/state", SECRETARY, takes=StateWanted, answers=ThreadForTown, keyed=True)
def put_request_in_state(caller: Agent, asked: StateWanted) -> ThreadForTown:
    """Say whose turn it is without writing: answered by telephone, to be looked at again."""
    change_thread_state(_act(caller), asked.state, seen=asked.seen)
    return _told(caller)


@routes.route("GET", f"{REQUEST}/files/{{file}}", SECRETARY, answers=FileLink)
def read_file_of_family(caller: Agent) -> FileLink:
    """Where a file of the thread is downloaded."""
    path = caller.ask.path
    file = file_of(caller.commune, path["family"], path["request"], path["file"])
    url = file_link(caller.commune, path["family"], file, store=wiring.uploads())
    if url is None:
        raise NotFound
    now, by = caller.ask.now, caller.account
    note_read(caller.commune, path["family"], by=by, now=now, act=SENT_FILE_READ)
    return FileLink(url)


def _files(names: list[str]) -> FilesSent:
    return FilesSent(tuple(names), wiring.uploads()) if names else NO_FILES


def _act(caller: Agent) -> ThreadAct:
    ask = caller.ask
    return ThreadAct(
        caller.commune,
        ask.path["family"],
        ask.path["request"],
        caller.account,
        ask.idempotency_key,
        ask.now,
        by_town=True,
    )


def _told(caller: Agent) -> ThreadForTown:
    path = caller.ask.path
    return thread_told(caller.commune, path["family"], path["request"], reader=caller.account)

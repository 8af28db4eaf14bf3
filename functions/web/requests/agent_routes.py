"""Threads as the town's secretary reads and answers them. Those that wait are in the inbox with all else that does."""

from chalice.app import Blueprint

from functions import wiring
from functions.domain.errors import NotFound
from functions.domain.journal import SEEN_AS_FAMILY, SENT_FILE_READ
from functions.storage.table.ids import new_id
from functions.storage.town import communes
from functions.usecases.journal.note_read import note_read
from functions.usecases.requests.answer_thread import answer_thread, change_thread_state
from functions.usecases.requests.list_asked import asked_of_town
from functions.usecases.requests.read_threads import file_of
from functions.usecases.requests.thread_act import ThreadAct
from functions.usecases.requests.write_to_family import write_to_family
from functions.usecases.uploads.take_uploads import NO_FILES, FilesSent, file_link
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, OFFICE_OF_FILE, SECRETARY, Agent, AgentOfFile
from functions.web.requests.answers import thread_told
from functions.web.requests.asked_answers import AskedAnswers
from functions.web.requests.types import (
    AskedListed,
    AskedQuery,
    FamilyWritten,
    FileLink,
    StateWanted,
    ThreadAnswer,
    ThreadForTown,
)

routes = Routes(Blueprint(__name__))
REQUESTS = f"{COMMUNE}/files/{{family}}/requests"
SEEN = f"{COMMUNE}/files/{{family}}/view/requests"
REQUEST = f"{COMMUNE}/requests/{{family}}/{{request}}"


@routes.route("GET", REQUEST, OFFICE, answers=ThreadForTown)
def read_request_of_family(caller: Agent) -> ThreadForTown:
    """All that was written, the oldest first."""
    return _told(caller)


@routes.route("GET", SEEN, OFFICE_OF_FILE, takes=AskedQuery, answers=AskedListed)
def see_requests_as_family(caller: AgentOfFile, asked: AskedQuery) -> AskedListed:
    """*Mes demandes* as the family has it, without what one of its parents alone may read. The family's journal says who looked."""
    family, now = caller.family.value, caller.ask.now
    note_read(caller.commune, family.id, by=caller.account, now=now, act=SEEN_AS_FAMILY)
    reglement = communes.reglement(caller.commune, caller.head.value.reglement)
    today = reglement.day_of(now)
    found = asked_of_town(caller.commune, family, account="", today=today, before=asked.before)
    answers = AskedAnswers(found, reglement, now)
    return AskedListed(answers.all(), answers.papers(), found.next)


@routes.route(
    "POST",
    REQUESTS,
    SECRETARY,
    takes=FamilyWritten,
    answers=ThreadForTown,
    status=201,
    keyed=True,
    sends=True,
)
def write_to_one_family(caller: Agent, asked: FamilyWritten) -> ThreadForTown:
    """Write to a family, which is told by mail that a message awaits it, and may answer."""
    act = _act(caller, new_id(caller.ask.now))
    begun = write_to_family(act, asked.subject, asked.text, _files(asked.files)).thread
    return thread_told(caller.commune, act.family, begun, reader=caller.account)


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


def _act(caller: Agent, thread: str | None = None) -> ThreadAct:
    ask = caller.ask
    return ThreadAct(
        caller.commune,
        ask.path["family"],
        thread or ask.path["request"],
        caller.account,
        ask.idempotency_key,
        ask.now,
        by_town=True,
    )


def _told(caller: Agent) -> ThreadForTown:
    path = caller.ask.path
    return thread_told(caller.commune, path["family"], path["request"], reader=caller.account)

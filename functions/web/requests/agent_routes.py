"""Threads as the town's secretary reads and answers them. Those that wait are in the queue with all else that does."""

from chalice.app import Blueprint

from functions.french.requests.threads import FOR_TOWN, KINDS, written_by_for_town
from functions.storage.town import communes
from functions.usecases.requests.answer_thread import answer_thread, change_thread_state
from functions.usecases.requests.read_threads import thread_for_town
from functions.usecases.requests.thread_act import ThreadAct
from functions.web.api.callers import OFFICE, SECRETARY, Agent
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.requests.types import StateWanted, ThreadAnswer, ThreadForTown, WrittenShown

routes = Routes(Blueprint(__name__))
REQUEST = f"{COMMUNE}/requests/{{family}}/{{request}}"


@routes.route("GET", REQUEST, OFFICE, answers=ThreadForTown)
def read_request_of_family(caller: Agent) -> ThreadForTown:
    """All that was written, the oldest first."""
    return _shown(caller)


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
    answer_thread(_act(caller), asked.text, seen=asked.seen, close=asked.close)
    return _shown(caller)


@routes.route("PUT", f"{REQUEST}/state", SECRETARY, takes=StateWanted, answers=ThreadForTown, keyed=True)
def put_request_in_state(caller: Agent, asked: StateWanted) -> ThreadForTown:
    """Say whose turn it is without writing: answered by telephone, to be looked at again."""
    change_thread_state(_act(caller), asked.state, seen=asked.seen)
    return _shown(caller)


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


def _shown(caller: Agent) -> ThreadForTown:
    path = caller.ask.path
    found = thread_for_town(caller.commune, path["family"], path["request"])
    clock = communes.commune(caller.commune).clock
    thread = found.thread
    return ThreadForTown(
        thread.id,
        thread.family,
        found.family.name,
        thread.kind,
        KINDS[thread.kind],
        thread.subject,
        thread.state,
        FOR_TOWN[thread.state],
        thread.last,
        [
            WrittenShown(
                one.id,
                written_by_for_town(one, found.family, found.agents),
                one.by_town and one.by == caller.account,
                one.by_town,
                one.at.astimezone(clock),
                one.text,
            )
            for one in found.messages
        ],
    )

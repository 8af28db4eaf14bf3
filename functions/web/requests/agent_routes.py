"""Threads as the town's secretary reads and answers them. Those that wait are in the inbox with all else that does."""

from chalice.app import Blueprint

from functions.usecases.requests.answer_thread import answer_thread, change_thread_state
from functions.usecases.requests.thread_act import ThreadAct
from functions.web.api.callers import OFFICE, SECRETARY, Agent
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.requests.answers import thread_told
from functions.web.requests.types import StateWanted, ThreadAnswer, ThreadForTown

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
    answer_thread(_act(caller), asked.text, seen=asked.seen, close=asked.close)
    return _told(caller)


@routes.route("PUT", f"{REQUEST}/state", SECRETARY, takes=StateWanted, answers=ThreadForTown, keyed=True)
def put_request_in_state(caller: Agent, asked: StateWanted) -> ThreadForTown:
    """Say whose turn it is without writing: answered by telephone, to be looked at again."""
    change_thread_state(_act(caller), asked.state, seen=asked.seen)
    return _told(caller)


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

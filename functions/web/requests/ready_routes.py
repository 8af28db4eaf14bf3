"""The sentences that agents have ready when they answer."""

from typing import Annotated

from chalice.app import Blueprint
from msgspec import Meta, Struct

from functions.domain.requests.ready_sentences import (
    MOST_SENTENCE,
    MOST_SENTENCES,
    ReadyFor,
    ReadySentence,
    ReadySentences,
)
from functions.french.requests.ready import offered
from functions.storage.requests import ready_sentences
from functions.storage.table.stored import Stored
from functions.usecases.requests.write_ready_sentences import write_ready_sentences
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, SECRETARY, Agent

routes = Routes(Blueprint(__name__))
READY = f"{COMMUNE}/ready-sentences"


class ReadyTold(Struct):
    use: ReadyFor
    text: Annotated[str, Meta(min_length=1, max_length=MOST_SENTENCE)]


class ReadyWritten(Struct):
    """`version`: of what was read; 0 where nothing was said yet."""

    version: Annotated[int, Meta(ge=0)]
    sentences: Annotated[list[ReadyTold], Meta(max_length=MOST_SENTENCES)]


class ReadyShown(Struct):
    """`sentences`: the town's own, in its order. `offered`: what an agent has before them, with the portal's where the town has none of a
    use."""

    version: int
    sentences: list[ReadyTold]
    offered: list[ReadyTold]


@routes.route("GET", READY, OFFICE, answers=ReadyShown)
def read_ready_sentences(caller: Agent) -> ReadyShown:
    """The sentences that are ready when a family is answered."""
    return _shown(ready_sentences.of_town(caller.commune))


@routes.route("PUT", READY, SECRETARY, takes=ReadyWritten, answers=ReadyShown, keyed=True)
def change_ready_sentences(caller: Agent, asked: ReadyWritten) -> ReadyShown:
    """Say which, in which order; what another agent changed meanwhile is not overwritten."""
    written = [ReadySentence(one.use, one.text) for one in asked.sentences]
    return _shown(
        write_ready_sentences(
            caller.commune, written, seen=asked.version, by=caller.account, now=caller.ask.now
        )
    )


def _shown(stored: Stored[ReadySentences]) -> ReadyShown:
    return ReadyShown(
        stored.version,
        [ReadyTold(one.use, one.text) for one in stored.value.sentences],
        [ReadyTold(one.use, one.text) for one in offered(stored.value)],
    )

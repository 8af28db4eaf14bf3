"""Sentences that a town's agents write again and again: kept by the town, in its own order."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from functions.domain.errors import Conflict, InvalidRequest

MOST_SENTENCES = 40
MOST_SENTENCE = 300
"""Characters of one."""


class ReadyFor(StrEnum):
    """Where it is offered."""

    REPLY = "reply"
    """In an answer to a family."""
    REFUSAL = "refusal"
    """As the reason for which a booking is refused."""
    CORRECTION = "correction"
    """As the reason for which what a family asks to be changed in its file is refused."""
    PAPER = "paper"
    """As the reason for which a paper is refused."""


class ReadySentencesRefused(InvalidRequest):
    """One is empty, is there twice, or there are too many. `most` in the data."""

    code = "ready_sentences_refused"


class ReadySentencesMoved(Conflict):
    """Another agent changed them since they were read."""

    code = "ready_sentences_moved"


@dataclass(frozen=True, slots=True)
class ReadySentence:
    use: ReadyFor
    text: str


@dataclass(frozen=True, slots=True)
class ReadySentences:
    """In the order in which they are offered. Of a use of which there is none, the portal's own are."""

    sentences: tuple[ReadySentence, ...] = ()


def check_sentences(written: Iterable[ReadySentence]) -> ReadySentences:
    """On one line each. Raises ReadySentencesRefused."""
    said = tuple(ReadySentence(one.use, " ".join(one.text.split())) for one in written)
    if len(said) > MOST_SENTENCES or len(set(said)) != len(said):
        raise ReadySentencesRefused(field="text", most=MOST_SENTENCES)
    if not all(0 < len(one.text) <= MOST_SENTENCE for one in said):
        raise ReadySentencesRefused(field="text", most=MOST_SENTENCES)
    return ReadySentences(said)

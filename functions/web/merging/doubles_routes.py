"""The files that are likely doubles of another, each pair leading to the preview of its merge."""

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.directory.directory_line import DirectoryLine
from functions.french.merging.alike_words import file_words, more_said, why_alike
from functions.usecases.merging.list_doubles import list_doubles
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import SECRETARY, Agent

routes = Routes(Blueprint(__name__))


class FileAlike(Struct):
    """`words`: its street, how many children, whether somebody opens it."""

    family: str
    name: str
    words: str


class PairShown(Struct):
    """`kept`: the one that one would keep; the merge's preview lets choose the other. `why`: a sentence."""

    kept: FileAlike
    other: FileAlike
    why: str


class UnfinishedShown(Struct):
    """A merge that stopped on its way: `other` is being merged into `kept`."""

    kept: FileAlike
    other: str


class DoublesShown(Struct):
    """50 pairs at most. `more`: a sentence, where there are others; else empty."""

    pairs: list[PairShown]
    more: str
    unfinished: list[UnfinishedShown]


@routes.route("GET", f"{COMMUNE}/doubles", SECRETARY, answers=DoublesShown)
def read_doubles(caller: Agent) -> DoublesShown:
    """Files with the same child, address or phone, the surest first; and merges that wait to be finished."""
    found = list_doubles(caller.commune)
    return DoublesShown(
        [PairShown(_file(pair.kept), _file(pair.other), why_alike(pair)) for pair in found.pairs],
        more_said(found.more),
        [UnfinishedShown(_file(line), line.merging) for line in found.unfinished],
    )


def _file(line: DirectoryLine) -> FileAlike:
    return FileAlike(line.family, line.name or "", file_words(line))

"""Papers as they are answered to the town."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from functions.domain.papers.papers import OF_FAMILY, PaperLine, PaperStanding
from functions.domain.uploads.uploads import AttachedFile
from functions.french.papers.words import STANDINGS, paper_sentence
from functions.french.words.weights import weight


class PaperFile(Struct):
    """`size`: « 1,2 Mo »."""

    id: str
    name: str
    size: str


class PaperShown(Struct):
    """`paper`: what the decision calls it. `child`: null where it is about the family. `label` and `sentence`: how it stands. `given`: what
    the family sent and nobody has looked at, as the decision names it. `files`: of `given`, or what was looked at. `good_until`: what
    accepting it today is offered."""

    paper: str
    kind: str
    name: str
    child: str | None
    child_name: str
    standing: PaperStanding
    label: str
    sentence: str
    until: date | None
    required: bool
    given: str | None
    good_until: date | None
    files: list[PaperFile]


def papers_shown(lines: Iterable[PaperLine], children: Mapping[str, str], today: date) -> list[PaperShown]:
    return [
        PaperShown(
            line.code,
            line.kind.code,
            line.kind.name,
            None if line.child == OF_FAMILY else line.child,
            children.get(line.child, ""),
            line.standing,
            STANDINGS[line.standing],
            paper_sentence(line),
            None if line.paper is None else line.paper.until,
            line.kind.required,
            None if line.given is None else line.given.id,
            line.good_until(today),
            [PaperFile(file.id, file.name, weight(file.bytes)) for file in files_of(line)],
        )
        for line in lines
    ]


def files_of(line: PaperLine) -> tuple[AttachedFile, ...]:
    """What is to be looked at; else what was."""
    if line.given is not None:
        return line.given.files
    return () if line.paper is None else line.paper.files

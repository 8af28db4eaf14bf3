"""Papers as they are answered to the town."""

from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from functions.domain.papers.papers import OF_FAMILY, PaperLine, PaperStanding
from functions.french.papers.words import STANDINGS, paper_sentence


class PaperShown(Struct):
    """`paper`: what the decision calls it. `child`: null where it is about the family. `label` and `sentence`: how it stands."""

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


def papers_shown(lines: Iterable[PaperLine], children: Mapping[str, str]) -> list[PaperShown]:
    return [
        PaperShown(
            f"{line.kind.code}.{line.child}",
            line.kind.code,
            line.kind.name,
            None if line.child == OF_FAMILY else line.child,
            children.get(line.child, ""),
            line.standing,
            STANDINGS[line.standing],
            paper_sentence(line),
            None if line.paper is None else line.paper.until,
            line.kind.required,
        )
        for line in lines
    ]

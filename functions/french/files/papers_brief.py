"""The papers of a family in a few words, where *Documents* is folded: what is to be done, else how long they are good."""

from collections.abc import Callable, Sequence

from functions.domain.papers.papers import PaperLine, PaperStanding
from functions.french.words.counts import counted
from functions.french.words.dates import date_full
from functions.french.words.spaces import spaced

_LACKING = (PaperStanding.MISSING, PaperStanding.REFUSED, PaperStanding.EXPIRED)
_NAMED = 2
"""How many titles are told."""


def papers_brief(lines: Sequence[PaperLine], title: Callable[[PaperLine], str]) -> str:
    """« 1 à donner : Assurance scolaire (Clara) · 1 que la mairie vérifie », « tous valables jusqu’au 31 août 2027 »"""
    to_give = [line for line in lines if line.kind.required and line.standing in _LACKING and not line.given]
    checked = sum(line.given is not None for line in lines)
    said = []
    if to_give:
        titles = [title(line) for line in to_give]
        more = ", …" if len(titles) > _NAMED else ""
        said.append(f"{len(to_give)} à donner : {', '.join(titles[:_NAMED])}{more}")
    if checked:
        said.append(f"{checked} que la mairie vérifie")
    return spaced(" · ".join(said) or _nothing_to_do(lines))


def _nothing_to_do(lines: Sequence[PaperLine]) -> str:
    good = [line.paper for line in lines if line.standing is PaperStanding.ACCEPTED and line.paper]
    if not good:
        return "rien d’obligatoire à donner"
    ends = [paper.until for paper in good if paper.until is not None]
    until = f" jusqu’au {date_full(min(ends))}" if ends else ""
    if len(good) < len(lines):
        return f"{counted(len(good), 'valable')}{until}, le reste est facultatif"
    return f"{'valable' if len(good) == 1 else 'tous valables'}{until}"

"""An agent has seen a paper, and says whether it is good: the paper, and whether the file is complete now, are one transaction."""

from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.errors import NotFound, check_reason
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.papers.papers import Paper, PaperKinds, PaperState, asked_of
from functions.storage.families import families
from functions.storage.papers import family_papers
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.papers.count_papers import as_counted
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """`until`: None for as long as its kind lasts. `reason`: why it is refused."""

    commune: str
    family: str
    kind: str
    child: str
    accepted: bool
    until: date | None
    reason: str
    by: str
    key: str
    now: datetime


def decide_paper(asked: PaperSeen) -> bool:
    """Whether the file is complete now. Raises NotFound, ReasonMissing, KeyReused, Busy."""
    if not asked.accepted:
        check_reason(asked.reason)
    done_key = keys.done(asked.commune, asked.family, asked.key)
    request = ("paper", asked.by, asked.kind, asked.child, asked.accepted, asked.until, asked.reason)
    family_key, kinds_key = keys.family(asked.commune, asked.family), keys.paper_kinds(asked.commune)
    today = communes.commune(asked.commune).day_of(asked.now)

    def act() -> bool:
        found = read([done_key, family_key, kinds_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, bool)
        if earlier is not None:
            return earlier
        family, kinds = found.get(family_key, Family), found.get_or(kinds_key, PaperKinds())
        if family is None or family.value.erased_on is not None:
            raise NotFound
        kind = next(
            (
                kind
                for kind, child in asked_of(kinds.value, family.value)
                if (kind.code, child) == (asked.kind, asked.child)
            ),
            None,
        )
        if kind is None:
            raise NotFound
        state = PaperState.ACCEPTED if asked.accepted else PaperState.REFUSED
        until = (asked.until or kind.until(today)) if asked.accepted else None
        reason = "" if asked.accepted else asked.reason.strip()
        paper = Paper(asked.kind, asked.child, state, asked.by, asked.now, until, reason)
        held = family_papers.of_family(asked.commune, asked.family)
        known = held.get((asked.kind, asked.child))
        papers = {place: stored.value for place, stored in held.items()} | {(asked.kind, asked.child): paper}
        counted = as_counted(family.value, kinds.value, papers, today)
        transaction = Transaction()
        key = keys.paper(asked.commune, asked.family, asked.kind, asked.child)
        family_papers.put(transaction, Stored(key, paper, 0 if known is None else known.version))
        # Also where nothing of it changes: of two papers decided at once, the second counts the first.
        families.put(transaction, asked.commune, Stored(family_key, counted, family.version))
        transaction.check(kinds, why="kinds")
        journal.add(transaction, asked.commune, asked.family, _line(asked, state))
        idempotency.remember(transaction, done_key, request, counted.file_complete, now=asked.now)
        transaction.commit()
        return counted.file_complete

    return when_moved(act)


def _line(asked: PaperSeen, state: PaperState) -> JournalLine:
    detail: dict[str, object] = {"paper": asked.kind, "child": asked.child, "state": state.value}
    return JournalLine(new_id(asked.now), "paper_decided", asked.by, asked.now, detail=detail)

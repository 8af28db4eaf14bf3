"""What papers the town asks for. Whether each file is complete is then counted again, page by page (`count_papers`)."""

from collections.abc import Sequence
from datetime import datetime

from functions.domain.families.family import FileMoved
from functions.domain.journal import JournalLine
from functions.domain.papers.papers import PaperKind, PaperKinds, check_kinds
from functions.storage.papers import family_papers
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def name_paper_kinds(
    commune: str, kinds: Sequence[PaperKind], *, seen: int, by: str, now: datetime
) -> Stored[PaperKinds]:
    """Said again, nothing changes. `seen`: the version of what was read; 0 where nothing was said yet.

    Raises PaperKindRefused, FileMoved, Busy.
    """
    wanted = check_kinds(kinds)

    def act() -> Stored[PaperKinds]:
        known = family_papers.kinds(commune)
        if known.value == wanted:
            return known
        if known.version != seen:
            raise FileMoved
        transaction = Transaction()
        family_papers.put_kinds(transaction, Stored(known.key, wanted, known.version))
        detail: dict[str, object] = {"kinds": [kind.code for kind in wanted.kinds]}
        journal.add_to_commune(
            transaction, commune, JournalLine(new_id(now), "papers_named", by, now, detail=detail)
        )
        transaction.commit()
        return Stored(known.key, wanted, known.version + 1)

    return when_moved(act)

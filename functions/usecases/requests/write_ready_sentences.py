"""A town's agents say which sentences they want ready."""

from collections.abc import Iterable
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.requests.ready_sentences import (
    ReadySentence,
    ReadySentences,
    ReadySentencesMoved,
    check_sentences,
)
from functions.storage.requests import ready_sentences
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


def write_ready_sentences(
    commune: str, written: Iterable[ReadySentence], *, seen: int, by: str, now: datetime
) -> Stored[ReadySentences]:
    """Said again, nothing changes. `seen`: the version of what was read; 0 where nothing was said yet.

    Raises ReadySentencesRefused, ReadySentencesMoved, Busy.
    """
    wanted = check_sentences(written)

    def act() -> Stored[ReadySentences]:
        known = ready_sentences.of_town(commune)
        if known.value == wanted:
            return known
        if known.version != seen:
            raise ReadySentencesMoved
        transaction = Transaction()
        ready_sentences.put(transaction, Stored(known.key, wanted, known.version))
        detail: dict[str, object] = {"sentences": len(wanted.sentences)}
        line = JournalLine(new_id(now), "ready_sentences_written", by, now, detail=detail)
        journal.add_to_commune(transaction, commune, line)
        transaction.commit()
        return Stored(known.key, wanted, known.version + 1)

    return when_moved(act)

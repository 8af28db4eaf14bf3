"""What is written down of who read what."""

from datetime import timedelta

from functions.domain.journal import DAY_LIST_READ
from functions.usecases.journal.note_read import note_read, note_read_of_town
from functions.usecases.journal.seal_journal import seal_journal
from tests.support.acts.act import Do, writes
from tests.support.builders import NOW, open_town, settle


@writes("journal.note_read")
def noting_that_a_file_was_read() -> Do:
    open_town()
    settle()
    return lambda: note_read("lisse", "testmp", by="agent", now=NOW)


@writes("journal.note_read")
def noting_that_a_day_list_was_read() -> Do:
    open_town()
    of = {"service": "restauration", "date": "2026-11-16"}
    return lambda: note_read_of_town("lisse", by="agent", now=NOW, act=DAY_LIST_READ, of=of)


@writes("journal.seal_journal")
def sealing_a_day_of_the_journal() -> Do:
    open_town()
    settle()
    note_read("lisse", "testmp", by="agent", now=NOW)
    return lambda: seal_journal("lisse", now=NOW + timedelta(days=1))

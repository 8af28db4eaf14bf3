"""What is written down of who read what."""

from functions.domain.journal import DAY_LIST_READ
from functions.usecases.journal.note_read import note_read, note_read_of_town
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

"""A thread as an agent reads it: by itself, and among all that waits; and the files of a message."""

from collections.abc import Iterable

from functions.domain.uploads.uploads import AttachedFile
from functions.french.requests.threads import FOR_TOWN, KINDS, words_of, written_by_for_town
from functions.french.words.dates import date_hour
from functions.french.words.weights import weight
from functions.storage.town import communes
from functions.usecases.requests.read_threads import thread_for_town
from functions.web.requests.types import FileShown, ThreadForTown, WrittenShown


def files_shown(files: Iterable[AttachedFile]) -> list[FileShown]:
    return [FileShown(one.id, one.name, weight(one.bytes)) for one in files]


def thread_told(commune: str, family: str, thread_id: str, *, reader: str) -> ThreadForTown:
    """All that was written, the oldest first. `reader`: the account of the agent. Raises NotFound."""
    found = thread_for_town(commune, family, thread_id)
    clock = communes.commune(commune).clock
    thread = found.thread
    return ThreadForTown(
        thread.id,
        thread.family,
        found.family.name,
        thread.kind,
        KINDS[thread.kind],
        thread.subject,
        thread.state,
        FOR_TOWN[thread.state],
        thread.last,
        [
            WrittenShown(
                one.id,
                written_by_for_town(one, found.family, found.agents),
                one.by_town and one.by == reader,
                one.by_town,
                one.at.astimezone(clock),
                date_hour(one.at.astimezone(clock)),
                words_of(one),
                files_shown(one.files),
            )
            for one in found.messages
        ],
    )

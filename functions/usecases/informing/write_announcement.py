"""Write to many families: the act leaves one message in the outbox, and its delivery tells them page by page."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.informing.addressees import AnnouncementAudience
from functions.domain.informing.announcement import Announcement, AnnouncementText, checked
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.news.attachments import NewsFileUnknown
from functions.gateways.documents import DocumentStore
from functions.storage.informing import announcements
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.informing.find_addressees import check_audience
from functions.usecases.news.keep_file import file_place
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class Announcing:
    """Which agent writes, for which commune; `key`: the idempotency key."""

    commune: str
    by: str
    key: str
    now: datetime

    @property
    def done_key(self) -> keys.Key:
        return keys.of_account(self.by, f"KEY#{self.key}")


def write_announcement(
    act: Announcing, text: AnnouncementText, audience: AnnouncementAudience, *, store: DocumentStore | None
) -> str:
    """Answers the id of the message. `store`: where the files are that it names.

    Raises AnnouncementIncomplete, AudienceUnclear, NewsFileUnknown, KeyReused, Busy.
    """
    request = ("write_announcement", act.commune, text, audience)

    def again() -> str:
        earlier = idempotency.earlier_answer(act.done_key, request, str)
        if earlier is not None:
            return earlier
        said = checked(text)
        check_audience(act.commune, audience)
        _check_files(act.commune, said, store)
        written = Announcement(new_id(act.now), said, audience, act.by, act.now)
        transaction = Transaction()
        announcements.put(transaction, Stored(keys.announcement(act.commune, written.id), written, 0))
        detail: dict[str, object] = {"announcement": written.id, "to": audience.kind.value}
        line = JournalLine(new_id(act.now), "announcement_written", act.by, act.now, detail=detail)
        journal.add_to_commune(transaction, act.commune, line)
        outbox.add(transaction, pages_of(act.commune, written.id))
        idempotency.remember(transaction, act.done_key, request, written.id, now=act.now)
        transaction.commit()
        return written.id

    return when_moved(again)


def pages_of(commune: str, announcement: str, page: int = 0) -> Message:
    """What has the next page of families told. The page is in the id, so that a repeated delivery leaves the same message."""
    name = f"{announcement}-{page:05}"
    return Message(name, MessageKind.ANNOUNCEMENT_WRITTEN, commune, data={"announcement": announcement})


def send_trial(act: Announcing, text: AnnouncementText) -> None:
    """Send it to the agent who writes, and to nobody else. Raises AnnouncementIncomplete, KeyReused, Busy."""
    request = ("announcement_trial", act.commune, text)

    def again() -> None:
        if idempotency.earlier_answer(act.done_key, request, bool):
            return
        said = checked(text)
        data: dict[str, str | int] = {"account": act.by, "subject": said.subject, "text": said.text}
        data["files"] = len(said.files)
        transaction = Transaction()
        trial = Message(new_id(act.now), MessageKind.ANNOUNCEMENT_TRIAL, act.commune, data=data)
        outbox.add(transaction, trial)
        idempotency.remember(transaction, act.done_key, request, True, now=act.now)
        transaction.commit()

    when_moved(again)


def _check_files(commune: str, text: AnnouncementText, store: DocumentStore | None) -> None:
    for each in text.files:
        if store is None or not store.has(file_place(commune, each.file)):
            raise NewsFileUnknown(field="files")

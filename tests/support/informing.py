"""Messages of a town to many families, as tests write them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from functions.domain.informing.addressees import AnnouncementAudience, AudienceKind
from functions.domain.informing.announcement import Announcement, AnnouncementText
from functions.domain.messages import Message, MessageKind
from functions.storage.informing import announcements
from functions.storage.table import outbox
from functions.usecases.informing.spread_announcement import spread_announcement as spread
from functions.usecases.informing.write_announcement import Announcing, write_announcement
from tests.support.builders import NOW

AGENT = "a" * 26
EVERYBODY = AnnouncementAudience(AudienceKind.EVERYBODY)


def a_text(**changes: Any) -> AnnouncementText:
    return replace(
        AnnouncementText("Sortie au musée", "Le car part à 9 h.\n\nPrévoyez un pique-nique."), **changes
    )


def writing(key: str = "a-message-1", *, now: datetime = NOW) -> Announcing:
    return Announcing("lisse", AGENT, key, now)


def write_to(audience: AnnouncementAudience = EVERYBODY, *, key: str = "a-message-1") -> str:
    return write_announcement(writing(key), a_text(), audience, store=None)


def deliver_pages() -> int:
    """Deliver what tells a page of families, and what each leaves for the next; answers how many there were."""
    for count in range(100):
        pages = [one for one in outbox.waiting() if one.value.kind is MessageKind.ANNOUNCEMENT_WRITTEN]
        if not pages:
            return count
        for page in pages:
            spread(page.value, NOW)
            taken = outbox.take(page, now=NOW, until=NOW)
            assert taken is not None
            outbox.sent(taken)
    raise AssertionError("no end of pages")


def mails() -> list[Message]:
    """Those to one addressee each that wait to leave, by id."""
    waiting = (stored.value for stored in outbox.waiting(limit_per_shard=1000))
    return sorted((one for one in waiting if one.kind is MessageKind.ANNOUNCEMENT), key=lambda one: one.id)


def written(announcement: str) -> Announcement:
    stored = announcements.announcement("lisse", announcement)
    assert stored is not None
    return stored.value

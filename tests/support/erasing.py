"""Erasing a family as the portal does: the act, and a minute later its files."""

from datetime import datetime
from typing import Any

from functions.domain.messages import Lane, MessageKind
from functions.storage.table import outbox
from functions.usecases.privacy.erase_family import ErasureAsked, erase_family
from functions.usecases.privacy.erase_files import erase_files


def erase_with_files(asked: ErasureAsked, *, documents: Any, uploads: Any) -> None:
    erase_family(asked)
    deliver_erased_files(now=asked.now, documents=documents, uploads=uploads)


def deliver_erased_files(*, now: datetime, documents: Any, uploads: Any) -> None:
    for stored in outbox.waiting(Lane.DOCUMENTS):
        if stored.value.kind is MessageKind.FILES_TO_ERASE:
            erase_files(stored.value, documents=documents, uploads=uploads)
            taken = outbox.take(stored, now=now, until=now)
            assert taken is not None
            outbox.sent(taken)

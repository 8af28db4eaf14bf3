"""A Monday that several wait for: an hour later, its limit, a place that nobody gave on, what was told."""

from datetime import timedelta

import pytest

from functions.domain.messages import MessageKind
from functions.storage.table import outbox
from functions.usecases.waiting_list import give_freed_places
from tests.support.builders import NOW, paris
from tests.support.queues import cancel

LATER = NOW + timedelta(hours=1)
CLOSED = paris("dimanche 2026-11-22 12:00")
"""Monday's mornings are booked, and cancelled, until then."""


def waiting_messages(kind: MessageKind) -> list[dict[str, str | int]]:
    return [one.value.data for one in outbox.waiting(limit_per_shard=200) if one.value.kind is kind]


def cancel_and_die(family: str) -> None:
    """The place is free, and whoever should have given it is no more."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(give_freed_places, "give", lambda *_, **__: None)
        cancel(family)

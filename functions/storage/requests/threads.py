"""Threads between a family and its town, and their messages, an item each."""

from collections.abc import Iterator

from functions.domain import retention
from functions.domain.requests.threads import Thread, ThreadMessage
from functions.storage.table import keys
from functions.storage.table.ids import first_id
from functions.storage.table.reading import listed, newest, partition
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction


def put(transaction: Transaction, commune: str, stored: Stored[Thread]) -> None:
    """A thread that waits for the town is in the list of its agents, those that wait longest first."""
    thread = stored.value
    waits_at = place_in_list(thread)
    transaction.put(
        stored,
        why=("thread", thread.id),
        listed=None if waits_at is None else (keys.open_requests(commune), waits_at),
        expires_at=thread.last_at + retention.THREAD,
    )


def place_in_list(thread: Thread) -> str | None:
    """In the list of those that wait, by since when they do; None for one that does not."""
    since = thread.waits_since
    return None if since is None else f"{first_id(since)}.{thread.id}"


def add_message(
    transaction: Transaction, commune: str, family: str, thread: str, message: ThreadMessage
) -> None:
    transaction.put(
        Stored(keys.thread_message(commune, family, thread, message.id), message, 0),
        why=("message", message.id),
        expires_at=message.at + retention.THREAD,
    )


def messages(commune: str, family: str, thread: str) -> list[ThreadMessage]:
    """The oldest first."""
    key = keys.thread_message(commune, family, thread, "")
    return [stored.value for stored in partition(key.pk, key.sk, ThreadMessage)]


def of_family(
    commune: str, family: str, *, before: str | None = None, limit: int | None = None
) -> list[Stored[Thread]]:
    """The newest first. `before`: an id; the thread that has it, and those begun after it, are left out."""
    key = keys.thread(commune, family, "")
    return newest(key.pk, key.sk, Thread, before=before, limit=limit)


def waiting(commune: str, *, after: str | None = None, limit: int | None = None) -> Iterator[Stored[Thread]]:
    """Those that wait for the town, the longest first; `after`: the place of the one before (`place_in_list`).

    A moment late: for lists, never to decide from.
    """
    return listed(keys.open_requests(commune), Thread, after=after, limit=limit, sort="THREAD#")

"""Threads as they are read: whole, by the family and by the town."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from functions.domain.accounts.account import Account
from functions.domain.errors import NotFound
from functions.domain.families.family import Family
from functions.domain.requests.threads import Thread, ThreadMessage
from functions.domain.uploads.uploads import AttachedFile
from functions.storage.requests import threads
from functions.storage.table import keys
from functions.storage.table.reading import read, read_one, together


@dataclass(frozen=True, slots=True)
class ThreadShown:
    thread: Thread
    messages: Sequence[ThreadMessage]


@dataclass(frozen=True, slots=True)
class ThreadForTown:
    thread: Thread
    messages: Sequence[ThreadMessage]
    family: Family
    agents: dict[str, str]
    """Those who wrote for the town, by account."""


def thread_shown(commune: str, family: str, thread: str) -> ThreadShown:
    """As its family reads it. Raises NotFound."""
    found, written = together(
        lambda: read_one(keys.thread(commune, family, thread), Thread),
        lambda: threads.messages(commune, family, thread),
    )
    if found is None:
        raise NotFound
    return ThreadShown(found.value, written)


def file_of(commune: str, family: str, thread: str, file: str) -> AttachedFile:
    """A file that was sent in the thread. Raises NotFound."""
    written = threads.messages(commune, family, thread)
    found = (one for message in written for one in message.files if one.id == file)
    sent = next(found, None)
    if sent is None:
        raise NotFound
    return sent


def thread_for_town(commune: str, family: str, thread: str) -> ThreadForTown:
    """As an agent reads it. Raises NotFound."""
    thread_key, family_key = keys.thread(commune, family, thread), keys.family(commune, family)
    found = read([thread_key, family_key])
    stored, file = found.get(thread_key, Thread), found.get(family_key, Family)
    if stored is None or file is None:
        raise NotFound
    written = threads.messages(commune, family, thread)
    agents = _names(one.by for one in written if one.by_town)
    return ThreadForTown(stored.value, written, file.value, agents)


def _names(accounts: Iterable[str]) -> dict[str, str]:
    """Of logins that may be there no more."""
    wanted = {account: keys.account(account) for account in accounts}
    found = read(wanted.values())
    return {
        account: f"{file.value.first_name} {file.value.last_name}"
        for account, place in wanted.items()
        if (file := found.get_sound(place, Account)) is not None
    }

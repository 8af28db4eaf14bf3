"""A process that dies at one call to the database: just before it is made, or just after it was done."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from functions.storage.table.item import Item


class Killed(BaseException):
    """Not an Exception: no code may catch it and go on."""


@dataclass
class Calls:
    """How many calls were made, and at which one to die (None: at none)."""

    die_at: int | None = None
    done_first: bool = False
    """The call reaches the database, and its answer nobody."""
    made: int = 0


@contextmanager
def dying(calls: Calls) -> Iterator[Calls]:
    """Count the calls that this thread makes in the block, and die at one of them. Threads are counted apart."""
    with counting():
        _of_this_thread.calls = calls
        try:
            yield calls
        finally:
            _of_this_thread.calls = None


_of_this_thread = threading.local()


@contextmanager
def counting() -> Iterator[None]:
    """Let the threads of the block die, each in a `dying` of its own."""
    client = Item._get_connection().connection.client
    send = client._make_api_call
    if getattr(send, "counts", False):
        yield
        return

    def count(operation: str, arguments: Any) -> Any:
        calls: Calls | None = getattr(_of_this_thread, "calls", None)
        if calls is None:
            return send(operation, arguments)
        calls.made += 1
        dies = calls.made == calls.die_at
        if dies and not calls.done_first:
            raise Killed
        answer = send(operation, arguments)
        if dies:
            raise Killed
        return answer

    count.counts = True  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "_make_api_call", count)
        yield

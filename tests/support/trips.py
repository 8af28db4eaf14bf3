"""How many round trips to the table a request takes: what is asked at once is one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from functions.storage.table import reading
from functions.storage.table.item import Item


@dataclass
class Trips:
    count: int = 0
    sent: list[str] = field(default_factory=list)
    """Each request, whether or not it was asked at once with others."""


@contextmanager
def trips() -> Iterator[Trips]:
    """Of the block. What would be asked at once is asked one after the other, so that the count depends on no clock."""
    made = Trips()
    events = Item._get_connection().connection.client.meta.events

    def asking(model: Any, **_: Any) -> None:
        made.count += 1
        made.sent.append(model.name)

    def one_by_one(questions: Sequence[Callable[[], Any]]) -> tuple[Any, ...]:
        before, longest, answers = made.count, 0, []
        for question in questions:
            made.count = before
            answers.append(question())
            longest = max(longest, made.count - before)
        made.count = before + longest
        return tuple(answers)

    events.register("before-call.dynamodb", asking)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_at_once", one_by_one)
            yield made
    finally:
        events.unregister("before-call.dynamodb", asking)

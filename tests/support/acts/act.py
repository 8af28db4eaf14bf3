"""How an act that writes is told to the harness that breaks each of its calls (`tests/usecases/test_faults_everywhere.py`)."""

from collections.abc import Callable
from dataclasses import dataclass

Do = Callable[[], object]
KEY = "the-key-of-the-act"


@dataclass(frozen=True)
class Act:
    """`prepare` puts on the table what the act needs, and answers the act, which is the same one each time it is done."""

    modules: tuple[str, ...]
    """Of functions/usecases, whose writes it goes through."""
    prepare: Callable[[], Do]
    spares: tuple[str, ...] = ()
    """Keys of items that may be there once more, or say something else: what is counted, and what nobody reads any more."""
    check: Callable[[], None] | None = None
    """What must be so afterwards, where the table may differ."""

    @property
    def name(self) -> str:
        return self.prepare.__name__


ACTS: list[Act] = []

EXPIRES = ("C#lisse#PLAN#", "T#")
"""Drafts of a planning that died; tries, of which one more may be counted."""


def writes(
    *modules: str, spares: tuple[str, ...] = (), check: Callable[[], None] | None = None
) -> Callable[[Callable[[], Do]], Callable[[], Do]]:
    def register(prepare: Callable[[], Do]) -> Callable[[], Do]:
        ACTS.append(Act(modules, prepare, (*EXPIRES, *spares), check))
        return prepare

    return register


class Store:
    """Of documents, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def put(self, place: str, body: bytes, **_: object) -> None:
        self.kept[place] = body

    def has(self, place: str) -> bool:
        return place in self.kept

    def read(self, place: str) -> bytes | None:
        return self.kept.get(place)

    def delete(self, place: str) -> None:
        self.kept.pop(place, None)

    def delete_under(self, folder: str) -> None:
        for place in [place for place in self.kept if place.startswith(folder)]:
            del self.kept[place]


class Failed(Exception):
    """A job that goes through many says how many failed: its next firing takes them up."""


def without_failures(outcome: object) -> None:
    if getattr(outcome, "failed", 0):
        raise Failed

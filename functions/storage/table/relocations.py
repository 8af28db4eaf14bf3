"""Where items lay in earlier releases, when their partition changed.

Readers look there for what they miss at its place (`functions/storage/table/reading.py`), and `python -m infra.migrate` carries it over:
both places serve meanwhile. Only what is put once and never again may move: nobody writes at the place that it left. A move that
every deployment has passed may be deleted.
"""

from dataclasses import dataclass

from functions.storage.table.keys import Key
from functions.storage.table.upgrades import shape_of


@dataclass(frozen=True, slots=True)
class Move:
    """`sort`: how the sort keys begin, which stay, as the ids do; `before` and `after`: shapes of the partition key."""

    sort: str
    before: str
    after: str


MOVES: tuple[Move, ...] = (
    # What names children and their days left the family's partition, which the reminders read.
    Move("INVOICE#", "C/F", "C/I"),
    Move("CREDIT_NOTE#", "C/F", "C/I"),
)


def former(key: Key) -> Key | None:
    """Where an earlier release has put it; None for what never moved."""
    for move in MOVES:
        if key.sk.startswith(move.sort) and shape_of(key.pk) == move.after:
            return _of_shape(key, move.before)
    return None


def current(key: Key) -> Key:
    """Where this release puts it, wherever it lies."""
    for move in MOVES:
        if key.sk.startswith(move.sort) and shape_of(key.pk) == move.before:
            return _of_shape(key, move.after)
    return key


def _of_shape(key: Key, shape: str) -> Key:
    parts = key.pk.split("#")
    parts[::2] = shape.split("/")
    return Key("#".join(parts), key.sk)

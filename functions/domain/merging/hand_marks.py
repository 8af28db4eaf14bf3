"""The marks of a field on which two files differed: the next list of the town's that still says the other value is no news."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from functions.domain.families.hand_edits import HandEdit, text_of


def decided(
    right: Mapping[str, HandEdit],
    left: Mapping[str, HandEdit],
    changes: Iterable[tuple[str, object, object]],
    *,
    by: str,
    at: datetime,
) -> dict[str, HandEdit]:
    """`right`: the marks of the file whose values were chosen; `left`: those of the one they were chosen against. `changes`: (field, its value
    in the left file, the chosen one) where they differ.

    Nobody knows which of the two a list will speak of. Where it says a third thing, the import asks, as always.
    """
    marks = dict(right)
    for field, before, _ in changes:
        if field not in marks:
            known = left.get(field)
            marks[field] = HandEdit(text_of(before) if known is None else known.listed, by, at)
    return marks

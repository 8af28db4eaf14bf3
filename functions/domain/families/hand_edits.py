"""What the town wrote in the portal itself since its list last said it: an import must not undo it without a word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

Value = str | int | bool | date | None
"""Of a field of a file."""


@dataclass(frozen=True, slots=True)
class HandEdit:
    """Of one field. `listed`: what the file said before, which is what the town's list had said last, as text.

    `by`: an account, or the name of the command.
    """

    listed: str
    by: str
    at: datetime


def text_of(value: object) -> str:
    """A value of the file as it is compared with what a list says: None and the empty text are one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def marked(
    known: Mapping[str, HandEdit],
    changes: Iterable[tuple[str, object, object]],
    *,
    by: str,
    at: datetime,
) -> dict[str, HandEdit]:
    """The marks once these fields were changed by hand: (field, before, after) each.

    What the list said stays what it said, however often the field is changed; a field that is back at it needs no mark.
    """
    marks = dict(known)
    for field, before, after in changes:
        mark = marks.pop(field, None)
        listed = text_of(before) if mark is None else mark.listed
        if text_of(after) != listed:
            marks[field] = HandEdit(listed, by, at) if mark is None else replace(mark, by=by, at=at)
    return marks

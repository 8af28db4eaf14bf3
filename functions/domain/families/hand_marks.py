"""The marks that an edit by hand leaves in a file, so that the next import of the town's list asks before it undoes it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from functions.domain.families.family import Child, Family, Guardian
from functions.domain.families.file_changes import child_changes, family_changes
from functions.domain.families.hand_edits import HandEdit, marked

GUARDIANS = "guardians"
"""All responsables as one field: a list names them together."""
ADDED = "added"
"""A child whom the town added in the portal."""


def family_by_hand(before: Family, after: Family, *, by: str, at: datetime) -> Family:
    """`after`, with a mark on each field that differs from `before`."""
    return replace(after, by_hand=marked(before.by_hand, _of_family(before, after), by=by, at=at))


def child_by_hand(before: Child, after: Child, *, by: str, at: datetime) -> Child:
    changes = ((one.field, one.before, one.after) for one in child_changes(before, after))
    return replace(after, by_hand=marked(before.by_hand, changes, by=by, at=at))


def added_by_hand(child: Child, *, by: str, at: datetime) -> Child:
    return replace(child, by_hand={ADDED: HandEdit("", by, at)})


def guardians_text(guardians: Sequence[Guardian]) -> str:
    """Who they are, as a list says it: their logins are not the list's."""
    return "; ".join(
        ",".join((one.civility.value, one.last_name, one.first_name, one.email or "")) for one in guardians
    )


def _of_family(before: Family, after: Family) -> Iterator[tuple[str, object, object]]:
    """Quotients have a history of their own, which says where each comes from."""
    for one in family_changes(before, after):
        if one.field not in ("quotient", "since"):
            yield one.field, one.before, one.after
    yield from [(GUARDIANS, *texts)] if (texts := _guardians(before, after)) else ()


def _guardians(before: Family, after: Family) -> tuple[str, str] | None:
    texts = guardians_text(before.guardians), guardians_text(after.guardians)
    return None if texts[0] == texts[1] else texts

"""Who changed a field of a file last, and when: read in the family's journal, where an edit met another one."""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from functions.domain.accounts.account import Account
from functions.domain.files.edits import Collision
from functions.domain.journal import JournalLine
from functions.storage.table import journal, keys
from functions.storage.table.reading import read
from functions.storage.town import communes

LATEST = 50
"""Lines of the journal that are looked through: the other change is a few minutes old."""
WHOLE_FILE = frozenset({"family_registered"})
"""Acts that may write any field."""


def signed(
    commune: str, family: str, collisions: Sequence[Collision], *, child: str | None = None
) -> list[Collision]:
    """The collisions with who wrote what the file says now, where the journal tells. `child`: whose fields they are."""
    lines = journal.latest(commune, family, limit=LATEST)
    clock = communes.commune(commune).clock
    found = [_signed(one, lines, child, clock) for one in collisions]
    accounts = {one.by: keys.account(one.by) for one in found if one.by is not None}
    logins = read(accounts.values())
    names = {
        by: f"{stored.value.first_name} {stored.value.last_name}"
        for by, key in accounts.items()
        if (stored := logins.get_sound(key, Account)) is not None
    }
    return [replace(one, by_name=names.get(one.by or "", "")) for one in found]


def _signed(
    collision: Collision, lines: Sequence[JournalLine], child: str | None, clock: ZoneInfo
) -> Collision:
    line = next((one for one in lines if _wrote(one, collision.field, child)), None)
    return collision if line is None else replace(collision, by=line.by, at=line.at.astimezone(clock))


def _wrote(line: JournalLine, field: str, child: str | None) -> bool:
    if line.act in WHOLE_FILE:
        return True
    named = line.detail.get("fields", line.detail.get("accepted"))
    if not isinstance(named, list) or (child is not None and line.detail.get("child", child) != child):
        return False
    part = field.partition(".")[0] if field.startswith("guardians.") else field
    return any(str(one) in (field, part) or str(one).endswith(f".{field}") for one in named)

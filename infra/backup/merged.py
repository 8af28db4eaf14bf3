"""Files that were merged into others stay merged, whatever is restored: the live table says of each which (`Family.merged_into`, `MERGED`)."""

import json
from collections.abc import Iterable
from datetime import datetime

import msgspec

from functions.domain.errors import Refusal
from functions.domain.merging.merge import Merge
from functions.storage.create_table import use_table
from functions.usecases.merging.merge_files import merge_again
from infra.backup.exports import RawItem

Merged = dict[tuple[str, str], Merge]
"""How each file went that did, by its commune and its id."""


def merged_in(items: Iterable[RawItem]) -> Merged:
    """Those whose kept file was erased since have no plan any more: they are erased with it."""
    found = {}
    for item in items:
        if item["sk"]["S"] == "MERGED":
            _, commune, _, family = item["pk"]["S"].split("#")
            found[commune, family] = msgspec.json.decode(item["body"]["S"], type=Merge)
    return found


def merge_what_came_back(table: str, merged: Merged, *, now: datetime) -> tuple[int, list[str]]:
    """Merge again in a restored table, in their order; answers how many there were, and the files that could not be: one of the two was not
    there yet, or they hold more than one file may."""
    use_table(table)
    done, left = 0, []
    for (commune, family), merge in sorted(merged.items(), key=lambda each: each[1].begun_at):
        try:
            done += merge_again(commune, merge, now=now)
        except Refusal:
            left.append(family)
    return done, left


def merged_since(now: RawItem | None, then: RawItem) -> bool:
    """Whether another file was merged into this one, of a family or a child, since the backup: what it was then would undo that."""
    if now is None:
        return False
    held, was = (json.loads(item["body"]["S"]).get("merged_from", []) for item in (now, then))
    return bool(held != was)

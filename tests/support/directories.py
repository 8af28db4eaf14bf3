"""The directory as it lies on the table, and as the files say that it should be."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from functions.domain.accounts.account import FamilyRef
from functions.domain.directory.directory_line import DirectoryLine, entries_of, list_name
from functions.storage.directory.directory_lines import from_files
from functions.storage.directory.filters import entry_items, filtered
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.reading import read_one
from functions.storage.table.stored import decode

Entries = dict[tuple[str, str], tuple[str | None, str | None]]
"""What each entry says of the names, by its keys."""


def written() -> tuple[dict[FamilyRef, Any], Entries]:
    """The line of each family with what it is listed and filtered by, and every entry of the index."""
    lines, entries = {}, {}
    for item in Item.scan(consistent_read=True):
        if item.sk == "DIRECTORY":
            _, commune, _, family = item.pk.split("#")
            line = replace(decode(item, DirectoryLine).value, written=(), outdated=())
            lines[FamilyRef(commune, family)] = (line, _said(item))
        elif "#FIND#" in item.pk:
            entries[item.pk, item.sk] = _names(item)
    return lines, entries


def derived(refs: Iterable[FamilyRef]) -> tuple[dict[FamilyRef, Any], Entries]:
    """The same, made anew of the files."""
    lines: dict[FamilyRef, Any] = {}
    entries: Entries = {}
    for ref in refs:
        line = from_files(ref)
        if line.name is None:
            continue
        listed = {"list_pk": keys.directory_list(ref.commune), "list_sk": list_name(line)}
        lines[ref] = (line, dict.fromkeys(_SAID) | filtered(line) | listed)
        for entry in entry_items(ref.commune, line, entries_of(line)):
            entries[entry.pk, entry.sk] = _names(entry)
    return lines, entries


def families_on_the_table() -> list[FamilyRef]:
    rows = Item.scan(Item.sk == "FAMILY", consistent_read=True)
    return [FamilyRef(*item.pk.split("#")[1::2]) for item in rows]


def the_directory_is_what_the_files_say() -> None:
    """To be asserted after any act: no line, no entry too many, none missing, none that says something else."""
    families = families_on_the_table()
    lines, entries = written()
    wanted_lines, wanted_entries = derived(families)
    apart = {
        ref: (lines.get(ref), wanted) for ref, wanted in wanted_lines.items() if lines.get(ref) != wanted
    }
    assert apart == {}
    assert lines.keys() == wanted_lines.keys()
    assert entries == wanted_entries


def line_of(family: str = "testmp", commune: str = "lisse") -> DirectoryLine:
    found = read_one(keys.directory(commune, family), DirectoryLine)
    assert found is not None
    return found.value


def _names(entry: Item) -> tuple[str | None, str | None]:
    return entry.words, entry.marks


_SAID = ("list_pk", "list_sk", "marks", "state", "due_at", "since")


def _said(item: Item) -> dict[str, Any]:
    return {name: getattr(item, name) for name in _SAID}

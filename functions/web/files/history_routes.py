"""What was done to a family's file lately, and who read it: the family may ask for it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from chalice.app import Blueprint
from msgspec import Struct

from functions.domain.accounts.account import Account
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.journal import JournalLine
from functions.domain.town.commune import Commune
from functions.french.journal.sentences import Names, said
from functions.french.words.dates import date_hour
from functions.storage.table import journal, keys
from functions.storage.table.reading import read
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import OFFICE, Agent

routes = Routes(Blueprint(__name__))
LATEST = 50
NAMES_CHILD = frozenset({"absence_decided"})
"""Acts whose sentence names the child here."""


class HistoryLine(Struct):
    id: str
    at: datetime
    when: str
    sentence: str


class FileHistory(Struct):
    """The newest first. `more`: older lines are in the data that the family may ask for."""

    lines: list[HistoryLine]
    more: bool


@routes.route("GET", f"{COMMUNE}/files/{{family}}/history", OFFICE, answers=FileHistory)
def read_history(caller: Agent) -> FileHistory:
    """The latest lines of the family's journal, in words."""
    commune, family = caller.commune, caller.ask.path["family"]
    lines = journal.latest(commune, family, limit=LATEST + 1)
    told = told_lines(
        commune, family, lines, lambda merged: journal.latest(commune, merged, limit=LATEST + 1)
    )
    return FileHistory(told[:LATEST], len(told) > LATEST)


def told_lines(
    commune: str,
    family_id: str,
    lines: Sequence[JournalLine],
    of_merged: Callable[[str], Sequence[JournalLine]],
) -> list[HistoryLine]:
    """In words. One round trip; more where files were merged into this one: their journals stay theirs, and `of_merged` reads them.

    Raises NotFound.
    """
    family_key, town_key = keys.family(commune, family_id), keys.commune(commune)
    people = {line.by: keys.account(line.by) for line in lines}
    children = {str(line.detail["child"]) for line in lines if line.act in NAMES_CHILD}
    files = {child: keys.child(commune, child) for child in sorted(children)}
    found = read(dict.fromkeys([family_key, town_key, *people.values(), *files.values()]))
    named = {
        child: stored.value.first_name
        for child, key in files.items()
        if (stored := found.get_sound(key, Child)) is not None
    }
    family, town = found.get(family_key, Family), found.get(town_key, Commune)
    if family is None or town is None or family.value.erased_on is not None:
        raise NotFound
    if family.value.merged_from:
        earlier = [line for one in family.value.merged_from for line in of_merged(one)]
        lines = sorted((*lines, *earlier), key=lambda line: line.id, reverse=True)
        people = {line.by: keys.account(line.by) for line in lines}
        found = read(dict.fromkeys(people.values()))
    logins = {by: found.get_sound(key, Account) for by, key in people.items()}
    names = Names(
        {by: f"{one.value.first_name} {one.value.last_name}" for by, one in logins.items() if one},
        {family_id: family.value.name},
        named,
    )
    told = []
    for line in sorted(lines, key=lambda line: (line.at, line.id), reverse=True):
        at = line.at.astimezone(town.value.clock)
        told.append(HistoryLine(line.id, at, date_hour(at), said(line, family_id, names)))
    return told

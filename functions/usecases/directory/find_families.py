"""Find families of a town: by what an agent has typed, by a filter, or by both."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice, takewhile

from functions.domain.directory.directory_line import DirectoryLine, LoginsState, is_found, list_name
from functions.domain.directory.family_filter import FamilyFilter, FamilyState, Lack, lacks
from functions.domain.directory.family_search import FamilySearch, family_search
from functions.domain.errors import NotFound
from functions.domain.reglement.acceptance import is_asked
from functions.domain.reglement.service_conditions import Need
from functions.domain.town.commune import Commune
from functions.storage.directory import families_found
from functions.storage.invoices import invoices
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.messages.list_unreachable import list_unreachable

PAGE = 25


@dataclass(frozen=True, slots=True)
class FamiliesAsked:
    """`typed`: empty for the list. `after`: the `next` of the page before."""

    commune: str
    now: datetime
    typed: str = ""
    school: str = ""
    school_class: str = ""
    state: FamilyState | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FamilyFound:
    line: DirectoryLine
    logins: LoginsState
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class FamiliesFound:
    families: list[FamilyFound]
    next: str | None
    schools: dict[str, str]
    """The names of the town's schools, by code."""


def find_families(asked: FamiliesAsked) -> FamiliesFound:
    """Two round trips: of a search, the entries of the index and then the lines; of a list, the town and then the list. Raises NotFound."""
    search = family_search(asked.typed)
    if asked.state is FamilyState.UNPAID:
        return _of_these(asked, search, _unpaid(asked))
    if asked.state is FamilyState.UNREACHABLE:
        return _of_these(asked, search, [one.family for one in list_unreachable(asked.commune)])
    word = families_found.word_of(asked.commune, search)
    if word:
        return _searched(asked, word, search)
    town = _Town(asked, read(_town_keys(asked.commune)))
    page = families_found.listed(
        asked.commune, search.initial, town.chosen, after=families_found.opened(asked.after), limit=PAGE
    )
    return FamiliesFound(town.shown(page.lines), families_found.closed(page.last), town.schools)


def _searched(asked: FamiliesAsked, word: str, search: FamilySearch) -> FamiliesFound:
    entries = families_found.entries(
        asked.commune, word, search.others, after=families_found.opened(asked.after)
    )
    chooses = bool(asked.school or asked.school_class or asked.state)
    most = families_found.ENTRIES - 2 if chooses else PAGE + 1
    places = list(islice(entries, most))
    lines_at = {place: keys.directory(asked.commune, families_found.family_at(place)) for place in places}
    found = read([*_town_keys(asked.commune), *dict.fromkeys(lines_at.values())])
    town = _Town(asked, found)
    kept: list[DirectoryLine] = []
    last = ""
    for place, line_key in lines_at.items():
        if len(kept) == PAGE:
            return FamiliesFound(town.shown(kept), families_found.closed(last), town.schools)
        last = place
        stored = found.get_sound(line_key, DirectoryLine)
        if stored is not None and town.chosen.keeps(stored.value):
            kept.append(stored.value)
    more = len(places) == most and chooses
    return FamiliesFound(town.shown(kept), families_found.closed(last) if more else None, town.schools)


def _unpaid(asked: FamiliesAsked) -> Iterator[str]:
    """Those who owe an invoice whose day has passed: from the list of debts that the régisseur reads."""
    commune = communes.commune(asked.commune)
    today = commune.day_of(asked.now)
    late = takewhile(lambda debt: debt.due_on < today, invoices.owed(commune.id, commune.regie.code))
    return (debt.family for debt in late)


def _of_these(asked: FamiliesAsked, search: FamilySearch, families: Iterable[str]) -> FamiliesFound:
    """Families that another list names, by name, as the directory shows them."""
    places = {family: keys.directory(asked.commune, family) for family in families}
    found = read([*_town_keys(asked.commune), *places.values()])
    town = _Town(asked, found)
    lines = [
        stored.value
        for place in places.values()
        if (stored := found.get_sound(place, DirectoryLine)) is not None
    ]
    exact = families_found.word_of(asked.commune, search)
    kept = [line for line in lines if town.chosen.keeps(line) and is_found(line, search, exact)]
    after = families_found.opened(asked.after)
    ordered = sorted((line for line in kept if list_name(line) > after), key=list_name)
    last = list_name(ordered[PAGE - 1]) if len(ordered) > PAGE else ""
    return FamiliesFound(town.shown(ordered[:PAGE]), families_found.closed(last), town.schools)


def _town_keys(commune: str) -> list[Key]:
    return [keys.commune(commune), keys.reglement_head(commune)]


class _Town:
    """What a line is shown by: the town's clock, and whether it asks families for a complete file."""

    def __init__(self, asked: FamiliesAsked, found: Found) -> None:
        commune = found.get(keys.commune(asked.commune), Commune)
        if commune is None:
            raise NotFound
        self._now = asked.now.astimezone(commune.value.clock)
        head = found.get(keys.reglement_head(asked.commune), ReglementHead)
        reglement = None if head is None else communes.reglement(asked.commune, head.value.reglement)
        self.schools = {} if reglement is None else reglement.school_names
        self._complete_file = reglement is not None and is_asked(Need.COMPLETE_FILE, reglement)
        self.chosen = FamilyFilter(self._now, asked.school, asked.school_class, asked.state)

    def shown(self, lines: Sequence[DirectoryLine]) -> list[FamilyFound]:
        return [
            FamilyFound(
                replace(line, written=(), outdated=()),
                line.logins_state(self._now),
                lacks(line, self._now, complete_file=self._complete_file),
            )
            for line in lines
        ]

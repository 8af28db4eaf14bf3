"""Write down what keeps a child safe. The journal says that it was written, and no word of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family, FileMoved
from functions.domain.files.year_file import year_to_confirm
from functions.domain.journal import JournalLine
from functions.domain.safety.child_safety import ChildSafety, check_safety
from functions.domain.safety.health_sheet import HealthSheet
from functions.domain.safety.kept_away import check_kept_away
from functions.domain.safety.menus import MenuNames, menu_names
from functions.domain.town.commune import Commune
from functions.storage.safety import child_safeties
from functions.storage.table import idempotency, journal, keys
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.retry import when_moved


@dataclass(frozen=True, slots=True)
class SafetyWritten:
    """`seen`: the version of what was read; 0 where nothing was written yet. Of `safety.health`, None leaves what is there."""

    commune: str
    safety: ChildSafety
    seen: int
    by: str
    key: str
    now: datetime


def write_safety(asked: SafetyWritten) -> int:
    """The version of what is written now. Raises NotFound, FileMoved, SafetyRefused, UnknownMenu, NoDecisionGiven, ParentKeptAway,
    HealthSheetRefused, KeyReused, Busy."""
    child = asked.safety.child
    done_key = keys.of_account(asked.by, f"KEY#{asked.key}")
    request = ("safety", asked.commune, asked.safety, asked.seen)
    child_key, safety_key = keys.child(asked.commune, child), keys.safety(asked.commune, child)
    menus_key, town_key = keys.menu_names(asked.commune), keys.commune(asked.commune)

    def act() -> int:
        found = read([done_key, child_key, safety_key, menus_key, town_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, int)
        if earlier is not None:
            return earlier
        file = found.get(child_key, Child)
        if file is None or not file.value.families:
            raise NotFound
        known = found.get(safety_key, ChildSafety)
        version = 0 if known is None else known.version
        before = None if known is None else known.value
        town = found.get(town_key, Commune)
        if town is None:
            raise NotFound
        wished = replace(asked.safety, health=_health(before, asked, town.value.day_of(asked.now)))
        if before is not None and _same(before, wished):
            return version
        if version != asked.seen:
            raise FileMoved
        menus = found.get_or(menus_key, MenuNames()).value
        safety = check_safety(wished, menus=menus.names, before=before)
        transaction = Transaction()
        transaction.check(file, why="child")
        if safety.may_not_fetch:
            homes = _homes(asked.commune, file.value)
            check_kept_away(safety, before, [home.value for home in homes])
            for home in homes:
                transaction.check(home, why=("family", home.value.id))
        signed = replace(safety, written_by=asked.by, written_at=asked.now)
        child_safeties.put(transaction, Stored(safety_key, signed, version))
        for family in file.value.families:
            line = JournalLine(
                new_id(asked.now), "safety_written", asked.by, asked.now, detail={"child": child}
            )
            journal.add(transaction, asked.commune, family, line)
        idempotency.remember(transaction, done_key, request, version + 1, now=asked.now)
        transaction.commit()
        return version + 1

    return when_moved(act)


def name_menus(commune: str, names: tuple[str, ...], *, by: str, now: datetime) -> MenuNames:
    """What the town calls its menus. What children have already stays. Raises MenuRefused, Busy."""
    wanted = menu_names(names)

    def act() -> MenuNames:
        known = child_safeties.menus(commune)
        if known.value == wanted and known.version:
            return wanted
        transaction = Transaction()
        child_safeties.put_menus(transaction, Stored(known.key, wanted, known.version))
        line = JournalLine(new_id(now), "menus_named", by, now, detail={"count": len(wanted.names)})
        journal.add_to_commune(transaction, commune, line)
        transaction.commit()
        return wanted

    return when_moved(act)


def _homes(commune: str, child: Child) -> list[Stored[Family]]:
    places = [keys.family(commune, family) for family in child.families]
    found = read(places)
    return [home for place in places if (home := found.get(place, Family)) is not None]


def _health(before: ChildSafety | None, asked: SafetyWritten, today: date) -> HealthSheet | None:
    """What an agent copies is signed by nobody of the family: who attested what was there is kept where nothing of it changes."""
    known = None if before is None else before.health
    wished = asked.safety.health
    if wished is None:
        return known
    if (
        known is not None
        and replace(wished, year=known.year, told_by=known.told_by, told_on=known.told_on) == known
    ):
        return known
    return wished.told(year_to_confirm(today), "", today) if wished.says_something else None


def _same(one: ChildSafety, other: ChildSafety) -> bool:
    """Whoever wrote it."""
    return replace(one, written_by="", written_at=None) == replace(other, written_by="", written_at=None)

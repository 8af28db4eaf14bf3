"""Finding a family among five thousand, on the local engine: how long, how many round trips, and what DynamoDB would bill.

`make bench` runs it; `FAMILIES=300 python -m infra.bench_directory` takes a smaller town.
"""

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from infra.capacity import metered
from infra.local.engine import engine
from infra.local.environment import environment
from infra.local.prepare import prepare_services, prepare_table

FAMILIES = 5000
NOW = datetime(2026, 11, 16, 8, tzinfo=UTC)
TOWN = "aubray"

FIRST_NAMES = [
    "Adam",
    "Alice",
    "Ambre",
    "Anna",
    "Arthur",
    "Camille",
    "Chloé",
    "Clara",
    "Emma",
    "Ethan",
    "Gabriel",
    "Hugo",
    "Inès",
    "Jade",
    "Jean-Pierre",
    "Jeanne",
    "Jules",
    "Julie",
    "Julien",
    "Léa",
    "Léo",
    "Léon",
    "Liam",
    "Lina",
    "Louis",
    "Louise",
    "Lucas",
    "Maël",
    "Maëlle",
    "Malo",
    "Manon",
    "Marc",
    "Margaux",
    "Marie",
    "Marie-Claire",
    "Marion",
    "Martin",
    "Mathilde",
    "Mathis",
    "Maxime",
    "Mia",
    "Mila",
    "Nathan",
    "Nina",
    "Noah",
    "Noé",
    "Nolan",
    "Océane",
    "Paul",
    "Raphaël",
    "Rose",
    "Sacha",
    "Sarah",
    "Sofia",
    "Sophie",
    "Théo",
    "Tom",
    "Victor",
    "Zoé",
]
LAST_NAMES = [
    "Andre",
    "Barbier",
    "Bernard",
    "Bertrand",
    "Blanc",
    "Bonnet",
    "Boyer",
    "Brun",
    "Chevalier",
    "Clément",
    "D’Amico",
    "David",
    "Denis",
    "Dubois",
    "Dufour",
    "Dumont",
    "Dupont",
    "Durand",
    "Duval",
    "Fabre",
    "Faure",
    "Fontaine",
    "Fournier",
    "François",
    "Garnier",
    "Gauthier",
    "Gautier",
    "Gérard",
    "Girard",
    "Guérin",
    "Henry",
    "Joly",
    "Lambert",
    "Lefebvre",
    "Legrand",
    "Lemaire",
    "Leroy",
    "Lopez",
    "Lucas",
    "Mallet",
    "Marchand",
    "Marie",
    "Martin",
    "Martinez",
    "Masson",
    "Mathieu",
    "Mercier",
    "Meunier",
    "Meyer",
    "Michel",
    "Moreau",
    "Morel",
    "Morin",
    "Muller",
    "Nicolas",
    "Noël",
    "Perrin",
    "Petit",
    "Philippe",
    "Picard",
    "Renard",
    "Renaud",
    "Rey",
    "Richard",
    "Rivière",
    "Robert",
    "Robin",
    "Roche",
    "Rousseau",
    "Roussel",
    "Roux",
    "Sanchez",
    "Simon",
    "Thomas",
    "Vidal",
    "Vincent",
]
ENDINGS = ("", "", "eau", "in", "et", "ard", "on", "ier")
"""So that there are some six hundred names, as in a town."""

LISTS: dict[str, dict[str, Any]] = {
    "the list": {},
    "a class": {"school": "ferry", "school_class": "CM1"},
    "not activated": {"state": "not_activated"},
    "expired": {"state": "expired"},
}
SEARCHES = 60
"""Of families taken by chance, each in one of the ways in which an agent types."""


def main() -> None:
    with engine() as address:
        os.environ.update(environment(address))
        prepare_services()
        prepare_table()
        for line in figures(int(os.environ.get("FAMILIES") or FAMILIES)):
            print(line, flush=True)


def figures(families: int) -> Iterator[str]:
    """The table is there, and holds no such town."""
    from functions.domain.directory.family_filter import FamilyState
    from functions.usecases.directory.find_families import FamiliesAsked, find_families

    lines, entries = _fill(families)
    yield f"directory   {families} families, {entries / families:.1f} entries each"
    find_families(FamiliesAsked(TOWN, NOW))
    took: list[float] = []
    units: list[float] = []
    most = 0
    for typed in _typed(lines):
        asked = FamiliesAsked(TOWN, NOW, typed)
        with metered() as used:
            find_families(asked)
        took.append(_milliseconds(partial(find_families, asked)))
        units.append(used.read_units)
        most = max(most, used.requests)
    baseline = _milliseconds(_read_lines)
    yield (
        f"            a search: {most} round trips at most, {statistics.mean(units):.0f} read units, "
        f"{statistics.median(took):.0f} ms, {statistics.quantiles(took, n=20)[-1]:.0f} ms at the 95th percentile; "
        f"25 lines by key alone {baseline:.0f} ms: {statistics.median(took) / baseline:.1f}"
    )
    for name, wanted in LISTS.items():
        if "state" in wanted:
            wanted = wanted | {"state": FamilyState(wanted["state"])}
        asked = FamiliesAsked(TOWN, NOW, **wanted)
        with metered() as used:
            found = find_families(asked)
        spent = _milliseconds(partial(find_families, asked))
        yield (
            f"            {name}: {len(found.families)} shown, {used.requests} round trips, {used.read_units:.0f} read units, {spent:.0f} ms"
        )


def _typed(lines: list[Any]) -> Iterator[str]:
    """As one types: the beginning of a name, a child's two names, a whole address, phone or number."""
    chance = random.Random(2)  # noqa: S311  # the same searches each time
    for turn in range(SEARCHES):
        number = chance.randrange(len(lines))
        line = lines[number]
        child = chance.choice(line.children)
        yield (
            line.name[: chance.choice((3, 4, 5, 9))],
            child.first_name[: chance.choice((3, 4, 6))],
            f"{child.first_name} {line.name}"[: chance.choice((7, 20))],
            f"{line.name} {line.guardians[0].first_name[:2]}",
            f"parent{number}@famille.example",
            f"01 99 {number // 100:04}{number % 100:02}",
        )[turn % 6]


def _read_lines() -> None:
    from functions.storage.families.town_numbers import family_id
    from functions.storage.table import keys
    from functions.storage.table.reading import read

    read(keys.directory(TOWN, family_id(TOWN, f"{number}")) for number in range(25))


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _fill(families: int) -> tuple[list[Any], int]:
    """A town with its directory, written in bulk as each act writes it; answers the lines, and how many entries there are."""
    from pathlib import Path

    from functions.domain.directory.directory_line import list_name
    from functions.domain.directory.entries import entry_changes
    from functions.reglement_file import parse
    from functions.storage.directory.filters import entry_items, filtered
    from functions.storage.table import keys
    from functions.storage.table.item import Item
    from functions.storage.table.stored import Stored, item_of
    from functions.usecases.town.open_commune import open_commune
    from functions.usecases.town.publish_reglement import publish_reglement
    from infra.demo.towns import AUBRAY

    open_commune(AUBRAY, now=NOW)
    rules = Path(__file__).parent / "demo" / "reglements" / f"{AUBRAY.id}.toml"
    publish_reglement(AUBRAY.id, parse(rules.read_text("utf-8")), now=NOW)
    chance = random.Random(1)  # noqa: S311  # the same town each time
    entries, lines = 0, []
    with Item.batch_write() as batch:
        for number in range(families):
            line = _line(number, chance)
            lines.append(line)
            todo = entry_changes(None, line, room=1000)
            place = (keys.directory_list(TOWN), list_name(line))
            item = item_of(Stored(keys.directory(TOWN, line.family), todo.line, 0), listed=place)
            for name, value in filtered(line).items():
                setattr(item, name, value)
            batch.save(item)
            for entry in entry_items(TOWN, line, todo.puts):
                batch.save(entry)
                entries += 1
    return lines, entries


def _line(number: int, chance: random.Random) -> Any:
    from functions.domain.accounts.activation import Activation
    from functions.domain.directory.directory_line import DirectoryLine
    from functions.domain.families.family import Address, Child, Civility, Family, Guardian, QuotientFamilial
    from functions.storage.directory import directory_lines
    from functions.storage.families.town_numbers import family_id

    own = family_id(TOWN, f"{number}")
    name, other = (chance.choice(LAST_NAMES) + chance.choice(ENDINGS) for _ in range(2))
    guardians = (
        Guardian(Civility.MADAME, name, chance.choice(FIRST_NAMES), f"parent{number}@famille.example"),
        Guardian(Civility.MONSIEUR, other, chance.choice(FIRST_NAMES), f"autre{number}@famille.example"),
    )
    children = [
        Child(
            f"child{number}-{rank}",
            chance.choice(FIRST_NAMES),
            name,
            date(2016 + rank, 5, 4),
            (own,),
            school=chance.choice(("ferry", "pasteur", "curie")),
            school_class=chance.choice(("PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2")),
            number=f"{number}-{rank}",
        )
        for rank in range(chance.choice((1, 2, 2, 3)))
    ]
    family = Family(
        own,
        name,
        Address(f"{number} rue des Tilleuls", "00000", "Aubray"),
        f"01 99 {number // 100:04}{number % 100:02}",
        guardians,
        tuple(child.id for child in children),
        members=(f"account{number}",) if chance.random() < 0.8 else (),
        quotients=(QuotientFamilial(800, date(2026, 9, 1)),) if chance.random() < 0.9 else (),
    )
    line = directory_lines.with_family(DirectoryLine(own), family)
    for child in children:
        line = directory_lines.with_child(line, TOWN, child)
    if not family.members:
        invited = Activation(guardians[0].email or "", "issue", (), NOW - timedelta(days=number % 60))
        line = directory_lines.with_invitation(line, invited)
    return line


if __name__ == "__main__":
    main()

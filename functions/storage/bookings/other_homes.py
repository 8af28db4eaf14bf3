"""The other homes that pay for children of two homes, read with what their bookings are decided from.

The children's files name them, so that the first act of a process for a child reads once more; the next ones know whom to ask for. Only whom
to ask for is remembered: what is written is priced from what was just read, and checks it.
"""

from collections.abc import Iterable, Mapping

from functions.domain.families.cost_sharing import payers_agreed
from functions.domain.families.family import Child, Family
from functions.domain.pricing.households import tariff_facts
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

MOST_KNOWN = 5000
_known: dict[tuple[str, str], frozenset[str]] = {}
"""By commune and child: the homes that paid for it when it was last read. Children of one home are not in it."""


def keys_known(commune: str, family: str, children: Iterable[str]) -> list[Key]:
    """Of the homes that the process met before, to be read in the same batch."""
    homes = {home for child in children for home in _known.get((commune, child), ())} - {family}
    return [keys.family(commune, home) for home in sorted(homes)]


def in_batch(
    found: Found, commune: str, family: str, children: Mapping[str, Stored[Child]], asked: Iterable[Key]
) -> dict[str, Stored[Family] | None]:
    """Every other home that pays for one of the children, with what its prices depend on; None for one that has no file. One round trip
    more where one was not asked for in the batch."""
    wanted = set[str]()
    for child, stored in children.items():
        homes = payers_agreed(stored.value.sharing) - {family} if stored.value.sharing else frozenset()
        _remember(commune, child, homes)
        wanted |= homes
    if not wanted:
        return {}
    left = [key for home in sorted(wanted) if (key := keys.family(commune, home)) not in set(asked)]
    more = read(left) if left else found
    return {
        home: _facts(more if keys.family(commune, home) in left else found, commune, home)
        for home in sorted(wanted)
    }


def check(
    transaction: Transaction,
    family: Stored[Family],
    homes: Mapping[str, Stored[Family] | None],
    children: Iterable[Stored[Child]],
) -> None:
    """What the other homes of those children pay was priced from their files: these must still say the same."""
    payers = {home for child in children for home in payers_agreed(child.value.sharing)} - {family.value.id}
    assert payers <= homes.keys(), "who writes bookings reads the homes that pay for them"
    for home in sorted(payers):
        stored = homes[home]
        if stored is not None:
            transaction.check(stored, why=("family", home))


def _facts(found: Found, commune: str, home: str) -> Stored[Family] | None:
    stored = found.get(keys.family(commune, home), Family)
    if stored is None or stored.value.erased_on is not None:
        return None
    return Stored(stored.key, tariff_facts(stored.value), stored.version)


def _remember(commune: str, child: str, homes: frozenset[str]) -> None:
    if not homes:
        _known.pop((commune, child), None)
        return
    if len(_known) >= MOST_KNOWN:
        _known.clear()
    _known[commune, child] = homes

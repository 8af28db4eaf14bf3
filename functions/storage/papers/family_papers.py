"""What the town asks families to show, and what it has seen."""

from collections.abc import Iterable, Mapping

from functions.domain.families.family import Family
from functions.domain.papers.papers import Paper, PaperKinds, asked_of
from functions.storage.table import keys
from functions.storage.table.reading import partition, read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction

Papers = Mapping[tuple[str, str], Paper]
"""By kind and child."""


def kinds(commune: str) -> Stored[PaperKinds]:
    key = keys.paper_kinds(commune)
    return read([key]).get_or(key, PaperKinds())


def put_kinds(transaction: Transaction, stored: Stored[PaperKinds]) -> None:
    transaction.put(stored, why="kinds")


def put(transaction: Transaction, stored: Stored[Paper]) -> None:
    transaction.put(stored, why="paper")


def of_family(commune: str, family: str) -> dict[tuple[str, str], Stored[Paper]]:
    """All of them, also of kinds that the town gave up."""
    prefix = keys.paper(commune, family, "", "")
    found = partition(prefix.pk, "PAPER#", Paper)
    return {(stored.value.kind, stored.value.child): stored for stored in found}


def of_families(commune: str, asked: PaperKinds, families: Iterable[Family]) -> dict[str, Papers]:
    """Those that are asked of each of these families, in one batch. A paper that cannot be read counts as not seen."""
    wanted = {
        (family.id, kind.code, child): keys.paper(commune, family.id, kind.code, child)
        for family in families
        for kind, child in asked_of(asked, family)
    }
    found = read(wanted.values())
    papers: dict[str, dict[tuple[str, str], Paper]] = {}
    for (family, kind, child), key in wanted.items():
        stored = found.get_sound(key, Paper)
        if stored is not None:
            papers.setdefault(family, {})[kind, child] = stored.value
    return dict(papers)

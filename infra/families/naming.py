"""How somebody at the town hall names a family on the command line."""

from itertools import islice

from functions.domain.families.family import Family
from functions.domain.families.spelling import folded
from functions.storage.families import families
from functions.storage.families.town_numbers import family_id
from functions.storage.table import keys
from functions.storage.table.reading import read_one


class Refused(Exception):
    """What to print on the error output before leaving with status 1."""


def family_named(commune: str, wanted: str) -> Family:
    """By the town's own number, by its id, or by the beginning of its name where that is enough to tell. Raises Refused."""
    for code in (family_id(commune, wanted), wanted):
        found = read_one(keys.family(commune, code), Family)
        if found is not None:
            return found.value
    called = folded(wanted)
    named = (
        stored.value
        for stored in families.all_families(commune)
        if called and folded(stored.value.name).startswith(called)
    )
    some = list(islice(named, 6))
    if len(some) == 1:
        return some[0]
    if not some:
        raise Refused(f"Aucune famille « {wanted} » dans cette commune.")
    names = ", ".join(f"{each.name} ({each.id})" for each in some[:5])
    raise Refused(f"Plusieurs familles : {names}… Donnez l’identifiant entre parenthèses.")

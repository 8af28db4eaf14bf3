"""A child's sheet as its own parents read it: also what is true where the town noted nothing."""

from collections.abc import Iterator, Sequence

from functions.french.safety.health import HEALTH_SHEET, TO_FILL_IN
from functions.french.safety.reading import FactSaid, PersonSaid, SheetSaid
from functions.french.words.dates import listing

NOBODY = "personne n’est noté"
USUAL = {"Allergies": "aucune", "PAI": "aucun", "Menu": "habituel", "Sortie": "avec un adulte"}


def own_sheet(sheet: SheetSaid, sent: str = "") -> Iterator[FactSaid]:
    """`sent`: of a health sheet that waits for the town, when it was sent."""
    if sheet.kept_away:
        yield FactSaid("Ne vient pas chercher l’enfant", _people(sheet.kept_away))
    yield FactSaid("Peut venir chercher l’enfant", _people(sheet.may_fetch))
    yield FactSaid("À appeler", _people(sheet.to_call))
    known = {fact.label: fact.value for fact in sheet.facts}
    for label, usual in USUAL.items():
        yield FactSaid(label, known.get(label, usual))
    of_health = [fact for fact in sheet.facts if fact.label not in USUAL]
    yield from of_health or [FactSaid(HEALTH_SHEET, sent or TO_FILL_IN)]


def _people(said: Sequence[PersonSaid]) -> str:
    return listing([_person(one) for one in said]) if said else NOBODY


def _person(one: PersonSaid) -> str:
    beside = [part for part in (one.more, one.phone) if part]
    return f"{one.name} ({', '.join(beside)})" if beside else one.name

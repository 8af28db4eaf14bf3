"""The words a tariff's conditions name: kinds of price and schools. One letter wrong, and no child would ever pay by them."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from functions.domain.reglement.tariff_grids import REGULAR, Conditions, Tariff
from functions.french.reglement.tariff_lines import KINDS
from functions.reglement_file.places import Path
from functions.reglement_file.reader import Table

_ALIKE = 0.8
"""« occasionnel » is « occasional » misspelt; « exceptionnel » is the town's own word."""


def check_words(table: Table, tariff: Tariff, places: list[Path], schools: Mapping[str, str]) -> None:
    """`places`: where each line is written. The town may name prices in its own words; the portal shows those as they are."""
    for line, place in zip(tariff.lines, places, strict=True):
        for sentence in (*_kind_flaws(line.kind), *_school_flaws(line.when, schools)):
            table.problems.add(place, sentence)
    kinds = {line.kind for line in tariff.lines} | {REGULAR}
    for index, adjustment in enumerate(tariff.adjustments):
        place = (*table.path, "adjustments", index)
        kind = adjustment.when.value_of("kind")
        if kind is not None and kind not in kinds:
            table.problems.add((*place, "kind"), f"ce tarif n’a pas de prix « {kind} ».")
        for sentence in _school_flaws(adjustment.when, schools):
            table.problems.add((*place, "school"), sentence)


def _kind_flaws(kind: str) -> Iterator[str]:
    if kind in KINDS:
        return
    if close := get_close_matches(kind, list(KINDS), n=1, cutoff=_ALIKE):
        yield f"le portail ne connaît pas de prix « {kind} ». Vouliez-vous écrire « {close[0]} » ?"
    elif "_" in kind:
        yield f"les familles liront « {kind} » : écrivez-le comme il se dit, par exemple « première heure »."


def _school_flaws(when: Conditions, schools: Mapping[str, str]) -> Iterator[str]:
    school = when.value_of("school")
    if school is not None and school not in schools:
        yield f"l’école « {school} » n’existe pas dans ce fichier : décrivez-la dans [[calendar.schools]]."

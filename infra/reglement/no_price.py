"""Why the price that was asked for is not there, told to a clerk who tries a file."""

from datetime import date

from functions.domain.reglement.tariff_grids import Tariff
from functions.french.words.dates import date_long, listing

_OPTIONS = ("age", "level", "scheme", "school", "formula", "days")
"""Facts that are unknown unless the command says them."""


def no_line(tariff: Tariff, kind: str, told: dict[str, object]) -> str:
    """`told`: what the command says, by option."""
    lines = [line for line in tariff.lines if line.kind == kind]
    if not lines:
        return f"Le tarif « {tariff.code} » n’a pas de prix « {kind} »."
    asked = frozenset().union(*(line.when.names for line in lines))
    missing = [f"--{option}" for option in _OPTIONS if option in asked and told.get(option) is None]
    if missing:
        return f"Aucune ligne de « {tariff.code} » ne convient : il manque {listing(missing)}."
    said = [f"--{option} {told[option]}" for option in _OPTIONS if option in asked]
    return f"Aucune ligne de « {tariff.code} » ne convient{f' à {listing(said)}' if said else ''}."


def no_grid(tariff: str, day: date) -> str:
    return f"Aucune grille de « {tariff} » ne vaut encore le {date_long(day)} : regardez « since »."

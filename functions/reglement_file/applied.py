"""What a file may say, and the portal would not do: told before it is published, with its line.

Such a file is read all the same, so that its limits and its prices can be tried; `check` and the publication refuse it.
"""

import tomllib
from collections.abc import Iterator

from functions.domain.pricing.applied_prices import (
    NEVER_TOLD,
    facts_never_told,
    longer_words,
    priced_services,
)
from functions.domain.pricing.booking_coverage import families_without_price
from functions.domain.pricing.grid_coverage import Flaw
from functions.domain.pricing.units import UnitFlaw, minutes_named, unit_flaw
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.tariff_grids import REGULAR, Tariff
from functions.french.reglement.tariff_lines import fact_value
from functions.french.words.dates import listing
from functions.french.words.money import number
from functions.french.words.schools import school_name
from functions.reglement_file.places import places
from functions.reglement_file.problems import Problem, Problems

MOST_HOLES = 3
"""Of one grid: mending the first ones mends the others too, as a rule."""


def not_applied(text: str, reglement: Reglement) -> list[Problem]:
    """`reglement`: what `text` was read as."""
    problems = Problems(tomllib.loads(text), places(text))
    for index, tariff in enumerate(reglement.tariffs):
        for key, sentence in _of_tariff(tariff):
            problems.add(("tariffs", index, *key), sentence)
    where = {id(tariff): index for index, tariff in enumerate(reglement.tariffs)}
    for service, tariff in priced_services(reglement):
        for sentence in _of_families(reglement, service, tariff):
            problems.add(("tariffs", where[id(tariff)]), sentence)
    return problems.sorted()


def _of_tariff(tariff: Tariff) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match unit_flaw(tariff):
        case UnitFlaw.LONGER:
            yield (
                ("unit",),
                f"le prix « par {tariff.unit} » serait demandé pour chaque jour réservé : le portail ne facture ni forfait, ni "
                'abonnement, ni carnet. Écrivez le prix d’un jour, par exemple unit = "repas".',
            )
        case UnitFlaw.UNKNOWN:
            yield (
                ("unit",),
                f"le portail ne sait pas ce que c’est que payer par « {tariff.unit} ». Dites ce que l’on paie chaque jour : "
                '"repas", "jour", "demi-journée", "matin", "soir", "garderie"…, ou une durée avec « minutes ».',
            )
        case UnitFlaw.NO_MINUTES:
            length = minutes_named(tariff.unit)
            example = f" : minutes = {length}" if length is not None else ""
            yield (
                ("unit",),
                f"« {tariff.unit} » est une durée : ajoutez « minutes »{example}, sinon chaque jour n’en coûterait qu’une.",
            )
        case UnitFlaw.OTHER_MINUTES:
            yield (
                ("minutes",),
                f"« {tariff.unit} » et « minutes = {tariff.minutes} » ne disent pas la même durée.",
            )
        case UnitFlaw.NOT_TIME:
            yield (
                ("minutes",),
                f"avec « minutes », le prix est celui d’une durée : « {tariff.unit} » n’en est pas une.",
            )
    for words in longer_words(tariff):
        yield (
            (),
            f"« {words} » parle d’un prix pour plusieurs jours : le portail demande le prix d’un jour à chaque jour réservé.",
        )
    for index, adjustment in enumerate(tariff.adjustments):
        if unknown := sorted(adjustment.when.names & NEVER_TOLD):
            yield (
                ("adjustments", index),
                f"« {adjustment.label} » tient à {_keys(unknown)}, que le portail ne connaît pas d’une réservation : "
                "aucun prix n’en serait changé.",
            )


def _of_families(reglement: Reglement, service: Service, tariff: Tariff) -> Iterator[str]:
    if not any(line.kind == REGULAR for line in tariff.lines):
        yield f"ce tarif n’a pas de prix habituel : « {service.name} » n’en aurait aucun jour."
        return
    unknown = facts_never_told(tariff)
    why = (
        f" : leur prix tient à {_keys(unknown)}, que le portail ne connaît pas d’une réservation"
        if unknown
        else ""
    )
    for hole in families_without_price(reglement, service, tariff)[:MOST_HOLES]:
        said = 'told = "Appelez la mairie avant de réserver."'
        yield (
            f"{_who(hole, reglement)} n’auraient pas de prix pour « {service.name} »{why}. Donnez-leur un prix, ou dites-leur quoi "
            f"faire : without_price = [{{ {_written(hole)}{said} }}]."
        )


def _who(hole: Flaw, reglement: Reglement) -> str:
    schools = reglement.school_names
    others = []
    for name, value in hole.example:
        if name == "school":
            others.append(school_name(schools, str(value)) if value is not None else "sans école connue")
        elif value is not None and name != "kind":
            others.append(fact_value(name, value))
    said = f" ({', '.join(others)})" if others else ""
    if hole.low is not None and hole.high is not None and hole.low != hole.high:
        return f"les familles au quotient de {number(hole.low)} à {number(hole.high)}{said}"
    if hole.high is not None:
        return f"les familles au quotient de {number(hole.high)}{said}"
    if hole.low:
        return f"les familles au quotient de {number(hole.low)} et plus{said}"
    return f"les familles{said}" if said else "toutes les familles"


def _written(hole: Flaw) -> str:
    parts = []
    if hole.low:
        parts.append(f"from = {hole.low}, ")
    if hole.high is not None:
        parts.append(f"below = {hole.high}, ")
    return "".join(parts)


def _keys(facts: list[str] | tuple[str, ...]) -> str:
    return listing([f"« {fact} »" for fact in facts])

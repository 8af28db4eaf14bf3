"""What a file may say, and the town should think twice about: nothing here is refused."""

import re
from collections.abc import Iterator

from functions.domain.pricing.grid_facts import NEVER_TOLD, facts_never_told
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.tariff_grids import REGULAR, Tariff
from functions.french.words.dates import listing

_LONGER_THAN_A_DAY = re.compile(
    r"\b(semaine|mois|trimestre|semestre|an|année|mensuel|hebdomadaire|trimestriel|annuel)(?:le)?s?\b",
    re.IGNORECASE,
)


def cautions(reglement: Reglement) -> list[str]:
    """A sentence each, for a town clerk."""
    said: dict[str, None] = {}
    for service in reglement.services:
        for tariff in reglement.tariffs:
            if tariff.code == service.tariff:
                said |= dict.fromkeys(_of_tariff(tariff, service))
    return list(said)


def _of_tariff(tariff: Tariff, service: Service) -> Iterator[str]:
    attended = service.reserve.mode is Mode.ATTENDANCE
    days = f"les {'présences' if attended else 'jours'} de « {service.name} »"
    unbookable = "" if attended else ", et rien n’y sera réservable"
    if facts := facts_never_told(tariff):
        yield (
            f"le tarif « {tariff.code} » tient à {_keys(facts)}, que le portail ne connaît pas d’une réservation : "
            f"{days} qui en dépendent seront sans prix{unbookable}."
        )
    elif not any(line.kind == REGULAR for line in tariff.lines):
        yield f"le tarif « {tariff.code} » n’a pas de prix habituel : {days} seront sans prix{unbookable}."
    for adjustment in tariff.adjustments:
        if unknown := adjustment.when.names & NEVER_TOLD:
            yield (
                f"« {adjustment.label} » (tarif « {tariff.code} ») tient à {_keys(sorted(unknown))}, que le portail ne "
                "connaît pas d’une réservation : aucun prix réservé n’en sera changé."
            )
    if _LONGER_THAN_A_DAY.search(tariff.unit):
        yield (
            f"le tarif « {tariff.code} » se paie par {tariff.unit}, mais le prix est celui d’un jour réservé : "
            "« unit » n’est qu’un mot."
        )


def _keys(facts: tuple[str, ...] | list[str]) -> str:
    return listing([f"« {fact} »" for fact in facts])

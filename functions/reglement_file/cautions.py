"""What a file may say, and the town should think twice about: nothing here is refused."""

import re
from collections.abc import Iterator

from functions.domain.grids import REGULAR, Tariff
from functions.domain.never_priced import NEVER_TOLD, facts_never_told
from functions.domain.reglement import Reglement
from functions.french.dates import listing

_LONGER_THAN_A_DAY = re.compile(
    r"\b(semaine|mois|trimestre|semestre|an|année|mensuel|hebdomadaire|trimestriel|annuel)s?\b", re.IGNORECASE
)


def cautions(reglement: Reglement) -> list[str]:
    """A sentence each, for a town clerk."""
    said: dict[str, None] = {}
    for service in reglement.services:
        for tariff in reglement.tariffs:
            if tariff.code == service.tariff:
                said |= dict.fromkeys(_of_tariff(tariff, service.name))
    return list(said)


def _of_tariff(tariff: Tariff, service: str) -> Iterator[str]:
    if facts := facts_never_told(tariff):
        yield (
            f"le tarif « {tariff.code} » tient à {_keys(facts)}, que le portail ne connaît pas d’une réservation : "
            f"les jours de « {service} » qui en dépendent seront sans prix, et rien n’y sera réservable."
        )
    elif not any(line.kind == REGULAR for line in tariff.lines):
        yield (
            f"le tarif « {tariff.code} » n’a pas de prix habituel : aucun jour de « {service} » ne sera réservable."
        )
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

"""Grids that no booking could be priced by: their lines hang on what neither a family's file nor a booking says."""

from functions.domain.errors import InvalidRequest
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import REGULAR, Tariff, TariffLine

NEVER_TOLD = frozenset({"formula", "days", "level", "scheme"})
"""A simulator may be told; of a booking, or of a child who came, nobody ever says it."""


class NeverPriced(InvalidRequest):
    """Every day of a service would be without price. `service`, `tariff` and `facts` are in the data."""

    code = "never_priced"


def facts_never_told(tariff: Tariff) -> tuple[str, ...]:
    """What the lines of the usual price hang on and no booking says. Nothing: whoever they hold for has a price."""
    usual = [line for line in tariff.lines if line.kind == REGULAR]
    return tuple(sorted(frozenset().union(*(_unknown(line) for line in usual))))


def check_priced(reglement: Reglement) -> None:
    """Raises NeverPriced. A grid that prices some families is the town's choice."""
    for service in reglement.services:
        for tariff in reglement.tariffs:
            if tariff.code == service.tariff and not any(_is_usual(line) for line in tariff.lines):
                facts = facts_never_told(tariff) or ("kind",)
                raise NeverPriced(service=service.name, tariff=tariff.code, facts=facts)


def _unknown(line: TariffLine) -> frozenset[str]:
    return line.when.names & NEVER_TOLD


def _is_usual(line: TariffLine) -> bool:
    """Of the usual price, and for families that a booking can tell apart."""
    return line.kind == REGULAR and not _unknown(line)

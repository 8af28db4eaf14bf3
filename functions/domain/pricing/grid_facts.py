"""Finds grids by which no booking can be priced: their lines depend on facts that no file and no booking tells."""

from functions.domain.errors import InvalidRequest
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import REGULAR, Tariff, TariffLine

NEVER_TOLD = frozenset({"formula", "days", "level", "scheme"})
"""Facts that a parent may tell the simulator, but that no booking and no attendance ever tells."""


class NeverPriced(InvalidRequest):
    """No day of a service would have a price. `service`, `tariff` and `facts` are in the data."""

    code = "never_priced"


def facts_never_told(tariff: Tariff) -> tuple[str, ...]:
    """The facts on which the lines of the regular price depend and which no booking tells; empty: none is missing."""
    usual = [line for line in tariff.lines if line.kind == REGULAR]
    return tuple(sorted(frozenset().union(*(_unknown(line) for line in usual))))


def check_priced(reglement: Reglement) -> None:
    """Raises NeverPriced for a grid that prices no booking. One that prices only some families is the town's choice."""
    for service in reglement.services:
        for tariff in reglement.tariffs:
            if tariff.code == service.tariff and not any(_is_usual(line) for line in tariff.lines):
                facts = facts_never_told(tariff) or ("kind",)
                raise NeverPriced(service=service.name, tariff=tariff.code, facts=facts)


def _unknown(line: TariffLine) -> frozenset[str]:
    return line.when.names & NEVER_TOLD


def _is_usual(line: TariffLine) -> bool:
    """Whether the line is for the regular price and depends only on facts that a booking tells."""
    return line.kind == REGULAR and not _unknown(line)

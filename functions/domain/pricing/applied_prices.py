"""Finds what a grid promises and the portal would not apply: prices for longer than a day, families that nobody's line is for."""

from collections.abc import Iterator
from decimal import Decimal

from functions.domain.errors import InvalidRequest
from functions.domain.pricing.booking_coverage import families_without_price
from functions.domain.pricing.units import names_longer, unit_flaw
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.tariff_grids import REGULAR, Tariff, TariffLine

NEVER_TOLD = frozenset({"formula", "days", "level", "scheme"})
"""Facts that a parent may tell the simulator, but that no booking and no attendance ever tells."""
_BILLED = ("unreserved", "occasional", "late_pickup")


class NeverPriced(InvalidRequest):
    """No day of a service would have a price. `service`, `tariff` and `facts` are in the data."""

    code = "never_priced"


class FamiliesWithoutPrice(InvalidRequest):
    """Some families would have no price and be told nothing. `service`, `tariff`, `low` and `high` (of the quotient) are in the
    data."""

    code = "families_without_price"


class UnitNotApplied(InvalidRequest):
    """The price would not be billed as its words say. `tariff`, `words` and `flaw` (a UnitFlaw or None) are in the data."""

    code = "unit_not_applied"


class AdjustmentNotApplied(InvalidRequest):
    """What a grid adds or takes off hangs on facts that no booking tells. `tariff`, `label` and `facts` are in the data."""

    code = "adjustment_not_applied"


def facts_never_told(tariff: Tariff) -> tuple[str, ...]:
    """The facts on which the lines of the regular price depend and which no booking tells; empty: none is missing."""
    usual = [line for line in tariff.lines if line.kind == REGULAR]
    return tuple(sorted(frozenset().union(*(_unknown(line) for line in usual))))


def check_applied(reglement: Reglement) -> None:
    """Check that what families would read is what the portal would bill.

    Raises NeverPriced, UnitNotApplied, AdjustmentNotApplied or FamiliesWithoutPrice.
    """
    for service, tariff in priced_services(reglement):
        if not any(_is_usual(line) for line in tariff.lines):
            facts = facts_never_told(tariff) or ("kind",)
            raise NeverPriced(service=service.name, tariff=tariff.code, facts=facts)
    for tariff in reglement.tariffs:
        if (flaw := unit_flaw(tariff)) is not None:
            raise UnitNotApplied(tariff=tariff.code, words=tariff.unit, flaw=flaw)
        for words in longer_words(tariff):
            raise UnitNotApplied(tariff=tariff.code, words=words, flaw=None)
        for adjustment in tariff.adjustments:
            if unknown := adjustment.when.names & NEVER_TOLD:
                raise AdjustmentNotApplied(
                    tariff=tariff.code, label=adjustment.label, facts=tuple(sorted(unknown))
                )
    for service, tariff in priced_services(reglement):
        for hole in families_without_price(reglement, service, tariff):
            raise FamiliesWithoutPrice(
                service=service.name, tariff=tariff.code, low=hole.low or Decimal(0), high=hole.high
            )


def applied_kinds(reglement: Reglement, tariff: str) -> frozenset[str]:
    """The kinds of price of a tariff that the portal bills by itself: the usual one, those of who came without a booking or was
    fetched late, and those that lateness takes. The others are only shown."""
    kinds = {REGULAR, *_BILLED}
    for service in reglement.services:
        rules = (service.reserve, service.cancel, service.modify) if service.tariff == tariff else ()
        late = [late for rule in rules if rule is not None for late in rule.late]
        kinds |= {each.surcharge.kind for each in late if each.surcharge and each.surcharge.kind}
    return frozenset(kinds)


def priced_services(reglement: Reglement) -> Iterator[tuple[Service, Tariff]]:
    """Each service with each grid of its tariff, whenever it begins."""
    for service in reglement.services:
        yield from ((service, tariff) for tariff in reglement.tariffs if tariff.code == service.tariff)


def longer_words(tariff: Tariff) -> Iterator[str]:
    """The labels and kinds of price that speak of more than a day."""
    labels = [line.label for line in tariff.lines] + [adjustment.label for adjustment in tariff.adjustments]
    kinds = [line.kind for line in tariff.lines]
    yield from (words for words in dict.fromkeys((*labels, *kinds)) if names_longer(words))


def _unknown(line: TariffLine) -> frozenset[str]:
    return line.when.names & NEVER_TOLD


def _is_usual(line: TariffLine) -> bool:
    """Whether the line is for the regular price and depends only on facts that a booking tells."""
    return line.kind == REGULAR and not _unknown(line)

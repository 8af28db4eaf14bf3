"""A grid by which a booking could not be priced, or not as it reads, is told before families meet it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.pricing.applied_prices import (
    AdjustmentNotApplied,
    FamiliesWithoutPrice,
    NeverPriced,
    UnitNotApplied,
    check_applied,
    facts_never_told,
)
from functions.domain.pricing.prices import Household, price
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    Adjustment,
    Conditions,
    Range,
    Tariff,
    TariffLine,
    WithoutPrice,
)
from tests.reglement_file.files import NAMES, commune
from tests.support.builders import a_reglement, a_service, a_tariff

HALF_DAY = TariffLine(Conditions(values=(("formula", "demi-journée"),)), 400)
THREE_DAYS = TariffLine(Conditions(ranges=(("days", Range(low=None, high=None)),)), 800)
ADULT = TariffLine(Conditions(values=(("kind", "adult"),)), 500)
EVERYONE = TariffLine(price_cents=300)


def refused(*lines: TariffLine) -> NeverPriced:
    tariff = Tariff("club", "jour", lines)
    with pytest.raises(NeverPriced) as refusal:
        check_applied(a_reglement(services=(a_service("club", "Club"),), tariffs=(tariff,)))
    return refusal.value


@pytest.mark.parametrize(
    ("lines", "facts"),
    [
        ((HALF_DAY,), ("formula",)),
        ((HALF_DAY, THREE_DAYS), ("days", "formula")),
        ((HALF_DAY, ADULT), ("formula",)),
        ((ADULT,), ("kind",)),
    ],
)
def test_lines_that_hang_on_what_no_booking_says_are_refused_with_what_they_hang_on(
    lines: tuple[TariffLine, ...], facts: tuple[str, ...]
) -> None:
    assert refused(*lines).data == {"service": "Club", "tariff": "club", "facts": facts}


def test_a_price_for_some_families_alone_is_refused_where_the_others_are_told_nothing() -> None:
    club = a_service("club", "Club")
    poor = TariffLine(
        Conditions(ranges=((QUOTIENT, Range(high=Decimal(400))),), values=(("scheme", "MSA"),)), 100
    )
    others = TariffLine(Conditions(ranges=((QUOTIENT, Range(low=Decimal(400))),)), 300)
    tariff = Tariff("club", "jour", (poor, others))
    with pytest.raises(FamiliesWithoutPrice) as refusal:
        check_applied(a_reglement(services=(club,), tariffs=(tariff,)))
    assert refusal.value.data == {"service": "Club", "tariff": "club", "low": 0, "high": 400}
    told = WithoutPrice(Conditions(ranges=((QUOTIENT, Range(high=Decimal(400))),)), "Appelez la mairie.")
    check_applied(a_reglement(services=(club,), tariffs=(replace(tariff, without_price=(told,)),)))


def test_a_line_that_hangs_on_what_no_booking_says_beside_one_for_everybody_hurts_nobody() -> None:
    club = a_service("club", "Club")
    tariff = Tariff("club", "jour", (HALF_DAY, EVERYONE))
    assert facts_never_told(tariff) == ("formula",)
    check_applied(a_reglement(services=(club,), tariffs=(tariff,)))


def test_a_price_for_a_month_and_a_change_that_nobody_would_get_are_refused() -> None:
    club = a_service("club", "Club")
    monthly = Tariff("club", "mois", (EVERYONE,))
    with pytest.raises(UnitNotApplied):
        check_applied(a_reglement(services=(club,), tariffs=(monthly,)))
    four_days = Adjustment(
        Conditions(ranges=(("days", Range(low=Decimal(4))),)), "Quatre jours", Decimal(-10)
    )
    with pytest.raises(AdjustmentNotApplied):
        check_applied(
            a_reglement(services=(club,), tariffs=(Tariff("club", "jour", (EVERYONE,), (four_days,)),))
        )


@given(st.integers(0, 3000), st.booleans(), st.integers(1, 5), st.integers(0, 17))
def test_whoever_books_under_a_grid_that_is_published_has_a_price(
    quotient: int, resident: bool, rank: int, age: int
) -> None:
    """Of every town of the corpus, whatever the family."""
    for name in NAMES:
        town = commune(name)
        for service in town.services:
            asked = service.conditions
            if (asked.age_from is not None and age < asked.age_from) or (
                asked.age_to is not None and age > asked.age_to
            ):
                continue
            if resident or not asked.residents_only:
                household = Household(quotient, resident, rank, rank, age)
                assert price(town, service, date(2026, 11, 23), household).unit_cents >= 0


def test_a_grid_that_no_service_is_paid_by_hurts_nobody() -> None:
    told = (a_tariff("club", 300), Tariff("adultes", "repas", (ADULT,)))
    check_applied(a_reglement(services=(a_service("club", "Club"),), tariffs=told))

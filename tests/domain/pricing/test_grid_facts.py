"""A grid by which no booking could be priced is told before families meet it."""

import pytest

from functions.domain.pricing.grid_facts import NeverPriced, check_priced, facts_never_told
from functions.domain.reglement.tariff_grids import Conditions, Range, Tariff, TariffLine
from tests.support.builders import a_reglement, a_service, a_tariff

HALF_DAY = TariffLine(Conditions(values=(("formula", "demi-journée"),)), 400)
THREE_DAYS = TariffLine(Conditions(ranges=(("days", Range(low=None, high=None)),)), 800)
ADULT = TariffLine(Conditions(values=(("kind", "adult"),)), 500)
EVERYONE = TariffLine(price_cents=300)


def refused(*lines: TariffLine) -> NeverPriced:
    tariff = Tariff("club", "jour", lines)
    with pytest.raises(NeverPriced) as refusal:
        check_priced(a_reglement(services=(a_service("club", "Club"),), tariffs=(tariff,)))
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


def test_a_price_for_some_families_is_the_choice_of_the_town() -> None:
    club = a_service("club", "Club")
    tariff = Tariff("club", "jour", (HALF_DAY, EVERYONE))
    assert facts_never_told(tariff) == ("formula",)
    check_priced(a_reglement(services=(club,), tariffs=(tariff,)))


def test_a_grid_that_no_service_is_paid_by_hurts_nobody() -> None:
    told = (a_tariff("club", 300), Tariff("adultes", "jour", (ADULT,)))
    check_priced(a_reglement(services=(a_service("club", "Club"),), tariffs=told))

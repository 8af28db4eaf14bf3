"""A simulator asks what the grids depend on, and nothing else."""

from decimal import Decimal

from functions.domain.pricing.prices import Household
from functions.domain.pricing.simulator import questions, quotes
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    Adjustment,
    Conditions,
    Effort,
    Range,
    TariffLine,
)
from tests.support.builders import CANTEEN, MORNING, a_reglement, a_tariff, on

TODAY = on("lundi 2026-11-16")


def test_a_single_price_asks_nothing() -> None:
    asked = questions(a_reglement(services=(MORNING,)), TODAY)
    assert asked.facts == frozenset()


def test_brackets_ask_the_quotient_and_so_does_a_share_of_it() -> None:
    assert questions(a_reglement(services=(CANTEEN,)), TODAY).facts == {QUOTIENT}
    effort = TariffLine(effort=Effort(Decimal("0.003"), ceiling_cents=500))
    share = a_tariff("restauration", 0, lines=(effort,))
    assert questions(a_reglement(services=(CANTEEN,), tariffs=(share,)), TODAY).facts == {QUOTIENT}


def test_an_adjustment_asks_too_and_words_come_with_their_answers() -> None:
    msa, caf = (TariffLine(Conditions(values=(("scheme", name),)), 300) for name in ("MSA", "CAF"))
    siblings = Adjustment(Conditions(ranges=(("rank", Range(Decimal(2))),)), "Fratrie", percent=Decimal(-20))
    tariff = a_tariff("restauration", 0, lines=(msa, caf), adjustments=(siblings,))
    asked = questions(a_reglement(services=(CANTEEN,), tariffs=(tariff,)), TODAY)
    assert asked.asks("rank") and asked.asks("scheme") and not asked.asks("age")
    assert asked.words["scheme"] == ("MSA", "CAF")


def test_a_grid_announced_asks_and_one_that_ended_does_not() -> None:
    by_age = TariffLine(Conditions(ranges=(("age", Range(high=Decimal(6))),)), 300)
    by_rank = TariffLine(Conditions(ranges=(("rank", Range(high=Decimal(2))),)), 300)
    ended = a_tariff("restauration", 0, lines=(by_age,), since=on("lundi 2025-09-01"))
    held = a_tariff("restauration", 300, since=on("mardi 2026-09-01"))
    to_come = a_tariff("restauration", 0, lines=(by_rank,), since=on("vendredi 2027-01-01"))
    asked = questions(a_reglement(services=(CANTEEN,), tariffs=(ended, held, to_come)), TODAY)
    assert asked.facts == {"rank"}


def test_each_form_of_the_day_has_its_price() -> None:
    day, half = (
        TariffLine(Conditions(values=(("formula", name),)), cents)
        for name, cents in (("journée", 1200), ("demi-journée", 700))
    )
    tariff = a_tariff("restauration", 0, lines=(day, half))
    reglement = a_reglement(services=(CANTEEN,), tariffs=(tariff,))
    told = {
        quote.formula: quote.price and quote.price.unit_cents
        for quote in quotes(reglement, TODAY, Household())
    }
    assert told == {"journée": 1200, "demi-journée": 700}

"""A price is read in the grid that holds that day, changed in order, rounded once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from functions.domain.calendar.school_years import Zone
from functions.domain.money import RoundingMode
from functions.domain.pricing.prices import Household, NoPrice, StepCode, price, price_of
from functions.domain.reglement.deadline_rules import WHENEVER, Surcharge
from functions.domain.reglement.reglement import Reglement, Service, UnknownTariff
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    Adjustment,
    Conditions,
    Effort,
    Range,
    Tariff,
    TariffLine,
)
from tests.support.days import day


def below(high: int) -> Conditions:
    return Conditions(ranges=((QUOTIENT, Range(high=Decimal(high))),))


def between(low: int, high: int | None = None) -> Conditions:
    return Conditions(ranges=((QUOTIENT, Range(Decimal(low), None if high is None else Decimal(high))),))


BRACKETS = Tariff(
    "repas",
    "repas",
    (
        TariffLine(below(700), 230, label="A"),
        TariffLine(between(700, 1100), 340, label="B"),
        TariffLine(between(1100), 390, label="C"),
        TariffLine(Conditions(values=(("kind", "unreserved"),)), 600, label="sans réservation"),
    ),
)
EFFORT = Tariff(
    "repas",
    "repas",
    (TariffLine(effort=Effort(Decimal("0.0036"), floor_cents=260, ceiling_cents=450), label=""),),
)
FROM_THE_SECOND = Conditions(ranges=(("rank", Range(low=Decimal(2))),))
FROM_OUTSIDE = Conditions(values=(("residence", "outside"),))


def cents(tariff: Tariff, household: Household | None = None, surcharge: Surcharge | None = None) -> int:
    return price_of(tariff, household or Household(), surcharge=surcharge).unit_cents


def test_a_price_says_its_bracket_and_how_it_was_found() -> None:
    found = price_of(BRACKETS, Household(quotient_familial=850))
    assert (found.unit_cents, found.tranche) == (340, "B")
    assert [step.code for step in found.steps] == [StepCode.LINE]


def test_without_proof_the_highest_price_holds_and_says_so() -> None:
    found = price_of(BRACKETS, Household())
    assert found.unit_cents == 390
    assert [step.code for step in found.steps] == [StepCode.NO_QUOTIENT, StepCode.LINE]
    assert price_of(EFFORT, Household()).unit_cents == 450


def test_a_town_may_take_a_given_quotient_for_want_of_proof() -> None:
    assert cents(replace(BRACKETS, without_quotient=Decimal(800))) == 340


def test_proof_does_not_matter_where_the_price_does_not_depend_on_it() -> None:
    found = price_of(BRACKETS, Household(), kind="unreserved")
    assert [step.code for step in found.steps] == [StepCode.LINE]
    assert found.unit_cents == 600


@pytest.mark.parametrize(
    ("quotient", "code", "expected"),
    [
        (100, StepCode.EFFORT_FLOOR, 260),
        (850, StepCode.EFFORT, 306),
        (851, StepCode.EFFORT, 306),
        (5000, StepCode.EFFORT_CEILING, 450),
    ],
)
def test_an_effort_rate_has_a_floor_and_a_ceiling(quotient: int, code: StepCode, expected: int) -> None:
    found = price_of(EFFORT, Household(quotient_familial=quotient))
    assert (found.steps[-1].code, found.unit_cents) == (code, expected)


def test_an_effort_rate_may_have_a_fixed_part_and_bounds_on_the_quotient() -> None:
    effort = Effort(Decimal("0.001"), base_cents=50, qf_floor=Decimal(200), qf_ceiling=Decimal(2000))
    tariff = Tariff("repas", "repas", (TariffLine(effort=effort),))
    assert [cents(tariff, Household(quotient_familial=quotient)) for quotient in (0, 1000, 9000)] == [
        70,
        150,
        250,
    ]
    assert price_of(tariff, Household(quotient_familial=1000)).steps[-1].code is StepCode.PROPORTION


def test_a_price_may_rise_in_a_straight_line_between_two() -> None:
    line = Effort(
        Decimal("3.50"), Decimal(1200), Decimal(300), base_cents=100, floor_cents=100, ceiling_cents=450
    )
    tariff = Tariff("repas", "repas", (TariffLine(effort=line),))
    quotients = (0, 300, 900, 1000, 1500, 4000)
    found = [cents(tariff, Household(quotient_familial=quotient)) for quotient in quotients]
    assert found == [100, 100, 275, 304, 450, 450]


def test_adjustments_apply_in_the_order_of_the_town_and_one_rounding_ends_them() -> None:
    sibling = Adjustment(FROM_THE_SECOND, "Fratrie", percent=Decimal(-20))
    outside = Adjustment(FROM_OUTSIDE, "Extérieurs", cents=200)
    second_from_outside = Household(quotient_familial=100, rank=2, resident=False)
    assert cents(replace(BRACKETS, adjustments=(sibling, outside)), second_from_outside) == 384
    assert cents(replace(BRACKETS, adjustments=(outside, sibling)), second_from_outside) == 344
    thirds = Adjustment(FROM_THE_SECOND, "Tiers", percent=Decimal("-33.333"))
    assert (
        cents(replace(BRACKETS, adjustments=(thirds, thirds)), Household(quotient_familial=100, rank=2))
        == 102
    )


def test_adjustments_concern_those_they_name() -> None:
    sibling = replace(BRACKETS, adjustments=(Adjustment(FROM_THE_SECOND, "Fratrie", percent=Decimal(-20)),))
    assert [cents(sibling, Household(quotient_familial=100, rank=rank)) for rank in (1, 2, 3)] == [
        230,
        184,
        184,
    ]


def test_a_sibling_may_pay_one_bracket_down_and_the_lowest_stays_the_lowest() -> None:
    down = replace(BRACKETS, adjustments=(Adjustment(FROM_THE_SECOND, "Fratrie", brackets=-1),))
    found = [cents(down, Household(quotient_familial=quotient, rank=2)) for quotient in (100, 800, 2000)]
    assert found == [230, 230, 340]


def test_no_reduction_makes_a_price_negative() -> None:
    gift = replace(BRACKETS, adjustments=(Adjustment(FROM_THE_SECOND, "Cadeau", cents=-500),))
    assert cents(gift, Household(quotient_familial=100, rank=2)) == 0


def test_a_late_booking_costs_its_surcharge() -> None:
    household = Household(quotient_familial=850)
    assert cents(BRACKETS, household, surcharge=Surcharge(cents=100)) == 440
    assert cents(BRACKETS, household, surcharge=Surcharge(percent=Decimal(50))) == 510
    assert cents(BRACKETS, household, surcharge=Surcharge(percent=Decimal(10), cents=100)) == 474
    town = Reglement(1, "Europe/Paris", Zone.A, tariffs=(BRACKETS,))
    service = Service("cantine", "Cantine", (1,), "repas", WHENEVER, WHENEVER)
    found = price(town, service, day("lundi 2026-11-23"), household, surcharge=Surcharge(kind="unreserved"))
    assert found.unit_cents == 600


def test_a_town_may_round_to_five_cents_upwards() -> None:
    rounded = replace(EFFORT, rounding=RoundingMode.UP, step_cents=5)
    assert cents(rounded, Household(quotient_familial=850)) == 310


@pytest.mark.parametrize(
    ("rounding", "expected"), [(RoundingMode.DOWN, 230), (RoundingMode.UP, 340), (None, 230)]
)
def test_a_quotient_with_decimals_is_rounded_as_the_town_says(
    rounding: RoundingMode | None, expected: int
) -> None:
    tariff = replace(BRACKETS, quotient_rounding=rounding)
    assert cents(tariff, Household(quotient_familial=Decimal("699.50"))) == expected


def test_the_grid_that_holds_is_the_latest_begun() -> None:
    old = replace(BRACKETS, since=date(2025, 9, 1))
    new = replace(BRACKETS, lines=(TariffLine(price_cents=500),), since=date(2026, 9, 1))
    town = Reglement(1, "Europe/Paris", Zone.A, tariffs=(new, old))
    service = Service("cantine", "Cantine", (1, 2), "repas", WHENEVER, WHENEVER)
    poor = Household(quotient_familial=100)
    assert price(town, service, day("lundi 2026-08-31"), poor).unit_cents == 230
    assert price(town, service, day("mardi 2026-09-01"), poor).unit_cents == 500
    with pytest.raises(UnknownTariff):
        price(town, service, day("dimanche 2025-08-31"), poor)


def test_the_line_is_the_unit_price_times_the_quantity() -> None:
    halves = replace(BRACKETS, minutes=30)
    found = price_of(halves, Household(quotient_familial=850), minutes=61)
    assert (found.unit_cents, found.quantity, found.total_cents) == (340, 3, 1020)


def test_a_child_who_was_there_for_no_time_at_all_was_there() -> None:
    halves = replace(BRACKETS, minutes=30)
    assert price_of(halves, Household(quotient_familial=850), minutes=0).total_cents == 340


def test_a_family_that_the_grid_forgot_has_no_price() -> None:
    holed = replace(BRACKETS, lines=BRACKETS.lines[1:])
    with pytest.raises(NoPrice) as refused:
        price_of(holed, Household(quotient_familial=100))
    assert refused.value.data["facts"] == {"kind": "regular", QUOTIENT: Decimal(100)}

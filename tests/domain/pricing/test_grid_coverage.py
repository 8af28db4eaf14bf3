"""A grid shares out every family, or says where it does not."""

from decimal import Decimal

import pytest

from functions.domain.money import RoundingMode
from functions.domain.pricing.grid_coverage import FlawCode, flaws
from functions.domain.reglement.tariff_grids import QUOTIENT, Conditions, Effort, Range, Tariff, TariffLine


def qf(low: str | None, high: str | None, *, low_open: bool = False, high_closed: bool = False) -> Range:
    return Range(Decimal(low) if low else None, Decimal(high) if high else None, low_open, high_closed)


def tariff(*lines: tuple[Range, int], rounding: RoundingMode | None = None) -> Tariff:
    return Tariff(
        "t",
        "repas",
        tuple(TariffLine(Conditions(((QUOTIENT, bounds),)), cents) for bounds, cents in lines),
        quotient_rounding=rounding,
    )


def told(grid: Tariff) -> list[tuple[FlawCode, tuple[int, ...], str, str]]:
    return [(flaw.code, flaw.lines, str(flaw.low), str(flaw.high)) for flaw in flaws(grid)]


@pytest.mark.parametrize(
    "grid",
    [
        tariff((qf(None, "700"), 1), (qf("700", None), 2)),
        tariff((qf(None, "700", high_closed=True), 1), (qf("700", None, low_open=True), 2)),
        tariff((qf(None, "699", high_closed=True), 1), (qf("700", None), 2), rounding=RoundingMode.DOWN),
        tariff((qf("700", None), 2), (qf(None, "700"), 1)),
        tariff((qf(None, None), 1)),
    ],
)
def test_grids_without_a_flaw(grid: Tariff) -> None:
    assert flaws(grid) == []


def test_a_hole_between_two_whole_numbers_is_a_hole_unless_quotients_are_rounded() -> None:
    grid = tariff((qf(None, "799", high_closed=True), 1), (qf("800", None), 2))
    assert told(grid) == [(FlawCode.HOLE, (0, 1), "799", "800")]


def test_a_hole_of_one_value() -> None:
    grid = tariff((qf(None, "650"), 1), (qf("650", None, low_open=True), 2))
    assert told(grid) == [(FlawCode.HOLE, (0, 1), "650", "650")]


def test_holes_at_both_ends() -> None:
    grid = tariff((qf("100", "9999", high_closed=True), 1), rounding=RoundingMode.DOWN)
    assert told(grid) == [(FlawCode.HOLE, (0,), "0", "99"), (FlawCode.HOLE, (0,), "10000", "None")]


def test_an_overlap_names_both_lines_and_the_values() -> None:
    grid = tariff((qf(None, "1200", high_closed=True), 1), (qf("1100", None), 2))
    assert told(grid) == [(FlawCode.OVERLAP, (0, 1), "1100", "1200")]


def test_a_richer_family_never_pays_less() -> None:
    grid = tariff((qf(None, "700"), 300), (qf("700", None), 200))
    assert told(grid) == [(FlawCode.CHEAPER, (0, 1), "700", "700")]


def test_a_rate_that_jumps_down_where_the_next_line_begins_is_seen() -> None:
    steep = TariffLine(Conditions(((QUOTIENT, qf(None, "1000")),)), effort=Effort(Decimal("0.01")))
    flat = TariffLine(Conditions(((QUOTIENT, qf("1000", None)),)), 900)
    found = flaws(Tariff("t", "repas", (steep, flat)))
    assert [(flaw.code, flaw.low) for flaw in found] == [(FlawCode.CHEAPER, Decimal(1000))]


def test_a_residence_that_is_forgotten_is_a_hole() -> None:
    resident = TariffLine(Conditions(values=(("residence", "resident"),)), 100)
    (flaw,) = flaws(Tariff("t", "jour", (resident,)))
    assert flaw.code is FlawCode.HOLE
    assert ("residence", "outside") in flaw.example


def test_ranks_are_shared_out_from_the_first_child_on() -> None:
    def rank(low: int, high: int | None = None) -> TariffLine:
        bounds = Range(Decimal(low), None if high is None else Decimal(high), high_closed=high is not None)
        return TariffLine(Conditions((("rank", bounds),)), 100)

    assert flaws(Tariff("t", "jour", (rank(1, 2), rank(3)))) == []
    (flaw,) = flaws(Tariff("t", "jour", (rank(2),)))
    assert (flaw.code, flaw.fact, flaw.low, flaw.high) == (FlawCode.HOLE, "rank", Decimal(1), Decimal(1))
    (flaw,) = flaws(Tariff("t", "jour", (rank(1, 3), rank(3))))
    assert (flaw.code, flaw.low, flaw.high) == (FlawCode.OVERLAP, Decimal(3), Decimal(3))


def test_each_kind_of_price_is_a_grid_of_its_own() -> None:
    occasional = TariffLine(Conditions(values=(("kind", "occasional"),)), 100)
    regular = TariffLine(Conditions(), 500)
    assert flaws(Tariff("t", "repas", (regular, occasional))) == []

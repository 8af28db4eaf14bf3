"""Published grids price as published, or are refused for the trap they hold."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from functions.domain.money import instalments
from functions.domain.pricing.prices import Household, NoPrice, price_of
from functions.domain.reglement.tariff_grids import Tariff
from functions.reglement_file import InvalidReglement, parse
from tests.reglement_file.files import commune

HERE = Path(__file__).parent


def grid(name: str, code: str) -> Tariff:
    """Also of a file that `check` refuses: what a grid comes to can be tried before it is mended."""
    files = (HERE / folder / f"{name}.toml" for folder in ("tarifs", "not_applied"))
    towns = [parse(file.read_text(encoding="utf-8")) for file in files if file.exists()]
    found = [tariff for town in towns or [commune(name)] for tariff in town.tariffs if tariff.code == code]
    (tariff,) = found
    assert (tariff.since or date.min) <= date(2026, 11, 23)
    return tariff


PUBLISHED: list[tuple[str, str, dict[str, Any], dict[str, Any], int]] = [
    # name, tariff, household, what is asked, cents
    ("fay-aux-loges", "cantine", {"quotient_familial": 100}, {}, 260),
    ("fay-aux-loges", "cantine", {"quotient_familial": 850}, {}, 306),
    ("fay-aux-loges", "cantine", {"quotient_familial": 1300}, {}, 450),
    ("fay-aux-loges", "cantine", {}, {}, 450),
    ("fay-aux-loges", "cantine", {"quotient_familial": 850}, {"kind": "pai"}, 175),
    ("fay-aux-loges", "cantine", {}, {"kind": "adult"}, 480),
    ("les-pieux", "cantine", {"quotient_familial": 0}, {}, 0),
    ("les-pieux", "cantine", {"quotient_familial": 300}, {}, 165),
    ("les-pieux", "cantine", {"quotient_familial": 579}, {}, 318),
    ("les-pieux", "cantine", {"quotient_familial": 580}, {}, 319),
    ("les-pieux", "cantine", {"quotient_familial": 2000}, {}, 319),
    ("les-pieux", "cantine", {"quotient_familial": 300}, {"kind": "occasional"}, 361),
    ("mouais", "garderie", {"quotient_familial": 0}, {}, 54),
    ("mouais", "garderie", {"quotient_familial": 1000}, {}, 270),
    ("mouais", "garderie", {"quotient_familial": 2500}, {}, 675),
    ("mouais", "garderie", {"quotient_familial": 9000}, {}, 675),
    *[
        ("groix", "cantine", {"quotient_familial": quotient}, {}, cents)
        for quotient, cents in [
            (0, 110),
            (440, 110),
            (441, 240),
            (526, 240),
            (527, 260),
            (557, 260),
            (558, 280),
            (675, 280),
            (676, 320),
            (1045, 320),
            (1046, 350),
            (2000, 350),
            (2001, 360),
        ]
    ],
    ("groix", "cantine", {"quotient_familial": Decimal("440.50")}, {}, 110),
    *[
        ("bubry", "cantine", {"quotient_familial": quotient, "rank": rank}, {}, cents)
        for quotient, first, third in [(599, 100, 100), (600, 305, 153), (1000, 310, 155), (1500, 315, 158)]
        for rank, cents in [(1, first), (2, first), (3, third), (4, third)]
    ],
    ("bubry", "cantine", {"quotient_familial": 700}, {"kind": "occasional"}, 370),
    ("mametz", "cantine", {"quotient_familial": 699}, {}, 50),
    ("mametz", "cantine", {"quotient_familial": 700}, {}, 100),
    ("mametz", "cantine", {"quotient_familial": 1000}, {}, 100),
    ("mametz", "cantine", {"quotient_familial": Decimal("1000.01")}, {}, 310),
    ("pennautier", "cantine", {"quotient_familial": 699}, {}, 230),
    ("pennautier", "cantine", {"quotient_familial": 700}, {}, 340),
    ("pennautier", "cantine", {"quotient_familial": 1099}, {}, 340),
    ("pennautier", "cantine", {"quotient_familial": 1100}, {}, 390),
    ("pennautier", "cantine", {"quotient_familial": 200}, {"kind": "unreserved"}, 600),
    *[
        ("2c2r", "periscolaire", {"quotient_familial": quotient, "resident": resident}, {}, cents)
        for quotient, inside, outside in [(650, 30, 60), (651, 48, 96), (1150, 48, 96), (1151, 63, 126)]
        for resident, cents in [(True, inside), (False, outside)]
    ],
    ("2c2r", "midi", {"quotient_familial": 900, "resident": False}, {}, 384),
    *[
        ("medoc-estuaire", "demi-heure", {"quotient_familial": quotient}, {"formula": formula}, cents)
        for quotient, half_day, half_hour in [
            (300, 240, 20),
            (301, 280, 25),
            (500, 320, 25),
            (600, 360, 30),
            (700, 400, 35),
            (850, 440, 35),
            (1000, 480, 35),
            (1250, 520, 40),
            (1500, 600, 45),
            (1501, 680, 50),
        ]
        for formula, cents in [("demi-journée", half_day), ("demi-heure", half_hour)]
    ],
    ("les-enfants-d-helene", "journee", {"quotient_familial": 449, "age": 8}, {}, 578),
    ("les-enfants-d-helene", "journee", {"quotient_familial": 450, "age": 8}, {}, 620),
    ("les-enfants-d-helene", "journee", {"quotient_familial": 1500, "age": 13}, {}, 1974),
    ("les-enfants-d-helene", "journee", {"quotient_familial": 449, "age": 8, "rank": 2}, {}, 462),
    ("les-enfants-d-helene", "sejour", {"rank": 2}, {}, 150_00),
    ("les-enfants-d-helene", "sejour", {"rank": 3}, {}, 100_00),
    ("le-sourn", "loisirs", {"quotient_familial": 650}, {}, 1050),
    ("le-sourn", "loisirs", {"quotient_familial": 951}, {}, 1160),
    ("le-sourn", "loisirs", {"quotient_familial": 1251}, {}, 1385),
    ("le-sourn", "loisirs", {"quotient_familial": 100, "resident": False}, {}, 1640),
    ("le-sourn", "cantine", {}, {"kind": "unreserved"}, 549),
    ("quiberon", "cantine", {}, {"kind": "unreserved"}, 700),
    ("nogent-sur-oise", "cantine", {}, {"kind": "unreserved"}, 1300),
    ("saint-denis", "cantine", {"quotient_familial": 300}, {}, 0),
    ("saint-denis", "cantine", {"quotient_familial": 0}, {"kind": "unreserved"}, 15),
    ("saint-denis", "cantine", {}, {"kind": "unreserved"}, 491),
    ("le-sourn", "garderie", {}, {"formula": "soir"}, 190),
    ("la-selle-craonnaise", "cantine", {"level": "maternelle"}, {}, 330),
    ("la-selle-craonnaise", "cantine", {"level": "elementaire", "rank": 2}, {}, 370),
    ("la-selle-craonnaise", "cantine", {"level": "elementaire", "rank": 3}, {}, 330),
    *[
        ("saussay", "carte", {"children": count}, {}, cents)
        for count, cents in [(1, 5900), (2, 5700), (4, 5500)]
    ],
    ("saussay", "repas", {"children": 2}, {"kind": "occasional"}, 440),
    ("saussay", "repas", {}, {"kind": "remboursement"}, 385),
    ("pyrenees-catalanes", "forfait", {}, {"formula": "deux-jours"}, 3200),
    ("pyrenees-catalanes", "forfait", {}, {"kind": "occasional"}, 520),
    ("civray-de-touraine", "garderie", {"rank": 1}, {"formula": "matin-et-soir"}, 260),
    ("civray-de-touraine", "garderie", {"rank": 3}, {"formula": "matin-ou-soir"}, 100),
    ("cauroir", "garderie", {"quotient_familial": 700}, {}, 50),
    ("cauroir", "garderie", {"quotient_familial": 1000}, {}, 100),
    ("cauroir", "garderie", {}, {}, 150),
    *[
        ("hauterives", "mercredi", {"quotient_familial": quotient}, {"formula": formula}, cents)
        for quotient, day in [
            (359, 1000),
            (564, 1100),
            (715, 1200),
            (815, 1300),
            (1000, 1400),
            (1200, 1500),
            (1201, 1600),
        ]
        for formula, cents in [
            ("journée", day),
            ("demi-journée", day // 2),
            ("demi-journée avec repas", day // 2 + 200),
        ]
    ],
    (
        "hauterives",
        "mercredi",
        {"quotient_familial": 359, "resident": False},
        {"formula": "demi-journée"},
        700,
    ),
    ("hauterives", "matin-soir", {"quotient_familial": 716}, {}, 69),
    ("ourton", "carnet", {}, {}, 3500),
    *[("saint-barnabe", "semaine", {}, {"days": days}, 277 * days) for days in (1, 2, 3, 4)],
]


@pytest.mark.parametrize(("name", "code", "household", "asked", "cents"), PUBLISHED)
def test_a_published_price(
    name: str, code: str, household: dict[str, Any], asked: dict[str, Any], cents: int
) -> None:
    assert price_of(grid(name, code), Household(**household), **asked).unit_cents == cents


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("sene", 8, "« floor » demande aussi le taux"),
        ("rennes", 9, "« ceiling » demande aussi le taux"),
        ("groix", 10, "entre 440 et 441"),
        ("groix", 11, "entre 526 et 527"),
        ("medoc-estuaire", 12, "1\u202f500 est dans plusieurs lignes"),
        ("les-enfants-d-helene", 10, "450 est dans plusieurs lignes"),
        ("les-enfants-d-helene", 11, "650 est dans plusieurs lignes"),
        ("le-sourn", 11, "650 (habitants) n’a pas de prix"),
        ("hauterives", 12, "1\u202f200 est dans plusieurs lignes"),
        ("hauterives", 12, "à partir de 10\u202f000 n’a pas de prix"),
    ],
)
def test_a_grid_is_refused_for_its_trap(name: str, line: int, words: str) -> None:
    with pytest.raises(InvalidReglement) as refused:
        parse((HERE / "refused" / f"{name}.toml").read_text(encoding="utf-8"))
    assert [problem.line for problem in refused.value.problems if words in problem.sentence] == [line]


@pytest.mark.parametrize(
    ("name", "code", "minutes", "total_cents"),
    [
        ("mouais", "garderie", 1, 270),
        ("mouais", "garderie", 30, 270),
        ("mouais", "garderie", 31, 540),
        ("civray-de-touraine", "retard", 16, 2000),
        ("cauroir", "garderie", 61, 200),
    ],
)
def test_a_unit_of_time_that_is_started_is_due(name: str, code: str, minutes: int, total_cents: int) -> None:
    found = price_of(grid(name, code), Household(quotient_familial=1000), minutes=minutes)
    assert found.total_cents == total_cents


def test_a_year_in_ten_instalments_is_the_monthly_price() -> None:
    assert instalments(60_000, 10) == [grid("pyrenees-catalanes", "forfait").lines[0].price_cents] * 10


def test_a_kind_of_price_that_the_grid_does_not_have_is_refused() -> None:
    with pytest.raises(NoPrice):
        price_of(grid("cauroir", "garderie"), Household(quotient_familial=500), kind="occasional")


def test_a_price_that_depends_on_age_is_refused_without_one() -> None:
    with pytest.raises(NoPrice):
        price_of(grid("les-enfants-d-helene", "journee"), Household(quotient_familial=500))

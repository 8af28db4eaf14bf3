"""Tariffs as tables and sentences."""

from pathlib import Path

import pytest

from functions.domain.rules import Surcharge
from functions.domain.tariffs import Household, price_of
from functions.french.tariffs import TariffTable, explain, tariff_table
from functions.reglement_file import parse
from tests.days import day
from tests.reglement.files import commune

FOLDER = Path(__file__).parents[1] / "reglement" / "tarifs"


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def table(name: str, code: str) -> TariffTable:
    path = FOLDER / f"{name}.toml"
    town = parse(path.read_text(encoding="utf-8")) if path.exists() else commune(name)
    return tariff_table(town.tariff_on(code, day("lundi 2026-11-23")))


def test_brackets_go_down() -> None:
    found = table("pennautier", "cantine")
    assert plain(found.caption) == "Prix par repas, depuis le dimanche 1er septembre 2024"
    assert found.columns == ("",)
    assert [(plain(head), *map(plain, prices)) for head, prices in found.rows] == [
        ("QF moins de 700", "2,30 €"),
        ("QF 700 à 1 099", "3,40 €"),
        ("QF 1 100 et plus", "3,90 €"),
        ("sans réservation", "6,00 €"),
    ]
    assert found.notes == ("Sans justificatif du quotient familial : le prix le plus élevé.",)


def test_other_conditions_go_across() -> None:
    found = table("bubry", "cantine")
    assert [plain(column) for column in found.columns] == ["du 1er au 2e enfant", "à partir du 3e enfant"]
    assert [(plain(head), *map(plain, prices)) for head, prices in found.rows[1:5]] == [
        ("QF 600 à 999", "3,05 €", "1,53 €"),
        ("QF 1 000 à 1 499", "3,10 €", "1,55 €"),
        ("QF 1 500 et plus", "3,15 €", "1,58 €"),
        ("occasionnel", "3,70 €", ""),
    ]


def test_a_rate_is_a_sentence() -> None:
    found = table("fay-aux-loges", "cantine")
    assert plain(found.rows[0][1][0]) == "0,36 % du quotient familial, au moins 2,60 €, au plus 4,50 €"
    assert found.rows[0][0] == "Tarif unique"


def test_a_straight_line_is_told_by_its_two_ends() -> None:
    linear = "linear = { from = 300, price_from = 1.00, to = 1500, price_to = 4.50 }"
    town = parse(f'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\n{linear}\n')
    assert plain(tariff_table(town.tariffs[0]).rows[0][1][0]) == (
        "de 1,00 € (quotient de 300 et moins) à 4,50 € (quotient de 1 500 et plus), en proportion entre les deux"
    )


@pytest.mark.parametrize(
    ("name", "code", "note"),
    [
        ("les-enfants-d-helene", "journee", "Fratrie (à partir du 2e enfant) : −20 %."),
        ("hauterives", "mercredi", "Extérieurs : +2,00 €."),
        ("mouais", "garderie", "Toute tranche de 30 minutes commencée est due."),
        ("groix", "cantine", "Le quotient familial est arrondi à l’entier inférieur."),
    ],
)
def test_notes(name: str, code: str, note: str) -> None:
    assert note in [plain(text) for text in table(name, code).notes]


@pytest.mark.parametrize(
    ("household", "said"),
    [
        (Household(quotient_familial=850), "0,36 % d’un quotient de 850 : 3,06 € par repas."),
        (
            Household(quotient_familial=100),
            "0,36 % d’un quotient de 100, relevé au prix le plus bas : 2,60 € par repas.",
        ),
        (
            Household(quotient_familial=5000),
            "0,36 % d’un quotient de 5 000, ramené au prix le plus haut : 4,50 € par repas.",
        ),
        (
            Household(),
            "quotient familial non justifié ; 0,36 % du quotient familial, ramené au prix le plus haut : 4,50 € par repas.",
        ),
    ],
)
def test_a_price_is_explained(household: Household, said: str) -> None:
    town = parse((FOLDER / "fay-aux-loges.toml").read_text(encoding="utf-8"))
    tariff = town.tariff_on("cantine", day("lundi 2026-11-23"))
    assert plain(explain(price_of(tariff, household), tariff.unit)) == said


def test_a_straight_line_is_explained_without_a_rate() -> None:
    linear = "linear = { from = 300, price_from = 1.00, to = 1500, price_to = 4.50 }"
    tariff = parse(f'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\n{linear}\n').tariffs[0]
    found = price_of(tariff, Household(quotient_familial=900))
    assert found.tranche == "en proportion du quotient"
    assert plain(explain(found, tariff.unit)) == "en proportion d’un quotient de 900 : 2,75 € par repas."


def test_adjustments_surcharges_and_quantities_are_explained() -> None:
    town = parse((FOLDER / "2c2r.toml").read_text(encoding="utf-8"))
    tariff = town.tariff_on("periscolaire", day("lundi 2026-11-23"))
    outside = Household(quotient_familial=700, resident=False)
    found = price_of(tariff, outside, minutes=45, surcharge=Surcharge(cents=100))
    assert plain(explain(found, tariff.unit)) == (
        "QF 651 à 1 150 ; Extérieurs (+100 %) ; hors délai (+1,00 €) : 1,96 € par demi-heure ; 2 × 1,96 € = 3,92 €."
    )

"""Tariffs as tables and sentences."""

from pathlib import Path

import pytest

from functions.domain.pricing.applied_prices import applied_kinds
from functions.domain.pricing.prices import Household, price_of
from functions.domain.reglement.deadline_rules import Surcharge
from functions.french.reglement.tariff_tables import TariffTable, tariff_table
from functions.french.reglement.tariffs import explain
from functions.reglement_file import parse, write
from tests.reglement_file.files import commune
from tests.support.days import day
from tests.support.spaces import plain

FOLDER = Path(__file__).parents[2] / "reglement_file" / "tarifs"


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
        ("occasionnel", "3,70 €", "3,70 €"),
    ]


def test_a_rate_is_a_sentence() -> None:
    found = table("fay-aux-loges", "cantine")
    assert plain(found.rows[0][1][0]) == "0,36 % du quotient familial, au moins 2,60 €, au plus 4,50 €"
    assert found.rows[0][0] == "Taux d’effort"


def test_a_straight_line_is_told_by_its_two_ends() -> None:
    linear = "linear = { from = 300, price_from = 1.00, to = 1500, price_to = 4.50 }"
    town = parse(f'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\n{linear}\n')
    assert plain(tariff_table(town.tariffs[0]).rows[0][1][0]) == (
        "de 1,00 € (quotient de 300 et moins) à 4,50 € (quotient de 1 500 et plus), en proportion entre les deux"
    )


def written(lines: str) -> TariffTable:
    return tariff_table(parse(f'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\n{lines}\n').tariffs[0])


def rows(lines: str) -> list[tuple[str, ...]]:
    return [(plain(head), *map(plain, prices)) for head, prices in written(lines).rows]


COLUMNS = "columns = { h = { resident = true }, e = { resident = false } }\n"


def test_a_price_of_its_own_is_under_every_column_it_is_for() -> None:
    brackets = (
        "lines = [{ below = 700, price = { h = 2, e = 4 } }, { from = 700, price = { h = 3, e = 5 } }]\n"
    )
    assert rows(COLUMNS + brackets + "other_prices = { pai = 1 }")[2] == (
        "repas fourni (PAI)",
        "1,00 €",
        "1,00 €",
    )
    apart = brackets.replace("}]", '}, { kind = "unreserved", price = { h = 6, e = 8 } }]')
    assert rows(COLUMNS + apart)[2] == ("sans réservation", "6,00 €", "8,00 €")


def test_a_bracket_keeps_the_name_the_town_gives_it_under_columns() -> None:
    named = 'lines = [{ label = "A", below = 700, price = { h = 2, e = 4 } }, { from = 700, price = { h = 3, e = 5 } }]'
    assert [row[0] for row in rows(COLUMNS + named)] == ["A", "QF 700 et plus"]
    apart = """lines = [
      { label = "A", below = 700, resident = true, price = 2 }, { label = "B", below = 700, resident = false, price = 4 },
      { from = 700, resident = true, price = 3 }, { from = 700, resident = false, price = 5 },
    ]"""
    assert rows(apart)[0] == ("QF moins de 700", "2,00 €", "4,00 €")


def test_a_school_is_called_by_its_name() -> None:
    schools = '[calendar]\nschools = [{ code = "centre", name = "École du Centre" }, { code = "gare", name = "La Gare" }]\n'
    lines = (
        'lines = [{ school = "centre", price = 3 }, { school = "gare", price = 4 }]\n'
        'adjustments = [{ label = "Travaux", school = "gare", amount = -1 }]\n'
    )
    town = parse(f'zone = "A"\n{schools}[[tariffs]]\ncode = "t"\nunit = "repas"\n{lines}')
    found = tariff_table(town.tariffs[0], town.school_names)
    assert [head for head, _ in found.rows] == ["École du Centre", "La Gare"]
    assert plain(found.notes[0]) == "Travaux (La Gare) : −1,00 €."
    assert parse(write(town)) == town and 'label = "École' not in write(town)


def test_what_the_portal_does_not_bill_by_itself_is_said_below_the_prices() -> None:
    prices = 'price = 3\nother_prices = { unreserved = 6, pai = 1, adult = 5 }\nwithout_price = [{ resident = false, told = "Écrivez-nous." }]\n'
    service = '[[services]]\ncode = "s"\nname = "S"\ntariff = "t"\nreserve = { closes = { days = 1 } }\ncancel = { never = true }\n'
    town = parse(f'zone = "A"\n[[tariffs]]\ncode = "t"\nunit = "repas"\n{prices}{service}')
    found = tariff_table(town.tariffs[0], applied=applied_kinds(town, "t"))
    assert [plain(note) for note in found.notes] == [
        "Sans prix en ligne (extérieurs) : Écrivez-nous.",
        "Le portail n’applique pas de lui-même : repas fourni (PAI) et adulte. Voyez avec la mairie.",
    ]


def test_a_kind_of_price_is_shown_with_what_is_always_added_to_it() -> None:
    lines = 'lines = [{ price = 3 }, { kind = "pai", price = 3 }]\n'
    half = 'adjustments = [{ label = "Repas apporté", kind = "pai", percent = -50 }]'
    assert rows(lines + half) == [("Tarif unique", "3,00 €"), ("repas fourni (PAI)", "1,50 €")]
    assert written(lines + half).notes == ()


def test_what_is_added_after_something_of_the_family_is_told_below() -> None:
    lines = 'lines = [{ price = 3 }, { kind = "pai", price = 3 }]\n'
    both = (
        'adjustments = [{ label = "Fratrie", rank_from = 2, percent = -20 }, '
        '{ label = "Repas apporté", kind = "pai", percent = -50 }]'
    )
    assert rows(lines + both)[1] == ("repas fourni (PAI)", "3,00 €")
    assert len(written(lines + both).notes) == 2


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        ('price = 3\nrounding = "up"', "Le prix est arrondi au centime supérieur."),
        ("price = 3\nstep = 0.05", "Le prix est arrondi au multiple de 0,05 € le plus proche."),
        ('price = 3\nstep = 0.10\nrounding = "down"', "Le prix est arrondi au multiple de 0,10 € inférieur."),
        (
            'price = 3\nadjustments = [{ label = "2e enfant", rank = 2, percent = -10 }]',
            "2e enfant : −10 %.",
        ),
    ],
)
def test_how_a_price_is_rounded_or_changed_is_a_note(lines: str, note: str) -> None:
    assert [plain(text) for text in written(lines).notes] == [note]


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

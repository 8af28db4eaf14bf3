"""What a file may say, and the town should think twice about."""

import pytest

from functions.reglement_file import parse
from functions.reglement_file.cautions import cautions
from infra.reglement.__main__ import main
from tests.reglement_file.files import FOLDER, commune
from tests.reglement_file.test_problems import GOOD, with_tariff

ADJUSTED = """price = 3.40
adjustments = [{ label = "Forfait", days = 4, percent = -10 }]"""


def test_an_ordinary_file_calls_for_none() -> None:
    assert cautions(parse(GOOD)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (with_tariff('lines = [{ level = "maternelle", price = 3 }]'), "« repas » tient à « level », que"),
        (with_tariff('lines = [{ scheme = "MSA", price = 3 }]'), "rien n’y sera réservable"),
        (with_tariff("other_prices = { adult = 5 }"), "n’a pas de prix habituel"),
        (with_tariff(ADJUSTED), "« Forfait » (tarif « repas ») tient à « days »"),
        (
            GOOD.replace('unit = "repas"', 'unit = "mois"'),
            "se paie par mois, mais le prix est celui d’un jour",
        ),
        (GOOD.replace('unit = "repas"', 'unit = "carte annuelle"'), "« unit » n’est qu’un mot"),
        (GOOD.replace('unit = "repas"', 'unit = "forfait trimestriel"'), "« unit » n’est qu’un mot"),
    ],
)
def test_what_a_booking_does_not_know_is_told(text: str, words: str) -> None:
    (told,) = cautions(parse(text))
    assert words in told


def test_what_is_billed_on_attendance_is_told_without_a_word_of_booking() -> None:
    told = cautions(commune("medoc-estuaire"))[0]
    assert told.endswith(
        "les présences de « Accueil du matin et du soir » qui en dépendent seront sans prix."
    )


def test_check_tells_them_and_takes_the_file_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(FOLDER / "saint-barnabe.toml")]) == 0
    first, *others = capsys.readouterr().out.splitlines()
    assert first.startswith("Ce règlement est correct")
    assert [line.startswith("Attention : le tarif « semaine » ") for line in others] == [True, True]

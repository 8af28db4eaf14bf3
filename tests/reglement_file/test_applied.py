"""What families would read and the portal would not do is refused by `check`, with its line, before it is published."""

from pathlib import Path

import pytest

from functions.domain.pricing.booking_coverage import families_without_price
from functions.domain.pricing.prices import Household, NoPrice, price
from functions.reglement_file import parse
from functions.reglement_file.applied import not_applied
from infra.reglement.__main__ import main
from tests.reglement_file.files import FOLDER
from tests.reglement_file.test_problems import GOOD, with_tariff
from tests.support.days import day

NOT_APPLIED = sorted((FOLDER.parent / "not_applied").glob("*.toml"))
SCHEMED = """lines = [
  { below = 400, scheme = "MSA", price = 1.00 },
  { from = 400, price = 3.40 },
]"""


def told(text: str) -> list[str]:
    return [str(problem).replace("\u00a0", " ") for problem in not_applied(text, parse(text))]


def test_an_ordinary_file_promises_nothing_more_than_the_portal_does() -> None:
    assert told(GOOD) == []


@pytest.mark.parametrize(
    "unit", ["trimestre", "mois", "carnet de 10 tickets", "an", "semaine", "forfait mensuel"]
)
def test_a_price_for_longer_than_a_day_is_refused_with_its_line(unit: str) -> None:
    """« Prix par trimestre : 50,00 € » on the page, and 50,00 € for each day that is booked."""
    (problem,) = told(GOOD.replace('unit = "repas"', f'unit = "{unit}"'))
    assert problem.startswith("ligne 5, tariffs « repas » › unit : ")
    assert f"« par {unit} » serait demandé pour chaque jour réservé" in problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            GOOD.replace('unit = "repas"', 'unit = "famille"'),
            "ne sait pas ce que c’est que payer par « famille »",
        ),
        (GOOD.replace('unit = "repas"', 'unit = "demi-heure"'), "ajoutez « minutes » : minutes = 30"),
        (GOOD.replace('unit = "repas"', 'unit = "heure"\nminutes = 30'), "ne disent pas la même durée"),
        (GOOD.replace('unit = "repas"', 'unit = "repas"\nminutes = 30'), "« repas » n’en est pas une"),
        (
            with_tariff('price = 3\nother_prices = { "par trimestre" = 50 }'),
            "« par trimestre » parle d’un prix pour plusieurs",
        ),
        (
            with_tariff('lines = [{ label = "Abonnement mensuel", price = 12 }]'),
            "« Abonnement mensuel » parle d’un prix",
        ),
        (with_tariff("other_prices = { adult = 5 }"), "n’a pas de prix habituel"),
        (
            with_tariff('lines = [{ level = "maternelle", price = 3 }]'),
            "toutes les familles n’auraient pas de prix",
        ),
        (
            with_tariff('lines = [{ scheme = "MSA", price = 3 }]'),
            "leur prix tient à « scheme », que le portail",
        ),
        (with_tariff("lines = [{ age_to = 11, price = 3 }]"), "(l’âge : 12) n’auraient pas de prix"),
        (
            with_tariff('price = 3\nadjustments = [{ label = "Réduction", days = 4, percent = -10 }]'),
            "« Réduction » tient à « days », que le portail ne connaît pas",
        ),
    ],
)
def test_what_the_portal_would_not_do_is_said(text: str, words: str) -> None:
    (problem,) = told(text)
    assert words in problem


def test_one_line_that_anybody_may_have_does_not_hide_the_families_that_have_none() -> None:
    """The grid has no hole for who tells a scheme; no booking tells one, so that the poorest could book nothing."""
    (problem,) = told(with_tariff(SCHEMED))
    assert "les familles au quotient de 0 à 400 n’auraient pas de prix pour « Cantine »" in problem
    assert "without_price = [{ below = 400, told = " in problem


def test_a_town_may_say_who_has_no_price_and_what_they_are_told() -> None:
    said = "Le prix dépend de votre régime : appelez la mairie avant de réserver."
    text = with_tariff(f'{SCHEMED}\nwithout_price = [{{ below = 400, told = "{said}" }}]')
    town = parse(text)
    assert not_applied(text, town) == []
    lunch, monday = town.service("cantine"), day("lundi 2026-11-23")
    with pytest.raises(NoPrice) as refused:
        price(town, lunch, monday, Household(quotient_familial=399))
    assert refused.value.data["told"] == said
    assert price(town, lunch, monday, Household(quotient_familial=400)).unit_cents == 340


def test_every_family_that_can_exist_is_looked_for_and_no_other() -> None:
    grid = with_tariff(
        "lines = [{ age_from = 6, age_to = 11, rank_to = 2, price = 3 }, { age_from = 6, age_to = 11, rank_from = 3, price = 2 }]"
    )
    assert told(grid) != [], "a child of three may be in a file"
    assert told(grid + "conditions = { age_from = 6, age_to = 11 }\n") == []
    outside = with_tariff(
        'lines = [{ resident = true, price = 3 }]\nwithout_price = [{ resident = false, told = "Appelez-nous." }]'
    )
    assert told(outside) == []


def test_a_child_whose_school_is_not_known_is_a_child_too() -> None:
    schools = '[calendar]\nschools = [{ code = "a", name = "École A" }, { code = "b", name = "École B" }]\n'
    grid = with_tariff('lines = [{ school = "a", price = 3 }, { school = "b", price = 2 }]') + schools
    (problem,) = told(grid)
    assert "(sans école connue)" in problem
    assert told(grid.replace('tariff = "repas"\n', 'tariff = "repas"\nschools = ["a", "b"]\n')) == []


@pytest.mark.parametrize("path", NOT_APPLIED, ids=lambda path: path.stem)
def test_what_real_communes_published_and_the_portal_cannot_bill_is_refused_by_check_and_can_be_tried(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == "" and all(f"{path} : ligne " in line for line in said.err.splitlines())
    assert parse(path.read_text(encoding="utf-8")).tariffs


def test_the_demo_towns_promise_what_the_portal_does() -> None:
    for path in Path("infra/demo/reglements").glob("*.toml"):
        town = parse(path.read_text(encoding="utf-8"))
        assert not_applied(path.read_text(encoding="utf-8"), town) == []
        assert not any(
            families_without_price(town, service, tariff)
            for service in town.services
            for tariff in town.tariffs
            if tariff.code == service.tariff
        )

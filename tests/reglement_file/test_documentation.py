"""What `docs/reglement.md` shows can be written."""

import re
from pathlib import Path

import pytest

from functions.french.reglement.rules import limit_sentences
from functions.reglement_file import parse
from functions.reglement_file.applied import not_applied

TEXT = (Path(__file__).parents[2] / "docs" / "reglement.md").read_text(encoding="utf-8")
SAMPLES = re.findall(r"^```toml\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
LIMITS = [
    limit
    for row in re.findall(r"^\| .*? \| (`\{.*\}`) \|$", TEXT, re.MULTILINE)
    for limit in re.findall(r"`(\{.*?\})`", row)
]
TARIFF = '[[tariffs]]\ncode = "cantine"\nunit = "repas"\n'
PRICE = "price = 3.00\nother_prices = { unreserved = 6.00 }\n"
CARE = "care_percent = 40\n"
SERVICE = '[[services]]\ncode = "cantine"\nname = "Cantine"\ntariff = "cantine"\nstarts_at = "12:00"\n'
RULES = 'reserve = { closes = { days = 1 } }\ncancel = { same_as = "reserve" }\n'
ZONE = 'zone = "A"\n'


def test_the_whole_example_is_a_reglement_and_reads_as_the_page_says() -> None:
    town = parse(SAMPLES[0])
    said = " ".join(limit_sentences(town.service("cantine").reserve)).replace("\u00a0", " ")
    assert said in " ".join(TEXT.split())


@pytest.mark.parametrize("limit", LIMITS)
def test_every_limit_of_the_table_can_be_written(limit: str) -> None:
    rules = f'reserve = {{ closes = {limit} }}\ncancel = {{ same_as = "reserve" }}\n'
    periods = '[[calendar.periods]]\nlabel = "Automne"\nfrom = 2026-09-01\nto = 2026-12-18\n'
    own = periods if "period" in limit else ""
    assert parse(ZONE + own + TARIFF + PRICE + SERVICE + rules).services


def test_the_table_of_limits_was_read() -> None:
    assert len(LIMITS) > 20


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES[1:] if not sample.startswith("reserve")])
def test_every_other_sample_can_be_written(sample: str) -> None:
    if sample.startswith("[calendar]"):
        text = ZONE + sample + TARIFF + PRICE + SERVICE + RULES
    elif sample.startswith("[services.reserve]"):
        text = ZONE + TARIFF + PRICE + SERVICE + 'cancel = { same_as = "reserve" }\n' + sample
    elif sample.startswith(("[services.conditions]", "[services.absence]")):
        others = "".join(
            f'[[services]]\ncode = "{code}"\nname = "Autre"\ntariff = "cantine"\n{RULES}'
            for code in ("garderie", "cantine-plage", "accueil")
        )
        text = ZONE + TARIFF + PRICE + CARE + others + SERVICE + RULES + sample
    elif sample.startswith("[[services]]"):
        text = ZONE + TARIFF + PRICE + sample
    elif sample.startswith("[services.waiting_list]"):
        text = ZONE + TARIFF + PRICE + SERVICE + RULES + "places = 24\n" + sample
    elif sample.startswith("late"):
        text = (
            ZONE
            + TARIFF
            + PRICE
            + SERVICE
            + 'cancel = { same_as = "reserve" }\n[services.reserve]\n'
            + sample
        )
    elif sample.startswith("[[tariffs.adjustments]]"):
        text = ZONE + TARIFF + PRICE + sample + SERVICE + RULES
    else:
        text = ZONE + TARIFF + sample + SERVICE + RULES
    town = parse(text)
    assert town.services and not_applied(text, town) == []


@pytest.mark.parametrize(
    "line", next(sample for sample in SAMPLES if sample.startswith("reserve")).splitlines()
)
def test_every_rule_of_one_line_can_be_written(line: str) -> None:
    other = (
        "cancel = { closes = { days = 1 } }"
        if line.startswith("reserve")
        else "reserve = { closes = { days = 1 } }"
    )
    assert parse(ZONE + TARIFF + PRICE + SERVICE + f"{line}\n{other}\n").services

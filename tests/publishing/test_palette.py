"""Each commune's colour can be read, by day and by night: contrasts of WCAG 2.2, computed from the style sheets."""

import re
from itertools import product

import pytest

from infra.build_pages import ROOT
from infra.demo.towns import TOWNS

BASE = ROOT / "site" / "assets" / "css" / "base"
PALETTE = (BASE / "colours.css").read_text()
TOKENS = (BASE / "tokens.css").read_text()
COLOURS = re.findall(r'\[data-colour="([\w-]+)"\] \{([^}]+)\}', PALETTE)
TEXT, CONTROL = 4.5, 3.0


def variables(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", css))


LIGHT, DARK = (variables(part) for part in TOKENS.split("@media (prefers-color-scheme: dark)"))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_the_standard_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_palette_has_ten_colours_or_more_each_once() -> None:
    names = [name for name, _ in COLOURS]
    assert len(names) >= 10
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("name", "values"), COLOURS)
def test_a_commune_s_colour_is_readable_by_day_and_by_night(name: str, values: str) -> None:
    colour = variables(values)
    for tokens, accent, soft in (
        (LIGHT, colour["light"], colour["light-soft"]),
        (DARK, colour["dark"], colour["dark-soft"]),
    ):
        for ground in (tokens["paper"], tokens["surface"], tokens["sunken"], soft):
            assert contrast(accent, ground) >= TEXT, (name, accent, ground)
        assert contrast(tokens["on-accent"], accent) >= TEXT, name
        for text in (tokens["ink"], tokens["ink-soft"], tokens["good"], tokens["bad"], tokens["warn"]):
            assert contrast(text, soft) >= TEXT, (name, text, soft)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["by day", "by night"])
def test_texts_and_edges_are_readable_on_every_ground(tokens: dict[str, str]) -> None:
    grounds = [tokens[name] for name in ("paper", "surface", "sunken")]
    for text, ground in product(("ink", "ink-soft", "good", "warn", "bad"), grounds):
        assert contrast(tokens[text], ground) >= TEXT, (text, ground)
    for ground in grounds:
        assert contrast(tokens["edge"], ground) >= CONTROL, ground
    for state in ("good", "warn", "bad"):
        assert contrast(tokens[state], tokens[f"{state}-soft"]) >= TEXT, state
        assert contrast(tokens["ink"], tokens[f"{state}-soft"]) >= TEXT, state


def test_the_towns_of_the_demo_choose_from_the_palette() -> None:
    assert {town.colour for town in TOWNS} <= {name for name, _ in COLOURS}

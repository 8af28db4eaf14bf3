"""What a linter would say of the style sheets: the browser itself knows its properties, and each name is declared and used."""

import re

import pytest
from playwright.sync_api import Browser

from infra.build_pages import ROOT

SHEETS = sorted((ROOT / "site" / "assets" / "css").rglob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
DECLARATION = re.compile(r"[{;]\s*(-?[a-z][a-z-]*)\s*:\s*([^;{}]+)(?=;)")
OF_PAPER = {"size"}
"""Properties of `@page` alone."""


def declarations(css: str) -> list[tuple[str, str]]:
    """Property and value; the formatter ends each with a semicolon."""
    return [(name, " ".join(value.split())) for name, value in DECLARATION.findall(COMMENT.sub("", css))]


def unknown(browser: Browser, found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    page = browser.new_page()
    script = (
        "found => found.filter(([name, value]) => !CSS.supports(name, value.replace(/ !important$/, '')))"
    )
    answer = [(name, value) for name, value in page.evaluate(script, [list(each) for each in found])]
    page.close()
    return answer


@pytest.mark.browser
def test_the_browser_knows_every_property_and_its_value(browser: Browser) -> None:
    found = [each for sheet in SHEETS for each in declarations(sheet.read_text())]
    assert len(found) > 1000
    assert [each for each in unknown(browser, found) if each[0] not in OF_PAPER] == []


@pytest.mark.browser
def test_a_misspelt_property_and_a_value_that_is_none_are_found(browser: Browser) -> None:
    css = ".a:hover {\n  colour: red; /* no such */\n  color: redd;\n  color:\n    red;\n}\n"
    assert unknown(browser, declarations(css)) == [("colour", "red"), ("color", "redd")]


def test_every_custom_property_is_declared_and_used() -> None:
    """`style="--…"` of a template declares one too."""
    css = "".join(COMMENT.sub("", sheet.read_text()) for sheet in SHEETS)
    others = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "site" / "assets" / "js").rglob("*.js")]
    declared = set(re.findall(r"(--[\w-]+):", css + "".join(file.read_text() for file in others)))
    used = set(re.findall(r"var\((--[\w-]+)", css))
    assert declared - used == set()
    assert used - declared == set()

"""What an eye would see at once of a page: it scrolls sideways, a word is cut in two, a text lies outside its cell or over another."""

from pathlib import Path

from playwright.sync_api import Page

WIDTHS = (320, 390, 820, 1280, 1920)
"""Phones, a tablet held upright, a computer, a large screen."""

_FLAWS = Path(__file__).with_name("layout.js").read_text()


def flaws(page: Page) -> list[str]:
    """As sentences; none where the page is well laid out."""
    found: list[str] = page.evaluate(_FLAWS)
    return found


def flaws_at_each_width(page: Page, widths: tuple[int, ...] = WIDTHS) -> dict[int, list[str]]:
    """By width, where there are any. The page stays open: it is resized."""
    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        found[width] = flaws(page)
    return {width: each for width, each in found.items() if each}

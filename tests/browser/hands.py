"""The two ways in which parents go through the screens: a thumb on a phone, a keyboard at a desk."""

from typing import Protocol

from playwright.sync_api import Locator, Page, expect

FURTHEST = 250
"""Presses of Tab after which what is looked for cannot be reached with the keyboard."""


_WHERE = "sought => !sought.isConnected ? 'gone' : sought === document.activeElement ? 'here' : 'elsewhere'"


class Hand(Protocol):
    def press(self, target: Locator) -> None:
        """A link, a button, a box to tick."""

    def write(self, target: Locator, text: str) -> None: ...


class Thumb:
    def press(self, target: Locator) -> None:
        target.tap()

    def write(self, target: Locator, text: str) -> None:
        target.tap()
        target.fill(text)


class Keys:
    """No mouse: each thing is reached with Tab, from where the focus is, and pressed with the space bar or Enter."""

    def __init__(self, page: Page) -> None:
        self._keyboard = page.keyboard

    def press(self, target: Locator) -> None:
        self._reach(target)
        self._keyboard.press("Enter" if _is_link(target) else "Space")

    def write(self, target: Locator, text: str) -> None:
        self._reach(target)
        if target.get_attribute("type") == "date":
            self._write_date(target, text)
        else:
            self._keyboard.press("ControlOrMeta+a")
            self._keyboard.type(text)

    def _write_date(self, target: Locator, iso: str) -> None:
        """The parts in the order in which this Chromium shows them: its own language's, whatever the page's."""
        year, month, day = iso.split("-")
        for typed in (day + month + year, month + day + year):
            self._keyboard.type(typed)
            if target.input_value() == iso:
                return
            for _ in range(3):
                self._keyboard.press("ArrowLeft")
        raise AssertionError(f"no date was written in {target}")

    def _reach(self, target: Locator) -> None:
        expect(target).to_be_visible()
        sought = target.element_handle()  # a name is looked up once, not at every Tab
        for _ in range(FURTHEST):
            where = sought.evaluate(_WHERE)
            if where == "here":
                return
            if where == "gone":
                sought = target.element_handle()
            else:
                self._keyboard.press("Tab")
        raise AssertionError(f"out of reach of the keyboard: {target}")


def _is_link(target: Locator) -> bool:
    return bool(target.evaluate("element => element.tagName === 'A'"))

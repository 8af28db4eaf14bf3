"""What axe finds wrong on a page in Chromium."""

from typing import Any

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

_AXE = AXE_FILE_PATH.read_text("utf-8")
_RUN = "options => axe.run(document, options).then((found) => found.violations)"


def axe_violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """Half a megabyte of axe goes to a page once, and of what axe says only the violations come back."""
    if page.evaluate("() => !('axe' in window)"):
        page.evaluate(_AXE)
    found: list[dict[str, Any]] = page.evaluate(_RUN, {"resultTypes": ["violations"], **options})
    return found

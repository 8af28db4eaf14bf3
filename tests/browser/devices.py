"""Phones and computers that are kept from test to test: what is a test's own goes, what Chromium read of the portal stays.

A context with its first page, and a first screen of which nothing was read before, are half a second of a processor.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, CDPSession, Page

IS_TAMPERED = "'__pwClock' in globalThis"
"""Playwright gives a clock to a whole context, and has no way to take it back."""


@dataclass(frozen=True)
class Device:
    context: BrowserContext
    anchor: Page
    """An empty page, which no test sees: without it the process that knows the portal would end with the last page."""
    tools: CDPSession


class KeptDevice:
    """Pages are each test's own, and so are their routes, scripts, history and session storage."""

    def __init__(self, origin: str, make: Callable[[], BrowserContext]) -> None:
        self._origin = origin
        self._make = make
        self._device: Device | None = None
        self._is_taken = False

    def take(self) -> BrowserContext | None:
        """As new: signed out, with nothing stored, whatever the test before did. None while it is taken."""
        if self._is_taken:
            return None
        if self._device is None:
            context = self._make()
            anchor = context.new_page()
            self._device = Device(context, anchor, context.new_cdp_session(anchor))
        self._is_taken = True
        return self._device.context

    def give_back(self) -> None:
        if not self._is_taken or self._device is None:
            return
        self._is_taken = False
        context, anchor, tools = self._device.context, self._device.anchor, self._device.tools
        for page in context.pages:
            if page is not anchor:
                page.close()
        if anchor.evaluate(IS_TAMPERED):
            self.close()
            return
        context.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        context.clear_permissions()
        context.clear_cookies()
        tools.send("Storage.clearDataForOrigin", {"origin": self._origin, "storageTypes": "all"})

    def close(self) -> None:
        if self._device is not None:
            self._device.context.close()
            self._device = None

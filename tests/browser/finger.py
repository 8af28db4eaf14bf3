"""The authenticator of a phone, as Chromium plays it for tests."""

from typing import Any

from playwright.sync_api import CDPSession, Page


class Finger:
    """Chromium's own authenticator, which stands for the phone's."""

    def __init__(self, page: Page) -> None:
        self._tools: CDPSession = page.context.new_cdp_session(page)
        self._tools.send("WebAuthn.enable", {"enableUI": False})
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._device: str = made["authenticatorId"]

    def waits(self, waits: bool) -> None:
        """Whether it is kept away from the phone."""
        self._set("WebAuthn.setAutomaticPresenceSimulation", enabled=not waits)

    def _set(self, method: str, **values: Any) -> None:
        self._tools.send(method, {"authenticatorId": self._device, **values})

"""Each screen of parents, opened by a login of one family: six requests at the most until it can be used."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.first_view import FirstView

pytestmark = pytest.mark.browser

SCREENS = {
    "/espace/": "/home",
    "/espace/reservations/": "/planning",
    "/espace/agenda/": "/planning",
    "/espace/annee/": "/year",
    "/espace/factures/": "/invoices",
    "/espace/absences/": "/absences",
    "/espace/demandes/": "/requests",
    "/espace/dossier/": "/file",
    "/espace/messages/": "/announcements",
    "/espace/notifications/": "/me/push-devices",
    "/espace/cles/": "/me/passkeys",
    "/espace/compte/": "/api/me",
}
"""Of each, what the API answers it is about."""


OF_THE_ACCOUNT = {"/api/me", "/api/me/account"}


def test_each_screen_asks_for_six_things_at_the_most(phone: Page) -> None:
    asked: set[str] = set()
    for address, about in SCREENS.items():
        page = phone.context.new_page()
        view = FirstView(page, about)
        with page.expect_response(re.compile(about)):
            page.goto(address, wait_until="commit")
        view.assert_is_light()
        if address == "/espace/compte/":
            page.on("request", lambda request: asked.add(urlsplit(request.url).path))
            page.reload(wait_until="networkidle")
        page.close()
    assert {path for path in asked if path.startswith("/api/")} == OF_THE_ACCOUNT

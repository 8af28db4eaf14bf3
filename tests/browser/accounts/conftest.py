"""The family of Odile, a phone and a computer on which nobody is signed in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from functions.domain.families.family import Civility, Guardian
from tests.browser.accounts.odile import ODILE
from tests.browser.conftest import DESK, PHONE
from tests.support.builders import a_child, a_family, settle


@pytest.fixture(autouse=True)
def dubois(origin: str) -> None:
    """The family of Odile and Zoé, whom the town knows and who have no login yet."""
    family = a_family(
        "dubois",
        name="Dubois",
        guardians=(Guardian(Civility.MADAME, "Dubois", "Odile", ODILE),),
        children=("zoe",),
        members=(),
    )
    settle(family, [a_child("zoe", ("dubois",), first_name="Zoé", last_name="Dubois")])


def _page(browser: Browser, origin: str, size: dict[str, int]) -> Iterator[Page]:
    context = browser.new_context(base_url=origin, viewport=size, locale="fr-FR", service_workers="block")  # type: ignore[arg-type]  # a TypedDict's worth of a size
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(browser: Browser, origin: str) -> Iterator[Page]:
    """Nobody is signed in on it."""
    yield from _page(browser, origin, PHONE)


@pytest.fixture
def desk(browser: Browser, origin: str) -> Iterator[Page]:
    """Nobody is signed in on it."""
    yield from _page(browser, origin, DESK)

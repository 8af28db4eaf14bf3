"""The pages of the demo's towns, and everything that needs no data, built once in memory."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from functions.publishing.pages import Page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT, build
from infra.demo.pages import demo_pages

NOW = datetime(2026, 11, 19, 9, 58, tzinfo=ZoneInfo("Europe/Paris"))
"""jeudi"""


@pytest.fixture(scope="session")
def site() -> Site:
    return Site(
        ROOT, Deployment("https://portail.example", security_contact="mailto:securite@portail.example")
    )


@pytest.fixture(scope="session")
def published(site: Site) -> dict[str, Page]:
    """Every page by its path."""
    written = {
        address: name for address, name in SCREENS.items() if (ROOT / "templates" / "pages" / name).exists()
    }
    pages, failures = build(site, written, now=NOW)
    assert failures == []
    pages += demo_pages(site, now=NOW)
    return {page.path: page for page in [*pages, *site.assets.linked()]}


@pytest.fixture(scope="session")
def html(published: dict[str, Page]) -> dict[str, str]:
    """Every HTML page by its address."""
    return {
        "/" + path.removesuffix("index.html"): page.body.decode()
        for path, page in published.items()
        if path.endswith(".html")
    }

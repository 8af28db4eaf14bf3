"""The pages of the demo's towns, and everything that needs no data, built once in memory."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from functions.publishing.output import write_folder
from functions.publishing.pages import Page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra import headers
from infra.build_pages import ROOT, build
from infra.demo.pages import demo_pages
from infra.local.messages import with_headers
from infra.local.pages import Pages, folder
from infra.local.server import listen, serving

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
    pages, failures = build(site, SCREENS, now=NOW)
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


@pytest.fixture
def served(published: dict[str, Page], tmp_path: Path) -> Iterator[str]:
    """The site on an address of its own, with the headers it will have."""
    write_folder(published.values(), tmp_path)
    pages = Pages(folder(tmp_path))
    with serving(listen(0), lambda request: with_headers(pages(request), headers.pages())) as origin:
        yield origin

"""What of the repository goes to Lambda."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from functions.publishing.commune import render_commune
from functions.publishing.deployment import render_home
from functions.publishing.news.article_pages import render_news
from functions.publishing.site import Deployment, Site
from functions.version import VERSION
from infra.demo.towns import AUBRAY
from infra.package import ours
from infra.package.dependencies import ROOT

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_no_test_no_demo_and_nothing_of_the_local_run_goes_there() -> None:
    names = [path.as_posix() for path in ours.files()]
    assert "functions/web/api/endpoint.py" in names
    assert not [name for name in names if name.startswith(("tests/", "infra/", "docs/"))]
    assert not [name for name in names if "__pycache__" in name or "composants" in name]


def test_what_goes_there_says_its_version_with_nothing_but_itself(tmp_path: Path) -> None:
    ours.copy(tmp_path)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from functions.version import VERSION; print(VERSION)"
    )
    alone = [sys.executable, "-I", "-S", "-c", program, str(tmp_path)]
    done = subprocess.run(alone, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == VERSION


def test_pages_come_out_of_what_goes_there_as_they_do_here(tmp_path: Path) -> None:
    ours.copy(tmp_path)
    there, here = (Site(root, Deployment("https://x.example")) for root in (tmp_path, ROOT))
    for render in (
        lambda site: render_commune(site, AUBRAY, []),
        lambda site: render_news(site, AUBRAY, [], now=NOW),
        lambda site: render_home(site, [AUBRAY]),
    ):
        assert render(there) == render(here)
    assert there.assets.linked() == here.assets.linked()

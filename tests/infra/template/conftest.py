from pathlib import Path
from typing import Any

import pytest

from infra.package import chalice_project
from infra.package.target import Target
from infra.template.whole import whole


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The template as `make package` writes it; the zips beside it are not made."""
    folder: Path = tmp_path_factory.mktemp("chalice")
    target = Target("3.11", "arm64")
    chalice_project.prepare(folder / "project", target)
    return whole(chalice_project.package(folder / "project", folder / "out"))

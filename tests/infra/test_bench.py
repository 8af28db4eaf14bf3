"""The benchmarks of invoicing and of the directory run to their end, with few families: their figures are read by whoever changes a step."""

import os
import re
import subprocess
import sys

from infra import bench_directory
from infra.package.dependencies import ROOT


def test_invoicing_is_measured_to_its_end() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "infra.bench_invoicing"],
        cwd=ROOT,
        env=os.environ | {"FAMILIES": "2"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(r"of one: [\d.]+ requests, [\d.]+ read units, [\d.]+ write units", done.stdout)


def test_finding_a_family_is_measured_to_its_end(table: str) -> None:
    told = "\n".join(bench_directory.figures(12))
    assert re.search(r"a search: 2 round trips at most, \d+ read units, \d+ ms", told)

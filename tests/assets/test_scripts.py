"""The browser's modules that need no page, in the node that Playwright brings. `*.test.js` hold a sentence a test."""

import os
import subprocess
from pathlib import Path

import pytest
from playwright._impl._driver import compute_driver_executable

pytestmark = pytest.mark.node

HERE = Path(__file__).parent


@pytest.mark.parametrize("zone", ["Europe/Paris", "America/Cayenne", "Pacific/Auckland"])
def test_the_modules_do_what_their_tests_say_wherever_the_phone_is(zone: str) -> None:
    """A day begins and the clocks change at another hour in each of these zones; no sentence may depend on it."""
    node, _ = compute_driver_executable()
    options = ["--test", "--test-isolation=none", "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON"]
    done = subprocess.run(
        [node, *options, *sorted(map(str, HERE.rglob("*.test.js")))],
        env={**os.environ, "TZ": zone},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr

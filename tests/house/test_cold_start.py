"""What the API's function may import at start: each heavy library lives where it is used."""

import subprocess
import sys

HEAVY = (
    "jinja2",
    "boto3",
    "typst",
    "icalendar",
    "argon2",
    "markdown_it",
    "pypdf",
    "moto",
    "ministack",
    "hypothesis",
)


def test_the_api_starts_without_the_heavy_libraries() -> None:
    program = f"import app, sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_api_starts_without_the_code_of_the_local_run() -> None:
    program = "import app, sys; print([name for name in sys.modules if name.startswith(('infra', 'tests'))])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

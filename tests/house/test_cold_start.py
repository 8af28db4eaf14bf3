"""What the API's function may import at start: each heavy library lives where it is used."""

import subprocess
import sys

import pytest

HEAVY = (
    "jinja2",
    "boto3",
    "typst",
    "icalendar",
    "argon2",
    "markdown_it",
    "minify",
    "pypdf",
    "webauthn",
    "cryptography",
    "OpenSSL",
    "py_vapid",
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


@pytest.mark.parametrize(
    ("audience", "without"),
    [
        (
            "accounts.me_routes",
            (
                "usecases.accounts.log_in",
                "domain.accounts.passwords",
                "domain.merging.renaming",
                "french.refusals",
                "storage.push",
            ),
        ),
        (
            "bookings.planning_routes",
            (
                "usecases.bookings",
                "usecases.prepayment",
                "usecases.waiting_list",
                "domain.billing.shares",
                "domain.accounts.activation",
                "domain.second_factor",
                "french.bookings.noted",
                "french.refusals",
                "storage.invoices",
                "storage.push",
                "web.callers.agents",
            ),
        ),
    ],
)
def test_who_is_logged_in_and_the_week_are_told_without_what_signs_in_and_what_writes(
    audience: str, without: tuple[str, ...]
) -> None:
    """The first two requests of a page, which a deployed function answers with their audience alone."""
    names = tuple(f"functions.{name}" for name in without)
    program = f"import functions.web.{audience}, sys; print([name for name in sys.modules if name.startswith({names!r})])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

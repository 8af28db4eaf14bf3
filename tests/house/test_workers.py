"""Three workers test: by the groups of `tests/conftest.py` each opens one Chromium at most, and one of them alone imports moto."""

import pytest

ONE_WORKER = "one worker alone, or no groups asked for"


def of_its_group(request: pytest.FixtureRequest, group: str) -> None:
    """xdist writes the group at the end of a test's name, and goes by that."""
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip(ONE_WORKER)
    assert request.node.nodeid.endswith(f"@{group}")


@pytest.mark.browser
def test_what_needs_a_browser_is_of_the_group_of_its_module(request: pytest.FixtureRequest) -> None:
    of_its_group(request, "test_workers")


@pytest.mark.usefixtures("aws_account")
def test_what_asks_moto_is_of_the_group_that_imports_it(request: pytest.FixtureRequest) -> None:
    of_its_group(request, "aws_account")

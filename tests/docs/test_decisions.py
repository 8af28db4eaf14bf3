"""The list of decisions is that of their pages."""

import re
from pathlib import Path

DECISIONS = Path(__file__).parents[2] / "docs" / "decisions"


def test_every_decision_is_listed_under_its_number_and_its_title() -> None:
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    heads = [page.read_text("utf-8").splitlines()[0].removeprefix("# ").split(". ", 1) for page in pages]
    told = re.findall(
        r"^- \[(\d+)\]\((\S+)\)\. (.*)$", (DECISIONS / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert told == [(number, page.name, title) for page, (number, title) in zip(pages, heads, strict=True)]
    assert all(
        page.name.startswith(f"{int(number):04}-") for page, (number, _) in zip(pages, heads, strict=True)
    )


def test_a_number_that_no_decision_has_is_explained() -> None:
    numbers = [int(page.name[:4]) for page in DECISIONS.glob("[0-9]*.md")]
    explained = re.findall(
        r"^- There is no (\d+):", (DECISIONS / "README.md").read_text("utf-8"), re.MULTILINE
    )
    assert {int(number) for number in explained} == set(range(1, max(numbers) + 1)) - set(numbers)

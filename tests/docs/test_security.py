"""docs/securite.md answers every requirement of ASVS 5.0.0, levels 1 and 2, with what is there."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "securite.md").read_text("utf-8")
LEVEL_1 = {
    "1.2": "1 2 3 4 5",
    "1.3": "1 2",
    "1.5": "1",
    "2.1": "1",
    "2.2": "1 2",
    "2.3": "1",
    "3.2": "1 2",
    "3.3": "1",
    "3.4": "1 2",
    "3.5": "1 2 3",
    "4.1": "1",
    "4.4": "1",
    "5.2": "1 2",
    "5.3": "1 2",
    "6.1": "1",
    "6.2": "1 2 3 4 5 6 7 8",
    "6.3": "1 2",
    "6.4": "1 2",
    "7.2": "1 2 3 4",
    "7.4": "1 2",
    "8.1": "1",
    "8.2": "1 2",
    "8.3": "1",
    "9.1": "1 2 3",
    "9.2": "1",
    "10.4": "1 2 3 4 5",
    "11.3": "1 2",
    "11.4": "1",
    "12.1": "1",
    "12.2": "1 2",
    "13.4": "1",
    "14.2": "1",
    "14.3": "1",
    "15.1": "1",
    "15.2": "1",
    "15.3": "1",
}
"""By section, as the standard numbers them (https://github.com/OWASP/ASVS/tree/v5.0.0/5.0)."""
LEVEL_2 = {
    "1.1": "1 2",
    "1.2": "6 7 8 9",
    "1.3": "3 4 5 6 7 8 9 10 11",
    "1.4": "1 2 3",
    "1.5": "2",
    "2.1": "2 3",
    "2.2": "3",
    "2.3": "2 3 4",
    "2.4": "1",
    "3.3": "2 3 4",
    "3.4": "3 4 5 6",
    "3.5": "4 5",
    "3.7": "1 2",
    "4.1": "2 3",
    "4.2": "1",
    "4.3": "1 2",
    "4.4": "2 3 4",
    "5.1": "1",
    "5.2": "3",
    "5.4": "1 2 3",
    "6.1": "2 3",
    "6.2": "9 10 11 12",
    "6.3": "3 4",
    "6.4": "3 4",
    "6.5": "1 2 3 4 5",
    "6.6": "1 2 3",
    "6.8": "1 2 3 4",
    "7.1": "1 2 3",
    "7.3": "1 2",
    "7.4": "3 4 5",
    "7.5": "1 2",
    "7.6": "1 2",
    "8.1": "2",
    "8.2": "3",
    "8.4": "1",
    "9.2": "2 3 4",
    "10.1": "1 2",
    "10.2": "1 2",
    "10.3": "1 2 3 4",
    "10.4": "6 7 8 9 10 11",
    "10.5": "1 2 3 4 5",
    "10.6": "1 2",
    "10.7": "1 2 3",
    "11.1": "1 2",
    "11.2": "1 2 3",
    "11.3": "3",
    "11.4": "2 3 4",
    "11.5": "1",
    "11.6": "1",
    "12.1": "2 3",
    "12.3": "1 2 3 4",
    "13.1": "1",
    "13.2": "1 2 3 4 5",
    "13.3": "1 2",
    "13.4": "2 3 4 5",
    "14.1": "1 2",
    "14.2": "2 3 4",
    "14.3": "2 3",
    "15.1": "2 3",
    "15.2": "2 3",
    "15.3": "2 3 4 5 6 7",
    "16.1": "1",
    "16.2": "1 2 3 4 5",
    "16.3": "1 2 3 4",
    "16.4": "1 2 3",
    "16.5": "1 2 3",
    "17.1": "1",
    "17.2": "1 2 3 4",
    "17.3": "1 2",
}

Number = tuple[int, int, int]


def numbers(sections: dict[str, str]) -> set[Number]:
    return {number(f"{section}.{one}") for section, said in sections.items() for one in said.split()}


def number(text: str) -> Number:
    chapter, section, requirement = map(int, text.split("."))
    return chapter, section, requirement


REQUIRED = numbers(LEVEL_1) | numbers(LEVEL_2)


def rows() -> list[tuple[str, str]]:
    """What the first cell of each row of a chapter says, and the last."""
    found = re.findall(r"^\| (\d+\.\d+\.\d+[^|]*) \|[^|]*\| (.*) \|$", PAGE, re.MULTILINE)
    return [(cell, how) for cell, how in found]


def expanded(said: str) -> list[Number]:
    """`1.2.6, 1.2.7` and `10.1.1–10.7.3`, whatever of levels 1 and 2 lies in between."""
    found: list[Number] = []
    for part in said.split(", "):
        first, _, last = part.partition("–")
        low, high = number(first), number(last or first)
        found += [one for one in sorted(REQUIRED) if low <= one <= high] if last else [low]
    return found


@cache
def defined_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_levels_are_as_large_as_the_standard_says() -> None:
    assert (len(numbers(LEVEL_1)), len(numbers(LEVEL_2))) == (70, 183)
    assert not numbers(LEVEL_1) & numbers(LEVEL_2)


def test_every_requirement_is_there_once_and_no_other_is() -> None:
    said = [one for cell, _ in rows() for one in expanded(cell)]
    assert sorted(said) == sorted(REQUIRED)


def test_every_row_names_what_meets_it_or_says_why_nothing_does() -> None:
    for cell, how in rows():
        named = "`" in how or "](" in how or " above" in how
        assert named or how.startswith(("n/a: ", "not met")), cell


def test_level_1_is_met_whole() -> None:
    unmet = {one for said, how in rows() if "not met" in how for one in expanded(said)}
    assert not unmet & numbers(LEVEL_1)


def test_every_test_and_file_named_exists() -> None:
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]+|pyproject\.toml)(?:::(\w+))?`", PAGE)
    assert len(named) > 150
    for path, test in named:
        assert (ROOT / path).is_file(), path
        assert not test or test in defined_in(ROOT / path), f"{path}::{test}"


def test_every_part_that_a_row_points_at_is_written_above() -> None:
    titles = re.findall(r"^### (.+)$", PAGE.partition("## Chapter by chapter")[0], re.MULTILINE)
    pointed = set(re.findall(r"« ([^»]+) »(?= above| and)", PAGE))
    assert pointed
    for part in pointed:
        assert [title for title in titles if title.startswith(part)], part

"""What the guides tell to type exists."""

import importlib.util
import re
import tomllib
from pathlib import Path

import msgspec
import pytest

from functions.domain.town.commune import Commune
from functions.family_list.columns import COLUMNS

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = sorted((DOCS / "guides").glob("*.md"))
MAKEFILE = (DOCS.parent / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("guide", GUIDES, ids=[guide.stem for guide in GUIDES])
def test_every_link_and_picture_leads_somewhere(guide: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", guide.read_text("utf-8")):
        if not target.startswith("http"):
            assert (guide.parent / target).exists(), target


@pytest.mark.parametrize("guide", GUIDES, ids=[guide.stem for guide in GUIDES])
def test_every_command_exists(guide: Path) -> None:
    text = guide.read_text("utf-8")
    for module in re.findall(r"\b(infra\.[a-z_.]*[a-z])", text):
        assert importlib.util.find_spec(module), module
    for goal in re.findall(r"\bmake ([a-z-]+)", text):
        assert re.search(rf"^{goal}:", MAKEFILE, re.MULTILINE), goal


def test_the_communes_file_of_the_guide_is_one() -> None:
    text = (DOCS / "guides" / "ouvrir-un-portail.md").read_text("utf-8")
    said = tomllib.loads(re.findall(r"```toml\n(.*?)```", text, re.DOTALL)[0])
    said.pop("reglement")
    assert msgspec.convert(said, Commune).regie.online_client == "099120"


def test_every_column_of_the_list_of_families_is_told() -> None:
    text = (DOCS / "guides" / "ouvrir-un-portail.md").read_text("utf-8")
    told = set(re.findall(r"`([a-z0-9_]+)`", text))
    assert {column for column in COLUMNS if not column.startswith("resp2_")} <= told

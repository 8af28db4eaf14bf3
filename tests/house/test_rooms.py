"""Rooms by subject: small enough to be read at a glance, named in the glossary, and known by what their classes are called."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

FUNCTIONS = Path(__file__).parents[2] / "functions"
DOCS = FUNCTIONS.parent / "docs"
LAYERS = ("domain", "usecases", "storage", "web", "french")
MOST_MODULES = 16


def folders() -> list[Path]:
    return [
        FUNCTIONS,
        *(path for path in FUNCTIONS.rglob("*") if path.is_dir() and path.name != "__pycache__"),
    ]


def rooms(layer: str) -> list[str]:
    return sorted(path.parent.name for path in (FUNCTIONS / layer).glob("*/__init__.py"))


def test_no_folder_holds_more_modules_than_a_reader_takes_in() -> None:
    modules = {
        folder: [file for file in folder.glob("*.py") if file.stem != "__init__"] for folder in folders()
    }
    full = {str(folder.relative_to(FUNCTIONS)): len(found) for folder, found in modules.items()}
    assert {folder: count for folder, count in full.items() if count > MOST_MODULES} == {}


@pytest.mark.parametrize("layer", sorted(path.parent.name for path in FUNCTIONS.glob("*/__init__.py")))
def test_a_public_class_is_called_as_no_other_of_its_layer(layer: str) -> None:
    """Else a reader must look at the import to know which one is meant."""
    found = defaultdict(list)
    for file in (FUNCTIONS / layer).rglob("*.py"):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(file.relative_to(FUNCTIONS)))
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


@pytest.mark.parametrize("layer", LAYERS)
def test_a_room_says_what_it_is_about_and_hands_nothing_on(layer: str) -> None:
    """An import names the module it needs, and reads no other."""
    for room in rooms(layer):
        tree = ast.parse((FUNCTIONS / layer / room / "__init__.py").read_text("utf-8"))
        assert ast.get_docstring(tree), f"{layer}/{room} does not say what it is about"
        if (layer, room) != ("french", "refusals"):  # the table of all sentences is what its modules are for
            assert len(tree.body) == 1, f"{layer}/{room} does more than say what it is about"


def test_the_glossary_names_every_room() -> None:
    glossary = (DOCS / "glossary.md").read_text("utf-8")
    named = {
        line.split("|")[1].strip().strip("`") for line in glossary.splitlines() if line.startswith("| `")
    }
    assert {room for layer in LAYERS for room in rooms(layer)} - named == set()


def test_the_architecture_tells_the_rooms_of_each_layer() -> None:
    lines = (DOCS / "architecture.md").read_text("utf-8").partition("\n## Rooms\n")[2].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    head, *told = [row for row in rows if len(row) == len(LAYERS) + 2]
    for column, layer in enumerate(head[2:], start=2):
        assert [row[0].strip("`") for row in told if row[column] == "×"] == rooms(layer), layer
    assert sorted(head[2:]) == sorted(LAYERS)

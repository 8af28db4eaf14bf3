"""What the docs name in the code is there, under that name."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
]
OURS = ("docs", "functions", "infra", "site", "templates", "tests")
TO_COME = {"endpoints.json", "functions/web/audiences.json", "tests/releases/0.3.0.jsonl", "sbom.cdx.json"}
"""What a guide tells to make, what is made for a deployment, and a file of botocore."""

LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
CODE = re.compile(r"`([^`\n]+)`")
NAME = re.compile(r"[A-Za-z_]\w*(?:\.[a-z_]\w*)?")
FILE = re.compile(r"[\w./-]+\.(?:css|html|js|json|jsonl|md|py|toml|txt|typ|yaml)")

each_guide = pytest.mark.parametrize("guide", DOCS, ids=[str(guide.relative_to(ROOT)) for guide in DOCS])


def prose(guide: Path) -> str:
    """Without the blocks of code."""
    return re.sub(r"^```.*?^```", "", guide.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def links(guide: Path) -> list[tuple[str, Path]]:
    """The words of each link to this repository, and the file or folder it leads to."""
    found = LINK.findall(prose(guide))
    return [
        (words, (guide.parent / target.partition("#")[0]).resolve())
        for words, target in found
        if not target.startswith(("http", "#"))
    ]


@cache
def tree() -> tuple[str, ...]:
    """Every file that a guide may name, relative to the repository."""
    kept = [path for path in ROOT.iterdir() if path.is_file()]
    kept += [path for name in OURS for path in (ROOT / name).rglob("*")]
    return tuple(path.relative_to(ROOT).as_posix() for path in kept if "__pycache__" not in path.parts)


def names_of(file: Path) -> set[str]:
    """What a module defines at its top, the methods of its classes (`Acting.read`), and its own name."""
    source = file.read_text("utf-8") if file.suffix in (".py", ".js") else ""
    return names_in_python(file.stem, source) if file.suffix == ".py" else names_in_script(source)


def names_in_python(module: str, source: str) -> set[str]:
    found = {module}
    for node in ast.parse(source).body:
        match node:
            case ast.ClassDef(name=name):
                found |= {
                    name,
                    *(f"{name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)),
                }
            case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.add(name)
    return found


def names_in_script(source: str) -> set[str]:
    found: set[str] = set()
    owner = ""
    for line in source.splitlines():
        if top := re.match(r"(?:export )?(?:async )?(?:function\*?|const|let|(class)) (\w+)", line):
            owner = top[2] if top[1] else ""
            found.add(top[2])
        elif owner and (method := re.match(r"  (?:async )?(\w+)\(.*\{$", line)):
            found.add(f"{owner}.{method[1]}")
    return found


@each_guide
def test_every_link_leads_to_a_file_or_a_folder(guide: Path) -> None:
    assert [str(target) for _, target in links(guide) if not target.exists()] == []


@each_guide
def test_a_name_that_is_a_link_is_defined_in_the_file_it_leads_to(guide: Path) -> None:
    missing = []
    for words, target in links(guide):
        for name in CODE.findall(words):
            plain = name.removesuffix("()")
            if NAME.fullmatch(plain) and not FILE.fullmatch(plain):
                if target.is_file() and plain not in names_of(target):
                    missing.append(f"{name} in {target.relative_to(ROOT)}")
            elif not f"{target.as_posix()}/".endswith(f"/{name.rstrip('/')}/"):
                missing.append(f"{name} is not {target.relative_to(ROOT)}")
    assert missing == []


@each_guide
def test_every_file_and_folder_that_is_named_is_there(guide: Path) -> None:
    """`functions/domain/` from the root; `reader.py`, of whatever folder, by its end."""
    named = {name for name in CODE.findall(prose(guide)) if "{" not in name and "*" not in name} - TO_COME
    from_the_root = {
        name for name in named if name.split("/")[0] in OURS and " " not in name and "…" not in name
    }
    by_their_end = {
        name for name in named - from_the_root if FILE.fullmatch(name) and not name.startswith("/")
    }
    assert {name for name in from_the_root if not (ROOT / name.partition("::")[0]).exists()} == set()
    assert {
        name for name in by_their_end if not any(f"/{file}".endswith(f"/{name}") for file in tree())
    } == set()


def test_a_name_that_is_no_link_is_a_word_of_the_code() -> None:
    files = [ROOT / file for file in tree() if file.split("/")[0] in OURS[1:5]]
    code = [file.read_text("utf-8") for file in files if file.suffix in (".html", ".js", ".py", ".txt")]
    known = {word for text in code for word in re.findall(r"\w+", text)}
    for guide in (ROOT / "docs" / "paths").glob("*.md"):
        named = {
            name for name in CODE.findall(prose(guide)) if NAME.fullmatch(name) and not FILE.fullmatch(name)
        }
        assert {name for name in named if name.rpartition(".")[2] not in known} == set(), guide.name


def test_a_path_goes_through_the_code_and_not_beside_it() -> None:
    """A guide that named nothing would pass every test above."""
    for guide in (ROOT / "docs" / "paths").glob("*.md"):
        through = {
            target.relative_to(ROOT).parts[1] for _, target in links(guide) if "functions" in target.parts
        }
        assert len(through) >= 4, guide.name


def test_the_architecture_leads_to_every_path() -> None:
    led = {target for _, target in links(ROOT / "docs" / "architecture.md")}
    assert set((ROOT / "docs" / "paths").glob("*.md")) <= led

"""What nothing names is taken out: it is read, tested and packaged for nobody."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from infra.build_pages import ROOT

BY_TESTS_ALONE = {"WHENEVER", "forget_key_ring", "role_name"}
"""The rule that stands beside NEVER; a ring of keys that is another one in the next test; the role whose rights a test reads."""
TEMPLATES = (".html", ".txt", ".typ")
WORD = re.compile(r"[\w$]+")


@cache
def texts(folder: str, *endings: str) -> dict[str, str]:
    """By the path below the root."""
    return {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in endings and "__pycache__" not in path.parts
    }


def words(*of: dict[str, str]) -> Counter[str]:
    return Counter(word for each in of for text in each.values() for word in WORD.findall(text))


@cache
def used_by_code() -> Counter[str]:
    app = {"app.py": (ROOT / "app.py").read_text("utf-8")}
    return words(texts("functions", ".py"), texts("infra", ".py"), texts("templates", *TEMPLATES), app)


TOP = re.compile(r"\n\n(?:def|class) (\w+)|^(\w+)(?:: [^=\n]+)? = ", re.MULTILINE)


def named_at_the_top(text: str) -> Iterator[str]:
    """Functions, classes and constants of a module. What a decorator takes is used by it."""
    yield from (found[1] or found[2] for found in TOP.finditer(text))


def test_every_function_class_and_constant_is_used_beside_its_tests() -> None:
    ours, used = texts("functions", ".py") | texts("infra", ".py"), used_by_code()
    unused = {
        f"{path}: {name}"
        for path, text in ours.items()
        for name in named_at_the_top(text)
        if used[name] == 1 and name not in BY_TESTS_ALONE and not name.startswith("__")
    }
    assert unused == set()
    assert list(named_at_the_top("A = 1\nB: int = 2\n\n\ndef c(): pass\n\n\n@at\ndef d(): pass")) == [
        "A",
        "B",
        "c",
    ]


def test_every_class_of_a_style_sheet_is_given_to_something() -> None:
    """Also one whose end is chosen while the page is made: `chip-${kind}`, `chip-{{ kind }}`."""
    others = [
        texts("templates", ".html"),
        texts("site/assets/js", ".js"),
        texts("functions/publishing", ".py"),
    ]
    all_text = "\n".join(text for each in others for text in each.values())
    given = set(re.findall(r"[\w-]+", all_text))
    begun = tuple(set(re.findall(r"\b([a-z][\w-]*-)(?:\$\{|\{\{|\{%|\")", all_text)))
    rules = re.compile(r"/\*.*?\*/|\{[^{}]*\}", re.DOTALL)
    unused = {
        f"{path}: {name}"
        for path, css in texts("site/assets/css", ".css").items()
        for name in re.findall(r"\.([a-z][\w-]*)", rules.sub("", css))
        if name not in given and not name.startswith(begun)
    }
    assert unused == set()
    assert "chip-" in begun and not "attend-reads".startswith(begun)


def test_every_export_of_a_script_is_asked_for() -> None:
    scripts = texts("site/assets/js", ".js")
    tested = words(texts("tests/assets", ".js"))
    used = words(scripts)
    export = re.compile(r"^export (?:async )?(?:function\*?|const|let|class) ([\w$]+)", re.MULTILINE)
    unused = {
        f"{path}: {name}"
        for path, text in scripts.items()
        for own in [words({path: text})]
        for name in export.findall(text)
        if used[name] == own[name] and not tested[name]
    }
    assert unused == set()


def test_every_template_is_asked_for() -> None:
    asked = used_by_code()
    assert [
        path for path in texts("templates", *TEMPLATES) if not asked[WORD.findall(Path(path).stem)[0]]
    ] == []

"""Which way the browser's modules import each other."""

from collections.abc import Mapping

import pytest

from functions.publishing.scripts.modules import Module, read
from infra.build_pages import ROOT

MODULES = ROOT / "site" / "assets" / "js"


def modules() -> dict[str, Module]:
    names = [file.relative_to(MODULES).as_posix() for file in sorted(MODULES.rglob("*.js"))]
    return {name: read(name, (MODULES / name).read_text()) for name in names}


HEIGHT = {
    "pages": 4,
    "desk": 4,
    "activation": 3,
    "components": 2,
    "planning": 1,
    "attendance": 1,
    "invoices": 1,
    "base": 0,
}
"""Of each room: a module imports from its own room and from lower ones. docs/architecture.md"""


def room(name: str) -> str:
    return name.partition("/")[0]


def circle(found: Mapping[str, Module]) -> list[str]:
    """The first way that leads from a module back to itself, through what it imports at once or later; empty without one."""
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        for target in found[name].targets:
            if way := walk(target, [*path, name]):
                return way
        done.add(name)
        return []

    return next((way for name in found if (way := walk(name, []))), [])


def test_imports_run_from_pages_down_to_base() -> None:
    upwards = [
        f"{name} → {target}"
        for name, module in modules().items()
        for target in module.targets
        if room(target) != room(name) and HEIGHT[room(target)] >= HEIGHT[room(name)]
    ]
    assert upwards == []


def test_no_module_imports_a_page_s_own_script() -> None:
    assert [name for name, each in modules().items() if "pages" in map(room, each.targets)] == []


def test_no_module_imports_what_imports_it() -> None:
    assert circle(modules()) == []


def test_every_module_that_is_imported_is_there() -> None:
    found = modules()
    assert {target for each in found.values() for target in each.targets} <= found.keys()


@pytest.mark.parametrize(
    "asked", ['import { list } from "./list.js";', 'const { list } = await import("./list.js");']
)
def test_a_circle_is_found_also_where_a_module_is_asked_for_later(asked: str) -> None:
    made = {
        "page.js": read("page.js", 'import { list } from "./list.js";\nlist();\n'),
        "list.js": read("list.js", 'export const list = () => import("./proof.js");\n'),
        "proof.js": read("proof.js", f"{asked}\nlist();\n"),
    }
    assert circle(made) == ["list.js", "proof.js", "list.js"]

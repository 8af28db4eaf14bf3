"""A school is called by its name. What shows its code where the name is not known any more shows a family `jules-ferry`."""

import ast
from collections.abc import Iterator

from tests.support.code import modules_naming

WITH_A_REASON = {
    "functions/french/reglement/tariff_lines.py": "labels that a règlement file writes are compared with codes",
}


def names_or_codes() -> Iterator[str]:
    """Modules that ask names of schools by a code and take the code itself where there is none: `schools.get(code, code)`."""
    for path, tree in modules_naming("school", "functions"):
        for node in ast.walk(tree):
            if not (
                isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and len(node.args) == 2
            ):
                continue
            code, otherwise = map(ast.unparse, node.args)
            if node.func.attr == "get" and code == otherwise and "school" in ast.unparse(node.func.value):
                yield path


def test_no_code_of_a_school_stands_for_its_name() -> None:
    assert set(names_or_codes()) == WITH_A_REASON.keys(), (
        "ask school_name (functions/french/words/schools.py)"
    )

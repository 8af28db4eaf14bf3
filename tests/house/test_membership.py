"""One module says whether a login acts for a family: so that ending an access is known to whoever asks."""

import ast
from pathlib import Path

FUNCTIONS = Path(__file__).parents[2] / "functions"
WHERE_IT_IS_SAID = {"domain/families/family.py", "domain/families/access.py"}


def test_nothing_but_the_rule_of_access_reads_the_members_of_a_family() -> None:
    reading = {
        str(file.relative_to(FUNCTIONS))
        for file in FUNCTIONS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "members"
    }
    assert reading == WHERE_IT_IS_SAID

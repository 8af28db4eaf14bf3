"""One module says whether a login acts for a family: so that ending an access is known to whoever asks."""

import ast

from tests.support.code import modules_naming

WHERE_IT_IS_SAID = {"functions/domain/families/family.py", "functions/domain/families/access.py"}


def test_nothing_but_the_rule_of_access_reads_the_members_of_a_family() -> None:
    reading = {
        path
        for path, tree in modules_naming("members", "functions")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "members"
    }
    assert reading == WHERE_IT_IS_SAID

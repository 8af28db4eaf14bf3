"""A script as browsers receive it: without what only readers need, and with short names inside each function.

The library is in the layer of the jobs that render (infra/layers/pages.txt); what only asks for a script's address never comes to it.
"""

import re
from typing import Final

MINIFIER: Final = "minify-go 2.24.24, in order"
"""What the address of a script stands for besides its sources: browsers keep the file for good, and another minifier may write another."""
_OLDEST_SYNTAX: Final = 2021
"""The ECMAScript that each browser of docs/browsers.md reads: nothing newer is written in place of what is older and longer."""
_NAMED: Final = re.compile(r"const \w+ = ")
_TAKEN_APART: Final = ("const {", "const [")


def light_js(script: str) -> str:
    """The same module, shorter; what it exports and what its objects hold keep their names. Raises ValueError where it is no JavaScript."""
    import minify

    minify.config({"js-version": _OLDEST_SYNTAX})
    return str(minify.string("text/javascript", _in_order(script)))


def _in_order(script: str) -> str:
    """The script with `let` for a declaration that takes an answer apart, right after one that does not.

    The minifier makes one declaration of both and puts the first ahead (`const a = x(); const { b } = y();` asks y before x), unless they are of
    two kinds. Scripts are formatted: what a statement holds stands further in than where it begins, and ends there with a bracket.
    """
    lines = script.split("\n")
    names_before: dict[int, bool] = {}
    """How far in → whether the statement there that was begun last is such a declaration of one name."""
    for number, line in enumerate(lines):
        text = line.lstrip()
        if not text or text.startswith(("//", "/*", "*", ")", "}", "]")):
            continue
        inset = len(line) - len(text)
        names_before = {further: named for further, named in names_before.items() if further <= inset}
        if names_before.get(inset) and text.startswith(_TAKEN_APART):
            lines[number] = f"{line[:inset]}let{text.removeprefix('const')}"
            names_before[inset] = False
        else:
            names_before[inset] = _NAMED.match(text) is not None
    return "\n".join(lines)

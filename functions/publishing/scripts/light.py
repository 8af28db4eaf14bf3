"""A script as browsers receive it: without what only readers need, and with short names inside each function.

The library is in the layer of the jobs that render (infra/layers/pages.txt); what only asks for a script's address never comes to it.
"""

import re
from typing import Final

MINIFIER: Final = "minify-go 2.24.24, in order"
"""What the address of a script stands for besides its sources: browsers keep the file for good, and another minifier may write another."""
_OLDEST_SYNTAX: Final = 2021
"""The ECMAScript that each browser of docs/browsers.md reads: nothing newer is written in place of what is older and longer."""
_TAKEN_APART_AFTER: Final = re.compile(
    r"^([ \t]*+)(const \w+ = [^\n]*+(?:\n\1(?:[ \t]|[)}\]])[^\n]*+)*+(?<=;)\n(?:[ \t]*+(?://[^\n]*+)?\n)*+)\1const (?=[{[])",
    re.MULTILINE,
)
"""A declaration that takes an answer apart, right after one that does not. The minifier makes one declaration of both and puts the first
ahead (`const a = x(); const { b } = y();` asks y before x), unless they are of two kinds."""


def light_js(script: str) -> str:
    """The same module, shorter; what it exports and what its objects hold keep their names. Raises ValueError where it is no JavaScript."""
    import minify

    minify.config({"js-version": _OLDEST_SYNTAX})
    return str(minify.string("text/javascript", _TAKEN_APART_AFTER.sub(r"\1\2\1let ", script)))

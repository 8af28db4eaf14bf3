"""A script as browsers receive it: without what only readers need, and with short names inside each function.

The library is in the layer of the jobs that render (infra/layers/pages.txt); what only asks for a script's address never comes to it.
"""

from typing import Final

MINIFIER: Final = "minify-go 2.24.24"
"""What the address of a script stands for besides its sources: browsers keep the file for good, and another minifier may write another."""
_OLDEST_SYNTAX: Final = 2021
"""The ECMAScript that each browser of docs/browsers.md reads: nothing newer is written in place of what is older and longer."""


def light_js(script: str) -> str:
    """The same module, shorter; what it exports and what its objects hold keep their names. Raises ValueError where it is no JavaScript."""
    import minify

    minify.config({"js-version": _OLDEST_SYNTAX})
    return str(minify.string("text/javascript", script))

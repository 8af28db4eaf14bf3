"""The colours a commune may choose, by name, for what no style sheet reaches."""

import re
from functools import cache
from pathlib import Path

_COLOUR = re.compile(r'\[data-colour="([\w-]+)"\] \{\s*--light: (#[0-9a-f]{6});')


def ink(root: Path, name: str) -> str:
    """The colour that text and rules have on paper: `#3e5b79`. A name that is no longer in the palette is black."""
    return _inks(root).get(name, "#000000")


@cache
def _inks(root: Path) -> dict[str, str]:
    css = (root / "site" / "assets" / "css" / "base" / "colours.css").read_text()
    return dict(_COLOUR.findall(css))

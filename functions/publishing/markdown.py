"""Markdown → HTML. What agents write is text: HTML in it is shown, not obeyed, and links cannot run scripts."""

import re
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markupsafe import Markup

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """A file of `site/content`: what its head says, and its text."""

    head: dict[str, str]
    text: str


def parse(source: str) -> Document:
    """Split a file into the `name: value` lines between its two `---`, and its Markdown. Raises ValueError without them."""
    match = FRONT_MATTER.match(source)
    if match is None:
        raise ValueError("a content file begins with its head between two lines of ---")
    pairs = (line.partition(":") for line in match[1].splitlines() if line.strip())
    return Document({name.strip(): value.strip() for name, _, value in pairs}, match[2])


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")


def to_html(text: str, *, first_level: int = 2) -> Markup:
    """HTML of a text whose own titles begin at `first_level`: the page holds the h1 already."""
    parser = _markdown()
    tokens = parser.parse(text)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = first_level - min(levels) if levels else 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
        if token.type == "table_open":
            token.attrSet("class", "table")
    # markdown-it escapes every text and attribute it writes, and html=False leaves no raw HTML.
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704

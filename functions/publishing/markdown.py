"""Markdown → HTML. What agents write is text: HTML in it is shown, not obeyed, and links cannot run scripts."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
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


@cache
def _without_pictures() -> MarkdownIt:
    """A picture has a field of its own, with its description; from elsewhere, no page of ours would show it."""
    return MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table").disable("image")


def news_html(text: str) -> Markup:
    """What an agent writes. Its preview is made of this too: functions/publishing/news/preview.py."""
    return rendered(parsed(text, parser=_without_pictures()))


def parsed(text: str, *, first_level: int = 2, parser: MarkdownIt | None = None) -> list[Token]:
    """Tokens of a text whose own titles begin at `first_level`: the page holds the h1 already."""
    tokens = (parser or _markdown()).parse(text)
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    shift = first_level - min(levels) if levels else 0
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
    _stack_tables(tokens)
    return tokens


def _stack_tables(tokens: list[Token]) -> None:
    """Tables as the component wants them: each cell says its column, for the phone where rows become cards."""
    heads: list[str] = []
    column = 0
    for token, following in pairwise(tokens):
        match token.type:
            case "table_open":
                token.attrSet("class", "table table-stacked")
                heads = []
            case "th_open":
                token.attrSet("scope", "col")
                heads.append(following.content)
            case "tr_open":
                column = 0
            case "td_open":
                token.attrSet("data-label", heads[column])
                column += 1


def rendered(tokens: list[Token]) -> Markup:
    parser = _markdown()
    # markdown-it escapes every text and attribute it writes, and html=False leaves no raw HTML.
    return Markup(parser.renderer.render(tokens, parser.options, {}))  # noqa: S704


def to_html(text: str) -> Markup:
    return rendered(parsed(text))

"""An article as its author sees it before: the HTML of its page, told as elements that a script makes one by one.

There is no second renderer: what is shown is read back from what publishing writes. And no script of ours turns text into HTML.
"""

from dataclasses import dataclass, field
from datetime import datetime
from html.parser import HTMLParser

from functions.domain.news.article import NewsArticle
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.publishing.news.shown import shown
from functions.publishing.site import Site

_KEPT = ("href", "class", "datetime", "scope", "data-label", "start", "src", "alt", "width", "height")
_EMPTY = ("br", "hr", "img")


@dataclass(slots=True)
class Node:
    """An element with its attributes, or a text, whose `tag` is empty."""

    tag: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: "list[Node]" = field(default_factory=list)


def preview(
    site: Site, commune: Commune, article: NewsArticle, reglement: Reglement | None, *, now: datetime
) -> list[Node]:
    """What the article's page shows of it."""
    told = shown(commune, article, reglement, now=now)
    return nodes_of(site.render("components/article.html", article=told))


def nodes_of(html: str) -> list[Node]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root.children


class _Reader(HTMLParser):
    """Of well-formed HTML of our own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Node(tag, attributes={name: value or "" for name, value in attrs if name in _KEPT})
        self._open[-1].children.append(made)
        if tag not in _EMPTY:
            self._open.append(made)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        inside = self._open[-1]
        if data.strip() or inside.tag not in (
            "",
            "header",
            "div",
            "ul",
            "ol",
            "table",
            "thead",
            "tbody",
            "tr",
        ):
            inside.children.append(Node("", data))

"""Read a page as a strict reader would: elements in order, with their attributes and their text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG = {"circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "use", "stop"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str | None]
    parents: tuple[str, ...]
    hidden: bool
    """It, or something it is in, waits for a script to show it."""
    text: str = ""
    around: tuple["Element", ...] = ()
    """The innermost last."""


@dataclass
class Read:
    elements: list[Element] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def values(self, name: str) -> list[str]:
        return [element.attributes[name] or "" for element in self.elements if name in element.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.read = Read()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        if len(names) != len(set(names)):
            self.read.errors.append(f"<{tag}> says an attribute twice: {names}")
        hidden = "hidden" in names or tag == "template" or any(each.hidden for each in self.open)
        parents = tuple(each.tag for each in self.open)
        element = Element(tag, dict(attributes), parents, hidden, around=tuple(self.open))
        self.read.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()
            if tag not in SVG:
                self.read.errors.append(f"<{tag}/> closes nothing in HTML")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self.read.errors.append(f"</{tag}> within {[each.tag for each in self.open]}")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def read(html: str) -> Read:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.read.errors.append(f"never closed: {[each.tag for each in reader.open]}")
    return reader.read

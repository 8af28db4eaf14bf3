"""Style sheets and modules of the site: one address a content, so that browsers keep them for good.

A page gets two style sheets, the base that all pages share and its own components, and one file of modules.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from functions.publishing.joining import Files, Module, join, read
from functions.publishing.pages import Page, page
from functions.publishing.spacing import without_spaces

BASE_STYLES = ("tokens", "colours", "document", "layout", "button", "print")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'("[^"]*")')
SPACES = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};,>]) ?")


class Assets:
    """The folder `site/assets`, and the addresses of what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheets: dict[tuple[str, ...], Page] = {}
        self._scripts: dict[tuple[str, ...], list[Page]] = {}

    def stylesheets(self, components: Iterable[str]) -> list[str]:
        """Addresses of the sheets a page links: the base, then its components in one file."""
        base = self._sheet(tuple(f"base/{name}" for name in BASE_STYLES), "base")
        names = tuple(f"components/{name}" for name in dict.fromkeys(components))
        return [base, self._sheet(names, "page")] if names else [base]

    def script(self, entries: Iterable[str]) -> str:
        """Address of the one file that runs `entries`, in their order. Raises KeyError or CannotJoin."""
        names = tuple(dict.fromkeys(entries))
        if names not in self._scripts:
            label = "-".join(name.rpartition("/")[2].removesuffix(".js") for name in names)
            draft = join(list(names), self._modules, files=Files(label, ""))
            files = Files(label, _digest("\0".join(draft.values()).encode()))
            texts = join(list(names), self._modules, files=files)
            self._scripts[names] = [
                page(f"assets/js/{name}", without_spaces(text).encode()) for name, text in texts.items()
            ]
        return "/" + self._scripts[names][0].path

    def linked(self) -> list[Page]:
        """Every sheet and script that the pages rendered so far may ask for."""
        return [*self._sheets.values(), *(part for parts in self._scripts.values() for part in parts)]

    def pictures(self) -> list[Page]:
        """The files of `img`, under their own names."""
        return [
            page(f"assets/{file.relative_to(self.folder).as_posix()}", file.read_bytes())
            for file in sorted((self.folder / "img").rglob("*.*"))
        ]

    def _sheet(self, names: tuple[str, ...], label: str) -> str:
        if names not in self._sheets:
            sources = [(self.folder / "css" / f"{name}.css").read_text() for name in names]
            body = light_css("\n".join(sources)).encode()
            self._sheets[names] = page(f"assets/css/{label}.{_digest(body)}.css", body)
        return "/" + self._sheets[names].path

    @cached_property
    def _modules(self) -> dict[str, Module]:
        folder = self.folder / "js"
        names = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.js"))]
        return {name: read(name, (folder / name).read_text()) for name in names}


def light_css(source: str) -> str:
    """Without comments and without the spaces that browsers do not read; what is between quotes is left alone."""
    pieces = STRING.split(COMMENT.sub("", source))
    return "".join(piece if piece.startswith('"') else _tight(piece) for piece in pieces).strip()


def _tight(css: str) -> str:
    css = AROUND.sub(r"\1", SPACES.sub(" ", css))
    return css.replace("( ", "(").replace(" )", ")").replace(": ", ":").replace(";}", "}")


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:10]

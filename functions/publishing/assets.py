"""Style sheets and modules of the site: one address a content, so that browsers keep them for good.

A page gets two style sheets, the base that all pages share and its own components, a third for paper, which no screen waits for, and one
file of modules.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from functions.publishing.pages import Page, page
from functions.publishing.scripts.joining import Files, join
from functions.publishing.scripts.light import MINIFIER, light_js
from functions.publishing.scripts.modules import Module, read

BASE_STYLES = ("tokens", "colours", "document", "layout", "button", "print")
ON_ONE_OCCASION = {
    "several": (
        "base/family.js",
        "components/booked-elsewhere.js",
        "components/joined-home.js",
        "components/joined-invoices.js",
        "components/joined-planning.js",
    ),
    "absence-acts": ("components/absence-list.js", "components/period-form.js"),
}
"""Scripts that come later, in one file, as they are asked for at once: by whoever has several families; once the form of *Mes absences* is shown."""
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'("[^"]*")')
PAPER = "@media print {"
SPACES = re.compile(r"\s+")
AROUND = re.compile(r" ?([{};,>]) ?")


class Assets:
    """The folder `site/assets`, and the addresses of what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheets: dict[tuple[str, ...], Page] = {}
        self._scripts: dict[tuple[str, ...], dict[str, str]] = {}
        self._light: dict[str, Page] = {}

    def stylesheets(self, components: Iterable[str]) -> list[str]:
        """Addresses of the sheets a page links: the base, then its components in one file."""
        base = self._sheet(_base(), "base")
        names = _components(components)
        return [base, self._sheet(names, "page")] if names else [base]

    def paper(self, components: Iterable[str]) -> str:
        """Address of what the same sheets say of paper."""
        return self._sheet((*_base(), *_components(components)), "paper")

    def later(self, components: Iterable[str]) -> str:
        """Address of what a script brings of these sheets, on an occasion."""
        return self._sheet(_components(components), "later")

    def script(self, entries: Iterable[str]) -> str:
        """Address of the one file that runs `entries`, in their order. Raises KeyError or CannotJoin."""
        return self.scripts(entries)[0]

    def scripts(self, entries: Iterable[str]) -> list[str]:
        """That address, and those of what the file asks for later."""
        names = tuple(dict.fromkeys(entries))
        if names not in self._scripts:
            label = names[-1].rpartition("/")[2].removesuffix(".js")
            draft = self._joined(names, Files(label, ""))
            files = Files(label, _digest("\0".join((MINIFIER, *draft.values())).encode()))
            texts = self._joined(names, files)
            self._scripts[names] = {f"assets/js/{name}": text for name, text in texts.items()}
        return [f"/{path}" for path in self._scripts[names]]

    def linked(self) -> list[Page]:
        """Every sheet and script that the pages rendered so far may ask for."""
        texts = {path: text for parts in self._scripts.values() for path, text in parts.items()}
        for path in texts.keys() - self._light.keys():
            self._light[path] = page(path, light_js(texts[path]).encode())
        return [*self._sheets.values(), *(self._light[path] for path in texts)]

    def pictures(self) -> list[Page]:
        """The files of `img`, under their own names."""
        return [
            page(f"assets/{file.relative_to(self.folder).as_posix()}", file.read_bytes())
            for file in sorted((self.folder / "img").rglob("*.*"))
        ]

    def _sheet(self, names: tuple[str, ...], label: str) -> str:
        key = (label, *names)
        if key not in self._sheets:
            sources = [(self.folder / "css" / f"{name}.css").read_text() for name in names]
            screen, paper = of_paper("\n".join(sources))
            body = light_css(paper if label == "paper" else screen).encode()
            self._sheets[key] = page(f"assets/css/{label}.{_digest(body)}.css", body)
        return "/" + self._sheets[key].path

    def _joined(self, names: tuple[str, ...], files: Files) -> dict[str, str]:
        return join(list(names), self._modules, files=files, occasions=ON_ONE_OCCASION)

    @cached_property
    def _modules(self) -> dict[str, Module]:
        folder = self.folder / "js"
        names = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.js"))]
        return {name: read(name, (folder / name).read_text()) for name in names}


def _base() -> tuple[str, ...]:
    return tuple(f"base/{name}" for name in BASE_STYLES)


def _components(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"components/{name}" for name in dict.fromkeys(names))


def of_paper(css: str) -> tuple[str, str]:
    """What a sheet says of screens, and its blocks `@media print`."""
    first, *others = COMMENT.sub("", css).split(PAPER)
    ends = [_end_of_block(other) for other in others]
    screen = [first, *(other[end:] for other, end in zip(others, ends, strict=True))]
    paper = [PAPER + other[:end] for other, end in zip(others, ends, strict=True)]
    return "".join(screen), "\n".join(paper)


def _end_of_block(css: str) -> int:
    """After the brace that closes the block in which `css` begins."""
    depth = 1
    for end, sign in enumerate(css, 1):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return end
    raise ValueError(f"{PAPER} is not closed: {css[:80]}")


def light_css(source: str) -> str:
    """Without comments and without the spaces that browsers do not read; what is between quotes is left alone."""
    pieces = STRING.split(COMMENT.sub("", source))
    return "".join(piece if piece.startswith('"') else _tight(piece) for piece in pieces).strip()


def _tight(css: str) -> str:
    css = AROUND.sub(r"\1", SPACES.sub(" ", css))
    return css.replace("( ", "(").replace(" )", ")").replace(": ", ":").replace(";}", "}")


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:10]

"""Style sheets and modules of the site: one address a content, so that browsers keep them for good.

A page gets two style sheets: the base, which all pages share, and its own components joined in one file. Modules stay
separate files under one folder named after the contents of them all, so that their relative imports work unchanged.
"""

import posixpath
import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from functions.publishing.pages import Page, page

BASE_STYLES = ("tokens", "colours", "document", "layout", "button", "print")
IMPORT = re.compile(r"""^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
COMMENT_LINES = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
INDENTATION = re.compile(r"\n\s+")


class Assets:
    """The folder `site/assets`, and the addresses of what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sheets: dict[tuple[str, ...], Page] = {}

    def stylesheets(self, components: Iterable[str]) -> list[str]:
        """Addresses of the sheets a page links: the base, then its components in one file."""
        base = self._sheet(tuple(f"base/{name}" for name in BASE_STYLES), "base")
        names = tuple(f"components/{name}" for name in dict.fromkeys(components))
        return [base, self._sheet(names, "page")] if names else [base]

    def module(self, name: str) -> str:
        """Address of one module, `base/shell.js`. Raises KeyError when there is none."""
        if name not in self._modules:
            raise KeyError(name)
        return self._modules_address + name

    def modules(self, names: Iterable[str]) -> list[str]:
        return [self.module(name) for name in dict.fromkeys(names)]

    def preloads(self, entries: Iterable[str]) -> list[str]:
        """Addresses of the modules that `entries` import, directly or not, without the entries themselves."""
        entries = list(entries)
        found = dict.fromkeys(entries)
        waiting = list(entries)
        while waiting:
            name = waiting.pop(0)
            for target in imports_of(name, self._modules[name].decode()):
                if target not in found:
                    found[target] = None
                    waiting.append(target)
        return [self.module(name) for name in found if name not in entries]

    def linked(self) -> list[Page]:
        """Every sheet and module that the pages rendered so far may ask for."""
        folder = self._modules_address.removeprefix("/")
        return [*self._sheets.values(), *(page(folder + name, body) for name, body in self._modules.items())]

    def pictures(self) -> list[Page]:
        """The files of `img`, under their own names."""
        return [
            page(f"assets/{file.relative_to(self.folder).as_posix()}", file.read_bytes())
            for file in sorted((self.folder / "img").rglob("*.*"))
        ]

    def has_picture(self, name: str) -> bool:
        return (self.folder / "img" / name).is_file()

    def _sheet(self, names: tuple[str, ...], label: str) -> str:
        if names not in self._sheets:
            sources = [(self.folder / "css" / f"{name}.css").read_text() for name in names]
            body = "\n".join(light_css(source) for source in sources).encode()
            self._sheets[names] = page(f"assets/css/{label}.{_digest(body)}.css", body)
        return "/" + self._sheets[names].path

    @cached_property
    def _modules(self) -> dict[str, bytes]:
        folder = self.folder / "js"
        return {
            file.relative_to(folder).as_posix(): light_js(file.read_text()).encode()
            for file in sorted(folder.rglob("*.js"))
        }

    @cached_property
    def _modules_address(self) -> str:
        contents = b"\0".join(name.encode() + b"\0" + body for name, body in self._modules.items())
        return f"/assets/js/{_digest(contents)}/"


def imports_of(name: str, source: str) -> list[str]:
    """Names of the modules a module imports: relative addresses only, as browsers resolve them."""
    folder = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(folder, target)) for target in IMPORT.findall(source)]


def light_css(source: str) -> str:
    """Without comments and indentation: what costs bytes on the way and nobody reads in a browser."""
    return INDENTATION.sub("\n", COMMENT.sub("", source)).strip()


def light_js(source: str) -> str:
    """Without the comments that have lines of their own, and without indentation: still one statement a line."""
    return INDENTATION.sub("\n", COMMENT_LINES.sub("", source)).strip() + "\n"


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()[:10]

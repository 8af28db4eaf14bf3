"""Style sheets and modules of the site: one address a content, so that browsers keep them for good.

A page gets two style sheets: the base, which all pages share, and its own components joined in one file. Modules stay
separate files under one folder named after the contents of them all, so that their relative imports work unchanged.
"""

import posixpath
import re
from collections.abc import Iterable
from functools import cached_property
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from functions.publishing.pages import DAY, IMMUTABLE, Page

BASE_STYLES = ("tokens", "colours", "document", "layout", "button", "print")
IMPORT = re.compile(r"""(?:^|[;}\s])(?:import|export)\b[^"';]*?["'](\.[^"']+)["']""")


class Assets:
    """The folder `site/assets`, as it is or minified, and the addresses of what it holds."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._bundles: dict[tuple[str, ...], Page] = {}

    @cached_property
    def _modules(self) -> dict[str, bytes]:
        folder = self.folder / "js"
        return {file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*.js"))}

    @cached_property
    def _modules_address(self) -> str:
        digest = sha256()
        for name, body in self._modules.items():
            digest.update(name.encode() + b"\0" + body + b"\0")
        return f"/assets/js/{digest.hexdigest()[:10]}/"

    def stylesheets(self, components: Iterable[str]) -> list[str]:
        """Addresses of the sheets a page links: the base, then its components in one file."""
        base = self._bundle(tuple(f"base/{name}" for name in BASE_STYLES), "base")
        names = tuple(f"components/{name}" for name in dict.fromkeys(components))
        return [base, self._bundle(names, "page")] if names else [base]

    def _bundle(self, names: tuple[str, ...], label: str) -> str:
        if names not in self._bundles:
            body = b"\n".join((self.folder / "css" / f"{name}.css").read_bytes() for name in names)
            path = f"assets/css/{label}.{sha256(body).hexdigest()[:10]}.css"
            self._bundles[names] = Page(path, body, "text/css; charset=utf-8", IMMUTABLE)
        return "/" + self._bundles[names].path

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

    def pages(self) -> list[Page]:
        """Every file under `/assets/` that the pages rendered so far may ask for."""
        modules = [
            Page(self._modules_address.removeprefix("/") + name, body, "text/javascript; charset=utf-8", IMMUTABLE)
            for name, body in self._modules.items()
        ]
        return [*self._bundles.values(), *modules, *self._pictures()]

    def _pictures(self) -> list[Page]:
        return [
            Page(
                f"assets/{file.relative_to(self.folder).as_posix()}",
                file.read_bytes(),
                guess_type(file.name)[0] or "application/octet-stream",
                DAY,
            )
            for file in sorted((self.folder / "img").rglob("*.*"))
        ]


def imports_of(name: str, source: str) -> list[str]:
    """Names of the modules a module imports: relative addresses only, as browsers resolve them."""
    folder = posixpath.dirname(name)
    return [posixpath.normpath(posixpath.join(folder, target)) for target in IMPORT.findall(source)]

"""What each screen weighs before it can be used: its HTML, CSS and JavaScript, compressed. `python -m infra.budget`

Counted is all that a page links: what it takes to see it and to use it. For the week and the agenda, to be used is to see all of it, to read why a cell
is closed, and to put in the basket or take out of it by touching. Beside it stands what comes later: what a script asks for on an occasion
(`import()`), each such file by its name where a screen has a budget of its own. The style sheet of paper (`media="print"`) is in neither: no
browser waits for it.
"""

import gzip
import posixpath
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from functions.publishing.pages import Page
from functions.publishing.screens import SCREENS
from functions.publishing.site import Deployment, Site
from infra.build_pages import ROOT, build
from infra.demo.pages import demo_pages

BUDGET = 14 * 1024
DESK_BUDGET = 20 * 1024
"""Of a screen of the town hall: an agent's computer opens it from its cache many times a day."""
RESERVING_BUDGETS = {"/espace/reservations/": 20 * 1024, "/espace/agenda/": 20 * 1024}
"""Of the two screens where one reserves, which hold a planning and a basket. docs/decisions/0059-the-week-on-a-phone.md"""
LINKED = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script type="module"[^>]* src="([^"]+)"')
BROUGHT_LATER = re.compile(r"<template\b.*?</template>", re.DOTALL)
ASKED_LATER = re.compile(r"""\w\(["']\./([^"']+\.js)["']\)""")


@dataclass(frozen=True, slots=True)
class Weight:
    address: str
    html: int
    css: int
    js: int
    later: dict[str, int]
    """What its scripts ask for on an occasion: the name of each file and its bytes."""

    @property
    def total(self) -> int:
        return self.html + self.css + self.js

    @property
    def most(self) -> int:
        if self.address in RESERVING_BUDGETS:
            return RESERVING_BUDGETS[self.address]
        return DESK_BUDGET if self.address.startswith("/mairie/") else BUDGET

    @property
    def is_over(self) -> bool:
        return self.total > self.most


def main() -> None:
    site = Site(ROOT, Deployment("https://preau.example"))
    pages, failures = build(site, SCREENS, now=datetime.now(UTC))
    pages += demo_pages(site, now=datetime.now(UTC))
    heavy = False
    print(f"{'':44}{'HTML':>7}{'CSS':>7}{'JS':>7}{'total':>8}{'later':>8}")
    for weight in sorted(weights([*pages, *site.assets.linked()]), key=lambda weight: -weight.total):
        heavy = heavy or weight.is_over
        mark = " over" if weight.is_over else ""
        later = sum(weight.later.values())
        print(f"{weight.address:44}{weight.html:7}{weight.css:7}{weight.js:7}{weight.total:8}{later:8}{mark}")
        if weight.address in RESERVING_BUDGETS:
            for name, bytes_ in sorted(weight.later.items(), key=lambda one: -one[1]):
                print(f"{'':44}{bytes_:37}  {name}")
    whole = ", ".join(f"{budget} {address}" for address, budget in RESERVING_BUDGETS.items())
    print(f"budget {BUDGET} bytes a screen, {DESK_BUDGET} one of the town hall, {whole}, gzip")
    if failures or heavy:
        sys.exit("\n".join(failures) or 1)


def weights(pages: Iterable[Page]) -> list[Weight]:
    """The weight of each HTML page among `pages`, which hold all that it links."""
    files = {page.path: page.body for page in pages}
    return [weigh(path, files) for path in sorted(files) if path.endswith(".html")]


def weigh(path: str, files: dict[str, bytes]) -> Weight:
    """Raises KeyError for a sheet or a module that is not there."""
    html = files[path].decode()
    sheets: list[str] = []
    modules: list[str] = []
    for sheet, module in LINKED.findall(BROUGHT_LATER.sub("", html)):
        (sheets if sheet else modules).append((sheet or module).removeprefix("/"))
    return Weight(
        address="/" + path.removesuffix("index.html"),
        html=compressed(files[path]),
        css=sum(compressed(files[sheet]) for sheet in sheets),
        js=sum(compressed(files[module]) for module in modules),
        later={
            _label(part): compressed(files[part]) for part in [*_later(modules, files), *_late_sheets(html)]
        },
    )


def _later(modules: list[str], files: dict[str, bytes]) -> list[str]:
    """The files that these scripts ask for, and those that they ask for in turn."""
    found: dict[str, None] = {}
    waiting = list(modules)
    while waiting:
        asking = waiting.pop()
        for name in ASKED_LATER.findall(files[asking].decode()):
            part = posixpath.join(posixpath.dirname(asking), name)
            if part not in found and part not in modules:
                found[part] = None
                waiting.append(part)
    return list(found)


def _late_sheets(html: str) -> list[str]:
    """Those that a script takes out of a template: base/late-styles.js."""
    return [
        sheet.removeprefix("/")
        for template in BROUGHT_LATER.findall(html)
        for sheet, _ in LINKED.findall(template)
    ]


def _label(path: str) -> str:
    """`reservations-components-day-cards` of `assets/js/reservations-components-day-cards.0123456789.js`."""
    return posixpath.basename(path).split(".")[0]


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6, mtime=0))


if __name__ == "__main__":
    main()

"""What the first view of each screen weighs: its HTML, CSS and JavaScript, compressed. `python -m infra.budget`

A page links all it needs to be seen and used; what a script asks for later (`import()`) comes on an occasion, and so does the style
sheet of paper (`media="print"`), for which no browser waits. The week and the agenda are one file each, all that reserving takes: the grid or the
form, the basket and *Valider*.
"""

import gzip
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
WHOLE_BUDGETS = {"/espace/reservations/": 24_200, "/espace/agenda/": 21_700}
"""Of the screens whose first view is the whole of them: nothing stands outside it but what few families ask for (a waiting list, the days
one under another), what comes below (the menus), and what fills the basket in one tap (the last week again)."""
LINKED = re.compile(r'<link rel="stylesheet" href="([^"]+)">|<script type="module"[^>]* src="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Weight:
    address: str
    html: int
    css: int
    js: int

    @property
    def total(self) -> int:
        return self.html + self.css + self.js

    @property
    def most(self) -> int:
        if self.address in WHOLE_BUDGETS:
            return WHOLE_BUDGETS[self.address]
        return DESK_BUDGET if self.address.startswith("/mairie/") else BUDGET

    @property
    def is_over(self) -> bool:
        return self.total > self.most


def main() -> None:
    site = Site(ROOT, Deployment("https://preau.example"))
    pages, failures = build(site, SCREENS, now=datetime.now(UTC))
    pages += demo_pages(site, now=datetime.now(UTC))
    heavy = False
    print(f"{'':44}{'HTML':>7}{'CSS':>7}{'JS':>7}{'total':>8}")
    for weight in sorted(weights([*pages, *site.assets.linked()]), key=lambda weight: -weight.total):
        heavy = heavy or weight.is_over
        mark = " over" if weight.is_over else ""
        print(f"{weight.address:44}{weight.html:7}{weight.css:7}{weight.js:7}{weight.total:8}{mark}")
    whole = ", ".join(f"{budget} {address}" for address, budget in WHOLE_BUDGETS.items())
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
    for sheet, module in LINKED.findall(html):
        (sheets if sheet else modules).append((sheet or module).removeprefix("/"))
    return Weight(
        address="/" + path.removesuffix("index.html"),
        html=compressed(files[path]),
        css=sum(compressed(files[sheet]) for sheet in sheets),
        js=sum(compressed(files[module]) for module in modules),
    )


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6, mtime=0))


if __name__ == "__main__":
    main()

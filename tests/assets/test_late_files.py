"""A late file that does not come is said, and comes once it can be had: `base/late.js` asks, `base/untold.js` says what nobody caught."""

import re

from functions.publishing.scripts.modules import in_order, late_of, read
from infra.budget import ASKED_LATER
from infra.build_pages import ROOT

MODULES = ROOT / "site" / "assets" / "js"
SOURCES = {file.relative_to(MODULES).as_posix(): file.read_text() for file in sorted(MODULES.rglob("*.js"))}
LATE = re.compile(r"""\bimport\(\s*"(?:[^"]*/)?([^"/]+)\.js"\s*\)""")
SAYS_NOTHING = re.compile(r"""\.catch\(\s*\(\) => (?:null|\{\}|\(\{)|,\s*\(\) => \{\},?\s*\)""")
KEPT = re.compile(r"""(?:\?\?=|^(?:const|let) \w+ =) import\(""")

UNSAID = {
    "base/desk-late.js desk-find": "without a network nothing is found either; the field asks again when one comes back to it",
    "base/leaving.js losing": "who signs out is signed out all the same, and loses nothing on a screen where something is tapped",
    "components/period.js booked-elsewhere": "no press: what is added to what was asked, which is shown",
    "components/week-grid.js day-cards": "the table stands in place of the cards",
    "components/week-line.js keep-booking": "the cell that was touched does the same, and is asked for again by the next touch",
}
KEPT_FAILURES = {
    "base/desk-shell.js desk-late": "whoever signs out without it has the page loaded again",
    "components/basket.js full-basket": "forgotten where it fails, and said in place of the basket",
    "desk/pointage.js attendance-life": "said in place of the screen, with a button that loads it again",
}
"""Where one promise stands for all that will ask: what becomes of it when it fails."""


def late_imports(name: str) -> dict[str, str]:
    """By module and what comes later: the statement that asks for it."""
    text = SOURCES[name]
    found = {}
    for late in LATE.finditer(text):
        begins = text.rfind("\n", 0, late.start()) + 1
        ends = text.find(";\n", late.end())
        found[f"{name} {late[1]}"] = text[begins : ends if ends > 0 else len(text)]
    return found


LATE_IMPORTS = {key: said for name in SOURCES for key, said in late_imports(name).items()}


def test_a_late_file_that_does_not_come_is_said_but_where_nobody_misses_it() -> None:
    assert {key for key, said in LATE_IMPORTS.items() if SAYS_NOTHING.search(said)} == UNSAID.keys()


def test_a_late_file_that_did_not_come_is_asked_for_again() -> None:
    assert {key for key, said in LATE_IMPORTS.items() if KEPT.search(said)} == KEPT_FAILURES.keys()


def test_every_screen_that_asks_for_something_later_asks_again_and_says_so() -> None:
    """`base/shell.js` of every page asks for a menu that folds, for old browsers: without it the menu stands open."""
    modules = {name: read(name, text) for name, text in SOURCES.items()}
    templates = ROOT / "templates"
    frames = {name: (templates / "layouts" / f"{name}.html").read_text() for name in ("app", "desk")}
    for name, text in frames.items():
        assert {"base/late.js", "base/untold.js"} <= set(scripts(text)), name
    for page in sorted((templates / "pages").glob("*.html")):
        text = page.read_text()
        if any(f'"layouts/{name}.html"' in text for name in frames) or not scripts(text):
            continue
        if late_of(in_order(scripts(text), modules), modules):
            assert "base/late.js" in scripts(text), page.name


def scripts(template: str) -> list[str]:
    listed = re.search(r"set (?:layout_)?scripts = \[(.*?)\]", template, re.DOTALL)
    return re.findall(r'"([^"]+\.js)"', listed[1]) if listed else []


def test_the_worker_and_the_budget_find_what_is_asked_for_later() -> None:
    """Both read it out of the joined scripts, in which an address is asked for by a name that the minifier gives."""
    asks = 'x("./reservations-several.0123456789.js")'
    worker = (ROOT / "templates" / "pages" / "sw.js").read_text()
    assert ASKED_LATER.findall(asks) == ["reservations-several.0123456789.js"]
    assert r'matchAll(/\w\("\.\/([^"]+\.js)"\)/g)' in worker

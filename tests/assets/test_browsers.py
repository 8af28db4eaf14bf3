"""The oldest browsers that are served (docs/browsers.md) know what the sources use, or there is something in its place.

What is newer is looked for by name; a name of CSS that this test has not met yet is an error, until somebody says how old it is.
"""

import re
from collections.abc import Iterable

import pytest

from functions.publishing.deployment import OLDEST, oldest_in_words
from infra.build_pages import ROOT
from tests.support.newer_features import FEATURES, Kind, Newer

COMMENT = {
    "css": re.compile(r"/\*.*?\*/", re.DOTALL),
    "js": re.compile(r"/\*.*?\*/|^\s*//[^\n]*|(?<=[;{,)]) //[^\n]*", re.DOTALL | re.MULTILINE),
    "html": re.compile(r"\{#.*?#\}", re.DOTALL),
}
FILES = {
    "css": [*(ROOT / "site" / "assets" / "css").rglob("*.css")],
    "js": [*(ROOT / "site" / "assets" / "js").rglob("*.js"), ROOT / "templates" / "pages" / "sw.js"],
    "html": [*(ROOT / "templates").rglob("*.html")],
}

_OLD_PROPERTIES = """
-webkit-mask -webkit-text-size-adjust accent-color align-content align-items align-self animation background border
border-bottom border-bottom-width border-collapse border-color border-inline-start border-inline-start-color border-radius border-spacing
border-top border-top-color bottom box-shadow box-sizing break-after break-inside clip-path color color-scheme column-gap columns
content counter-increment counter-reset cursor display fill flex flex-basis flex-direction flex-grow flex-wrap font
font-family font-size font-style font-variant-numeric font-weight gap grid-area grid-auto-flow grid-column grid-row grid-template
grid-template-columns height inset justify-content justify-items justify-self letter-spacing line-height list-style list-style-position margin
margin-block margin-bottom margin-inline margin-inline-end margin-inline-start margin-top max-height max-width min-height
min-width opacity order outline outline-offset overflow overflow-wrap overflow-y padding padding-block padding-bottom
padding-inline padding-inline-end padding-inline-start padding-top place-items pointer-events position resize row-gap scroll-behavior
scroll-padding-bottom scroll-padding-top stroke stroke-linecap stroke-linejoin stroke-width table-layout text-align
text-decoration text-decoration-thickness text-overflow text-underline-offset top touch-action transform vertical-align visibility
white-space width z-index
"""
OLD_PROPERTIES = set(_OLD_PROPERTIES.split())
"""Known to the oldest served: the youngest of them are `accent-color` (Safari 15.4) and `scroll-behavior` (Safari 15.4)."""
NEWER_PROPERTIES = {"mask", "text-wrap", "text-size-adjust", "forced-color-adjust", "size"}
"""Found by name in FEATURES."""
OLD_NAMES = {
    "at-rule": {"keyframes", "media", "page", "supports"},
    "pseudo": {
        *("after", "backdrop", "before", "checked", "disabled", "first-child", "focus", "focus-visible", "focus-within", "hover", "is"),
        *("last-child", "marker", "not", "nth-child", "placeholder", "read-only", "root", "-webkit-details-marker"),
    },
    "function": {
        *("attr", "calc", "clamp", "counter", "env", "inset", "max", "min", "minmax", "repeat", "rgb", "rotate"),
        *("scale", "selector", "translate", "translateX", "url", "var", "not", "is", "nth-child"),
    },
    "unit": {"cm", "deg", "em", "fr", "mm", "ms", "pt", "px", "rem", "s", "vh", "vw"},
}  # fmt: skip
NEWER_NAMES = {"has", "popover-open", "dvh"}
FOUND = {
    "at-rule": re.compile(r"@([a-z-]+)"),
    "pseudo": re.compile(r"(?<=[\w)\]\s>+~(,*])::?(-?[a-z][a-z-]*)(?=[^;{}]*\{)"),
    "function": re.compile(r"(?<![\w-])([a-zA-Z-]+)\("),
    "unit": re.compile(r"(?<![#\w-])(?:\d*\.)?\d+([a-z]+)\b"),
}
PROPERTY = re.compile(r"[{;]\s*(-?[a-z][a-z-]*)\s*:(?=[^;{}]*;)")


def source(kind: Kind) -> str:
    return "\n".join(COMMENT[kind].sub("", file.read_text()) for file in FILES[kind])


def is_newer(feature: Newer) -> bool:
    return any(version is None or version > OLDEST[name] for name, version in feature.since.items())


def without_fallback(features: Iterable[Newer], sources: dict[Kind, str]) -> list[str]:
    return [
        each.name
        for each in features
        if is_newer(each) and each.without is None and each.found.search(sources[each.kind])
    ]


@pytest.fixture(scope="module")
def sources() -> dict[Kind, str]:
    return {"css": source("css"), "js": source("js"), "html": source("html")}


def test_nothing_newer_than_the_oldest_browser_is_used_without_something_in_its_place(
    sources: dict[Kind, str],
) -> None:
    assert without_fallback(FEATURES, sources) == []


def test_what_has_something_in_its_place_is_newer_and_used(sources: dict[Kind, str]) -> None:
    for each in FEATURES:
        if each.without is not None:
            assert is_newer(each), f"{each.name} needs no fallback any more"
            assert each.found.search(sources[each.kind]), f"{each.name} is not used any more"


def test_every_name_of_the_style_sheets_is_one_whose_age_is_known(sources: dict[Kind, str]) -> None:
    css = sources["css"]
    assert set(PROPERTY.findall(css)) - OLD_PROPERTIES - NEWER_PROPERTIES == set()
    for what, pattern in FOUND.items():
        assert set(pattern.findall(css)) - OLD_NAMES[what] - NEWER_NAMES == set(), what


@pytest.mark.parametrize(
    ("kind", "line", "name"),
    [
        ("js", "signal: AbortSignal.timeout(MS),", "AbortSignal.timeout"),
        ("js", 'wait.ariaBusy = "false";', "reflected ARIA"),
        ("js", 'document.querySelector(":popover-open")', "pseudo-class of an open popover"),
        ("js", "const sorted = days.toSorted();", "changed copies"),
        ("js", "Object.groupBy(lines, byDay)", "groupBy"),
        ("js", r"text.replace(/(?<=\d) /, '')", "lookbehind"),
        ("css", ".a {\n  & .b {\n    color: red;\n  }\n}", "nested rules"),
        ("css", "@media (width >= 40rem) {", "range of a media query"),
        ("css", "@container (min-width: 40rem) {", "container"),
        ("html", '<details name="one">', "exclusive details"),
    ],
)
def test_a_newer_feature_is_found(kind: Kind, line: str, name: str) -> None:
    empty: dict[Kind, str] = {"css": "", "js": "", "html": ""}
    assert without_fallback(FEATURES, empty | {kind: line}) == [name]


def test_a_name_that_nobody_has_met_is_found() -> None:
    assert PROPERTY.findall(".a {\n  scrollbar-gutter: stable;\n}") == ["scrollbar-gutter"]
    assert FOUND["at-rule"].findall("@layer base {") == ["layer"]
    assert FOUND["pseudo"].findall(".a:user-invalid {}") == ["user-invalid"]
    assert FOUND["function"].findall("width: anchor-size(x);") == ["anchor-size"]
    assert FOUND["unit"].findall("height: 100svh;") == ["svh"]


def test_the_documentation_says_the_oldest_browsers_and_each_feature_with_what_is_in_its_place() -> None:
    told = (ROOT / "docs" / "browsers.md").read_text()
    for name, (major, minor) in OLDEST.items():
        assert f"| {name} | {major}.{minor}".removesuffix(".0") in told
    for each in FEATURES:
        if each.without is not None:
            assert f"| {each.name} |" in told and each.without in told, each.name


def test_the_oldest_browsers_are_said_in_french() -> None:
    assert oldest_in_words() == "Safari 15.4, Chrome 100 et Firefox 110"

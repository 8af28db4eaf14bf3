"""What came to browsers after the oldest that the portal serves: how it is found in the sources, and how a test takes it away.

Versions: when Safari, Chrome and Firefox began to know it, as browser-compat-data tells; None: one of them does not yet.
"""

import re
from dataclasses import dataclass
from re import Pattern
from typing import Literal

Kind = Literal["css", "js", "html"]
Version = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Newer:
    name: str
    kind: Kind
    found: Pattern[str]
    since: dict[str, Version]
    unknown: tuple[str, str] | None = None
    """Pattern and text put in its place, so that a browser that knows the feature finds none in the file that it is sent."""
    taken: str | None = None
    """Run before each page: takes the feature out of the browser."""
    without: str | None = None
    """What parents then get, for docs/browsers.md; None: the portal does not use it."""


def newer(
    name: str,
    kind: Kind,
    found: str,
    safari: Version,
    chrome: Version,
    firefox: Version,
    *,
    unknown: tuple[str, str] | None = None,
    taken: str | None = None,
    without: str | None = None,
) -> Newer:
    since = {"Safari": safari, "Chrome": chrome, "Firefox": firefox}
    return Newer(name, kind, re.compile(found), since, unknown, taken, without)


NO_POPOVER = """
for (const name of ["popover", "showPopover", "hidePopover", "togglePopover"]) delete HTMLElement.prototype[name];
for (const name of ["popoverTargetElement", "popoverTargetAction"]) delete HTMLButtonElement.prototype[name];
"""
NO_REFLECTION = """
for (const name of Object.keys(Object.getOwnPropertyDescriptors(Element.prototype)))
  if (name.startsWith("aria")) delete Element.prototype[name];
"""

FEATURES = (
    # Used, each with what is there without it.
    newer(
        "popover",
        "html",
        r"\bpopover(target)?\b",
        (17, 0),
        (114, 0),
        (125, 0),
        unknown=(r"\bpopover(target)?\b(?=[ =>])", r"data-no-popover\1"),
        taken=NO_POPOVER,
        without="the menu is a list that its button opens and folds (base/menu.js)",
    ),
    newer(
        ":popover-open",
        "css",
        r":popover-open",
        (17, 0),
        (114, 0),
        (125, 0),
        unknown=(":popover-open", ":no-popover-open"),
        without="the style sheet leaves the menu where it stands, and nothing lies under it",
    ),
    newer(
        "popover of a script",
        "js",
        r"\bpopover\b|\b(?:show|hide|toggle)Popover\b",
        (17, 0),
        (114, 0),
        (125, 0),
        taken=NO_POPOVER,
        without="it is asked for before it is called",
    ),
    newer(
        ":has()",
        "css",
        r":has\(",
        (15, 4),
        (105, 0),
        (121, 0),
        unknown=(r":has\(", ":no-has("),
        without="a choice shows its own mark and its own ring of focus instead of its frame's; what waits for a planning is in view, and moves once",
    ),
    newer(
        "inert",
        "js",
        r"\.inert\b",
        (15, 5),
        (102, 0),
        (112, 0),
        taken="delete HTMLElement.prototype.inert;",
        without="a click on a week that is being left is not heard",
    ),
    newer(
        "passkeys in fields",
        "js",
        r"isConditionalMediationAvailable\b",
        (16, 0),
        (108, 0),
        (119, 0),
        taken="if (window.PublicKeyCredential) delete PublicKeyCredential.isConditionalMediationAvailable;",
        without="a passkey is asked for with the button alone",
    ),
    newer(
        "dvh",
        "css",
        r"\d(?:dvh|svh|lvh|dvw)\b",
        (15, 4),
        (108, 0),
        (101, 0),
        unknown=(r"(\d)dvh\b", r"\1no"),
        without="the open basket is measured by the whole screen (vh)",
    ),
    newer(
        "alternative text of content",
        "css",
        r"content:[^;]*\" ?/ ?\"",
        (17, 4),
        (77, 0),
        (128, 0),
        unknown=(r"\" ?/ ?\"\"", '" no ""'),
        without="the sign is there, and a screen reader may read it",
    ),
    newer(
        "text-wrap",
        "css",
        r"\btext-wrap(?:-style)?:",
        (17, 5),
        (114, 0),
        (121, 0),
        unknown=(r"\btext-wrap:", "no-wrap:"),
        without="lines of a title are not of one length",
    ),
    newer(
        "text-size-adjust",
        "css",
        r"(?<!-)\btext-size-adjust:",
        None,
        (54, 0),
        None,
        unknown=(r"(?<!-)\btext-size-adjust:", "no-adjust:"),
        without="the prefixed property says it on phones",
    ),
    newer(
        "mask without prefix",
        "css",
        r"(?<!-)\bmask:",
        (15, 4),
        (120, 0),
        (53, 0),
        unknown=(r"(?<!-)\bmask:", "no-mask:"),
        without="the prefixed property draws the mark",
    ),
    newer(
        "forced-colors",
        "css",
        r"forced-colors:|forced-color-adjust:",
        (16, 0),
        (89, 0),
        (81, 0),
        without="a system without forced colours needs none",
    ),
    newer(
        "size of a page",
        "css",
        r"@page \{[^}]*\bsize:",
        (18, 2),
        (15, 0),
        (95, 0),
        without="whoever prints the week chooses the direction of the paper",
    ),
    newer(
        "blocking",
        "html",
        r"\bblocking=",
        (18, 2),
        (105, 0),
        None,
        unknown=(r"\bblocking=", "data-no-blocking="),
        without="the commune's colour may come a moment after the first paint",
    ),
    # Not used: each would need what is there without it, said here.
    newer("reflected ARIA", "js", r"\.aria[A-Z]\w*", (12, 1), (81, 0), (119, 0), taken=NO_REFLECTION),
    newer("AbortSignal.timeout", "js", r"AbortSignal\.(?:timeout|any)", (16, 0), (103, 0), (100, 0)),
    newer("checkVisibility", "js", r"\.checkVisibility\b", (17, 4), (105, 0), (106, 0)),
    newer("pseudo-class of an open popover", "js", r":popover-open", (17, 0), (114, 0), (125, 0)),
    newer(":has() of a script", "js", r":has\(", (15, 4), (105, 0), (121, 0)),
    newer("lookbehind", "js", r"\(\?<[=!]", (16, 4), (62, 0), (78, 0)),
    newer("flag v of a regular expression", "js", r"/[dgimsuy]*v[dgimsuy]*[.,;)]", (17, 0), (112, 0), (116, 0)),
    newer("static block", "js", r"\bstatic \{", (16, 4), (94, 0), (93, 0)),
    newer("groupBy", "js", r"\b(?:Object|Map)\.groupBy\b", (17, 4), (117, 0), (119, 0)),
    newer(
        "changed copies", "js", r"\.(?:toSorted|toReversed|toSpliced|with)\(", (16, 0), (110, 0), (115, 0)
    ),
    newer("Array.fromAsync", "js", r"\bfromAsync\b", (16, 4), (121, 0), (115, 0)),
    newer("withResolvers", "js", r"\bwithResolvers\b|\bPromise\.try\b", (17, 4), (119, 0), (121, 0)),
    newer("URL.canParse", "js", r"\bURL\.(?:canParse|parse)\b", (17, 0), (120, 0), (115, 0)),
    newer(
        "set algebra",
        "js",
        r"\.(?:union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf|isDisjointFrom)\(",
        (17, 0),
        (122, 0),
        (127, 0),
    ),
    newer(
        "methods of iterators",
        "js",
        r"\.(?:keys|values|entries)\(\)\.(?:map|filter|some|every|find|reduce|toArray|take|drop)\(",
        (18, 4),
        (122, 0),
        (131, 0),
    ),
    newer("Response.json", "js", r"\bResponse\.json\(", (17, 0), (105, 0), (115, 0)),
    newer("Intl.Segmenter", "js", r"\bIntl\.(?:Segmenter|DurationFormat)\b", (14, 1), (87, 0), (125, 0)),
    newer("Temporal", "js", r"\bTemporal\.", None, (144, 0), (139, 0)),
    newer("import map", "html", r"importmap", (16, 4), (89, 0), (108, 0)),
    newer("attributes of an import", "js", r"\" with \{", (17, 2), (123, 0), (138, 0)),
    newer("navigation", "js", r"(?<![.\w])navigation\.", (26, 2), (102, 0), (147, 0)),
    newer("view transition", "js", r"startViewTransition", (18, 0), (111, 0), (144, 0)),
    newer("idle callback", "js", r"requestIdleCallback|\bscheduler\.", None, (47, 0), (55, 0)),
    newer("showPicker", "js", r"\.showPicker\(", (16, 4), (99, 0), (101, 0)),
    newer("nested rules", "css", r"(?<=[{;}\s])&", (17, 2), (120, 0), (117, 0)),
    newer("container", "css", r"@container|\bcontainer(?:-type|-name)?:|\dcq[a-z]+", (16, 0), (105, 0), (110, 0)),
    newer("range of a media query", "css", r"@media[^{]*[<>]", (16, 4), (104, 0), (102, 0)),
    newer("color-mix", "css", r"color-mix\(|light-dark\(|\bok(?:lch|lab)\(|\bfrom var\(", (16, 2), (111, 0), (113, 0)),
    newer("subgrid", "css", r"\bsubgrid\b", (16, 0), (117, 0), (71, 0)),
    newer("scope", "css", r"@scope\b|@starting-style|@property\b|@view-transition", (17, 4), (118, 0), (128, 0)),
    newer("media queries of 2023", "css", r"\(scripting\b|\(update\b|prefers-reduced-transparency", (17, 0), (120, 0), (113, 0)),
    newer("search", "html", r"<search\b", (17, 0), (118, 0), (118, 0)),
    newer("exclusive details", "html", r"<details[^>]* name=", (17, 2), (120, 0), (130, 0)),
    newer("inert of the page", "html", r"<[^>]* inert\b", (15, 5), (102, 0), (112, 0)),
    newer("fetchpriority", "html", r"fetchpriority=", (17, 2), (102, 0), (132, 0)),
)  # fmt: skip

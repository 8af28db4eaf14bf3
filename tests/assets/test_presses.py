"""What a press begins has an end: no button is dead after a failure. base/busy.js"""

import re

from infra.build_pages import ROOT

MODULES = ROOT / "site" / "assets" / "js"
SOURCES = {file.relative_to(MODULES).as_posix(): file.read_text() for file in sorted(MODULES.rglob("*.js"))}
BEGINS = re.compile(r"""setAttribute\("aria-busy", (?:"true"|true)\)""")
ENDS = re.compile(r"""finally \{[^}]*?(?:removeAttribute\("aria-busy"\)[^}]*?)""")
ONCE = re.compile(r"""addEventListener\(\s*"(\w+)"(?:(?!addEventListener).)*?once: true""", re.DOTALL)

NO_PRESS = {"close", "online", "pagehide", "visibilitychange"}
"""What happens once to a page or a dialog, and is nobody's press."""


def test_what_is_busy_for_an_act_is_busy_no_longer_whatever_it_comes_to() -> None:
    """`base/busy.js` does it for a button; who does it by hand ends it in `finally`."""
    for_ever = {name for name, text in SOURCES.items() if len(BEGINS.findall(text)) > len(ENDS.findall(text))}
    assert for_ever == set()


def test_no_press_is_heard_only_once() -> None:
    """What a guard drops, or what fails, must be pressed again."""
    heard_once = {f"{name}: {event}" for name, text in SOURCES.items() for event in ONCE.findall(text)}
    assert {each for each in heard_once if each.rpartition(" ")[2] not in NO_PRESS} == set()

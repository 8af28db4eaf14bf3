"""Where the browser's modules ask and where they lead: base/paths.js makes the addresses of the API, nothing from outside is gone to unchecked.

oxlint has no rule for what a text says, so this reads the modules as text.
"""

import re
from collections.abc import Mapping

import pytest

from infra.build_pages import ROOT

MODULES = ROOT / "site" / "assets" / "js"
COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*|(?<=[;{,]) //[^\n]*", re.DOTALL | re.MULTILINE)
PATHS = "base/paths.js"

FORBIDDEN: Mapping[str, re.Pattern[str]] = {
    "an address of the API that is written out": re.compile(r"[\"'`]/?api\b"),
    "a request to what paths.js did not make": re.compile(r"\bfetch\((?!apiPath\(|`\$\{apiPath\()"),
    "a question at an address that is written out": re.compile(
        r"(?<![.\w])(?:(?:get|post|put|remove)\(|(?:ask|send)\(\"\w+\",)\s*[\"'`]"
    ),
    "a path put together from parts": re.compile(
        r"`/[^`?\s]*\$\{|[\"'`]/[^\"'`?\s]*[\"'`]\s*\+|\+\s*[\"'`]/|\.join\(\"/\"\)"
    ),
    "going to what was not checked": re.compile(
        r"(?<!\.)\blocation(?:\.href)?\s*=(?!=)|window\.open|\.(?:action|formAction)\s*=(?!=)"
        r"|\bmethod: \"post\",\s*action:(?! webAddress\()"
        r"|location\.(?:assign|replace)\((?!\"/[a-z]*/?\"\)|webAddress\(|screen\(|deskScreen\(|sameScreen\(|afterSignIn\(knownMe\(\)\)|target\)"
        r"|`/connexion/\?suite=\$\{encodeURIComponent\()"
    ),
    "a link to what was not checked": re.compile(
        r"(?:\.(?:href|src)\s*=(?!=)|setAttribute\(\"(?:href|src|action)\",)"
        r"\s*+(?!\"#\"|screen\(|deskScreen\(|carrying\(|webAddress\(|authenticator\(|drawing\(|`(?:tel:|mailto:|#sign-|\$\{pagePath\())"
    ),
    "a screen whose address does not carry the family": re.compile(r"[\"'`]/espace/"),
    "a question that takes the family out of the address": re.compile(
        r"\bhistory[.\[]\w+\]?\([^,]*(?:\{[^}]*\})?, \"\", (?!withFamily\(|here\))"
    ),
}
ALLOWED = {
    (PATHS, "an address of the API that is written out"),
    (PATHS, "a path put together from parts"),
    # Finds the links that are to carry it.
    ("base/family.js", "a screen whose address does not carry the family"),
    # Whether an address is that of a screen.
    ("base/way-back.js", "a screen whose address does not carry the family"),
    # The town's, not a parent's: deskScreen carries the town.
    ("desk/asked-week.js", "a question that takes the family out of the address"),
    ("desk/cuisine.js", "a question that takes the family out of the address"),
    # Of nobody who is signed in yet.
    ("pages/activation.js", "a question that takes the family out of the address"),
    # A file of the API, at an address made of checked parts; what is asked is encoded.
    ("desk/journal.js", "a link to what was not checked"),
    ("desk/cuisine.js", "a link to what was not checked"),
    # Back to the screen that one comes from, which base/way-back.js checks.
    ("pages/desk-help.js", "a link to what was not checked"),
    # A picture as data, of an agent's own article: nothing is gone to.
    ("desk/news-preview.js", "a link to what was not checked"),
    # Every question goes through it.
    ("base/api.js", "a request to what paths.js did not make"),
    # What a page leaves to the browser: the address was made when the answer was given.
    ("desk/outgoing.js", "a request to what paths.js did not make"),
    # A date, as French writes it.
    ("components/week-nav.js", "a path put together from parts"),
}


def found(text: str) -> set[str]:
    code = COMMENT.sub("", text)
    return {what for what, pattern in FORBIDDEN.items() if pattern.search(code)}


def test_addresses_are_made_in_one_place_and_checked_before_they_are_gone_to() -> None:
    names = {file: file.relative_to(MODULES).as_posix() for file in sorted(MODULES.rglob("*.js"))}
    wrong = {(name, what) for file, name in names.items() for what in found(file.read_text())}
    assert wrong - ALLOWED == set()
    assert wrong >= ALLOWED, "an exception that nothing needs any more"


@pytest.mark.parametrize(
    "line",
    [
        'await post("/api/me/address", body);',
        "await get(`/api/me/sessions/${id}`);",
        'await get("/" + commune + "/actualites/index.json");',
        "await get(`/${commune.id}/actualites/index.json`);",
        "await fetch(path);",
        'await fetch("/espace/");',
        'await ask("GET", `${base}/planning`);',
        'const path = ["", "communes", id].join("/");',
        "location.assign(url);",
        "location.replace(page.href);",
        'location.assign("//ailleurs.example/");',
        "location.href = url;",
        "location = url;",
        "window.open(url);",
        "form.action = page;",
        'Object.assign(form, { method: "post", action: page });',
        "link.href = address;",
        'link.setAttribute("href", address);',
        "link.href = `/${commune}/`;",
        "frame.src = url;",
        "link.href = `/espace/facture/?id=${pay}`;",
        'location.replace("/espace/");',
        'history.pushState(null, "", `?mois=${month}`);',
        'history[how](null, "", `?${query}`);',
    ],
)
def test_another_way_to_an_address_is_found(line: str) -> None:
    assert found(line)


@pytest.mark.parametrize(
    "line",
    [
        'await get(apiPath("me", "sessions", id));',
        'await post(await pathOf("documents"), { kind });',
        'new URLSearchParams(location.search).get("id");',
        'location.replace("/connexion/");',
        "location.replace(screen());",
        "location.assign(webAddress(url));",
        'location.assign(deskScreen("famille", { id }));',
        'link.href = screen("facture", { id });',
        'history.pushState(null, "", withFamily({ mois }));',
        'history.pushState({ step }, "");',
        "// what location = url would do",
        "const { pathname } = location;",
    ],
)
def test_what_goes_through_the_checks_is_not_found(line: str) -> None:
    assert found(line) == set()

"""What a script shows is text: markup lies in templates, which it clones."""

import re

import pytest

from infra.build_pages import ROOT

SCRIPTS = sorted((ROOT / "site" / "assets").rglob("*.js"))
MAKES_MARKUP = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|srcdoc|DOMParser)\b"
    r"|\bdocument\.write|\beval\(|\bnew Function\b|javascript:"
)


def test_no_module_makes_markup_out_of_a_string() -> None:
    assert SCRIPTS
    for script in SCRIPTS:
        assert not MAKES_MARKUP.search(script.read_text("utf-8")), script.name


@pytest.mark.parametrize(
    "line", ["box.innerHTML = name", "box.insertAdjacentHTML('beforeend', name)", "new Function(name)()"]
)
def test_a_module_that_would_is_found(line: str) -> None:
    assert MAKES_MARKUP.search(line)


SPEAKS_THE_BROWSERS_LANGUAGE = re.compile(
    r"\breportValidity\b|\bsetCustomValidity\b|(?<![.\w])(?:confirm|alert|prompt)\(|\bwindow\.(?:confirm|alert|prompt)\b"
)


def test_no_module_lets_the_browser_speak_in_a_language_of_its_own() -> None:
    """What is wrong with a field is said by components/form.js."""
    assert [one.name for one in SCRIPTS if SPEAKS_THE_BROWSERS_LANGUAGE.search(one.read_text("utf-8"))] == []
    for line in ("form.reportValidity()", 'if (confirm("Sûr ?"))', "window.alert(said)"):
        assert SPEAKS_THE_BROWSERS_LANGUAGE.search(line), line
    assert not SPEAKS_THE_BROWSERS_LANGUAGE.search("panel.confirm(1)")

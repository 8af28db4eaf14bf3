"""What agents write is text: it can be emphasised, never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.publishing.markdown import parse, to_html
from tests.publishing.reading_html import read


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        "[cliquez](javascript:alert(1))",
        "[cliquez](  JAVASCRIPT:alert(1))",
        "![image](data:text/html;base64,PHNjcmlwdD4=)",
        '[a](/ "b\\" onclick=\\"alert(1)")',
    ],
)
def test_markup_and_scripts_are_shown_and_not_obeyed(text: str) -> None:
    page = read(to_html(text))
    assert {element.tag for element in page.elements} <= {"p", "a", "img"}
    for element in page.elements:
        assert not {name for name in element.attributes if name.startswith("on")}
        assert not (element.attributes.get("href") or "").strip().lower().startswith("javascript:")
        assert not (element.attributes.get("src") or "").startswith("data:text")


@given(st.text(alphabet=st.sampled_from("<>&\"'`*_[]()!#-|:\n /abjs="), max_size=80))
def test_any_text_gives_well_formed_html_without_scripts(text: str) -> None:
    page = read(to_html(text))
    assert page.errors == []
    assert not page.all("script", "iframe", "style")


def test_titles_begin_under_the_page_s_own() -> None:
    assert to_html("# Un\n\n## Deux\n") == "<h2>Un</h2>\n<h3>Deux</h3>\n"
    assert to_html("### Seul\n") == "<h2>Seul</h2>\n"


def test_a_table_says_its_columns_in_each_cell_for_phones() -> None:
    html = to_html("| Données | Pourquoi |\n| --- | --- |\n| Nom | Vous écrire |\n")
    assert '<th scope="col">Données</th>' in html
    assert '<td data-label="Pourquoi">Vous écrire</td>' in html


def test_a_content_file_has_a_head_and_a_text() -> None:
    document = parse("---\ntitle: Le panier : et après ?\norder: 4\n---\nBonjour.\n")
    assert document.head == {"title": "Le panier : et après ?", "order": "4"}
    assert document.text == "Bonjour.\n"


def test_a_content_file_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match="head"):
        parse("Bonjour.\n")

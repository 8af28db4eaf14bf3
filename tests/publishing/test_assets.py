"""One address a content."""

import re
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from functions.publishing.assets import BASE_STYLES, Assets, light_css, of_paper
from functions.publishing.pages import Page
from functions.publishing.scripts.light import MINIFIER, light_js
from infra.build_pages import ROOT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in [
        *(f"css/base/{style}.css" for style in BASE_STYLES),
        "css/components/card.css",
        "css/components/form.css",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"/* {name} */\n.{path.stem} {{\n  color: red;\n}}\n")
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "shell.js").write_text("console.log(1);\n")
    (tmp_path / "js" / "other.js").write_text("console.log(2);\n")
    return tmp_path


def bodies(assets: Assets) -> dict[str, str]:
    return {page.path: page.body.decode() for page in assets.linked()}


def test_a_page_links_the_base_and_its_components_joined(folder: Path) -> None:
    assets = Assets(folder)
    base, page = assets.stylesheets(["card", "form", "card"])
    assert bodies(assets)[page.removeprefix("/")] == ".card{color:red}.form{color:red}"
    assert bodies(assets)[base.removeprefix("/")].count("color:red") == len(BASE_STYLES)


def test_a_page_without_components_links_the_base_alone(folder: Path) -> None:
    assert len(Assets(folder).stylesheets([])) == 1


def test_the_same_components_have_the_same_address_and_a_change_another(folder: Path) -> None:
    before = Assets(folder).stylesheets(["card"])
    assert Assets(folder).stylesheets(["card"]) == before
    (folder / "css/components/card.css").write_text(".card { color: blue }")
    after = Assets(folder).stylesheets(["card"])
    assert after[0] == before[0]
    assert after[1] != before[1]


def test_a_comment_changes_no_address(folder: Path) -> None:
    before = Assets(folder).script(["shell.js"])
    (folder / "js" / "shell.js").write_text("// why\nconsole.log(1);\n")
    assert Assets(folder).script(["shell.js"]) == before


def test_a_change_in_another_module_leaves_a_page_s_address_alone(folder: Path) -> None:
    before = Assets(folder).script(["shell.js"])
    (folder / "js" / "other.js").write_text("console.log(3);\n")
    assert Assets(folder).script(["shell.js"]) == before


def test_only_what_pages_link_is_published(folder: Path) -> None:
    assets = Assets(folder)
    address = assets.script(["shell.js"])
    assert list(bodies(assets)) == [address.removeprefix("/")]


def test_an_unknown_component_is_an_error(folder: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Assets(folder).stylesheets(["crad"])


@pytest.mark.parametrize(
    ("written", "light"),
    [
        (
            "/* why */\n.a {\n  color: red;\n}\n\n.b > .c, .d { margin: 0 auto }\n",
            ".a{color:red}.b>.c,.d{margin:0 auto}",
        ),
        ('.a::before { content: " : a,  b > c; " / "" }', '.a::before{content:" : a,  b > c; " / ""}'),
        (".a { width: calc(1px + 2px); inset: auto 0 0 }", ".a{width:calc(1px + 2px);inset:auto 0 0}"),
        (".a :hover { top: 0 }", ".a :hover{top:0}"),
        (".a:not(\n  .b,\n  .c\n) { top: 0 }", ".a:not(.b,.c){top:0}"),
        ("@media (min-width: 40rem) { .a { top: 0 } }", "@media (min-width:40rem){.a{top:0}}"),
    ],
)
def test_style_sheets_are_light_and_mean_the_same(written: str, light: str) -> None:
    assert light_css(written) == light


def test_what_is_for_paper_is_told_apart() -> None:
    css = ".a {\n  color: red;\n}\n@media print {\n  @page {\n    size: A4;\n  }\n  .a {\n    color: black;\n  }\n}\n.b {\n  color: blue;\n}\n"
    screen, paper = of_paper(css)
    assert light_css(screen) == ".a{color:red}.b{color:blue}"
    assert light_css(paper) == "@media print{@page{size:A4}.a{color:black}}"


def test_texts_of_scripts_are_published_as_they_are_written(published: dict[str, Page]) -> None:
    """Names become letters, a sentence stays: one that loses a space reads « novembreà midi »."""
    sources = {
        said
        for file in (ROOT / "site" / "assets" / "js").rglob("*.js")
        for said in sentences(
            re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", file.read_text(), flags=re.DOTALL | re.MULTILINE)
        )
    }
    assert len(sources) > 50
    scripts = [page.body.decode() for path, page in published.items() if path.startswith("assets/js/")]
    assert {said for script in scripts for said in sentences(script)} - sources == set()


def sentences(script: str) -> set[str]:
    """Its template literals, whatever the values in them are called; an end of line is written as one, and a space that does not break too."""
    values = re.compile(r"\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
    texts = re.findall(r"`[^`]*`", values.sub("${}", script))
    plain = (text.replace("\\u00a0", "\u00a0").replace("\\u202f", "\u202f") for text in texts)
    return {text for text in plain if "\n" not in text}


def test_a_script_is_light_and_keeps_what_others_call_it_by() -> None:
    script = light_js(
        "export const total = (lines) => {\n  const sum = lines.length;\n  return { sum };\n};\n"
    )
    assert script == "export const total=e=>{const t=e.length;return{sum:t}}"


def test_what_is_asked_first_is_asked_first() -> None:
    """The minifier alone puts what is taken apart ahead of the declaration before it: the hour of a question was noted after its answer."""
    source = """
      async function read() {
        const asked = Date.now();
        // why
        const { now } = await server.today();
        const path = await pathOf(
          "invoices",
        );
        const [families] = knownMe();
        const each = families.map((family) => {
          const name = nameOf(family);
          /* why */
          const { sum } = owedTo(name);
          return sum;
        });
        const { length } = counted(each);
        const form = byId("form");
        const { code } = mailed(form);
        return [asked, now, path, families, form, code, length];
      }
      export { read };
    """
    light = light_js(source)
    asked = [
        "Date.now()",
        "today()",
        "pathOf(",
        "knownMe()",
        "nameOf(",
        "owedTo(",
        "counted(",
        "byId(",
        "mailed(",
    ]
    assert sorted(asked, key=light.index) == asked


def test_what_is_no_script_is_refused() -> None:
    with pytest.raises(ValueError, match="unexpected"):
        light_js("const = 1;")


def test_an_address_says_which_minifier_wrote_the_file() -> None:
    """A newer one may write another file from the same sources, and browsers keep each for good."""
    assert f"minify-go {version('minify-go')}, in order" == MINIFIER


def test_an_address_is_known_without_the_minifier(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The API shows an article as its page will be, and has no layer for it."""
    monkeypatch.setitem(sys.modules, "minify", None)
    assert Assets(folder).script(["shell.js"]).startswith("/assets/js/shell.")

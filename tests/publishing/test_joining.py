"""The modules of a page, in one file that does what they did apart."""

import pytest

from functions.publishing.joining import CannotJoin, Files, join, read

FILES = Files("page", "0123456789")


def joined(entries: list[str], **sources: str) -> dict[str, str]:
    modules = {f"{name}.js": read(f"{name}.js", source) for name, source in sources.items()}
    return join([f"{name}.js" for name in entries], modules, files=FILES)


def test_a_module_comes_after_what_it_imports() -> None:
    text = joined(
        ["screen"],
        words='export const hello = "Bonjour";\n',
        screen='import { hello } from "./words.js";\nconsole.log(hello);\n',
    )["page.0123456789.js"]
    assert text == (
        'const $0 = (() => {\nconst hello = "Bonjour";\nreturn { hello };\n})();\n'
        "(async () => {\nconst { hello } = $0;\nconsole.log(hello);\n})();\n"
    )


def test_a_module_that_two_others_import_is_there_once() -> None:
    text = joined(
        ["screen"],
        words="export const hello = 1;\n",
        one='import { hello } from "./words.js";\nexport const one = hello;\n',
        two='import { hello } from "./words.js";\nexport const two = hello;\n',
        screen='import { one } from "./one.js";\nimport { two } from "./two.js";\none + two;\n',
    )["page.0123456789.js"]
    assert text.count("const hello = 1;") == 1


def test_private_names_of_two_modules_do_not_meet() -> None:
    text = joined(
        ["one", "two"],
        one="const secret = 1;\nconsole.log(secret);\n",
        two="const secret = 2;\nconsole.log(secret);\n",
    )["page.0123456789.js"]
    assert text.count("(async () => {\nconst secret") == 2


def test_an_import_under_another_name_keeps_it() -> None:
    text = joined(
        ["screen"],
        api="export function get() {}\n",
        screen='import { get as fetchIt } from "./api.js";\nfetchIt();\n',
    )["page.0123456789.js"]
    assert "const { get: fetchIt } = $0;" in text


def test_what_is_asked_for_later_has_a_file_of_its_own_that_shares_the_page_s_modules() -> None:
    texts = joined(
        ["screen"],
        store="export const store = new Map();\n",
        late='import { store } from "./store.js";\nexport function show() {\nstore.clear();\n}\n',
        screen='import { store } from "./store.js";\nconst { show } = await import("./late.js");\nshow(store);\n',
    )
    assert texts.keys() == {"page.0123456789.js", "page-late.0123456789.js"}
    page, late = texts.values()
    assert 'await import("./page-late.0123456789.js")' in page
    assert "export { $0 };" in page
    assert late.startswith('import { $0 } from "./page.0123456789.js";')
    assert late.endswith("export const { show } = $2;\n")
    assert "new Map" not in late


def test_a_module_that_two_late_parts_share_lives_in_the_page() -> None:
    texts = joined(
        ["screen"],
        state="export const state = {};\n",
        one='import { state } from "./state.js";\nexport const one = state;\n',
        two='import { state } from "./state.js";\nexport const two = state;\n',
        screen='await import("./one.js");\nawait import("./two.js");\n',
    )
    assert "const state = {};" in texts["page.0123456789.js"]
    assert sum("const state = {};" in text for text in texts.values()) == 1


def test_what_the_page_holds_already_is_not_asked_for_again() -> None:
    texts = joined(
        ["screen"],
        words="export const hello = 1;\n",
        screen='import { hello } from "./words.js";\nawait import("./words.js");\nhello;\n',
    )
    assert list(texts) == ["page.0123456789.js"]
    assert "await Promise.resolve($0)" in texts["page.0123456789.js"]


def test_what_stands_between_two_comments_stays() -> None:
    """Also after a comment that does not end its line."""
    body = read("one.js", "/** One. */ const one = 1;\n/** Two. */\nconst two = one;\n").body
    assert body == "/** One. */ const one = 1;\nconst two = one;"


def test_imports_in_a_circle_are_refused() -> None:
    with pytest.raises(CannotJoin, match=r"one\.js → two\.js → one\.js"):
        joined(
            ["one"],
            one='import { two } from "./two.js";\nexport const one = 1;\n',
            two='import { one } from "./one.js";\nexport const two = 2;\n',
        )


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("export default function () {}\n", "export default function () {}"),
        ('export { hello } from "./words.js";\n', 'export { hello } from "./words.js";'),
        ('import * as words from "./words.js";\n', 'import * as words from "./words.js";'),
        ('import words from "./words.js";\n', 'import words from "./words.js";'),
        (
            '/** Words. */ import { hello } from "./words.js";\n',
            '/** Words. */ import { hello } from "./words.js";',
        ),
        ("export const ready = await fetch('/');\n", "const ready = await fetch('/');"),
        ("const later = (name) => import(name);\n", "import(name);"),
        ("const letter = `Bonjour,\n  à bientôt`;\n", "const letter = `Bonjour,"),
        (
            "  say(`jusqu’à ${late ? `ce ${hour}` : hour}`);\n",
            "say(`jusqu’à ${late ? `ce ${hour}` : hour}`);",
        ),
    ],
)
def test_what_joining_does_not_know_is_refused_by_its_line(source: str, told: str) -> None:
    with pytest.raises(CannotJoin) as refused:
        read("odd.js", source)
    assert str(refused.value) == f"odd.js: {told}"


def test_comments_and_indentation_are_left_out_and_text_is_kept() -> None:
    source = '/** Says hello. */\n// twice\nexport function hello() {\n  return "http://a // b";\n}\n'
    assert read("words.js", source).body == 'function hello() {return "http://a // b";\n}'


def test_how_the_code_is_laid_out_weighs_nothing() -> None:
    short = "export const sum = (lines) => lines.map((line) => ({ a: line, b: [line] })).filter(Boolean);\n"
    laid_out = """export const sum = (lines) =>
  lines
    .map((line) => ({
      a: line,
      b: [
        line,
      ],
    }))
    .filter(Boolean);
"""
    spaces = str.maketrans("", "", " ")
    assert read("a.js", laid_out).body.translate(spaces) == read("a.js", short).body.translate(
        spaces
    ).replace("\n", "")


def test_a_comment_at_the_end_of_a_line_swallows_no_other_line() -> None:
    source = "const days = [\n  one, // Monday, \n  two,\n];\nshow(days);\n"
    assert read("a.js", source).body == "const days = [one, // Monday,\ntwo];\nshow(days);"


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(KeyError, match="absent"):
        joined(["screen"], screen='import { it } from "./absent.js";\nit();\n')

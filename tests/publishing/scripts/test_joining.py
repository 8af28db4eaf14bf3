"""The modules of a page, in one file that does what they did apart."""

import re

import pytest

from functions.publishing.scripts.joining import Files, join
from functions.publishing.scripts.modules import CannotJoin, read

FILES = Files("page", "0123456789")


ON_ONE_OCCASION = {"several": ("frame.js", "week.js", "elsewhere.js")}


def joined(entries: list[str], **sources: str) -> dict[str, str]:
    modules = {f"{name}.js": read(f"{name}.js", source) for name, source in sources.items()}
    return join([f"{name}.js" for name in entries], modules, files=FILES, occasions=ON_ONE_OCCASION)


def test_a_module_comes_after_what_it_imports() -> None:
    text = joined(
        ["screen"],
        words='export const hello = "Bonjour";\n',
        screen='import { hello } from "./words.js";\nconsole.log(hello);\n',
    )["page.0123456789.js"]
    assert text == (
        '(() => {\nconst [hello] = (() => {\nconst hello = "Bonjour";\nreturn [hello];\n})();\n'
        "(async () => {\nconsole.log(hello);\n})();\n})();\n"
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


@pytest.mark.parametrize(
    "said", ['"hello";', "({ hello: 1 });", 'pick("hello", { hello: other });', "({ get other() {} });"]
)
def test_a_word_that_is_no_variable_takes_no_name_away(said: str) -> None:
    text = joined(
        ["screen", "other"],
        words="export const hello = 1;\nexport const get = 2;\n",
        screen='import { get, hello } from "./words.js";\nhello + get;\n',
        other=f"const other = 2;\nconst pick = () => other;\n{said}\npick;\n",
    )["page.0123456789.js"]
    assert "const [hello,get] =" in text.replace(", ", ",")


@pytest.mark.parametrize("said", ["`${hello}`;", "hello ? 1 : hello;", "console.log('\"', hello, '\"');"])
def test_a_word_that_may_be_the_browser_s_own_keeps_its_meaning(said: str) -> None:
    text = joined(
        ["screen", "other"],
        words="export const hello = 1;\n",
        screen='import { hello } from "./words.js";\nhello;\n',
        other=f"{said}\n",
    )["page.0123456789.js"]
    assert "const [hello] =" not in text


def test_private_names_of_two_modules_do_not_meet() -> None:
    text = joined(
        ["one", "two"],
        one="const secret = 1;\nconsole.log(secret);\n",
        two="const secret = 2;\nconsole.log(secret);\n",
    )["page.0123456789.js"]
    assert text.count("(async () => {\nconst secret") == 2


@pytest.mark.parametrize(
    "other",
    [
        "const open = 1;\nconsole.log(open);\n",
        "open('/aide/');\n",
        "console.log(...open);\n",
        'import { open } from "./menu.js";\nopen();\n',
    ],
)
def test_an_export_whose_name_means_something_else_elsewhere_has_another(other: str) -> None:
    """A name of the browser's too: nobody who calls it may meet a module's."""
    text = joined(
        ["screen", "other"],
        door="export const open = (it) => it;\n",
        menu="export const open = () => 2;\n" if "menu" in other else "const none = 0;\n",
        screen='import { open } from "./door.js";\nopen(1);\n',
        other=other,
    )["page.0123456789.js"]
    assert "const [$0_open] = (() => {\nconst open = (it) => it;" in text
    assert "const open = $0_open;\nopen(1);" in text


def test_a_property_of_the_same_name_is_not_a_variable() -> None:
    text = joined(
        ["screen", "other"],
        door="export const open = (it) => it;\n",
        screen='import { open } from "./door.js";\nopen(1);\n',
        other="dialog.open();\n",
    )["page.0123456789.js"]
    assert "const [open] = " in text


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
    assert page.startswith("export const $ = (() => {") and page.endswith("return [store];\n})();\n")
    assert late.startswith('import { $ } from "./page.0123456789.js";\nexport const { show } = (() => {')
    assert "const { 0: store } = $;" in late
    assert late.endswith("return { show: $2_show };\n})();\n")
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


def test_a_late_module_that_another_late_one_imports_stands_before_the_page_s_own() -> None:
    """The page asks for it as soon as it starts: what comes after is not there yet."""
    text = joined(
        ["screen"],
        one="export const one = 1;\n",
        two='import { one } from "./one.js";\nexport const two = one;\n',
        screen='const { one } = await import("./one.js");\nconst { two } = await import("./two.js");\n',
    )["page.0123456789.js"]
    assert text.index("const one = 1;") < text.index("await Promise.resolve(")


def test_what_is_asked_for_on_one_occasion_comes_in_one_file() -> None:
    texts = joined(
        ["bar", "screen"],
        towns="export const towns = [];\n",
        frame='import { towns } from "./towns.js";\nexport const frame = towns;\n',
        week='import { towns } from "./towns.js";\nexport const week = towns;\n',
        other="export const other = 1;\n",
        bar='import("./frame.js").then(({ frame }) => frame);\n',
        screen='const { week } = await import("./week.js");\nimport("./other.js");\n',
    )
    assert texts.keys() == {
        "page.0123456789.js",
        "page-several.0123456789.js",
        "page-other.0123456789.js",
    }
    page, several = texts["page.0123456789.js"], texts["page-several.0123456789.js"]
    assert page.count('import("./page-several.0123456789.js")') == 2
    assert several.count("const towns = [];") == 1, "what they share is theirs, not the page's"
    assert re.search(r"return \{ frame: \$\w_frame, week: \$\w_week \};\n\}\)\(\);\n$", several)
    with pytest.raises(CannotJoin, match=r"frame\.js, week\.js: same"):
        joined(
            ["screen"],
            frame="export const same = 1;\n",
            week="export const same = 2;\n",
            screen='import("./frame.js");\nimport("./week.js");\n',
        )


def test_what_the_page_holds_already_is_not_asked_for_again() -> None:
    texts = joined(
        ["screen"],
        words="export const hello = 1;\n",
        screen='import { hello } from "./words.js";\nawait import("./words.js");\nhello;\n',
    )
    assert list(texts) == ["page.0123456789.js"]
    assert "await Promise.resolve({ hello: hello })" in texts["page.0123456789.js"]


def test_what_stands_between_two_comments_stays() -> None:
    """Also after a comment that does not end its line."""
    code = read("one.js", "/** One. */ const one = 1;\n/** Two. */\nconst two = one;\n").code
    assert code == "/** One. */ const one = 1;\nconst two = one;"


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
        ('import { get as fetchIt } from "./api.js";\n', 'import { get as fetchIt } from "./api.js";'),
    ],
)
def test_what_joining_does_not_know_is_refused_by_its_line(source: str, told: str) -> None:
    with pytest.raises(CannotJoin) as refused:
        read("odd.js", source)
    assert str(refused.value) == f"odd.js: {told}"


def test_comments_are_left_out_and_text_is_kept() -> None:
    source = '/** Says hello. */\n// twice\nexport function hello() {\n  return "http://a // b";\n}\n'
    assert read("words.js", source).code == 'function hello() {\n  return "http://a // b";\n}'


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(KeyError, match="absent"):
        joined(["screen"], screen='import { it } from "./absent.js";\nit();\n')

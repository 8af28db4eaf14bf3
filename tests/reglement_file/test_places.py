"""Every value of a file knows its line."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.reglement_file.places import Path, places

DOCUMENT = '''\
# commentaire avec [crochets] et = signes
a = "[pas une table]"   # {ni} un bloc
"clé entre guillemets" = 1

[t]
b = [
  1, # un
  "deux ]", [3,
  4],
]
c.d.e = { f = 1, g = { h = """
deux
lignes ""\\" """, i = 2 } }

[[u]]
k = 1
[u.v]
l = 2

[[u]]
k = 2
[[u.w]]
m = 'a\\'
n = \'\'\'
x\'\'\'
o = 2026-11-23T10:00:00
'''


def test_lines_of_a_document() -> None:
    found = places(DOCUMENT)
    tomllib.loads(DOCUMENT)
    assert found == {
        ("a",): 2,
        ("clé entre guillemets",): 3,
        ("t",): 5,
        ("t", "b"): 6,
        ("t", "b", 0): 7,
        ("t", "b", 1): 8,
        ("t", "b", 2): 8,
        ("t", "b", 2, 0): 8,
        ("t", "b", 2, 1): 9,
        ("t", "c"): 11,
        ("t", "c", "d"): 11,
        ("t", "c", "d", "e"): 11,
        ("t", "c", "d", "e", "f"): 11,
        ("t", "c", "d", "e", "g"): 11,
        ("t", "c", "d", "e", "g", "h"): 11,
        ("t", "c", "d", "e", "g", "i"): 13,
        ("u",): 15,
        ("u", 0): 15,
        ("u", 0, "k"): 16,
        ("u", 0, "v"): 17,
        ("u", 0, "v", "l"): 18,
        ("u", 1): 20,
        ("u", 1, "k"): 21,
        ("u", 1, "w"): 22,
        ("u", 1, "w", 0): 22,
        ("u", 1, "w", 0, "m"): 23,
        ("u", 1, "w", 0, "n"): 24,
        ("u", 1, "w", 0, "o"): 26,
    }


def paths_of(value: Any, path: Path = ()) -> set[Path]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {(*path, key) for key, _ in items} | {
        deeper for key, inner in items for deeper in paths_of(inner, (*path, key))
    }


keys = st.text("abcé_-. ", min_size=1, max_size=4)
values = st.recursive(
    st.integers() | st.booleans() | st.text("ab\"\\\n[]{}=#,'é", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[\n" + ", # et\n".join(written(item) for item in value) + "\n]"
    return "{ " + ", ".join(f"{quoted(key)} = {written(item)}" for key, item in value.items()) + " }"


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@settings(deadline=None)
@given(st.dictionaries(keys, values, max_size=4))
def test_whatever_is_written_is_found(document: dict[str, Any]) -> None:
    text = "".join(f"{quoted(key)} = {written(value)}\n" for key, value in document.items())
    assert paths_of(tomllib.loads(text)) <= places(text).keys()


@pytest.mark.parametrize("text", ["", "\n", "# rien", "a = 1\r\nb = 2\r\n"])
def test_short_documents(text: str) -> None:
    assert places(text) == ({("a",): 1, ("b",): 2} if "a" in text.replace("rien", "") else {})

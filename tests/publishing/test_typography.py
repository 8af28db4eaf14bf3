"""No line begins with « : » or ends before « 30 »."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.publishing.typography import french_spaces, light


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Attention : fermé !", "Attention\u00a0: fermé\u00a0!"),
        ("« bonjour »", "«\u00a0bonjour\u00a0»"),
        ("de 8 h 30 à 12 h, puis 14 h", "de 8\u00a0h\u00a030 à 12\u00a0h, puis 14\u00a0h"),
        ("Pourquoi ?<br>Parce que ; oui", "Pourquoi\u00a0?<br>Parce que\u00a0; oui"),
        ("à 10 heures", "à 10 heures"),
        ("3 histoires", "3 histoires"),
        ("https://exemple.fr", "https://exemple.fr"),
    ],
)
def test_french_signs_stay_with_their_word(written: str, shown: str) -> None:
    assert french_spaces(written) == shown


def test_attributes_are_left_alone() -> None:
    tag = '<input placeholder="Nom : ?" title="« a »">'
    assert french_spaces(f"{tag} oui !") == f"{tag} oui\u00a0!"


@given(st.text(alphabet="aé8 h:;!?«»<>/€%30", max_size=60))
def test_only_spaces_change_and_once_is_enough(text: str) -> None:
    once = french_spaces(text)
    assert once.replace("\u00a0", " ") == text
    assert french_spaces(once) == once


def test_indentation_is_left_out_where_spaces_do_not_count() -> None:
    assert light("<ul>\n  <li>un\n    mot</li>\n</ul>") == "<ul>\n<li>un\nmot</li>\n</ul>"
    assert light("<pre>\n  a</pre>") == "<pre>\n  a</pre>"

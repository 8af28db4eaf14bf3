"""However a name is typed, it is found."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.directory.directory_line import (
    DirectoryChild,
    DirectoryGuardian,
    DirectoryLine,
    entries_of,
    name_words,
    short_words,
    word_of_entry,
)
from functions.domain.directory.entries import entry_changes
from functions.domain.directory.family_search import FamilySearch, family_search
from functions.domain.directory.words import parts_of, words_in


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("D’Amico", "damico d'amico D’AMICO amico d'am dam"),
        ("Jean-Pierre", "jean pierre jeanpierre jean-pi JEAN"),
        ("Zoé", "zoe zoé ZOÉ zo"),
        ("de la Fontaine", "fontaine delafontaine de la font"),
        ("Le Goff", "legoff le-goff goff"),
        ("Œdipe", "oedipe œdipe"),
        ("Nuñez", "nunez nuñ"),
        ("CM1 A", "cm1 cm1a CM1"),
    ],
)
def test_a_name_is_found_as_people_type_it(name: str, typed: str) -> None:
    words = words_in(name)
    for each in typed.split():
        asked = parts_of(each)
        assert all(any(word.startswith(part) for word in words | {"d"}) for part in asked), each


NAMES = st.text(st.sampled_from("abcdeéèîœ'’- ABC"), max_size=24)


@given(NAMES, st.data())
def test_the_beginning_of_each_part_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    for part in parts_of(name):
        if len(part) >= 2:
            typed = part[: data.draw(st.integers(2, len(part)))]
            assert any(word.startswith(typed) for word in words_in(name))


@pytest.mark.parametrize(
    ("typed", "search"),
    [
        ("", FamilySearch()),
        ("  ", FamilySearch()),
        ("’", FamilySearch()),
        ("d", FamilySearch(initial="d")),
        ("É", FamilySearch(initial="e")),
        ("dup", FamilySearch(word="dup")),
        ("Le Goff", FamilySearch(word="goff", others=("le",))),
        ("lucas d'amico", FamilySearch(word="lucas", others=("amico", "d"))),
        ("a b", FamilySearch(initial="a")),
        ("marc@famille.example", FamilySearch(email="marc@famille.example")),
        (" Marc@Famille.example ", FamilySearch(email="Marc@Famille.example")),
        ("marc.testmp@fam", FamilySearch(word="testmp", others=("marc",))),
        ("01 99 00 56 78", FamilySearch(phone="0199005678")),
        ("+33 1 99 00 56 78", FamilySearch(phone="33199005678")),
        ("1042", FamilySearch(number="1042")),
        ("cm1", FamilySearch(word="cm1")),
    ],
)
def test_what_was_typed_says_what_is_looked_for(typed: str, search: FamilySearch) -> None:
    assert family_search(typed) == search


WORDS = st.lists(st.sampled_from(["anne", "bruno", "claire", "denis", "emma", "fanny"]), max_size=6)


def a_line(names: list[str], hashes: list[str]) -> DirectoryLine:
    children = tuple(
        DirectoryChild(name, name, name, date(2019, 1, 1), number=f"number{name}") for name in names
    )
    return DirectoryLine(
        "testmp",
        name="Testmp",
        guardians=tuple(DirectoryGuardian("Al", "Bo", each) for each in hashes),
        child_ids=tuple(child.id for child in children),
        children=children,
    )


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(1, 30)), min_size=1, max_size=5))
def test_the_entries_are_those_of_the_line_once_nothing_is_left_to_write(
    acts: list[tuple[list[str], list[str], int]],
) -> None:
    """Whatever room each transaction had. An entry says the names that the family has when it is written."""
    before: DirectoryLine | None = None
    index: dict[str, object] = {}

    def write(line: DirectoryLine, room: int) -> bool:
        nonlocal before
        todo = entry_changes(before, line, room=room)
        assert len(todo.puts) + len(todo.removals) <= room
        for word in todo.removals:
            del index[word]
        for word in todo.puts:
            index[word] = name_words(line), short_words(line)
        before = todo.line
        assert set(before.written) == index.keys()
        return todo.rest

    for names, hashes, room in acts:
        write(a_line(names, hashes), room)
    assert before is not None
    while write(before, 5):
        pass
    line = before
    assert index.keys() == entries_of(line)
    of_names = [entry for entry in index if word_of_entry(entry) in name_words(line)]
    assert all(index[entry] == (name_words(line), short_words(line)) for entry in of_names)
    assert line.outdated == ()

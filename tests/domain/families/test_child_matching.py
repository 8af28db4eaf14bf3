"""A child is who they are, not how they are spelled; what looks alike and is not sure is asked."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.child_matching import match_children
from functions.domain.families.family import Child
from functions.domain.families.family_lines import ChildLine
from functions.domain.families.spelling import folded, written_number

BORN = date(2018, 9, 14)  # vendredi
LATER = date(2021, 3, 2)


def a_line(
    first: str, born: date = BORN, *, last: str = "Modèle", number: str | None = None, line: int = 2
) -> ChildLine:
    return ChildLine(line, number, first, last, born)


def a_child(first: str, born: date = BORN, *, last: str = "Modèle", number: str | None = None) -> Child:
    return Child(f"{first}-{last}-{born}", first, last, born, ("modele",), number=number)


SAME = [
    (a_line("Chloé"), a_child("Chloe"), "accents"),
    (a_line("D’Élia Rose"), a_child("D'Elia-Rose"), "apostrophes and hyphens"),
    (a_line("ZOÉ", last="MODELE"), a_child("Zoé"), "capitals"),
    (a_line("Zoé", last="Autre"), a_child("Zoé"), "another last name"),
    (a_line("Zoé", date(2018, 9, 15)), a_child("Zoé"), "a slip in the day"),
    (a_line("Zoé", date(2019, 9, 14)), a_child("Zoé"), "a slip in the year"),
    (a_line("Zoé", date(2018, 5, 9)), a_child("Zoé", date(2018, 9, 5)), "day and month exchanged"),
    (a_line("Zoé", number="7"), a_child("Zoé"), "a number that the town had not given yet"),
    (a_line("Zoé"), a_child("Zoé", number="7"), "a number that the list does not give"),
]


@pytest.mark.parametrize(("line", "child"), [row[:2] for row in SAME], ids=[row[2] for row in SAME])
def test_a_corrected_child_is_the_same(line: ChildLine, child: Child) -> None:
    found = match_children([line], [child])
    assert (found.sure, found.doubts) == ([(line, child)], [])


DOUBTFUL = [
    (a_line("Lou"), a_child("Zoé"), "born the same day: another name, or a twin"),
    (a_line("Zoé", LATER), a_child("Zoé"), "the same name, born years later"),
    (a_line("Jean-Baptiste", date(2018, 9, 15)), a_child("Jean"), "a part of the name and a slip"),
    (a_line("Emma", LATER), a_child("Ema", date(2021, 3, 3)), "a letter and a slip"),
    (a_line("Zoé", number="8"), a_child("Zoé", number="7"), "the same names, and two numbers"),
]


@pytest.mark.parametrize(("line", "child"), [row[:2] for row in DOUBTFUL], ids=[row[2] for row in DOUBTFUL])
def test_what_may_be_another_child_is_asked(line: ChildLine, child: Child) -> None:
    found = match_children([line], [child])
    assert found.sure == [] and [(one.line, one.child) for one in found.doubts] == [(line, child)]


def test_a_child_who_looks_like_nobody_is_new() -> None:
    found = match_children([a_line("Max", LATER)], [a_child("Zoé")])
    assert (found.sure, found.doubts) == ([], [])


def test_two_children_of_one_first_name_are_each_themselves() -> None:
    first, second = a_line("Emma"), a_line("Emma", LATER, last="Autre", line=3)
    ours, theirs = a_child("Emma"), a_child("EMMA", LATER, last="Autre")
    found = match_children([second, first], [ours, theirs])
    assert sorted(found.sure, key=lambda pair: pair[0].line) == [(first, ours), (second, theirs)]


def test_twins_are_never_each_other() -> None:
    lea, leo = a_line("Léa"), a_line("Léo", line=3)
    found = match_children([lea, leo], [a_child("Leo")])
    assert [line.first_name for line, _ in found.sure] == ["Léo"] and found.doubts == []


children = st.lists(
    st.tuples(
        st.sampled_from(["Zoé", "Zoe", "Lou", "Loup", "Emma"]),
        st.sampled_from([BORN, LATER, date(2018, 9, 15)]),
    ),
    max_size=5,
    unique=True,
)


@given(children, children)
def test_nobody_is_two_children_whatever_the_list(
    listed: list[tuple[str, date]], known: list[tuple[str, date]]
) -> None:
    lines = [a_line(*one, line=place) for place, one in enumerate(listed, start=2)]
    files = [a_child(*one) for one in known]
    found = match_children(lines, files)
    assert (
        len({line.line for line, _ in found.sure})
        == len(found.sure)
        == len({child.id for _, child in found.sure})
    )
    sure_lines, sure_files = {line.line for line, _ in found.sure}, {child.id for _, child in found.sure}
    assert all(one.line.line not in sure_lines and one.child.id not in sure_files for one in found.doubts)


@given(children)
def test_a_list_that_says_what_the_file_says_leaves_no_doubt(listed: list[tuple[str, date]]) -> None:
    """Unless two of its own children are spelled alike and born the same day."""
    spelled = [(folded(name), born) for name, born in listed]
    found = match_children(
        [a_line(*one, line=place) for place, one in enumerate(listed)], [a_child(*one) for one in listed]
    )
    if len(set(spelled)) == len(spelled):
        assert sorted(line.line for line, _ in found.sure) == list(range(len(listed)))


def test_numbers_are_told_apart_by_more_than_zeros() -> None:
    assert written_number(" 00F 12") == written_number("f12") != written_number("12")
    assert written_number("000") == "0"

"""Two children of one first name are told apart wherever one of them is named."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.child_names import full_names, told_apart
from functions.domain.families.family import Child
from functions.domain.families.spelling import folded
from functions.domain.reminders.family_calendar import initials

BORN = date(2018, 9, 14)  # vendredi
EMMA = Child("a", "Emma", "Modèle", BORN, ("modele",))
AUTRE = replace(EMMA, id="b", last_name="Autre", birth_date=date(2020, 3, 2))
YOUNGER = replace(EMMA, id="b", birth_date=date(2020, 3, 2))
SAME_YEAR = replace(EMMA, id="b", first_name="Émma", birth_date=date(2018, 1, 2))
LOU = replace(EMMA, id="c", first_name="Lou")


def test_a_first_name_that_nobody_shares_is_enough() -> None:
    assert told_apart([EMMA, LOU]) == {"a": "Emma", "c": "Lou"}


@pytest.mark.parametrize(
    ("other", "names"),
    [
        (AUTRE, ["Emma Modèle", "Emma Autre"]),
        (YOUNGER, ["Emma (2018)", "Emma (2020)"]),
        (SAME_YEAR, ["Emma Modèle (14/09/2018)", "Émma Modèle (02/01/2018)"]),
        (replace(EMMA, id="b"), ["Emma 1", "Emma 2"]),
    ],
)
def test_more_is_said_of_those_who_share_one(other: Child, names: list[str]) -> None:
    assert list(told_apart([EMMA, other, LOU]).values()) == [*names, "Lou"]


def test_on_a_list_of_the_town_two_of_one_full_name_are_told_apart() -> None:
    assert full_names([EMMA, AUTRE]) == {"a": "Emma Modèle", "b": "Emma Autre"}
    assert full_names([EMMA, YOUNGER]) == {"a": "Emma Modèle (2018)", "b": "Emma Modèle (2020)"}


def test_a_calendar_tells_initials_that_differ() -> None:
    assert initials([EMMA, LOU]) == {"a": "E.", "c": "L."}
    assert initials([EMMA, AUTRE, LOU]) == {"a": "E. M.", "b": "E. A.", "c": "L."}
    assert initials([EMMA, YOUNGER]) == {"a": "E. 2018", "b": "E. 2020"}
    assert initials([EMMA, replace(LOU, first_name="Emile")]) == {"a": "Emm.", "c": "Emi."}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Emma", "EMMA", "Lou", "Louise"]),
            st.sampled_from(["Modèle", "Autre"]),
            st.dates(date(2015, 1, 1), date(2017, 1, 1)),
        ),
        max_size=6,
    )
)
def test_no_two_children_are_ever_called_the_same(known: list[tuple[str, str, date]]) -> None:
    children = [
        Child(str(place), first, last, born, ("modele",)) for place, (first, last, born) in enumerate(known)
    ]
    for names in (told_apart(children), full_names(children), initials(children)):
        assert len({folded(name) for name in names.values()}) == len(children)

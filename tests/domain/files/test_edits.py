"""Two people edit one file: what does not collide passes, and nothing is overwritten in silence."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.family import Civility, Guardian
from functions.domain.families.file_fields import OF_GUARDIAN
from functions.domain.files.edits import (
    OF_FAMILY,
    FieldEdit,
    GuardianEdit,
    NoSuchSchool,
    NotABirthDate,
    UnknownField,
    check_child_file,
    edited_child,
    edited_family,
    edited_guardians,
    value_of,
)
from tests.support.builders import CLARA, a_family, on

MARC, JULIE = a_family().guardians
TODAY = on("lundi 2026-11-16")


def test_a_field_that_says_what_was_read_is_changed() -> None:
    after, collisions = edited_family(a_family(), [FieldEdit("phone", "01 99 00 56 78", " 06 39 98 00 01 ")])
    assert (after.phone, collisions) == ("06 39 98 00 01", [])


def test_a_field_that_says_something_else_is_told_with_both_values() -> None:
    [collision] = edited_family(a_family(), [FieldEdit("phone", "01 00 00 00 00", "06 39 98 00 01")])[1]
    assert (collision.field, collision.yours, collision.theirs) == (
        "phone",
        "06 39 98 00 01",
        "01 99 00 56 78",
    )


def test_who_wants_what_is_there_already_changes_nothing() -> None:
    after, collisions = edited_family(a_family(), [FieldEdit("phone", "01 00 00 00 00", "01 99 00 56 78")])
    assert (after, collisions) == (a_family(), [])


@pytest.mark.parametrize(
    ("field", "after"),
    [("members", "x"), ("name", " "), ("resident", "oui"), ("phone", True), ("address.street", "x")],
)
def test_what_the_file_does_not_hold_is_refused(field: str, after: str | bool) -> None:
    with pytest.raises(UnknownField):
        edited_family(
            a_family(),
            [FieldEdit(field, value_of(a_family(), field), after)]
            if field in OF_FAMILY
            else [FieldEdit(field, "", after)],
        )


VALUES = st.sampled_from(["", "a", "b", "c"])
TEXTS = [one for one in OF_FAMILY if one not in ("name", "resident")]
WANTED = st.dictionaries(st.sampled_from(TEXTS), VALUES, max_size=4)


@given(st.lists(WANTED, min_size=2, max_size=4))
def test_no_edit_is_lost_and_none_is_overwritten_in_silence(agents: list[dict[str, str]]) -> None:
    """All of them read one file, then write one after another: each is written whole or told of every field that another wrote."""
    read = a_family()
    now, wrote = read, dict[str, str]()
    for wanted in agents:
        edits = [FieldEdit(field, value_of(read, field), after) for field, after in wanted.items()]
        after, collisions = edited_family(now, edits)
        assert {one.field for one in collisions} == {
            field
            for field, value in wanted.items()
            if field in wrote and value not in (wrote[field], value_of(read, field))
        }
        if collisions:
            continue
        now = after
        wrote |= {field: value for field, value in wanted.items() if value != value_of(read, field)}
    assert all(value_of(now, field) == value for field, value in wrote.items())
    assert all(value_of(now, field) == value_of(read, field) for field in TEXTS if field not in wrote)


def renamed(guardian: Guardian, **changes: Any) -> GuardianEdit:
    return GuardianEdit(guardian, replace(guardian, **changes))


def test_two_agents_change_two_fields_of_one_responsable() -> None:
    first, _ = edited_guardians(a_family(), [renamed(MARC, email="marc@ailleurs.example")])
    after, collisions = edited_guardians(
        a_family(guardians=first), [renamed(MARC, last_name="Testmp-Dubois")]
    )
    assert collisions == []
    assert after[0] == replace(MARC, email="marc@ailleurs.example", last_name="Testmp-Dubois")
    assert after[0].account == MARC.account


def test_one_field_of_one_responsable_is_not_overwritten() -> None:
    first, _ = edited_guardians(a_family(), [renamed(MARC, email="marc@ailleurs.example")])
    after, [collision] = edited_guardians(
        a_family(guardians=first), [renamed(MARC, email="marc@encore.example")]
    )
    assert (after, collision.field, collision.who) == (first, "guardians.email", "Marc Testmp")


def test_who_was_corrected_meanwhile_is_not_taken_out() -> None:
    first, _ = edited_guardians(a_family(), [renamed(MARC, email="marc@ailleurs.example")])
    after, collisions = edited_guardians(a_family(guardians=first), [GuardianEdit(MARC, None)])
    assert after == first and [one.field for one in collisions] == ["guardians.email"]


def test_who_has_left_the_file_cannot_be_corrected() -> None:
    left = a_family(guardians=(JULIE,))
    after, [collision] = edited_guardians(left, [renamed(MARC, email="marc@ailleurs.example")])
    assert (after, collision.theirs) == ((JULIE,), None)
    assert edited_guardians(left, [GuardianEdit(MARC, None)]) == ((JULIE,), [])


def test_somebody_comes_once_and_without_anybody_s_login() -> None:
    lea = Guardian(Civility.MADAME, "Testmp", "Léa", account=MARC.account)
    once, _ = edited_guardians(a_family(), [GuardianEdit(None, lea)])
    assert once[-1] == replace(lea, account=None)
    assert edited_guardians(a_family(guardians=once), [GuardianEdit(None, lea)])[0] == once


PEOPLE = st.tuples(
    st.integers(0, 1),
    st.fixed_dictionaries({}, optional=dict.fromkeys(OF_GUARDIAN[1:], st.sampled_from(["x", "y"]))),
)


@given(st.lists(PEOPLE, min_size=2, max_size=5))
def test_a_login_stays_with_its_person_whatever_is_corrected(
    agents: list[tuple[int, dict[str, str]]],
) -> None:
    read = a_family()
    now = read
    for place, changes in agents:
        after, collisions = edited_guardians(now, [renamed(read.guardians[place], **changes)])
        now = now if collisions else replace(now, guardians=after)
    assert [one.account for one in now.guardians] == [one.account for one in read.guardians]


def test_a_child_has_a_school_of_the_town_and_a_birth_that_can_be() -> None:
    moved, _ = edited_child(
        CLARA, [FieldEdit("school", "ferry", "pagnol"), FieldEdit("school_class", "CM1", "")]
    )
    assert (moved.school, moved.school_class) == ("pagnol", None)
    with pytest.raises(NoSuchSchool):
        check_child_file(moved, before=CLARA, schools=["ferry"], today=TODAY)
    check_child_file(moved, before=CLARA, schools=["ferry", "pagnol"], today=TODAY)
    check_child_file(CLARA, before=CLARA, schools=[], today=TODAY)
    for born in (on("mardi 2026-11-17"), on("dimanche 1999-11-14")):
        with pytest.raises(NotABirthDate):
            check_child_file(replace(CLARA, birth_date=born), before=CLARA, schools=[], today=TODAY)

"""Nothing is written that a plan does not show."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.families.family import Child, Family
from functions.domain.families.file_changes import (
    child_changes,
    family_changes,
    guardian_changes,
)
from functions.domain.families.file_fields import OF_ADDRESS, OF_CHILD, OF_FAMILY
from tests.support.builders import CLARA, a_family

DAY = date(2018, 9, 14)  # vendredi


def test_every_field_of_a_child_is_told_or_is_what_no_list_says() -> None:
    """A field that comes to the file must be told, or be named here."""
    assert {field.name for field in fields(Child)} == {
        *OF_CHILD,
        "id",
        "families",
        "sharing",
        "enrolments",
        "by_hand",
        "merged_from",
    }


def test_every_field_of_a_family_is_told_or_is_what_no_list_says() -> None:
    told = {*OF_FAMILY, "address", "quotients", "guardians", "children"}
    untouched = {"id", "members", "file_complete", "accepted_reglement", "ended", "erased_on"}
    untouched |= {"by_hand", "complete_by_hand", "merged_into", "merged_from", "merging", "confirmed"}
    assert {field.name for field in fields(Family)} == told | untouched
    assert {field.name for field in fields(a_family().address)} == set(OF_ADDRESS)


@given(st.sampled_from(OF_CHILD), st.sampled_from(["", "Zoé", "7"]))
def test_a_child_that_differs_is_told_field_by_field(field: str, value: str) -> None:
    change: dict[str, Any] = {field: DAY if field == "birth_date" else value}
    after = replace(CLARA, **change)
    assert [change.field for change in child_changes(CLARA, after)] == ([field] if after != CLARA else [])


def test_a_quotient_is_told_with_the_day_from_which_it_counts() -> None:
    before = a_family(quotients=())
    assert [change.field for change in family_changes(before, a_family())] == ["quotient", "since"]


def test_who_comes_who_goes_and_who_is_corrected_among_the_responsables() -> None:
    marc, julie = a_family().guardians
    renamed = replace(julie, last_name="Autre")
    paul = replace(marc, first_name="Paul", last_name="Nouveau", email="paul@famille.example")
    [corrected] = guardian_changes([marc, julie], [marc, renamed])
    assert (corrected.before, corrected.after) == (julie, renamed)
    assert [(one.before, one.after) for one in guardian_changes([marc], [marc, paul])] == [(None, paul)]
    assert [(one.before, one.after) for one in guardian_changes([marc, julie], [julie])] == [(marc, None)]
    assert guardian_changes([marc, julie], [julie, marc]) == []

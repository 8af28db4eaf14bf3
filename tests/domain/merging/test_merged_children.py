"""A child who had two files has one: every field of it is decided, and what two homes shared that are one now is paid whole."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing, check_sharing
from functions.domain.families.family import Child, Family
from functions.domain.merging.merged_children import moved_child
from functions.domain.merging.renaming import Renaming
from functions.domain.planning.child_month import ChildMonth
from functions.domain.safety.child_safety import ChildSafety
from tests.support.builders import a_child, on

NAMES = Renaming("other", "kept")

DECIDED: dict[type, set[str]] = {
    Family: {
        *("id", "name", "address", "phone", "guardians", "children", "members", "resident", "quotients"),
        *("accepted_reglement", "ended", "by_hand", "merged_from", "merging", "merged_into"),
        *("file_complete", "complete_by_hand"),  # counted again; the kept file's
        "confirmed",  # the kept file's: whoever confirmed the other one saw another file
        "erased_on",  # never of one that is kept
    },
    Child: {
        *("id", "first_name", "last_name", "birth_date", "families", "school", "school_class", "sharing"),
        *("enrolments", "number", "by_hand", "first_day", "last_day", "merged_from"),
    },
    ChildMonth: {
        *("child", "month", "days", "fees", "absences", "attended", "asked", "town_acts"),
        *("cancelled_by_town", "opened"),
    },
    ChildSafety: {
        *("child", "diet", "allergens", "pai", "leaves_alone", "may_fetch", "may_not_fetch", "health"),
        *("written_by", "written_at"),  # the kept sheet's
    },
}
"""What `merged_family`, `one_child`, `one_month` and `one_safety` speak of. Whoever adds a field decides what it becomes, then names it here."""


def test_each_field_of_what_is_joined_is_decided() -> None:
    for kind, decided in DECIDED.items():
        assert {one.name for one in fields(kind)} == decided, kind.__name__


@st.composite
def agreements(draw: st.DrawFn) -> tuple[Part, ...]:
    """Of three homes, each week whole."""
    found: list[Part] = []
    for weeks in (Weeks.ODD, Weeks.EVEN):
        cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=2, max_size=2, unique=True)))
        shares = zip(("other", "kept", "third"), (cuts[0], cuts[1] - cuts[0], 100 - cuts[1]), strict=True)
        found += [Part(home, percent, weeks) for home, percent in shares]
    return tuple(found)


@given(agreements())
def test_an_agreement_of_homes_that_become_one_still_pays_every_week_whole(parts: tuple[Part, ...]) -> None:
    child = a_child("lou", ("other", "kept", "third"), sharing=(Sharing(on("mardi 2026-09-01"), parts),))
    moved = moved_child(child, NAMES)
    assert moved.families == ("kept", "third")
    [agreed] = moved.sharing
    check_sharing(agreed, moved.families)
    for weeks in (Weeks.ODD, Weeks.EVEN):
        was = sum(part.percent for part in parts if part.family == "third" and part.weeks is weeks)
        now = sum(
            part.percent
            for part in agreed.parts
            if part.family == "third" and part.weeks in (weeks, Weeks.ALL)
        )
        assert was == now, "nobody else pays more"

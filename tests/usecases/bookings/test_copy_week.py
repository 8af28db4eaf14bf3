"""*Comme la semaine dernière*: what was booked in the last week is in the basket for the next one, by one tap."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from functions.domain.errors import NotFound
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.reglement import Places
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.copy_week import WeekCopied, copy_week
from tests.support.builders import (
    CANTEEN,
    CLARA,
    EVENING,
    GUILHEM,
    JULIE,
    MONDAY,
    MORNING,
    NOW,
    WEDNESDAY,
    a_booking,
    a_child,
    a_family,
    a_month,
    a_reglement,
    acting,
    book,
    on,
    open_town,
    put_in_basket,
    put_month,
    settle,
)

LATER = on("lundi 2026-11-30")
EVERYBODY = ("clara", "guilhem")


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def copy(
    monday: date = LATER, children: Sequence[str] = EVERYBODY, *, key: str = "key-00000001"
) -> WeekCopied:
    return copy_week(replace(acting(), reglement=1), monday, children=children, key=key, now=NOW)[0]


def in_basket() -> set[tuple[str, str, str]]:
    return {(f"{line.slot.date}", line.slot.service, line.slot.child) for line in acting().basket.lines()}


def slot(day: str, service: str = CANTEEN.code, child: str = "clara") -> Slot:
    return Slot(on(day), service, child)


def test_the_same_days_a_week_later() -> None:
    book(slot("lundi 2026-11-23"), slot("jeudi 2026-11-26", EVENING.code, "guilhem"))
    copied = copy()
    assert copied.like == MONDAY
    assert (copied.filled.added, copied.filled.refused) == (2, ())
    assert in_basket() == {
        ("2026-11-30", "restauration", "clara"),
        ("2026-12-03", "garderie-soir", "guilhem"),
    }


def test_a_second_tap_adds_nothing() -> None:
    book(slot("lundi 2026-11-23"), slot("mardi 2026-11-24"))
    assert copy().filled.added == 2
    again = copy(key="key-00000002").filled
    assert (again.added, again.already, again.put) == (0, 2, {})
    assert len(in_basket()) == 2


def test_one_child_alone() -> None:
    book(slot("lundi 2026-11-23"), slot("lundi 2026-11-23", child="guilhem"))
    assert copy(children=["guilhem"]).filled.added == 1
    assert in_basket() == {("2026-11-30", "restauration", "guilhem")}


def test_what_it_put_is_what_undoing_takes_out() -> None:
    book(slot("lundi 2026-11-23"), slot("mardi 2026-11-24"))
    put_in_basket(acting(), slot("mardi 2026-12-01"))
    put = copy().filled.put
    assert put == {"clara": {"restauration": (LATER,)}}
    change_basket(acting(), add=[], remove=[slot("lundi 2026-11-30")], key="key-00000002", now=NOW)
    assert in_basket() == {("2026-12-01", "restauration", "clara")}


def test_the_last_week_is_the_last_in_which_something_was_booked() -> None:
    """Weeks that follow each other are filled one after the other: each is like the last that was validated."""
    book(slot("lundi 2026-11-23"))
    assert copy(on("lundi 2026-12-07")).like == MONDAY
    assert in_basket() == {("2026-12-07", "restauration", "clara")}


def test_the_weeks_of_holidays_are_passed_over() -> None:
    put_month(a_month("clara", "2026-12", {(14, CANTEEN.code): a_booking(), (22, "centre"): a_booking()}))
    assert copy(on("lundi 2027-01-04")).like == on("lundi 2026-12-14")
    assert in_basket() == {("2027-01-04", "restauration", "clara")}


def test_a_week_of_holidays_after_weeks_of_school_says_that_it_is_one() -> None:
    """Something was booked the week before: it is not true that nothing was."""
    put_month(a_month("clara", "2026-12", {(14, CANTEEN.code): a_booking()}))
    copied = copy(on("lundi 2026-12-21"))
    assert (copied.like, copied.holidays) == (None, True)
    assert not copy(on("lundi 2027-02-01"), key="key-00000002").holidays


def test_after_two_months_without_anything_there_is_no_last_week() -> None:
    put_month(a_month("clara", "2026-10", {(12, CANTEEN.code): a_booking()}))
    copied = copy()
    assert (copied.like, copied.filled.added) == (None, 0)
    assert in_basket() == set()


def test_what_the_other_home_booked_is_not_this_family_s() -> None:
    both = replace(CLARA, families=("testmp", "autre"))
    settle(children=(both, GUILHEM))
    settle(a_family("autre", children=("clara",), members=(JULIE,)), (both,))
    book(slot("mardi 2026-11-24"), account=JULIE, family="autre")
    book(slot("jeudi 2026-11-26"))
    copy()
    assert in_basket() == {("2026-12-03", "restauration", "clara")}


def test_what_cannot_be_done_is_said_and_the_rest_is_in_the_basket() -> None:
    """The morning of Tuesday is full, Clara leaves the town on Wednesday, and one day is booked already."""
    one_place = replace(MORNING, places=(Places(1),))
    open_town(reglement=a_reglement(services=(one_place, CANTEEN, EVENING, WEDNESDAY)))
    settle(children=(replace(CLARA, last_day=on("mercredi 2026-12-02")), GUILHEM))
    voisins = a_family("voisins", children=("tom",), members=(JULIE,))
    settle(voisins, [a_child("tom", ("voisins",))])
    book(slot("mardi 2026-12-01", MORNING.code, "tom"), account=JULIE, family="voisins")
    book(
        *(slot(day, MORNING.code) for day in ("mardi 2026-11-24", "jeudi 2026-11-26")),
        slot("vendredi 2026-11-27", child="guilhem"),
        slot("vendredi 2026-12-04", child="guilhem"),
        slot("mardi 2026-11-24", EVENING.code),
    )
    copied = copy().filled
    said = {(each.child, each.service, f"{each.first}", each.obstacle.code) for each in copied.refused}
    assert said == {
        ("clara", "garderie-matin", "2026-12-01", "full"),
        ("clara", "garderie-matin", "2026-12-03", "closed"),
    }
    assert (copied.added, copied.already) == (1, 1)
    assert in_basket() == {("2026-12-01", "garderie-soir", "clara")}


def test_a_closed_day_is_said_although_a_range_would_pass_over_it() -> None:
    put_month(a_month("clara", "2027-03", {(22, CANTEEN.code): a_booking(), (23, CANTEEN.code): a_booking()}))
    copied = copy(on("lundi 2027-03-29")).filled
    assert (copied.added, copied.closed_days) == (1, 0)
    assert [(each.first, each.obstacle.closed) for each in copied.refused] == [
        (on("lundi 2027-03-29"), Closed(ClosedCode.PUBLIC_HOLIDAY, "easter_monday"))
    ]


def test_a_child_of_another_family_is_not_found() -> None:
    with pytest.raises(NotFound):
        copy(children=["tom"])

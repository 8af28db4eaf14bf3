"""Two families share a child: each pays its part, and the parts come to the whole."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.situation import Situation
from functions.domain.billing.family_lines import lines_owed
from functions.domain.billing.shares import parts_of
from functions.domain.calendar.weeks import Weeks
from functions.domain.families.cost_sharing import Part, Sharing, SharingRefused, check_sharing, part_cents
from functions.domain.families.family import Child
from functions.domain.invoices.invoice_lines import InvoiceLine
from functions.domain.planning.child_month import ChildMonth, Slot
from tests.support.builders import CLARA, a_booking, a_family, a_month, a_reglement, on
from tests.support.situations import NOTHING_OFF

CANTEEN = "restauration"
SEPTEMBER = on("mardi 2026-09-01")
HALVES = (Part("testmp", 50), Part("papa", 50))
BY_WEEK = (Part("testmp", weeks=Weeks.ODD), Part("papa", weeks=Weeks.EVEN))
WEEK_41 = on("mardi 2026-10-06")
WEEK_42 = on("mardi 2026-10-13")
MAMAN, PAPA = a_family(children=("clara",)), a_family("papa", name="Autre", children=("clara",))


def shared(*agreed: Sharing) -> Child:
    return replace(CLARA, families=("testmp", "papa"), sharing=agreed)


def owed(family: str, month: ChildMonth, child: Child) -> tuple[InvoiceLine, ...]:
    file = MAMAN if family == "testmp" else PAPA
    return lines_owed(
        file, [month], children={"clara": child}, reglement=a_reglement(), called_off=NOTHING_OFF
    )


def test_without_an_agreement_who_booked_pays() -> None:
    assert parts_of((), Slot(WEEK_41, CANTEEN, "clara"), "papa") == (Part("papa"),)


def test_an_agreement_counts_from_its_day_on() -> None:
    agreed = (Sharing(SEPTEMBER, HALVES), Sharing(WEEK_42))
    assert parts_of(agreed, Slot(WEEK_41, CANTEEN, "clara"), "papa") == HALVES
    assert parts_of(agreed, Slot(WEEK_42, CANTEEN, "clara"), "papa") == (Part("papa"),)
    assert parts_of(agreed, Slot(on("lundi 2026-08-31"), CANTEEN, "clara"), "papa") == (Part("papa"),)


def test_odd_weeks_are_one_familys_and_even_weeks_the_others() -> None:
    month = a_month("clara", "2026-10", {(6, CANTEEN): a_booking(), (13, CANTEEN): a_booking()})
    child = shared(Sharing(SEPTEMBER, BY_WEEK))
    assert [line.day for line in owed("testmp", month, child)] == [WEEK_41]
    assert [line.day for line in owed("papa", month, child)] == [WEEK_42]


def test_a_percentage_is_cut_to_the_cent_and_says_its_part() -> None:
    month = a_month("clara", "2026-10", {(6, CANTEEN): a_booking(345)})
    child = shared(Sharing(SEPTEMBER, (Part("testmp", 60), Part("papa", 40))))
    [hers], [his] = owed("testmp", month, child), owed("papa", month, child)
    assert (hers.amount_cents, hers.share_percent) == (207, 60)
    assert (his.amount_cents, his.share_percent) == (138, 40)


def test_a_service_may_be_shared_otherwise() -> None:
    month = a_month("clara", "2026-10", {(6, CANTEEN): a_booking(), (6, "garderie-soir"): a_booking(220)})
    child = shared(Sharing(SEPTEMBER, HALVES, {"garderie-soir": (Part("papa"),)}))
    assert [(line.service, line.amount_cents) for line in owed("testmp", month, child)] == [(CANTEEN, 173)]
    assert [(line.service, line.amount_cents) for line in owed("papa", month, child)] == [
        ("garderie-soir", 220),
        (CANTEEN, 172),
    ]


def test_each_parent_is_told_the_bracket_of_their_own_home_alone() -> None:
    month = a_month("clara", "2026-10", {(6, CANTEEN): a_booking(520, tranche="QF à partir de 1 200")})
    child = shared(Sharing(SEPTEMBER, HALVES))
    [hers], [his] = owed("testmp", month, child), owed("papa", month, child)
    assert (hers.amount_cents, hers.reason.tranche) == (260, "QF à partir de 1 200")
    assert (his.amount_cents, his.reason.tranche) == (172, "QF de 600 à 1 199"), "of his own quotient, 812"


@given(st.integers(-100_000, 100_000), st.integers(1, 99))
def test_parts_come_to_the_whole_and_what_is_given_back_to_what_was_billed(cents: int, percent: int) -> None:
    parts = (Part("testmp", percent), Part("papa", 100 - percent))
    cut = [part_cents(cents, parts, part.family) for part in parts]
    assert sum(cut) == cents
    assert [part_cents(-cents, parts, part.family) for part in parts] == [-part for part in cut]


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 100_000), st.booleans())
def test_what_the_homes_of_a_child_read_of_a_price_is_the_price_whoever_looks(
    odd: int, even: int, cents: int, even_week: bool
) -> None:
    parts = tuple(
        part
        for weeks, own in ((Weeks.ODD, odd), (Weeks.EVEN, even))
        for part in (Part("testmp", own, weeks), Part("papa", 100 - own, weeks))
        if part.percent
    )
    child = shared(Sharing(SEPTEMBER, parts))
    slot = Slot(WEEK_42 if even_week else WEEK_41, CANTEEN, "clara")
    seen = [Situation(a_reglement(), home, {"clara": child}, {}, {}) for home in (MAMAN, PAPA)]
    assert sum(each.own_cents(slot, cents) for each in seen) == cents
    assert sum(each.own_percent(slot) for each in seen) == 100
    assert all(each.own_cents(slot, cents) == 0 for each in seen if not each.own_percent(slot))


@pytest.mark.parametrize(
    "parts",
    [
        (Part("testmp", 50),),
        (Part("testmp", 60), Part("papa", 50)),
        (Part("testmp", 50), Part("nobody", 50)),
        (Part("testmp", weeks=Weeks.ODD),),
        (Part("testmp", 0), Part("papa", 100)),
        (Part("testmp", 50), Part("testmp", 50)),
    ],
)
def test_an_agreement_that_leaves_something_unpaid_is_refused(parts: tuple[Part, ...]) -> None:
    with pytest.raises(SharingRefused):
        check_sharing(Sharing(SEPTEMBER, parts), ("testmp", "papa"))
    with pytest.raises(SharingRefused):
        check_sharing(Sharing(SEPTEMBER, HALVES, {CANTEEN: parts}), ("testmp", "papa"))


@pytest.mark.parametrize("parts", [HALVES, BY_WEEK, (Part("papa"),), ()])
def test_an_agreement_that_pays_for_all_is_taken(parts: tuple[Part, ...]) -> None:
    check_sharing(Sharing(SEPTEMBER, parts), ("testmp", "papa"))

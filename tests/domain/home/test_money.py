"""What the month comes to, by the lines of its bill, and what is owed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.billing.family_lines import lines_owed
from functions.domain.families.cost_sharing import Part, Sharing
from functions.domain.families.family import Child
from functions.domain.home.month_total import MonthTotal, month_total
from functions.domain.home.owing import Owing, owing
from functions.domain.invoices.invoice_lines import total_cents
from functions.domain.planning.child_month import ChildMonth
from functions.domain.reglement.reglement import Reglement
from tests.support.absences import CANTEEN_CODE, STRICT, a_declared, a_town
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    a_booking,
    a_family,
    a_month,
    a_reglement,
    on,
    paris,
)
from tests.support.debts import a_debt
from tests.support.situations import NOTHING_OFF

TOWN = a_town()
TODAY = on("mardi 2026-11-24")
CHILDREN = {child.id: child for child in (CLARA, GUILHEM)}


def total(
    *months: ChildMonth, town: Reglement = TOWN, children: Mapping[str, Child] = CHILDREN
) -> MonthTotal | None:
    return month_total(
        a_family(), months, children=children, reglement=town, called_off=NOTHING_OFF, today=TODAY
    )


def lunches(*days: int, **changes: Any) -> ChildMonth:
    return a_month("clara", "2026-11", {(day, CANTEEN_CODE): a_booking(345, **changes) for day in days})


def test_a_month_has_cost_the_days_until_today_and_comes_to_all_that_is_booked() -> None:
    assert total(lunches(23, 24, 26)) == MonthTotal("2026-11", 690, 1035, 0)
    assert total(ChildMonth("clara", "2026-11")) is None
    december = a_month("clara", "2026-12", {(1, CANTEEN_CODE): a_booking(345)})
    assert total(december) is None, "another month"


def test_an_absence_that_is_not_billed_comes_off_and_one_without_a_proof_stays() -> None:
    day = on("jeudi 2026-11-26")
    proven = a_declared([day], certificate=paris("lundi 2026-11-16 09:00"))
    assert total(lunches(24, 26).with_absence(proven)) == MonthTotal("2026-11", 345, 345, 0)
    assert total(lunches(24, 26).with_absence(a_declared([day]))) == MonthTotal("2026-11", 345, 690, 0)


def test_of_a_child_of_two_families_it_is_this_ones_part_whoever_booked() -> None:
    shared = replace(
        CLARA,
        families=("testmp", "durand"),
        sharing=(Sharing(on("mardi 2026-09-01"), (Part("testmp", 60), Part("durand", 40))),),
    )
    found = total(lunches(24, payer="durand"), children=CHILDREN | {"clara": shared})
    assert found == MonthTotal("2026-11", 207, 207, 0)


def test_what_is_paid_when_it_is_booked_is_told_apart() -> None:
    town = a_reglement(services=(replace(CANTEEN, prepaid=True),))
    assert total(lunches(24), town=town) == MonthTotal("2026-11", 345, 345, 345)


@settings(max_examples=40)
@given(days=st.sets(st.integers(2, 30)), missed=st.sets(st.integers(2, 30)))
def test_what_it_comes_to_is_the_sum_of_the_lines_of_the_bill(days: set[int], missed: set[int]) -> None:
    month = lunches(*days)
    gone = sorted(days & missed)
    if gone:
        month = month.with_absence(a_declared([on_november(day) for day in gone], policy=STRICT))
    found = total(month)
    lines = lines_owed(a_family(), [month], children=CHILDREN, reglement=TOWN, called_off=NOTHING_OFF)
    assert (found.whole_cents if found else 0) == total_cents(lines)
    assert found is None or found.so_far_cents <= found.whole_cents


def on_november(day: int) -> date:
    return TODAY.replace(day=day)


def test_what_is_owed_is_counted_with_the_first_day_and_what_the_treasury_collects_is_not() -> None:
    later = a_debt(1000, due_on=on("mardi 2026-12-15"))
    assert owing([a_debt(), later], TODAY) == Owing(2, 5250, on("mardi 2026-12-01"), False, 0)
    assert owing([a_debt()], on("mercredi 2026-12-02")).is_late
    assert owing([], TODAY) == Owing(0, 0, None, False, 0)

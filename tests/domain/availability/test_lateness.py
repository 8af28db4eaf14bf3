"""Past its limit a slot may still be booked, or given back, at what the town says lateness costs."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.availability.availability import availability_of
from functions.domain.availability.lateness import LateYear, school_year
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.basket_filling import filled
from functions.domain.bookings.validation import Decision, SeenLine, decide, preview
from functions.domain.bookings.week_grid import State, cell
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import LATE_CANCEL, Slot
from functions.domain.reglement.deadline_rules import Action, Late, LateMode, Limit, Surcharge
from functions.domain.reglement.reglement import Places, Service
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from tests.support.builders import CANTEEN, MARC, MONDAY, NOW, TARIFFS, a_reglement, a_tariff, on, paris
from tests.support.situations import a_situation, booked

LUNCH = Slot(MONDAY, "restauration", "clara")
FRIDAY_AT_NINE = Limit(back=3, at=9 * 60)
"""The limit for Monday's lunch."""
IN_TIME, LATE, TOO_LATE = (
    paris("jeudi 2026-11-19 09:59"),
    paris("jeudi 2026-11-19 10:00"),
    paris("vendredi 2026-11-20 09:00"),
)


def canteen(surcharge: Surcharge, *, cancel: Surcharge | None = None, **changes: Any) -> Service:
    late = (Late(LateMode.SURCHARGE, FRIDAY_AT_NINE, surcharge),)
    after = () if cancel is None else (Late(LateMode.SURCHARGE, None, cancel),)
    service = replace(
        CANTEEN, reserve=replace(CANTEEN.reserve, late=late), cancel=replace(CANTEEN.cancel, late=after)
    )
    return replace(service, **changes)


def town(surcharge: Surcharge, **changes: Any) -> Situation:
    prices = (
        TariffLine(price_cents=345),
        TariffLine(Conditions(values=(("kind", "unreserved"),)), 600),
    )
    tariffs = (a_tariff("restauration", 345, lines=prices), *TARIFFS[:1], *TARIFFS[2:])
    return a_situation(reglement=a_reglement(services=(canteen(surcharge, **changes),), tariffs=tariffs))


def validate(situation: Situation, *slots: Slot, now: Any = LATE, act: str = "act-2") -> Decision:
    basket = Basket().with_lines(BasketLine(slot, Action.RESERVE) for slot in slots)
    shown = preview(replace(situation, act=act), basket, now=now)
    seen = [SeenLine(line.slot, line.action, found.amount_cents) for line, found in shown.items()]
    return decide(replace(situation, act=act), basket, seen, account=MARC, act=act, now=now)


@pytest.mark.parametrize(
    ("surcharge", "cents"),
    [
        (Surcharge(cents=100), 445),
        (Surcharge(percent=Decimal(50)), 518),
        (Surcharge(kind="unreserved"), 600),
        (Surcharge(cents=100, kind="unreserved"), 700),
    ],
)
def test_late_costs_more_until_the_second_limit(surcharge: Surcharge, cents: int) -> None:
    situation = town(surcharge)
    assert availability_of(situation, LUNCH, Action.RESERVE, now=IN_TIME).price_cents == 345
    found = availability_of(situation, LUNCH, Action.RESERVE, now=LATE)
    assert (found.obstacle, found.price_cents, found.until) == (None, cents, TOO_LATE)
    assert found.late is not None and found.late.added_cents == cents - 345
    refused = availability_of(situation, LUNCH, Action.RESERVE, now=TOO_LATE)
    assert refused.obstacle is not None and refused.obstacle.code is ObstacleCode.DEADLINE_PASSED


def test_a_late_booking_keeps_what_lateness_added_and_since_when() -> None:
    decision = validate(town(Surcharge(kind="unreserved")), LUNCH)
    booking = decision.after.booking(LUNCH)
    assert booking is not None
    assert (booking.price_cents, booking.surcharge_cents, booking.kind) == (600, 255, "unreserved")
    assert booking.late_since == paris("jeudi 2026-11-19 10:00")
    in_time = validate(town(Surcharge(cents=100)), LUNCH, now=IN_TIME).after.booking(LUNCH)
    assert in_time is not None and (in_time.surcharge_cents, in_time.late_since) == (0, None)


def test_a_line_that_went_late_in_the_basket_is_not_charged_unseen() -> None:
    basket = Basket().with_lines([BasketLine(LUNCH, Action.RESERVE)])
    seen = [SeenLine(LUNCH, Action.RESERVE, 345)]
    decision = decide(town(Surcharge(cents=100)), basket, seen, account=MARC, act="a", now=LATE)
    [refused] = decision.refused
    assert (refused.obstacle.code, refused.obstacle.price_cents) == (ObstacleCode.PRICE_CHANGED, 445)
    assert decision.basket == basket


def test_a_late_day_without_a_place_left_is_full() -> None:
    situation = town(Surcharge(cents=100), places=(Places(1),))
    situation = booked(situation, replace(LUNCH, child="guilhem"))
    found = cell(situation, Basket(), LUNCH, now=LATE)
    assert found is not None and found.state is State.FULL


def test_a_price_the_grid_does_not_hold_is_no_price() -> None:
    found = availability_of(town(Surcharge(kind="occasional")), LUNCH, Action.RESERVE, now=LATE)
    assert found.obstacle is not None and found.obstacle.code is ObstacleCode.NO_PRICE


def test_a_range_leaves_out_what_costs_more() -> None:
    basket, told = filled(town(Surcharge(cents=100)), Basket(), [LUNCH], now=LATE)
    assert (len(basket), told.added) == (0, 0)
    assert told.refused[0].obstacle.code is ObstacleCode.COSTS_MORE


def test_the_second_time_in_a_school_year_costs_double_and_one_act_is_one_time() -> None:
    twice = Surcharge(percent=Decimal(100), from_nth=2)
    tuesday = replace(LUNCH, date=MONDAY + timedelta(1))
    first = validate(town(twice), LUNCH, tuesday, act="act-1")
    assert [each.price_cents for each in first.accepted] == [345, 345]
    [year] = first.changed_late_years()
    assert year == LateYear(2026, {"restauration.reserve": 1}, {"restauration.reserve": "act-1"})
    second = validate(first.after, replace(LUNCH, child="guilhem"), act="act-2")
    assert [each.price_cents for each in second.accepted] == [690]
    assert second.after.late_years[2026].times == {"restauration.reserve": 2}


def test_a_summer_belongs_to_the_school_year_that_ends() -> None:
    days = ("lundi 2026-08-31", "mardi 2026-09-01", "jeudi 2027-07-08")
    assert [school_year(on(day)) for day in days] == [2025, 2026, 2026]


def test_the_surcharge_of_a_whole_month_is_paid_once() -> None:
    situation = town(Surcharge(cents=100, whole_month=True))
    in_time = [replace(LUNCH, date=MONDAY + timedelta(number)) for number in (3, 4)]
    situation = booked(situation, *in_time, replace(in_time[0], child="guilhem"))
    tuesday = replace(LUNCH, date=MONDAY + timedelta(1))
    decision = validate(situation, LUNCH, tuesday)
    assert [each.price_cents for each in decision.accepted] == [345 + 300, 345 + 100]
    later = validate(decision.after, replace(LUNCH, child="guilhem"), act="act-3")
    assert [each.price_cents for each in later.accepted] == [345 + 200]


@pytest.mark.parametrize(
    ("surcharge", "kept"),
    [(Surcharge(cents=100), 100), (Surcharge(percent=Decimal(50)), 173), (Surcharge(cents=1, from_nth=2), 0)],
)
def test_a_late_cancellation_leaves_something_due_and_frees_the_place(
    surcharge: Surcharge, kept: int
) -> None:
    situation = booked(town(Surcharge(cents=100), cancel=surcharge), LUNCH, price_cents=345)
    late = paris("vendredi 2026-11-20 10:00")
    found = availability_of(situation, LUNCH, Action.CANCEL, now=late)
    assert (found.obstacle, found.price_cents, found.kept_cents) == (None, 345, kept)
    basket = Basket().with_lines([BasketLine(LUNCH, Action.CANCEL)])
    seen = [SeenLine(LUNCH, Action.CANCEL, 345 - kept)]
    decision = decide(situation, basket, seen, account=MARC, act="act-2", now=late)
    assert [each.price_cents for each in decision.accepted] == [345 - kept]
    month = decision.after.months["clara", "2026-11"]
    assert len(month) == 0 and set(decision.after.places["restauration", "2026-11"].taken.values()) == {0}
    fees = [fee for services in month.fees.values() for fee in services.values()]
    assert [(fee.price_cents, fee.kind) for fee in fees] == ([(kept, LATE_CANCEL)] if kept else [])
    unseen = decide(
        situation, basket, [SeenLine(LUNCH, Action.CANCEL, 345)], account=MARC, act="act-2", now=late
    )
    assert len(unseen.refused) == (1 if kept else 0)


def test_a_slot_cancelled_late_twice_owes_both() -> None:
    situation = town(Surcharge(cents=100), cancel=Surcharge(cents=100))
    late = paris("vendredi 2026-11-20 10:00")
    for _ in range(2):
        situation = booked(situation, LUNCH)
        basket = Basket().with_lines([BasketLine(LUNCH, Action.CANCEL)])
        seen = [SeenLine(LUNCH, Action.CANCEL, 245)]
        situation = decide(situation, basket, seen, account=MARC, act="act-2", now=late).after
    assert situation.months["clara", "2026-11"].fees[23]["restauration"].price_cents == 200


INSTANTS = st.integers(0, 6 * 24 * 60).map(lambda minutes: NOW + timedelta(minutes=minutes))
SLOTS = [
    Slot(MONDAY + timedelta(day), "restauration", child)
    for day in (0, 1, 3)
    for child in ("clara", "guilhem")
]


@given(
    st.lists(st.tuples(INSTANTS, st.sets(st.sampled_from(SLOTS), min_size=1)), min_size=1, max_size=6),
    st.builds(
        Surcharge,
        cents=st.integers(0, 300),
        from_nth=st.integers(1, 3),
        whole_month=st.booleans(),
    ),
)
def test_what_a_cell_promises_alone_is_what_valider_does_at_that_instant(
    acts: list[tuple[Any, set[Slot]]], surcharge: Surcharge
) -> None:
    situation = town(surcharge, cancel=surcharge, places=(Places(3),))
    for number, (now, slots) in enumerate(sorted(acts, key=lambda act: act[0])):
        for slot in sorted(slots):
            found = cell(situation, Basket(), slot, now=now)
            assert found is not None
            basket = Basket().with_lines([BasketLine(slot, found.action)])
            seen = [SeenLine(slot, found.action, found.standing.amount_cents)]
            act = f"act-{number}-{slot}"
            decision = decide(replace(situation, act=act), basket, seen, account=MARC, act=act, now=now)
            assert len(decision.accepted) == (found.standing.obstacle is None)
            owed_before, owed = owed_cents(situation), owed_cents(decision.after)
            sign = 1 if found.action is Action.RESERVE else -1
            assert owed - owed_before == sum(sign * each.price_cents for each in decision.accepted)
            situation = replace(decision.after, act="")


def owed_cents(situation: Situation) -> int:
    return sum(
        booking.price_cents
        for month in situation.months.values()
        for rows in (month.days, month.fees)
        for services in rows.values()
        for booking in services.values()
    )

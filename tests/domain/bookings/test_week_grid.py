"""Every cell says whether a click is possible, until when, at what price, and why not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Cancelling, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.week_grid import Cell, State, cell, days_between
from functions.domain.calendar.rules import CalendarRules, Closure
from functions.domain.families.family import QuotientFamilial
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadline_rules import (
    NEVER,
    WHENEVER,
    Action,
    Case,
    Late,
    LateMode,
    Limit,
    Mode,
    Rule,
    Unit,
)
from functions.domain.reglement.reglement import Places
from tests.support.absences import a_declared
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    MONDAY,
    MORNING,
    NOW,
    WEDNESDAY,
    a_family,
    a_reglement,
    a_tariff,
    on,
    paris,
)
from tests.support.situations import a_situation, booked, shown_cells

LUNCH = Slot(MONDAY, "restauration", "clara")
BEFORE_SCHOOL = Slot(MONDAY, "garderie-matin", "clara")


def only(action: Action, slot: Slot = LUNCH) -> Basket:
    return Basket().with_lines([BasketLine(slot, action)])


def shown(
    situation: Situation, slot: Slot = LUNCH, *, basket: Basket | None = None, now: datetime = NOW
) -> Cell:
    found = cell(situation, basket or Basket(), slot, now=now)
    assert found is not None
    return found


def test_a_booked_day_says_whether_its_absence_was_declared_by_this_family() -> None:
    situation = booked(a_situation(), LUNCH)
    assert shown(situation).absence is None
    key = LUNCH.child, LUNCH.month
    for family, absent in (("testmp", True), ("papa", False)):
        month = situation.months[key].with_absence(a_declared([LUNCH.date], family=family))
        found = shown(replace(situation, months={**situation.months, key: month})).absence
        assert (found is not None) is absent


def test_a_declared_absence_says_whether_it_is_billed_until_the_child_is_seen() -> None:
    situation = booked(a_situation(), LUNCH)
    key = LUNCH.child, LUNCH.month
    month = situation.months[key].with_absence(a_declared([LUNCH.date]))
    told = shown(replace(situation, months={**situation.months, key: month})).absence
    assert told is not None and told.billed
    came = replace(
        month, attended={LUNCH.date.day: {LUNCH.service: Attended(Presence.PRESENT, "ana", NOW, "testmp")}}
    )
    assert shown(replace(situation, months={**situation.months, key: came})).absence is None


def test_a_free_day_is_bookable_until_the_deadline_at_the_familys_price() -> None:
    found = shown(a_situation())
    assert found.state is State.BOOKABLE
    assert found.standing.until == paris("jeudi 2026-11-19 10:00")
    assert (found.standing.price_cents, found.standing.tranche) == (345, "QF de 600 à 1 199")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("jeudi 2026-11-19 09:58", State.BOOKABLE),
        ("jeudi 2026-11-19 09:59", State.BOOKABLE),
        ("jeudi 2026-11-19 10:00", State.LATE),
        ("lundi 2026-11-23 12:00", State.LATE),
        ("lundi 2027-01-04 12:00", State.LATE),
    ],
)
def test_ten_sharp_is_too_late(now: str, state: State) -> None:
    found = shown(a_situation(), now=paris(now))
    assert found.state is state
    if state is State.LATE:
        assert found.standing.until is None
        assert found.standing.obstacle is not None
        assert found.standing.obstacle.at == paris("jeudi 2026-11-19 10:00")
        assert found.standing.price_cents == 345


@pytest.mark.parametrize("now", [NOW, paris("jeudi 2026-11-19 10:00")], ids=["in time", "late"])
def test_a_line_that_can_no_longer_be_validated_does_not_look_as_if_it_could(now: datetime) -> None:
    found = shown(a_situation(), basket=only(Action.RESERVE), now=now)
    late = now != NOW
    assert found.state is (State.LATE if late else State.IN_BASKET)
    assert found.waits_in_basket is late


def test_a_booking_is_cancellable_until_its_own_deadline_at_its_own_price() -> None:
    found = shown(booked(a_situation(), LUNCH, price_cents=110))
    assert found.state is State.VALIDATED
    assert found.standing.until == paris("vendredi 2026-11-20 10:00")
    assert found.standing.price_cents == 110
    leaving = shown(booked(a_situation(), LUNCH), basket=only(Action.CANCEL))
    assert leaving.state is State.CANCEL_IN_BASKET


def test_a_booking_too_late_to_cancel_is_locked() -> None:
    late = paris("vendredi 2026-11-20 10:00")
    found = shown(booked(a_situation(), LUNCH), now=late, basket=only(Action.CANCEL))
    assert found.state is State.LOCKED
    assert found.waits_in_basket
    assert found.standing.obstacle is not None and found.standing.obstacle.at == late


def test_what_the_other_household_booked_is_locked() -> None:
    found = shown(booked(a_situation(), LUNCH, payer="durand"))
    assert found.state is State.LOCKED
    assert found.standing.obstacle is not None
    assert found.standing.obstacle.code is ObstacleCode.OTHER_HOUSEHOLD


@pytest.mark.parametrize("action", Action)
def test_what_the_other_household_pays_is_not_told(action: Action) -> None:
    found = availability_of(booked(a_situation(), LUNCH, payer="durand"), LUNCH, action, now=NOW)
    assert found.obstacle is not None and found.obstacle.code is ObstacleCode.OTHER_HOUSEHOLD
    assert (found.price_cents, found.tranche) == (None, None)


def test_a_day_without_places_left_is_full_also_for_what_waits_in_the_basket() -> None:
    one_place = replace(MORNING, places=(Places(1),))
    full = booked(
        a_situation(reglement=a_reglement(services=(one_place,))), replace(BEFORE_SCHOOL, child="guilhem")
    )
    assert shown(full, BEFORE_SCHOOL).state is State.FULL
    waiting = shown(full, BEFORE_SCHOOL, basket=only(Action.RESERVE, BEFORE_SCHOOL))
    assert (waiting.state, waiting.waits_in_basket) == (State.FULL, True)
    assert shown(full, replace(BEFORE_SCHOOL, date=MONDAY + timedelta(1))).state is State.BOOKABLE


def test_places_of_one_school_are_full_for_that_school_alone() -> None:
    service = replace(MORNING, places=(Places(1, school="ferry"),))
    tom = replace(CLARA, id="tom", school="curie")
    situation = a_situation(
        reglement=a_reglement(services=(service,)),
        family=a_family(children=("clara", "guilhem", "tom")),
        children=(CLARA, GUILHEM, tom),
    )
    situation = booked(situation, replace(BEFORE_SCHOOL, child="guilhem"))
    assert shown(situation, BEFORE_SCHOOL).state is State.FULL
    assert shown(situation, replace(BEFORE_SCHOOL, child="tom")).state is State.BOOKABLE


def test_before_the_opening_a_day_says_from_when() -> None:
    opens = Limit(back=1, unit=Unit.WEEKS, at=0)
    service = replace(CANTEEN, reserve=Rule(cases=(Case(opens=opens),)))
    found = shown(
        a_situation(reglement=a_reglement(services=(service,))), now=paris("dimanche 2026-11-15 23:59")
    )
    assert found.state is State.NOT_OPEN_YET
    assert found.standing.obstacle is not None
    assert found.standing.obstacle.at == paris("lundi 2026-11-16 00:00")
    unannounced = replace(CANTEEN, reserve=Rule())
    assert shown(a_situation(reglement=a_reglement(services=(unannounced,)))).state is State.NOT_OPEN_YET


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        ("lundi 2026-12-21", Closed(ClosedCode.SCHOOL_HOLIDAY, "christmas")),
        ("mardi 2026-11-24", Closed(ClosedCode.CLOSURE, "Grève")),
    ],
)
def test_a_closed_day_says_why(day: str, closed: Closed) -> None:
    strike = Closure("Grève", on("mardi 2026-11-24"), on("mardi 2026-11-24"))
    situation = a_situation(reglement=a_reglement(calendar=CalendarRules(closures=(strike,))))
    found = shown(situation, replace(LUNCH, date=on(day)))
    assert found.state is State.CLOSED
    assert found.standing.obstacle is not None and found.standing.obstacle.closed == closed
    assert found.standing.price_cents is None


def test_a_service_closed_on_a_weekday_or_for_a_school_leaves_no_cell() -> None:
    canteen_of_curie = replace(CANTEEN, code="curie", tariff="restauration", schools=("curie",))
    situation = a_situation(reglement=a_reglement(services=(CANTEEN, canteen_of_curie, WEDNESDAY)))
    found = list(
        shown_cells(situation, Basket(), ["clara"], days_between(MONDAY, MONDAY + timedelta(6)), now=NOW)
    )
    assert [(each.slot.date.isoweekday(), each.slot.service) for each in found] == [
        (1, "restauration"),
        (2, "restauration"),
        (3, "mercredi"),
        (4, "restauration"),
        (5, "restauration"),
    ]


def test_a_service_of_a_school_is_not_for_a_child_without_school() -> None:
    service = replace(CANTEEN, schools=("ferry",))
    at_home = replace(CLARA, school=None)
    situation = a_situation(reglement=a_reglement(services=(service,)), children=(at_home, GUILHEM))
    assert cell(situation, Basket(), LUNCH, now=NOW) is None


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (Rule(mode=Mode.ATTENDANCE), ObstacleCode.NOTHING_TO_BOOK),
        (Rule(mode=Mode.ALWAYS), ObstacleCode.CONDITION),
        (NEVER, ObstacleCode.NOT_POSSIBLE),
    ],
)
def test_what_is_not_booked_online_is_not_offered(rule: Rule, code: ObstacleCode) -> None:
    found = shown(a_situation(reglement=a_reglement(services=(replace(CANTEEN, reserve=rule),))))
    assert found.state is State.CLOSED
    assert found.standing.obstacle is not None and found.standing.obstacle.code is code


def test_a_day_without_a_tariff_yet_cannot_be_booked() -> None:
    next_year = replace(a_tariff("restauration", 345), since=on("mardi 2026-12-01"))
    found = shown(a_situation(reglement=a_reglement(tariffs=(next_year,))))
    assert (found.state, found.standing.price_cents) == (State.CLOSED, None)
    assert found.standing.obstacle is not None and found.standing.obstacle.code is ObstacleCode.NO_PRICE


def test_the_quotient_that_counts_is_that_of_the_service_day() -> None:
    family = a_family(
        quotients=(
            QuotientFamilial(1500, on("mardi 2026-09-01")),
            QuotientFamilial(300, on("mardi 2026-12-01")),
        )
    )
    situation = a_situation(family=family)
    assert shown(situation).standing.price_cents == 520
    assert shown(situation, replace(LUNCH, date=on("mardi 2026-12-01"))).standing.price_cents == 110


def test_the_rank_of_a_child_is_its_place_in_the_family() -> None:
    situation = a_situation()
    ranks = [situation.household(child, MONDAY).rank for child in (CLARA, GUILHEM)]
    assert ranks == [1, 2]
    household = situation.household(GUILHEM, on("lundi 2026-09-14"))
    assert (household.age, household.children, household.school) == (6, 2, "ferry")
    assert situation.household(GUILHEM, on("dimanche 2026-09-13")).age == 5


@pytest.mark.parametrize(
    ("day", "until"),
    [
        ("vendredi 2026-03-27", "vendredi 2026-03-27 07:30"),
        ("lundi 2026-03-30", "lundi 2026-03-30 07:30"),
        ("lundi 2026-11-02", "lundi 2026-11-02 07:30"),
    ],
)
def test_the_clock_of_the_commune_counts_also_when_it_changes(day: str, until: str) -> None:
    """Clocks change on dimanche 2026-03-29 and on dimanche 2026-10-25."""
    whenever = replace(MORNING, reserve=WHENEVER)
    situation = a_situation(reglement=a_reglement(services=(whenever,)))
    months = {("clara", on(day).isoformat()[:7]): situation.months["clara", "2026-11"]}
    places = {("garderie-matin", on(day).isoformat()[:7]): situation.places["garderie-matin", "2026-11"]}
    situation = replace(situation, months=months, places=places)
    found = shown(situation, replace(BEFORE_SCHOOL, date=on(day)), now=paris("jeudi 2026-01-15 09:00"))
    assert found.standing.until is not None
    assert found.standing.until == paris(until)
    assert found.standing.until.utcoffset() == paris(until).utcoffset()


def test_six_weeks_go_over_the_holidays() -> None:
    days = days_between(MONDAY, MONDAY + timedelta(41))
    found = list(shown_cells(a_situation(), Basket(), ["clara", "guilhem"], days, now=NOW))
    assert {each.slot.child for each in found} == {"clara", "guilhem"}
    assert {each.state for each in found} == {State.BOOKABLE, State.CLOSED}
    assert days_between(MONDAY, MONDAY) == [MONDAY]
    assert days_between(MONDAY, MONDAY - timedelta(1)) == []


THE_DAY_BEFORE = Rule((Case(closes=Limit(1, at=12 * 60)),))
TWO_DAYS_BEFORE = Rule((Case(closes=Limit(2, at=12 * 60)),))
BY_PHONE = Late(LateMode.PHONE, phone="01 99 00 12 34")


@pytest.mark.parametrize(
    ("cancel", "now", "after"),
    [
        (TWO_DAYS_BEFORE, "samedi 2026-11-21 11:59", Cancelling(paris("samedi 2026-11-21 12:00"))),
        (TWO_DAYS_BEFORE, "samedi 2026-11-21 12:00", Cancelling()),
        (THE_DAY_BEFORE, "samedi 2026-11-21 12:00", None),
        (NEVER, "samedi 2026-11-21 12:00", Cancelling()),
        (WHENEVER, "samedi 2026-11-21 12:00", None),
        (Rule(), "samedi 2026-11-21 12:00", None),
    ],
    ids=["closes before", "closed", "the same limit", "never", "until it starts", "not announced"],
)
def test_a_free_day_says_whether_it_could_still_be_cancelled_once_booked(
    cancel: Rule, now: str, after: Cancelling | None
) -> None:
    lunch = replace(CANTEEN, reserve=THE_DAY_BEFORE, cancel=cancel)
    for basket in (Basket(), only(Action.RESERVE)):
        found = shown(
            a_situation(reglement=a_reglement(services=(lunch,))), basket=basket, now=paris(now)
        ).standing
        assert found.obstacle is None and found.once_booked == after
        assert found.is_final is (after == Cancelling())


def test_a_free_day_that_is_cancelled_by_telephone_alone_is_not_final() -> None:
    cancel = replace(TWO_DAYS_BEFORE, late=(BY_PHONE,))
    lunch = replace(CANTEEN, reserve=THE_DAY_BEFORE, cancel=cancel)
    situation = a_situation(reglement=a_reglement(services=(lunch,)))
    found = shown(situation, now=paris("samedi 2026-11-21 12:00")).standing
    assert found.once_booked is not None and found.once_booked.late is not None
    assert found.once_booked.late.late == BY_PHONE and not found.is_final

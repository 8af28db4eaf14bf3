"""A window opens and closes at its instants, and nothing is possible a second outside."""

from dataclasses import replace
from datetime import UTC, time, timedelta
from decimal import Decimal

import pytest

from functions.domain.calendar.rules import CalendarRules, CountsAs
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import CalendarUnknown, Count
from functions.domain.reglement.deadline_rules import (
    NEVER,
    WHENEVER,
    Action,
    Anchor,
    Case,
    Late,
    LateMode,
    Limit,
    Mode,
    Rule,
    Surcharge,
    TermOrHolidays,
    Unit,
)
from functions.domain.reglement.deadlines import (
    AlwaysBooked,
    DeadlinePassed,
    Impossible,
    NotAnnounced,
    NothingToBook,
    NotOpenYet,
    NotPossible,
    Window,
    check_open,
    late_possibility,
    window,
)
from functions.domain.reglement.reglement import Reglement, Service, Terms
from tests.support.days import day, moment

EVE = Rule(cases=(Case(closes=Limit(1, at=600)),))
CANTEEN = Service("cantine", "Cantine", (1, 2, 4, 5), "repas", EVE, EVE, starts_at=time(12))


def town(service: Service, rules: CalendarRules | None = None, timezone: str = "Europe/Paris") -> Reglement:
    return Reglement(1, timezone, Zone.A, (service,), calendar=rules or CalendarRules())


def reserving(
    rule: Rule, service_day: str, *, resident: bool = True, rules: CalendarRules | None = None
) -> Window:
    service = replace(CANTEEN, reserve=rule)
    return window(town(service, rules), service, day(service_day), Action.RESERVE, resident=resident)


def test_ten_sharp_is_too_late() -> None:
    closing = reserving(EVE, "mardi 2026-11-24")
    check_open(closing, now=moment("lundi 2026-11-23 10:00") - timedelta(microseconds=1))
    with pytest.raises(DeadlinePassed) as refused:
        check_open(closing, now=moment("lundi 2026-11-23 10:00"))
    assert refused.value.data == {"closed_at": moment("lundi 2026-11-23 10:00")}


def test_the_end_of_a_day_is_the_midnight_that_follows() -> None:
    closing = reserving(Rule(cases=(Case(closes=Limit(1)),)), "mardi 2026-11-24")
    check_open(closing, now=moment("lundi 2026-11-23 24:00") - timedelta(microseconds=1))
    with pytest.raises(DeadlinePassed):
        check_open(closing, now=moment("lundi 2026-11-23 24:00"))


def test_an_opening_opens_at_its_instant() -> None:
    six_weeks = Rule(cases=(Case(opens=Limit(6, Unit.WEEKS, at=420), closes=Limit(1)),))
    opening = reserving(six_weeks, "mardi 2026-11-24")
    check_open(opening, now=moment("mardi 2026-10-13 07:00"))
    with pytest.raises(NotOpenYet) as refused:
        check_open(opening, now=moment("mardi 2026-10-13 07:00") - timedelta(microseconds=1))
    assert refused.value.data == {"opens_at": moment("mardi 2026-10-13 07:00")}


def test_the_clock_of_the_caller_does_not_matter() -> None:
    closing = reserving(EVE, "mardi 2026-11-24")
    with pytest.raises(DeadlinePassed):
        check_open(closing, now=moment("lundi 2026-11-23 10:00").astimezone(UTC))


def test_the_hour_is_the_communes_own() -> None:
    service = replace(CANTEEN, reserve=EVE)
    found = window(town(service, timezone="Indian/Reunion"), service, day("mardi 2026-11-24"), Action.RESERVE)
    assert found.closes_at is not None
    assert found.closes_at.isoformat() == "2026-11-23T10:00:00+04:00"


def test_an_hour_that_an_autumn_night_shows_twice_closes_the_first_time() -> None:
    at_half_past_two = Rule(cases=(Case(closes=Limit(1, at=150)),))
    saturday_class = replace(CANTEEN, reserve=at_half_past_two, terms=Terms.ALL, weekdays=(1,))
    closing = window(town(saturday_class), saturday_class, day("lundi 2026-10-26"), Action.RESERVE)
    twice_shown = moment("dimanche 2026-10-25 01:30") + timedelta(hours=1)
    check_open(closing, now=twice_shown - timedelta(seconds=1))
    for later in (timedelta(), timedelta(minutes=59), timedelta(hours=1)):
        with pytest.raises(DeadlinePassed):
            check_open(closing, now=twice_shown + later)


def test_reserving_and_cancelling_have_their_own_limits_and_changing_is_cancelling() -> None:
    service = replace(CANTEEN, cancel=Rule(cases=(Case(closes=Limit(3)),)))
    reglement = town(service)
    closings = [
        window(reglement, service, day("vendredi 2026-11-27"), action).closes_at
        for action in (Action.RESERVE, Action.CANCEL, "modify")
    ]
    assert closings == [
        moment("jeudi 2026-11-26 10:00"),
        moment("mardi 2026-11-24 24:00"),
        moment("mardi 2026-11-24 24:00"),
    ]
    changing = replace(service, modify=WHENEVER)
    assert window(reglement, changing, day("vendredi 2026-11-27"), "modify").closes_at == moment(
        "vendredi 2026-11-27 12:00"
    )


def test_the_first_case_that_applies_decides() -> None:
    thursday = Case(weekdays=(1, 2), closes=Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=4, at=600))
    tuesday = Case(weekdays=(4, 5), closes=Limit(0, Unit.WEEKS, anchor=Anchor.WEEK, weekday=2, at=600))
    table = Rule(cases=(thursday, tuesday))
    assert reserving(table, "mardi 2026-11-24").closes_at == moment("jeudi 2026-11-19 10:00")
    assert reserving(table, "jeudi 2026-11-26").closes_at == moment("mardi 2026-11-24 10:00")


def test_another_table_holds_when_monday_is_a_public_holiday() -> None:
    earlier = Case(public_holidays=(1,), closes=Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=3, at=600))
    usual = Case(closes=Limit(1, Unit.WEEKS, anchor=Anchor.WEEK, weekday=4, at=600))
    rule = Rule(cases=(earlier, usual))
    assert reserving(rule, "mardi 2027-05-18").closes_at == moment("mercredi 2027-05-12 10:00")
    assert reserving(rule, "mardi 2027-05-25").closes_at == moment("jeudi 2027-05-20 10:00")


def test_a_rule_may_change_from_a_date_on() -> None:
    new = Case(first=day("lundi 2027-01-04"), closes=Limit(2, at=600))
    rule = Rule(cases=(new, Case(closes=Limit(1, at=600))))
    assert reserving(rule, "vendredi 2026-12-18").closes_at == moment("jeudi 2026-12-17 10:00")
    assert reserving(rule, "mardi 2027-01-05").closes_at == moment("dimanche 2027-01-03 10:00")


def test_a_dated_exception_closes_at_the_date_the_town_gave() -> None:
    exact = moment("jeudi 2026-11-12 12:00").replace(tzinfo=None)
    exception = Case(first=day("mardi 2026-11-24"), last=day("mardi 2026-11-24"), closes=Limit(exact=exact))
    rule = Rule(cases=(exception, Case(closes=Limit(1, at=600))))
    assert reserving(rule, "mardi 2026-11-24").closes_at == moment("jeudi 2026-11-12 12:00")
    assert reserving(rule, "jeudi 2026-11-26").closes_at == moment("mercredi 2026-11-25 10:00")


def test_a_case_may_hold_only_in_the_holidays() -> None:
    in_holidays = Case(period=TermOrHolidays.HOLIDAYS, closes=Limit(15, anchor=Anchor.HOLIDAY))
    rule = Rule(cases=(in_holidays, Case(period=TermOrHolidays.SCHOOL, closes=Limit(1))))
    service = replace(CANTEEN, reserve=rule, terms=Terms.ALL)
    reglement = town(service)
    closings = [
        window(reglement, service, day(text), Action.RESERVE).closes_at
        for text in ("mardi 2026-10-20", "mardi 2026-11-24")
    ]
    assert closings == [moment("vendredi 2026-10-02 24:00"), moment("lundi 2026-11-23 24:00")]


def test_a_day_that_counts_as_another_has_the_limit_of_the_other() -> None:
    friday = Case(weekdays=(5,), closes=Limit(3, at=600))
    rule = Rule(cases=(friday, Case(closes=Limit(1, at=600))))
    moved = CalendarRules(counts_as=(CountsAs(day("jeudi 2026-11-26"), 5),))
    assert reserving(rule, "jeudi 2026-11-26", rules=moved).closes_at == moment("lundi 2026-11-23 10:00")


def test_families_from_outside_wait_for_their_own_opening() -> None:
    rule = Rule(cases=(Case(opens=Limit(6, Unit.WEEKS, at=0), opens_outside=Limit(5, Unit.WEEKS, at=0)),))
    assert reserving(rule, "mardi 2026-11-24", resident=False).opens_at == moment("mardi 2026-10-20 00:00")
    alike = Rule(cases=(Case(opens=Limit(6, Unit.WEEKS, at=0)),))
    assert reserving(alike, "mardi 2026-11-24", resident=False).opens_at == moment("mardi 2026-10-13 00:00")


def test_nothing_closes_after_the_service_has_started_unless_the_rule_says_so() -> None:
    same_evening = Limit(0, at=1080)
    assert reserving(Rule(cases=(Case(closes=same_evening),)), "mardi 2026-11-24").closes_at == moment(
        "mardi 2026-11-24 12:00"
    )
    said = Rule(cases=(Case(closes=replace(same_evening, after_start=True)),))
    assert reserving(said, "mardi 2026-11-24").closes_at == moment("mardi 2026-11-24 18:00")


def test_without_a_limit_a_service_can_be_booked_until_it_starts() -> None:
    assert reserving(WHENEVER, "mardi 2026-11-24").closes_at == moment("mardi 2026-11-24 12:00")
    unknown_start = replace(CANTEEN, reserve=WHENEVER, starts_at=None)
    found = window(town(unknown_start), unknown_start, day("mardi 2026-11-24"), Action.RESERVE)
    assert found.closes_at == moment("mardi 2026-11-24 24:00")


@pytest.mark.parametrize(
    ("service", "action", "impossible", "refusal"),
    [
        (replace(CANTEEN, cancel=NEVER), Action.CANCEL, Impossible.NEVER, NotPossible),
        (
            replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE)),
            Action.RESERVE,
            Impossible.ATTENDANCE,
            NothingToBook,
        ),
        (
            replace(CANTEEN, reserve=Rule(mode=Mode.ATTENDANCE)),
            Action.CANCEL,
            Impossible.ATTENDANCE,
            NothingToBook,
        ),
        (replace(CANTEEN, reserve=Rule(mode=Mode.ALWAYS)), Action.RESERVE, Impossible.ALWAYS, AlwaysBooked),
    ],
)
def test_what_is_not_possible_whatever_the_hour(
    service: Service, action: Action, impossible: Impossible, refusal: type[NotPossible]
) -> None:
    found = window(town(service), service, day("mardi 2026-11-24"), action)
    assert found == Window(None, None, impossible)
    with pytest.raises(refusal):
        check_open(found, now=moment("lundi 2026-11-23 09:00"))


def test_a_service_booked_for_the_year_can_be_cancelled_and_booked_again() -> None:
    yearly = replace(CANTEEN, reserve=replace(EVE, mode=Mode.ALWAYS))
    reglement = town(yearly)
    assert window(reglement, yearly, day("mardi 2026-11-24"), Action.RESERVE).impossible is None
    assert window(reglement, yearly, day("mardi 2026-11-24"), Action.CANCEL).closes_at == moment(
        "lundi 2026-11-23 10:00"
    )


@pytest.mark.parametrize("rule", [Rule(), Rule(cases=(Case(announced=False),))])
def test_a_window_that_the_town_has_not_announced_is_not_open(rule: Rule) -> None:
    found = reserving(rule, "mardi 2026-11-24")
    with pytest.raises(NotAnnounced):
        check_open(found, now=moment("lundi 2026-11-23 09:00"))


def test_what_is_left_after_the_deadline_comes_in_order() -> None:
    euro = Late(LateMode.SURCHARGE, until=Limit(1, at=900), surcharge=Surcharge(cents=100))
    phone = Late(LateMode.PHONE, phone="04 00 00 00 00")
    found = reserving(replace(EVE, late=(euro, phone)), "mardi 2026-11-24")
    tries = {
        "lundi 2026-11-23 09:59": None,
        "lundi 2026-11-23 10:00": euro,
        "lundi 2026-11-23 15:00": phone,
        "mardi 2026-11-24 12:00": None,
    }
    left = {text: late_possibility(found, now=moment(text)) for text in tries}
    assert {text: late and late.late for text, late in left.items()} == tries


def test_what_is_never_possible_online_may_be_so_by_phone() -> None:
    phone = Late(LateMode.PHONE, until=Limit(0, at=495), phone="05 00 00 00 00", reasons=("maladie",))
    service = replace(CANTEEN, cancel=replace(NEVER, late=(phone,)))
    found = window(town(service), service, day("mardi 2026-11-24"), Action.CANCEL)
    left = late_possibility(found, now=moment("mardi 2026-11-24 08:00"))
    assert left is not None and left.late is phone
    assert late_possibility(found, now=moment("mardi 2026-11-24 08:15")) is None


def test_a_surcharge_may_begin_with_the_third_time() -> None:
    late = Late(LateMode.SURCHARGE, surcharge=Surcharge(percent=Decimal(100), from_nth=3))
    assert [late.surcharge_after(times) for times in (0, 1, 2, 7)] == [
        None,
        None,
        late.surcharge,
        late.surcharge,
    ]
    assert Late(LateMode.REQUEST).surcharge_after(5) is None


def test_counting_in_school_days_beyond_the_known_calendar_is_not_guessed() -> None:
    rule = Rule(cases=(Case(closes=Limit(1, count=Count.SCHOOL)),))
    with pytest.raises(CalendarUnknown):
        reserving(rule, "mardi 2028-09-05")

"""What holds of every rule and every grid a town may write."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from functions.domain.calendar.rules import CalendarRules
from functions.domain.calendar.school_years import Zone
from functions.domain.calendar.town_calendar import CalendarUnknown, Count
from functions.domain.money import RoundingMode
from functions.domain.pricing.grid_coverage import flaws
from functions.domain.pricing.prices import Household, price_of
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import (
    END_OF_DAY,
    Action,
    Anchor,
    Case,
    IfClosed,
    Limit,
    Rule,
    Unit,
)
from functions.domain.reglement.deadlines import DeadlinePassed, NotOpenYet, check_open, window
from functions.domain.reglement.reglement import Reglement, Service, Terms
from functions.domain.reglement.tariff_grids import (
    QUOTIENT,
    Adjustment,
    Conditions,
    Effort,
    Range,
    Tariff,
    TariffLine,
)

FIRST, LAST = date(2024, 9, 2), date(2028, 6, 30)
service_days = st.dates(FIRST, LAST)
minutes = st.integers(0, END_OF_DAY)
counts = st.sampled_from(Count)
anchors = st.sampled_from([Anchor.SERVICE_DAY, Anchor.WEEK, Anchor.MONTH, Anchor.HOLIDAY, Anchor.TERM])
weekdays = st.integers(1, 7)
settlements = st.sampled_from(IfClosed)

limits = st.one_of(
    st.builds(
        Limit,
        back=st.integers(0, 20),
        count=counts,
        anchor=anchors,
        clear=st.booleans(),
        weekday=st.none() | weekdays,
        at=minutes,
        if_closed=settlements,
        closed_count=st.sampled_from([Count.WORKING, Count.OPENING, Count.BUSINESS]),
    ),
    st.builds(
        Limit,
        back=st.integers(0, 6),
        unit=st.just(Unit.WEEKS),
        count=counts,
        anchor=st.just(Anchor.WEEK),
        weekday=weekdays,
        at=minutes,
        if_closed=settlements,
    ),
    st.builds(
        Limit,
        back=st.integers(1, 3),
        unit=st.just(Unit.MONTHS),
        anchor=st.just(Anchor.MONTH),
        month_day=st.integers(1, 31),
        at=minutes,
        if_closed=settlements,
    ),
    st.builds(
        Limit,
        back=st.integers(0, 200),
        unit=st.just(Unit.HOURS),
        count=counts,
        from_start=st.booleans(),
    ),
)
services = st.builds(
    Service,
    code=st.just("s"),
    name=st.just("S"),
    weekdays=st.sets(weekdays, min_size=1).map(lambda days: tuple(sorted(days))),
    tariff=st.just("t"),
    reserve=st.just(Rule()),
    cancel=st.just(Rule()),
    terms=st.sampled_from(Terms),
    starts_at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
towns = st.builds(
    Reglement,
    version=st.just(1),
    timezone=st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne"]),
    zone=st.sampled_from([Zone.A, Zone.B, Zone.C]),
    calendar=st.just(CalendarRules()),
)


def closing(town: Reglement, service: Service, limit: Limit, day: date) -> datetime:
    ruled = replace(service, reserve=Rule(cases=(Case(closes=limit),)))
    try:
        found = window(town, ruled, day, Action.RESERVE).closes_at
    except CalendarUnknown:
        # A year's service days counted back from 2024 leave the known calendars, or the service never opens.
        assume(False)
    assert found is not None
    return found


def start_of(town: Reglement, service: Service, day: date) -> datetime:
    local = (
        datetime.combine(day, service.starts_at)
        if service.starts_at
        else datetime.combine(day + timedelta(1), time())
    )
    return local.replace(tzinfo=town.clock)


@settings(max_examples=150, deadline=None)
@given(towns, services, limits, service_days)
def test_nothing_closes_after_the_service_has_started(
    town: Reglement, service: Service, limit: Limit, day: date
) -> None:
    assert closing(town, service, limit, day) <= start_of(town, service, day).astimezone(UTC)


@settings(max_examples=150, deadline=None)
@given(towns, services, limits, service_days, st.integers(0, 40))
def test_a_later_day_never_closes_earlier_under_the_same_rule(
    town: Reglement, service: Service, limit: Limit, day: date, later: int
) -> None:
    assert closing(town, service, limit, day) <= closing(
        town, service, limit, min(day + timedelta(later), LAST)
    )


@settings(deadline=None)
@given(towns, services, limits, service_days)
def test_a_window_is_open_until_its_closing_and_never_from_then_on(
    town: Reglement, service: Service, limit: Limit, day: date
) -> None:
    instant = closing(town, service, limit, day)
    ruled = replace(service, reserve=Rule(cases=(Case(closes=limit),)))
    found = window(town, ruled, day, Action.RESERVE)
    check_open(found, now=instant - timedelta(microseconds=1))
    for later in (timedelta(), timedelta(seconds=1), timedelta(days=400)):
        try:
            check_open(found, now=instant + later)
        except DeadlinePassed as refused:
            assert refused.data["closed_at"] == instant
        else:
            raise AssertionError("open after its closing")


@settings(deadline=None)
@given(
    limits,
    st.sampled_from(
        [date(2026, 10, 26), date(2027, 3, 29), date(2028, 2, 29), date(2028, 3, 1), date(2027, 1, 4)]
    ),
)
def test_clock_changes_leap_days_and_week_53_keep_the_hour_the_town_said(limit: Limit, day: date) -> None:
    town = Reglement(1, "Europe/Paris", Zone.B)
    service = Service("s", "S", (1, 2, 3, 4, 5), "t", Rule(), Rule(), terms=Terms.ALL)
    found = closing(town, service, replace(limit, after_start=True), day)
    shown = found.astimezone(ZoneInfo("Europe/Paris"))
    assert shown.utcoffset() == found.utcoffset()
    if limit.unit is not Unit.HOURS and not (shown.month in (3, 10) and shown.isoweekday() == 7):
        assert shown.hour * 60 + shown.minute == limit.at % END_OF_DAY


@settings(deadline=None)
@given(towns, services, st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_a_service_is_closed_for_one_reason_or_open_on_any_day(
    town: Reglement, service: Service, day: date
) -> None:
    found = closure(town, service, day)
    if found is None:
        assert day.isoweekday() in service.weekdays
    else:
        assert found.code


quotients = st.integers(0, 5000) | st.decimals(0, 5000, places=2)


@st.composite
def grids(draw: st.DrawFn) -> Tariff:
    """Brackets, or a rate, that a town could import: no hole, no overlap, no dearer bracket below."""
    cuts = [Decimal(cut) for cut in sorted(draw(st.sets(st.integers(1, 4000), max_size=6)))]
    prices = sorted(draw(st.lists(st.integers(0, 2000), min_size=len(cuts) + 1, max_size=len(cuts) + 1)))
    lines = [
        TariffLine(Conditions(((QUOTIENT, Range(low, high)),)), cents)
        for low, high, cents in zip([None, *cuts], [*cuts, None], prices, strict=True)
    ]
    if not cuts and draw(st.booleans()):
        rate = draw(st.decimals(0, Decimal("0.02"), places=5))
        floor, ceiling = sorted(draw(st.tuples(st.integers(0, 2000), st.integers(0, 2000))))
        lines = [TariffLine(effort=Effort(rate, floor_cents=floor, ceiling_cents=ceiling))]
    second = Conditions((("rank", Range(Decimal(2))),))
    adjustment = draw(
        st.none()
        | st.builds(
            Adjustment,
            when=st.just(second),
            label=st.just("Fratrie"),
            percent=st.decimals(-100, 100, places=1),
            cents=st.integers(-200, 200),
            brackets=st.integers(-2, 0),
        )
    )
    return Tariff(
        "t",
        "repas",
        tuple(lines),
        adjustments=(adjustment,) if adjustment else (),
        rounding=draw(st.sampled_from(RoundingMode)),
        step_cents=draw(st.sampled_from([1, 5, 10])),
        quotient_rounding=draw(st.none() | st.sampled_from(RoundingMode)),
        minutes=draw(st.none() | st.sampled_from([15, 30, 60])),
    )


@settings(deadline=None)
@given(grids(), quotients, quotients, st.integers(1, 4))
def test_a_richer_family_never_pays_less(
    tariff: Tariff, one: Decimal | int, other: Decimal | int, rank: int
) -> None:
    poorer, richer = sorted([one, other])
    less = price_of(tariff, Household(quotient_familial=poorer, rank=rank))
    more = price_of(tariff, Household(quotient_familial=richer, rank=rank))
    assert less.unit_cents <= more.unit_cents
    assert more.unit_cents <= price_of(tariff, Household(rank=rank)).unit_cents


@settings(deadline=None)
@given(grids(), quotients, st.integers(0, 600))
def test_price_times_quantity_is_the_line(tariff: Tariff, quotient: Decimal | int, stayed: int) -> None:
    found = price_of(tariff, Household(quotient_familial=quotient), minutes=stayed)
    assert found.total_cents == found.unit_cents * found.quantity
    assert found.unit_cents % tariff.step_cents == 0
    if tariff.minutes is not None:
        counted = max(stayed, 1)
        assert (found.quantity - 1) * tariff.minutes < counted <= found.quantity * tariff.minutes


@settings(deadline=None)
@given(grids())
def test_such_grids_have_no_flaw(tariff: Tariff) -> None:
    assert flaws(tariff) == []


@settings(deadline=None)
@given(grids(), st.data())
def test_a_grid_without_one_of_its_lines_or_with_one_twice_is_refused(
    tariff: Tariff, data: st.DataObject
) -> None:
    position = data.draw(st.integers(0, len(tariff.lines) - 1))
    twice = replace(tariff, lines=(*tariff.lines, tariff.lines[position]))
    assert flaws(twice)
    if len(tariff.lines) > 1:
        assert flaws(replace(tariff, lines=tariff.lines[:position] + tariff.lines[position + 1 :]))


@settings(deadline=None)
@given(towns, services, service_days, st.integers(1, 60))
def test_a_window_is_never_open_before_its_opening(
    town: Reglement, service: Service, day: date, back: int
) -> None:
    ruled = replace(service, reserve=Rule(cases=(Case(opens=Limit(back, at=0)),)))
    found = window(town, ruled, day, Action.RESERVE)
    assert found.opens_at is not None
    check_open(found, now=found.opens_at)
    try:
        check_open(found, now=found.opens_at - timedelta(microseconds=1))
    except NotOpenYet as refused:
        assert refused.data["opens_at"] == found.opens_at
    else:
        raise AssertionError("open before its opening")

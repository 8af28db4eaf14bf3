"""What changed after an invoice is a difference on the next one, to the cent; nothing is asked for twice, and nothing is lost."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.billing.lines_to_invoice import (
    InvoicedLine,
    difference_cents,
    first_day,
    to_ask,
    worth_issuing,
)
from functions.domain.calendar.billing_periods import PeriodKind, month_period, period
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, Reason, total_cents
from functions.domain.town.invoicing_policy import Invoicing
from tests.support.builders import on

CANTEEN, CLUB = "restauration", "vacances"
OCTOBER, NOVEMBER = month_period("2026-10"), month_period("2026-11")
BORN = {"clara": on("dimanche 2017-04-02"), "guilhem": on("lundi 2020-09-14")}
MONTHLY = Invoicing()


def a_line(
    day: date, cents: int = 345, child: str = "clara", service: str = CANTEEN, **changes: object
) -> InvoiceLine:
    line = InvoiceLine(
        day, child, child.capitalize(), service, service.capitalize(), 1, cents, Reason("QF 1"), day
    )
    return replace(line, **changes)  # type: ignore[arg-type]


def ask(
    owed: Iterable[InvoiceLine],
    asked: Iterable[InvoicedLine] = (),
    of: str = "2026-11",
    invoicing: Invoicing = MONTHLY,
) -> tuple[InvoiceLine, ...]:
    return to_ask(list(owed), asked, period=period(of), invoicing=invoicing, born=BORN)


def asked_in(lines: Iterable[InvoiceLine], number: str = "2026-000001") -> list[InvoicedLine]:
    return [InvoicedLine(line, number) for line in lines]


FIRST = on("jeudi 2026-10-01")
SECOND = on("vendredi 2026-10-02")
NOV_2 = on("lundi 2026-11-02")


def test_the_first_invoice_asks_for_what_is_owed() -> None:
    owed = [a_line(FIRST), a_line(SECOND)]
    assert ask(owed, of="2026-10") == tuple(owed)


def test_nothing_is_asked_for_twice() -> None:
    owed = [a_line(FIRST), a_line(SECOND)]
    assert ask(owed, asked_in(owed), of="2026-10") == ()


def test_a_booking_given_back_later_is_a_negative_line_that_names_its_invoice() -> None:
    before = asked_in([a_line(FIRST), a_line(SECOND)])
    given_back, november = ask([a_line(SECOND), a_line(NOV_2)], before)
    assert (given_back.day, given_back.child, given_back.service) == (FIRST, "clara", CANTEEN)
    assert (given_back.amount_cents, given_back.corrects) == (-345, "2026-000001")
    assert (november.amount_cents, november.corrects) == (345, "")


def test_an_absence_justified_later_says_so_itself() -> None:
    off = a_line(FIRST, -345, kind=LineKind.ABSENCE)
    [line] = ask([a_line(FIRST), off], asked_in([a_line(FIRST)]))
    assert (line.kind, line.amount_cents, line.corrects) == (LineKind.ABSENCE, -345, "2026-000001")


def test_a_day_added_later_is_billed_like_any_other() -> None:
    added, _ = ask([a_line(FIRST), a_line(SECOND), a_line(NOV_2)], asked_in([a_line(FIRST)]))
    assert (added.day, added.amount_cents, added.corrects) == (SECOND, 345, "")


def test_a_price_corrected_later_is_a_difference() -> None:
    [line] = ask([a_line(FIRST, 110)], asked_in([a_line(FIRST, 345)]))
    assert (line.amount_cents, line.corrects) == (-235, "2026-000001")
    again = [*asked_in([a_line(FIRST, 345)]), InvoicedLine(line, "2026-000002")]
    assert ask([a_line(FIRST, 110)], again) == ()
    [back] = ask([a_line(FIRST, 345)], again)
    assert (back.amount_cents, back.corrects) == (235, "2026-000002")


def test_a_free_day_is_told_once() -> None:
    free = a_line(FIRST, 0)
    assert ask([free], of="2026-10") == (free,)
    assert ask([free], asked_in([free])) == ()
    assert ask([free]) == ()  # of a month before: there is nothing to say any more


def test_what_a_credit_note_took_back_is_not_asked_for_again() -> None:
    before = [InvoicedLine(a_line(FIRST), "2026-000001", taken_back_cents=345)]
    assert ask([a_line(FIRST)], before) == ()


def test_what_a_credit_note_took_back_is_not_given_back_again() -> None:
    before = [InvoicedLine(a_line(FIRST), "2026-000001", taken_back_cents=345)]
    assert ask([], before) == ()
    absent = [a_line(FIRST), a_line(FIRST, -345, kind=LineKind.ABSENCE)]
    assert ask(absent, before) == ()
    half = [InvoicedLine(a_line(FIRST), "2026-000001", taken_back_cents=100)]
    [rest] = ask([], half)
    assert rest.amount_cents == -245


def test_what_was_issued_again_is_settled() -> None:
    before = [
        InvoicedLine(a_line(FIRST), "2026-000001", taken_back_cents=345),
        InvoicedLine(a_line(FIRST), "2026-000003"),
    ]
    assert ask([a_line(FIRST)], before) == ()
    [line] = ask([], before)
    assert (line.amount_cents, line.corrects) == (-345, "2026-000003")


def test_a_day_given_up_then_booked_again_after_a_credit_note_is_asked_for() -> None:
    first = a_line(FIRST, booked_on=on("lundi 2026-09-07"))
    again = a_line(FIRST, booked_on=on("mercredi 2026-09-16"))
    remitted = InvoicedLine(first, "2026-000001", taken_back_cents=345)
    [line] = ask([again], [remitted])
    assert (line.amount_cents, line.corrects) == (345, "2026-000001")
    assert ask([again], [remitted, InvoicedLine(line, "2026-000003")]) == ()
    assert ask([again], [remitted, InvoicedLine(line, "2026-000003", taken_back_cents=345)]) == ()
    [half] = ask([again], [replace(remitted, taken_back_cents=100)])
    assert half.amount_cents == 100
    late = replace(again, kind=LineKind.LATE_CANCEL, unit_price_cents=100)
    assert ask([late], [remitted]) == (), "given up too late: what it leaves due was remitted with it"


SEPT_7, SEPT_16 = on("lundi 2026-09-07"), on("mercredi 2026-09-16")
BOOKED = a_line(FIRST, 220, booked_on=SEPT_7)
AGAIN = replace(BOOKED, booked_on=SEPT_16)
FEE = a_line(FIRST, 500, kind=LineKind.LATE_CANCEL, booked_on=SEPT_7)
PICKUP = a_line(FIRST, 500, kind=LineKind.LATE_PICKUP, booked_on=None)
SURCHARGE = a_line(FIRST, 100, kind=LineKind.LATE, booked_on=SEPT_7)


def remitted(line: InvoiceLine, number: str = "2026-000001", cents: int | None = None) -> InvoicedLine:
    return InvoicedLine(line, number, line.amount_cents if cents is None else cents)


@pytest.mark.parametrize("penalty", [PICKUP, SURCHARGE, FEE], ids=lambda line: line.kind.value)
@pytest.mark.parametrize("number", ["2026-000001", "2026-000002"], ids=["with its day", "on a later invoice"])
def test_a_penalty_that_was_remitted_is_not_asked_for_again(penalty: InvoiceLine, number: str) -> None:
    """It says nothing of when its day was booked: that was always there, and is not booked since."""
    before = [*asked_in([BOOKED]), remitted(penalty, number)]
    assert ask([BOOKED, penalty], before) == ()
    assert ask([BOOKED], before) == (), "nor given back where it falls away by itself"


def test_a_day_that_costs_less_since_is_given_back_whatever_was_remitted_of_picking_up_late() -> None:
    before = [*asked_in([BOOKED]), remitted(PICKUP)]
    [line] = ask([replace(BOOKED, unit_price_cents=110), PICKUP], before)
    assert (line.kind, line.amount_cents) == (LineKind.BOOKING, -110)
    [line] = ask([BOOKED], [remitted(BOOKED), *asked_in([PICKUP])])
    assert (line.kind, line.amount_cents) == (LineKind.LATE_PICKUP, -500)


@pytest.mark.parametrize("part", [100, 499])
def test_what_was_not_remitted_of_a_penalty_stays_due(part: int) -> None:
    before = [*asked_in([BOOKED]), remitted(PICKUP, cents=part)]
    assert ask([BOOKED, PICKUP], before) == ()
    [less] = ask([BOOKED], before)
    assert less.amount_cents == part - 500


def test_a_cancelling_fee_that_was_remitted_is_not_asked_for_again_where_the_day_is_booked_again() -> None:
    before = [
        *asked_in([BOOKED]),
        *asked_in([replace(BOOKED, unit_price_cents=-220)], "2"),
        remitted(FEE, "2"),
    ]
    assert ask([FEE], before) == ()
    [line] = ask([AGAIN, FEE], before)
    assert (line.kind, line.amount_cents) == (LineKind.BOOKING, 220)
    settled = [*before, *asked_in([line], "3")]
    assert ask([AGAIN, FEE], settled) == ()
    picked_up = [AGAIN, FEE, PICKUP]
    [late] = ask(picked_up, settled)
    assert late.amount_cents == 500
    assert ask(picked_up, [*settled, remitted(late, "4")]) == ()


def test_a_penalty_of_the_second_booking_is_asked_for_whatever_was_remitted_of_the_first() -> None:
    before = [remitted(BOOKED), *asked_in([AGAIN], "2")]
    [line] = ask([AGAIN, PICKUP], before)
    assert line.amount_cents == 500
    assert ask([AGAIN, PICKUP], [*before, remitted(PICKUP, "3")]) == ()


@given(st.integers(-500, 500), st.integers(0, 500), st.integers(0, 500))
def test_a_difference_leaves_what_is_owed_or_what_was_remitted(owed: int, asked: int, back: int) -> None:
    taken_back = min(back, asked)
    difference = difference_cents(owed, asked, taken_back)
    left = asked - taken_back + difference
    if taken_back == 0 or owed <= asked - taken_back:
        assert left == owed
    else:
        assert left == max(asked - taken_back, owed - taken_back)


def test_what_an_agent_stated_is_left_alone() -> None:
    stated = asked_in([a_line(FIRST), a_line(FIRST, -100, kind=LineKind.CORRECTION)])
    assert ask([a_line(FIRST)], stated) == ()


def test_days_after_the_period_wait() -> None:
    assert ask([a_line(FIRST), a_line(NOV_2)], of="2026-10") == (a_line(FIRST),)


def test_a_year_back_is_looked_at_and_no_more() -> None:
    assert first_day(NOVEMBER, MONTHLY) == on("mercredi 2025-10-01")
    assert ask([a_line(on("mardi 2025-09-30"))]) == ()
    assert len(ask([a_line(on("mercredi 2025-10-01"))])) == 1


def test_a_town_that_begins_leaves_the_days_before_alone() -> None:
    begins = Invoicing(since=NOV_2)
    assert ask([a_line(FIRST), a_line(NOV_2)], invoicing=begins) == (a_line(NOV_2),)


def test_services_of_another_kind_of_period_are_left_out() -> None:
    mixed = Invoicing(by_service={CLUB: PeriodKind.HOLIDAY})
    holiday = on("mardi 2026-10-20")
    owed = [a_line(FIRST), a_line(holiday, 1400, service=CLUB)]
    assert ask(owed, of="2026-10", invoicing=mixed) == (owed[0],)
    assert ask(owed, of="2026-10-17.2026-11-01.autumn", invoicing=mixed) == (owed[1],)


def test_the_eldest_child_comes_first_then_service_and_day() -> None:
    younger, elder = a_line(FIRST, child="guilhem"), a_line(SECOND)
    assert ask([younger, elder], of="2026-10") == (elder, younger)


@pytest.mark.parametrize(
    ("cents", "threshold", "issued"),
    [
        ((345,), 0, True),
        ((0,), 0, False),
        ((), 0, False),
        ((345,), 1500, False),
        ((1500,), 1500, True),
        ((-345,), 1500, True),
    ],
)
def test_small_amounts_wait_and_what_is_owed_to_the_family_does_not(
    cents: tuple[int, ...], threshold: int, issued: bool
) -> None:
    assert worth_issuing([a_line(FIRST, amount) for amount in cents], threshold) is issued


def test_corrections_that_come_to_nothing_are_still_told() -> None:
    even = [a_line(FIRST, -345, corrects="2026-000001"), a_line(SECOND, 345)]
    assert worth_issuing(even, 0)
    assert not worth_issuing(even, 1500)


def test_a_year_in_ten_payments_settles_to_the_cent() -> None:
    """1 000 days of nothing in particular: 3,33 € by day, of which some are given back half-way."""
    year = Invoicing(kind=PeriodKind.YEAR)
    days = [on("mardi 2026-09-01") + timedelta(shift) for shift in range(0, 300, 3)]
    owed = [a_line(day, 333) for day in days]
    before: list[InvoicedLine] = []
    for rank in range(1, 11):
        if rank == 6:
            owed = owed[:-7]
        lines = ask(owed, before, of=f"2026-2027.{rank}-10", invoicing=year)
        assert [line.kind for line in lines] == [LineKind.FLAT]
        before += asked_in(lines, f"2026-{rank:06}")
    asked = [each.line.amount_cents for each in before]
    assert asked[:5] == [3330] * 5
    assert sum(asked) == 93 * 333
    assert ask(owed, before, of="2026-2027.10-10", invoicing=year) == ()
    [late] = ask(owed[1:], before, of="2027-2028.1-10", invoicing=year)
    assert (late.amount_cents, late.corrects) == (-333, "2026-000010")


MONTHS = ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"]
DAYS = [on("mardi 2026-09-01") + timedelta(shift) for shift in range(0, 150, 5)]


@given(
    st.lists(
        st.dictionaries(
            st.tuples(
                st.sampled_from(DAYS),
                st.sampled_from(["clara", "guilhem"]),
                st.sampled_from([LineKind.BOOKING, LineKind.ABSENCE]),
            ),
            st.integers(-600, 900),
            max_size=12,
        ),
        min_size=5,
        max_size=5,
    ),
    st.sampled_from([0, 800, 1500]),
)
def test_whatever_changed_in_between_the_documents_come_to_what_is_owed(
    story: list[dict[tuple[date, str, LineKind], int]], threshold: int
) -> None:
    """At each issue everything may have changed. What waits is below the threshold; what is issued settles all."""
    before: list[InvoicedLine] = []
    for number, (month, bills) in enumerate(zip(MONTHS, story, strict=True)):
        asked_for = month_period(month)
        owed = [a_line(day, cents, child, kind=kind) for (day, child, kind), cents in bills.items()]
        lines = ask(owed, before, of=month)
        due = total_cents(line for line in owed if line.day <= asked_for.last)
        assert total_cents(each.line for each in before) + total_cents(lines) == due
        if worth_issuing(lines, threshold):
            before += asked_in(lines, f"2026-{number + 1:06}")
            assert len({line.key for line in lines}) == len(lines)
            assert ask(owed, before, of=month) == ()
        else:
            assert 0 <= total_cents(lines) < max(threshold, 1)

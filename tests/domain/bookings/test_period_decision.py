"""A period of absence: what still can be is cancelled, the rest is declared, and nobody owes more for it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from functions.domain.absences.declaration import UnknownReason
from functions.domain.availability.situation import Situation
from functions.domain.billing.family_lines import lines_owed
from functions.domain.bookings.absence_period import PeriodAsked, PeriodFate, slots_of_period
from functions.domain.bookings.period_decision import PeriodDecision, decide_period
from functions.domain.invoices.invoice_lines import total_cents
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Proof
from functions.domain.reglement.deadline_rules import Action, Case, Late, LateMode, Limit, Rule, Surcharge
from tests.support.absences import STRICT, a_town
from tests.support.builders import CANTEEN, MARC, a_reglement, on, paris
from tests.support.situations import NOTHING_OFF, a_situation, booked

ILL = PeriodAsked("illness")
THURSDAY = paris("jeudi 2026-11-26 20:30")
"""Friday's lunch closed this morning at ten, Monday's closes tomorrow."""
FRIDAY, MONDAY, TUESDAY = on("vendredi 2026-11-27"), on("lundi 2026-11-30"), on("mardi 2026-12-01")
TOWN = a_town()
EMPTY = Basket()


def lunch(day: date, child: str = "clara") -> Slot:
    return Slot(day, "restauration", child)


def decided(
    situation: Situation,
    *slots: Slot,
    asked: PeriodAsked = ILL,
    now: datetime = THURSDAY,
    basket: Basket = EMPTY,
) -> PeriodDecision:
    return decide_period(situation, basket, slots, asked, account=MARC, act="a" * 26, now=now)


def fates(decision: PeriodDecision) -> dict[date, PeriodFate]:
    return {line.slot.date: line.fate for line in decision.lines}


def test_what_can_be_cancelled_is_and_the_rest_is_declared_in_one_decision() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(FRIDAY), lunch(MONDAY), lunch(TUESDAY))
    found = decided(situation, lunch(FRIDAY), lunch(MONDAY), lunch(TUESDAY))
    assert fates(found) == {
        FRIDAY: PeriodFate.DECLARED,
        MONDAY: PeriodFate.CANCELLED,
        TUESDAY: PeriodFate.CANCELLED,
    }
    assert found.after.booking(lunch(MONDAY)) is None
    assert found.after.booking(lunch(FRIDAY)) is not None
    [absence] = found.absences
    assert absence.days == {"restauration": {FRIDAY: THURSDAY}}
    [declared] = [line for line in found.lines if line.slot.date == FRIDAY]
    assert (declared.price_cents, declared.billed_cents, declared.proven_cents) == (345, 345, 0)
    assert declared.prove_until == paris("lundi 2026-11-30 00:00"), "a certificate within 72 hours"


def test_only_the_slots_that_were_seen_are_touched() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(FRIDAY), lunch(MONDAY), lunch(FRIDAY, "guilhem"))
    found = decided(situation, lunch(FRIDAY))
    assert found.after.booking(lunch(MONDAY)) is not None
    assert {line.slot for line in found.lines} == {lunch(FRIDAY)}
    assert found.after.months["guilhem", "2026-11"] is situation.months["guilhem", "2026-11"]


def test_said_twice_it_is_done_once() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(FRIDAY), lunch(MONDAY))
    first = decided(situation, lunch(FRIDAY), lunch(MONDAY))
    again = decided(first.after, lunch(FRIDAY), lunch(MONDAY))
    assert fates(again) == {FRIDAY: PeriodFate.DECLARED, MONDAY: PeriodFate.GONE}
    assert again.changed_months() == []
    assert (again.accepted, again.absences) == ((), ())


def test_what_was_in_the_basket_leaves_it_once_it_is_done() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(MONDAY))
    basket = Basket().with_lines(BasketLine(lunch(day), Action.CANCEL) for day in (MONDAY, TUESDAY))
    assert [line.slot for line in decided(situation, lunch(MONDAY), basket=basket).basket.lines()] == [
        lunch(TUESDAY)
    ]


def test_a_child_who_was_seen_is_not_absent_and_the_other_household_is_left_alone() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(FRIDAY))
    month = situation.months["clara", "2026-11"]
    came = replace(
        situation,
        months={
            **situation.months,
            ("clara", "2026-11"): month.with_attended(
                lunch(FRIDAY), Attended(Presence.PRESENT, "agent", THURSDAY, payer="testmp")
            ),
        },
    )
    assert fates(decided(came, lunch(FRIDAY))) == {FRIDAY: PeriodFate.CAME}
    theirs = booked(a_situation(reglement=TOWN), lunch(MONDAY), payer="durand")
    assert fates(decided(theirs, lunch(MONDAY))) == {MONDAY: PeriodFate.GONE}
    assert slots_of_period(theirs, {"clara"}, FRIDAY, TUESDAY, ()) == []


def with_late_cancelling(policy: AbsencePolicy | None, percent: int) -> Situation:
    late = Late(LateMode.SURCHARGE, Limit(at=8 * 60), surcharge=Surcharge(percent=Decimal(percent)))
    rule = Rule(cases=(Case(closes=Limit(back=1, at=10 * 60)),), late=(late,))
    canteen = replace(CANTEEN, cancel=rule, absence=policy)
    return booked(a_situation(reglement=a_reglement(services=(canteen,))), lunch(FRIDAY))


def test_past_the_limit_it_is_cancelled_where_that_leaves_less_due_than_an_absence_at_its_best() -> None:
    dear = decided(with_late_cancelling(None, 50), lunch(FRIDAY))
    assert fates(dear) == {FRIDAY: PeriodFate.CANCELLED_LATE}
    [line] = dear.lines
    assert 0 < line.billed_cents < line.price_cents
    free = AbsencePolicy(cases=(AbsenceCase(Proof.CERTIFICATE),))
    assert fates(decided(with_late_cancelling(free, 50), lunch(FRIDAY))) == {FRIDAY: PeriodFate.DECLARED}


def test_a_day_too_far_to_be_declared_and_too_late_to_be_cancelled_says_so() -> None:
    early = Rule(cases=(Case(closes=Limit(back=100, at=10 * 60)),))
    town = a_reglement(services=(replace(CANTEEN, cancel=early),))
    far = on("vendredi 2027-01-29")
    situation = booked(a_situation(reglement=town), lunch(FRIDAY), lunch(far))
    assert fates(decided(situation, lunch(FRIDAY), lunch(far))) == {
        FRIDAY: PeriodFate.DECLARED,
        far: PeriodFate.TOO_FAR,
    }


def test_a_reason_that_the_town_does_not_know_is_refused() -> None:
    situation = booked(a_situation(reglement=TOWN), lunch(FRIDAY))
    with pytest.raises(UnknownReason):
        decided(situation, lunch(FRIDAY), asked=PeriodAsked("grippe"))


DAYS = [on("lundi 2026-11-23") + timedelta(number) for number in range(14)]


@settings(max_examples=60)
@given(
    days=st.sets(st.sampled_from([day for day in DAYS if day.isoweekday() in (1, 2, 4, 5)])),
    hours=st.integers(0, 24 * 10),
    policy=st.sampled_from([None, STRICT]),
    self_declared=st.booleans(),
)
def test_nobody_owes_more_for_it_and_what_is_said_is_what_the_bill_says(
    days: set[date], hours: int, policy: AbsencePolicy | None, self_declared: bool
) -> None:
    situation = booked(a_situation(reglement=a_town(policy)), *(lunch(day) for day in days))
    now = paris("lundi 2026-11-23 00:00") + timedelta(hours=hours)
    asked = PeriodAsked("illness", self_declared)
    found = decided(situation, *(lunch(day) for day in DAYS), asked=asked, now=now)
    assert {line.slot.date for line in found.lines} == set(DAYS)
    assert bill(found.after) <= bill(situation)
    assert bill(found.after) == sum(line.billed_cents for line in found.lines)
    for line in found.lines:
        assert 0 <= line.proven_cents <= line.billed_cents <= line.price_cents
        assert (found.after.booking(line.slot) is None) == (
            line.fate in (PeriodFate.CANCELLED, PeriodFate.GONE)
        )


def bill(situation: Situation) -> int:
    lines = lines_owed(
        situation.family,
        situation.months.values(),
        children=situation.children,
        reglement=situation.reglement,
        called_off=NOTHING_OFF,
    )
    return total_cents(lines)

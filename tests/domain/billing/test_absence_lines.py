"""What is billed follows absences and attendance, and says so."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from functions.domain.billing.child_month_lines import by_payer, lines_of
from functions.domain.calendar.rules import Closure
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind, total_cents
from functions.domain.planning.attendance_record import Charge, Presence
from functions.domain.planning.called_off import CalledOff, CalledOffMonth, CalledOffScope
from functions.domain.planning.child_month import LATE_CANCEL, ChildMonth, Slot
from functions.domain.planning.declared_absence import AgentDecision, Certificate, NotAccepted
from functions.domain.reglement.absence_policy import AbsenceCase, AbsencePolicy, Because, CarenceFrom, Proof
from functions.domain.reglement.reglement import Reglement
from tests.support.absences import STRICT, TOLD, a_declared, a_town, seen
from tests.support.bills import care_cents
from tests.support.builders import CLARA, GUILHEM, TARIFFS, a_booking, a_family, a_month, a_tariff, on, paris

CHILDREN = {"clara": CLARA, "guilhem": GUILHEM}
CANTEEN = "restauration"
MONDAY, TUESDAY, THURSDAY = (
    on("lundi 2026-11-16"),
    on("mardi 2026-11-17"),
    on("jeudi 2026-11-19"),
)
WEEK = (MONDAY, TUESDAY, THURSDAY)
BOOKED = a_month("clara", "2026-11", {(day.day, CANTEEN): a_booking(345) for day in WEEK})
IN_TIME = paris("mercredi 2026-11-18 20:00")
STRIKE = CalledOffScope(TUESDAY, "grève", (CANTEEN,))


def called(what: CalledOffScope) -> tuple[CalledOffMonth, ...]:
    return (CalledOffMonth("2026-11").with_entry(CalledOff("off", what, "agent", TOLD)),)


def bill(
    month: ChildMonth,
    reglement: Reglement | None = None,
    *,
    off: tuple[CalledOffMonth, ...] = (),
    issued_for: str | None = None,
    family=None,
) -> tuple[InvoiceLine, ...]:
    family = family or a_family()
    return lines_of(
        family,
        by_payer([month]).get(family.id, []),
        children=CHILDREN,
        reglement=reglement or a_town(),
        called_off={month.month: CalledOffMonth(month.month)} | {each.month: each for each in off},
        issued_for=issued_for,
    )


def test_a_missed_day_that_is_proven_is_taken_off_beside_its_booking() -> None:
    lines = bill(BOOKED.with_absence(a_declared([TUESDAY], certificate=IN_TIME)))
    assert [(line.day, line.kind, line.amount_cents) for line in lines] == [
        (MONDAY, LineKind.BOOKING, 345),
        (TUESDAY, LineKind.BOOKING, 345),
        (TUESDAY, LineKind.ABSENCE, -345),
        (THURSDAY, LineKind.BOOKING, 345),
    ]
    taken_off = lines[2]
    assert (taken_off.reason.absence, taken_off.reason.proof) == (Because.PROVEN, Proof.CERTIFICATE)
    assert total_cents(lines) == 2 * 345


def test_what_is_taken_off_takes_its_care_part_with_it() -> None:
    tariff = a_tariff(CANTEEN, 110, 345, 520, care_percent=Decimal(33))
    town = replace(a_town(), tariffs=(tariff, *TARIFFS))
    lines = bill(BOOKED.with_absence(a_declared([TUESDAY], certificate=IN_TIME)), town)
    assert sum(care_cents(line) for line in lines) == 2 * 114


def test_a_day_of_carence_stays_billed_and_says_why() -> None:
    late = paris("vendredi 2026-11-20 18:00")
    lines = bill(BOOKED.with_absence(a_declared(WEEK, certificate=late)))
    assert total_cents(lines) == 2 * 345
    assert [line.reason.absence for line in lines if line.kind is LineKind.BOOKING] == [
        Because.CARENCE,
        Because.CARENCE,
        None,
    ]
    assert [line.day for line in lines if line.kind is LineKind.ABSENCE] == [THURSDAY]


def test_of_a_certificate_and_a_parents_word_the_better_one_decides() -> None:
    both = a_declared(
        WEEK, certificate=paris("vendredi 2026-11-20 18:00"), self_declared=paris("lundi 2026-11-16 08:00")
    )
    assert total_cents(bill(BOOKED.with_absence(both))) == 2 * 345
    alone = a_declared([TUESDAY], self_declared=TOLD)
    [billed] = [line for line in bill(BOOKED.with_absence(alone)) if line.day == TUESDAY]
    assert billed.reason.absence is Because.NOT_PROVEN, "one day is too short for a parent's word"


def test_the_rule_is_the_one_the_family_was_told() -> None:
    told_gently = a_declared([TUESDAY], policy=AbsencePolicy(cases=(AbsenceCase(),)))
    assert total_cents(bill(BOOKED.with_absence(told_gently), a_town(STRICT))) == 2 * 345
    told_nothing_is_free = a_declared([TUESDAY], policy=None, certificate=IN_TIME)
    [billed] = [line for line in bill(BOOKED.with_absence(told_nothing_is_free)) if line.day == TUESDAY]
    assert billed.reason.absence is Because.NO_POLICY


def test_a_proof_that_an_agent_turned_down_is_none() -> None:
    refused = AgentDecision("agent", IN_TIME, NotAccepted.OTHER_DAYS)
    month = BOOKED.with_absence(a_declared([TUESDAY], certificate=IN_TIME, decision=refused))
    [billed] = [line for line in bill(month) if line.day == TUESDAY]
    assert billed.reason.absence is Because.REFUSED
    strike = BOOKED.with_absence(a_declared([TUESDAY], reason="grève"))
    assert total_cents(bill(strike)) == 2 * 345
    unfounded = replace(refused, not_accepted=NotAccepted.REASON_UNFOUNDED)
    strike = BOOKED.with_absence(a_declared([TUESDAY], reason="grève", decision=unfounded))
    assert total_cents(bill(strike)) == 3 * 345


def test_a_certificate_covers_the_days_told_of_by_then_and_the_next_one_the_next_days() -> None:
    friday, monday = on("vendredi 2026-11-20"), on("lundi 2026-11-23")
    booked = BOOKED.with_booking(Slot(friday, CANTEEN, "clara"), a_booking())
    booked = booked.with_booking(Slot(monday, CANTEEN, "clara"), a_booking())
    later = paris("vendredi 2026-11-20 08:00")
    lasting = a_declared([MONDAY, TUESDAY, THURSDAY], certificate=IN_TIME)
    lasting = lasting.with_days({CANTEEN: {friday: later, monday: later}}, {})
    assert total_cents(bill(booked.with_absence(lasting))) == 2 * 345, "the first says nothing of Friday"
    again = lasting.proven(Certificate("e" * 26, paris("dimanche 2026-11-22 20:00")))
    assert total_cents(bill(booked.with_absence(again))) == 0, "in time for the days it is about"
    late = lasting.proven(Certificate("e" * 26, paris("mercredi 2026-11-25 20:00")))
    assert total_cents(bill(booked.with_absence(late))) == 0, (
        "the days of carence are the first of the absence"
    )
    other_days = replace(again, decision=AgentDecision("agent", IN_TIME, NotAccepted.OTHER_DAYS))
    assert total_cents(bill(booked.with_absence(other_days))) == 2 * 345, "the first still stands"


def test_a_town_may_take_it_off_a_later_invoice() -> None:
    policy = replace(STRICT, credit_delay_months=1)
    month = BOOKED.with_absence(a_declared([TUESDAY], policy=policy, certificate=IN_TIME))
    first = bill(month, a_town(policy), issued_for="2026-11")
    assert total_cents(first) == 3 * 345
    assert [line.reason.credited_in for line in first] == ["", "2026-12", ""]
    later = bill(month, a_town(policy), issued_for="2026-12")
    [difference] = {line.key for line in later} - {line.key for line in first}
    assert (difference.day, difference.kind) == (TUESDAY, LineKind.ABSENCE)
    assert total_cents(later) == 2 * 345


def test_what_the_town_called_off_is_billed_to_nobody_but_who_came() -> None:
    off = called(STRIKE)
    lines = bill(BOOKED, off=off)
    assert total_cents(lines) == 2 * 345
    [taken_off] = [line for line in lines if line.kind is LineKind.ABSENCE]
    assert (taken_off.reason.absence, taken_off.reason.word) == (Because.TOWN, "grève")
    came = BOOKED.with_attended(Slot(TUESDAY, CANTEEN, "clara"), seen())
    assert total_cents(bill(came, off=off)) == 3 * 345


def test_another_school_class_service_or_day_is_not_called_off() -> None:
    for changes in (
        {"schools": ("pergaud",)},
        {"classes": ("CP",)},
        {"services": ("garderie-matin",)},
        {"day": on("mercredi 2026-11-18")},
    ):
        off = called(replace(STRIKE, **changes))
        assert total_cents(bill(BOOKED, off=off)) == 3 * 345
    everything = called(replace(STRIKE, services=(), schools=("ferry",), classes=("CM1", "CP")))
    assert total_cents(bill(BOOKED, off=everything)) == 2 * 345


def test_a_closure_of_the_calendar_is_not_billed_and_a_weekday_that_changed_since_is() -> None:
    town = a_town()
    strike = Closure("Grève du 17", TUESDAY, TUESDAY, services=(CANTEEN,))
    closed = replace(town, calendar=replace(town.calendar, closures=(strike,)))
    [taken_off] = [line for line in bill(BOOKED, closed) if line.kind is LineKind.ABSENCE]
    assert (taken_off.day, taken_off.reason.word) == (TUESDAY, "Grève du 17")
    assert total_cents(bill(BOOKED, a_town(weekdays=(1, 4)))) == 3 * 345


def test_whoever_was_seen_was_not_absent() -> None:
    month = BOOKED.with_absence(a_declared([TUESDAY], certificate=IN_TIME))
    month = month.with_attended(Slot(TUESDAY, CANTEEN, "clara"), seen())
    assert total_cents(bill(month)) == 3 * 345


def test_a_child_missing_from_the_list_is_billed_unless_the_reason_costs_nothing() -> None:
    slot = Slot(TUESDAY, CANTEEN, "clara")
    [billed] = [
        line for line in bill(BOOKED.with_attended(slot, seen(Presence.ABSENT))) if line.day == TUESDAY
    ]
    assert billed.reason.absence is Because.NOT_DECLARED
    excused = seen(Presence.ABSENT, reason="enseignant absent", excused=True)
    assert total_cents(bill(BOOKED.with_attended(slot, excused))) == 2 * 345
    unproven = BOOKED.with_absence(a_declared([TUESDAY])).with_attended(slot, excused)
    assert total_cents(bill(unproven)) == 2 * 345, "the agent saw the teacher was away"


def test_what_attendance_adds_is_billed_at_the_price_it_was_written_down_with() -> None:
    slot = Slot(on("vendredi 2026-11-20"), CANTEEN, "clara")
    charges = (
        Charge(LineKind.UNRESERVED, 1, 600, "sans réservation", "unreserved"),
        Charge(LineKind.LATE_PICKUP, 2, 500, "", "late_pickup"),
    )
    month = BOOKED.with_attended(slot, seen(charges=charges))
    added = [line for line in bill(month) if line.day == slot.date]
    assert {(line.kind, line.amount_cents) for line in added} == {
        (LineKind.UNRESERVED, 600),
        (LineKind.LATE_PICKUP, 1000),
    }
    booked_since = month.with_booking(slot, a_booking(345, payer="papa"))
    assert [line.kind for line in bill(booked_since) if line.day == slot.date] == [LineKind.LATE_PICKUP]
    theirs = bill(booked_since, family=a_family("papa"))
    assert [(line.kind, line.amount_cents) for line in theirs] == [(LineKind.BOOKING, 345)]


def test_what_being_late_added_is_a_line_of_its_own_and_no_care() -> None:
    limit = paris("jeudi 2026-11-12 10:00")
    late = a_booking(545, surcharge_cents=200, late_since=limit)
    month = a_month("clara", "2026-11", {(17, CANTEEN): late})
    tariff = a_tariff(CANTEEN, 110, 345, 520, care_percent=Decimal(50))
    town = replace(a_town(), tariffs=(tariff, *TARIFFS))
    booked, added = bill(month, town)
    assert (booked.unit_price_cents, care_cents(booked), booked.reason.explained) == (345, 173, True)
    assert (added.kind, added.unit_price_cents, care_cents(added)) == (LineKind.LATE, 200, 0)
    assert added.reason.late_since == limit
    missed = bill(month.with_absence(a_declared([TUESDAY], certificate=IN_TIME)), town)
    assert total_cents(missed) == 0, "nor is being late billed of a meal that is not"


def test_what_a_late_cancellation_leaves_due_is_billed_beside_a_new_booking() -> None:
    slot = Slot(TUESDAY, CANTEEN, "clara")
    month = BOOKED.with_fee(slot, a_booking(172, kind=LATE_CANCEL))
    assert {(line.kind, line.amount_cents) for line in bill(month) if line.day == TUESDAY} == {
        (LineKind.BOOKING, 345),
        (LineKind.LATE_CANCEL, 172),
    }


def test_what_has_no_price_is_not_billed() -> None:
    unpriced = Charge(LineKind.UNRESERVED, 1, 0, "", priced=False)
    slot = Slot(on("vendredi 2026-11-20"), CANTEEN, "clara")
    assert len(bill(BOOKED.with_attended(slot, seen(charges=(unpriced,))))) == 3


def test_a_free_meal_that_is_missed_takes_nothing_off() -> None:
    free = a_month("clara", "2026-11", {(17, CANTEEN): a_booking(0)})
    [line] = bill(free.with_absence(a_declared([TUESDAY], certificate=IN_TIME)))
    assert (line.kind, line.amount_cents) == (LineKind.BOOKING, 0)


WEEKDAYS = [date(2026, 11, day) for day in range(2, 28) if date(2026, 11, day).isoweekday() in (1, 2, 4, 5)]
policies = st.builds(
    AbsencePolicy,
    declare_until=st.sampled_from((None, STRICT.declare_until)),
    free_reasons=st.just(("grève",)),
    cases=st.lists(
        st.builds(
            AbsenceCase,
            proof=st.sampled_from(Proof),
            within_hours=st.sampled_from((None, 48, 72)),
            carence_days=st.integers(0, 3),
            carence_from=st.sampled_from(CarenceFrom),
            min_days=st.integers(1, 4),
        ),
        max_size=3,
    ).map(tuple),
    credit_delay_months=st.integers(0, 2),
)
instants = st.sampled_from([paris("lundi 2026-11-02 07:00"), TOLD, IN_TIME, paris("lundi 2026-11-30 10:00")])


@given(
    booked=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    missed=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    policy=policies,
    told=instants,
    certificate=st.none() | instants,
    self_declared=st.none() | instants,
    reason=st.sampled_from(("illness", "grève")),
)
def test_an_absence_never_raises_a_bill_and_its_carence_is_no_longer_than_it(
    booked, missed, policy, told, certificate, self_declared, reason
) -> None:
    month = a_month("clara", "2026-11", {(day.day, CANTEEN): a_booking(345) for day in booked})
    absence = a_declared(
        missed, policy=policy, told=told, certificate=certificate, self_declared=self_declared, reason=reason
    )
    town = a_town(policy)
    as_booked, lines = bill(month, town), bill(month.with_absence(absence), town)
    assert total_cents(as_booked) - 345 * len(booked & missed) <= total_cents(lines) <= total_cents(as_booked)
    carence = [line for line in lines if line.reason.absence is Because.CARENCE]
    assert len(carence) <= len(missed)
    if certificate is not None:
        without = bill(month.with_absence(replace(absence, certificates=())), town)
        assert total_cents(lines) <= total_cents(without), "a proof never costs"
    assert len({line.key for line in lines}) == len(lines)
    again = bill(month.with_absence(absence).with_absence(absence), town)
    assert again == lines


@given(booked=st.sets(st.sampled_from(WEEKDAYS), min_size=1))
def test_a_child_who_came_every_booked_day_is_billed_as_booked(booked) -> None:
    month = a_month("clara", "2026-11", {(day.day, CANTEEN): a_booking(345) for day in booked})
    attended = month
    for day in booked:
        attended = attended.with_attended(Slot(day, CANTEEN, "clara"), seen())
    assert bill(attended) == bill(month)


def test_a_day_given_up_too_late_costs_nothing_once_the_town_called_it_off() -> None:
    fee = a_booking(100, kind="late_cancel")
    month = a_month("clara", "2026-11", {}).with_fee(Slot(TUESDAY, CANTEEN, "clara"), fee)
    assert [line.amount_cents for line in bill(month)] == [100]
    assert bill(month, off=called(STRIKE)) == ()

"""Events of attendance on the engine: each is kept once, and what is billed follows from all of them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.domain.attendance.events import MOST_EVENTS
from functions.domain.attendance.merge import Field, Here, merged
from functions.domain.attendance.recording import Tap
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import MOST_ATTENDED, Slot
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months
from functions.storage.families import families
from functions.storage.table import journal
from functions.storage.table.reading import read
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.attendance.record_events import EventsRecorded
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town
from tests.support.attendance import a_tap, codes, send
from tests.support.broken import break_item
from tests.support.builders import (
    a_booking,
    a_child,
    a_family,
    a_month,
    on,
    open_town,
    paris,
    put_month,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.effort import at_most
from tests.support.meanwhile import meanwhile

pytestmark = pytest.mark.usefixtures("table")

EVENING = "garderie-soir"
MONDAY = on("lundi 2026-11-23")
WEDNESDAY = on("mercredi 2026-11-18")
NOW = paris("lundi 2026-11-23 18:45")


def half_hours(unbooked: int = 220) -> Reglement:
    """Evenings are paid by the half hour until 18 h 30; a child who stays later costs five euros a quarter."""
    town = a_town()
    late = TariffLine(Conditions(values=(("kind", "late_pickup"),)), 500, label="reprise en retard")
    tariffs = tuple(
        replace(
            tariff,
            lines=(replace(tariff.lines[0], price_cents=unbooked), *tariff.lines[1:], late),
            minutes=30,
            unit="demi-heure",
        )
        if tariff.code == EVENING
        else tariff
        for tariff in town.tariffs
    )
    services = tuple(
        replace(service, starts_at=time(16, 30), ends_at=time(18, 30), late_pickup_minutes=15)
        if service.code == EVENING
        else service
        for service in town.services
    )
    return replace(town, tariffs=tariffs, services=services)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town(reglement=half_hours())
    settle()
    put_month(a_month("clara", "2026-11", {(23, EVENING): a_booking(220)}))


def tap(child: str, kind: str, clock: str, **said: Any) -> Tap:
    where: dict[str, Any] = {"day": MONDAY, "service": EVENING} | said
    return a_tap(child, kind, at=paris(f"lundi 2026-11-23 {clock}"), **where)


def kept(child: str) -> Attended | None:
    [stored] = child_months.months_of("lisse", [child], "2026-11")
    return stored.value.attended.get(23, {}).get(EVENING)


def charged(child: str) -> list[tuple[LineKind, int, int]]:
    seen = kept(child)
    return [(each.kind, each.quantity, each.unit_price_cents) for each in seen.charges] if seen else []


def stored_ids(child: str) -> list[str]:
    found = attendance_events.in_batch(
        read([attendance_events.key_of("lisse", child, MONDAY)]), "lisse", child, MONDAY
    )
    return [event.id for events in found.value.services.values() for event in events]


def traces(family: str = "testmp") -> list[dict[str, Any]]:
    lines = journal.lines("lisse", family)
    return [line.detail for line in lines if line.act == "attendance_recorded"]


def test_a_batch_is_kept_with_what_it_adds_and_one_line_for_the_family() -> None:
    batch = [tap("clara", "arrived", "16:31"), tap("guilhem", "arrived", "16:32", name="g")]
    batch.append(tap("guilhem", "left", "17:10", seen=("g",), left_by="Rose Dupré"))
    done = send(*batch, now=NOW)
    assert (set(done.accepted), done.refused) == ({each.event.id for each in batch}, ())
    state = done.states[batch[1].slot]
    assert (state.here, state.arrived, state.left, state.left_by) == (
        Here.LEFT,
        time(16, 32),
        time(17, 10),
        "Rose Dupré",
    )
    assert charged("clara") == [] and charged("guilhem") == [(LineKind.UNRESERVED, 2, 220)]
    [trace] = traces()
    assert set(trace["children"]) == {"clara", "guilhem"}
    assert "Rose" not in repr(trace)


def test_an_event_that_comes_again_answers_again_and_changes_nothing() -> None:
    one = tap("guilhem", "arrived", "16:31", name="one")
    send(one, now=NOW)
    send(tap("guilhem", "absent", "16:40", name="two", seen=("one",)), now=NOW)
    done = send(one, one, now=NOW + timedelta(days=5))
    assert done.accepted == ("one",) and done.states[one.slot].here is Here.ABSENT
    assert stored_ids("guilhem") == ["one", "two"] and len(traces()) == 2


def test_a_tap_that_is_taken_back_takes_its_charge_back() -> None:
    send(tap("guilhem", "arrived", "16:31", name="one"), now=NOW)
    assert charged("guilhem")
    send(tap("guilhem", "cleared", "16:32", takes_back="one", seen=("one",)), now=NOW)
    assert kept("guilhem") is None


def test_the_hour_of_a_tap_is_that_of_the_day_s_clock_and_of_no_other_day() -> None:
    """A tablet that runs seven minutes ahead, and a list that is completed the next morning."""
    ahead = tap("clara", "arrived", "18:52")
    done = send(ahead, now=NOW)
    assert done.states[ahead.slot].arrived == time(18, 45)
    later = a_tap("guilhem", at=NOW + timedelta(hours=14), day=MONDAY, service=EVENING)
    assert send(later, now=NOW + timedelta(hours=14)).states[later.slot].arrived is None
    said = a_tap("guilhem", at=NOW + timedelta(hours=15), day=MONDAY, service=EVENING, hour=time(16, 40))
    assert send(said, now=NOW + timedelta(hours=15)).states[said.slot].arrived == time(16, 40)


def test_late_minutes_are_what_the_agent_says_else_what_the_departure_says() -> None:
    """Quarters begun, at five euros."""
    send(
        tap("clara", "left", "18:44", name="gone"),
        tap("clara", "late_pickup", "18:44", name="late", seen=("gone",), minutes=16),
        now=NOW,
    )
    assert charged("clara") == [(LineKind.LATE_PICKUP, 2, 500)]
    send(tap("clara", "cleared", "18:45", takes_back="late", seen=("late",)), now=NOW)
    assert charged("clara") == []
    send(tap("clara", "late_pickup", "18:45", minutes=0), now=NOW)
    assert charged("clara") == [(LineKind.LATE_PICKUP, 1, 500)]


def test_a_price_stays_what_it_was_when_the_child_was_first_written_down() -> None:
    send(tap("guilhem", "arrived", "16:31", name="one"), now=NOW)
    publish_reglement("lisse", half_hours(unbooked=330), now=NOW)
    send(tap("guilhem", "left", "17:10", seen=("one",)), now=NOW)
    assert charged("guilhem") == [(LineKind.UNRESERVED, 2, 220)]


def test_each_event_is_refused_alone_with_its_reason() -> None:
    settle(a_family("before", children=("zoe",)), [a_child("zoe", ("before",))])
    settle(a_family("before", children=()), [])
    strike()
    refused = {
        "to come": tap("clara", "arrived", "16:31", day=on("mardi 2026-11-24")),
        "old": tap("clara", "arrived", "16:31", day=on("lundi 2026-09-21")),
        "service": tap("clara", "arrived", "16:31", service="judo"),
        "reason": tap("clara", "absent", "16:31", reason="angine"),
        "another town's": tap("lea", "arrived", "16:31"),
        "in no family": tap("zoe", "arrived", "16:31"),
        "called off": tap("guilhem", "arrived", "16:31", day=on("vendredi 2026-11-20")),
        "closed": tap("clara", "arrived", "16:31", day=WEDNESDAY),
    }
    taps = [replace(each, event=replace(each.event, id=name)) for name, each in refused.items()]
    done = send(*taps, tap("clara", "arrived", "16:31", name="taken"), now=NOW)
    assert done.accepted == ("taken",)
    assert codes(done) == {
        "to come": "day_to_come",
        "old": "day_too_old",
        "service": "not_found",
        "reason": "unknown_absence_reason",
        "another town's": "not_found",
        "in no family": "not_found",
        "called off": "service_closed",
        "closed": "service_closed",
    }


def strike() -> None:
    friday = on("vendredi 2026-11-20")
    call_off(CallOffAct("lisse", "agent", "strike", NOW), CalledOffScope(friday, "grève", (EVENING,)))


def test_who_was_seen_on_a_closed_day_is_written_down_with_the_reason_which_is_kept() -> None:
    send(tap("guilhem", "arrived", "16:31", day=WEDNESDAY, anyway="téléthon"), now=NOW)
    [trace] = traces()
    assert (trace["children"]["guilhem"]["closed"], trace["children"]["guilhem"]["anyway"]) == (
        "weekday",
        "téléthon",
    )


def test_one_event_too_many_of_a_child_is_refused_and_the_others_are_kept() -> None:
    taps = [
        tap("clara", "note", f"17:{number:02}", name=f"n{number:02}", text=f"{number}")
        for number in range(MOST_EVENTS + 1)
    ]
    done = send(*taps, tap("guilhem", "arrived", "16:31", name="other"), now=NOW)
    assert codes(done) == {f"n{MOST_EVENTS}": "too_many_events"}
    assert "other" in done.accepted and len(done.accepted) == MOST_EVENTS + 1


def test_a_child_whose_month_is_full_or_cannot_be_read_fails_alone() -> None:
    full = a_month("clara", "2026-11", {(23, EVENING): a_booking(220)})
    seen = Attended(Presence.PRESENT, "agent", NOW, "testmp")
    for number in range(MOST_ATTENDED):
        full = full.with_attended(Slot(on("mardi 2026-11-24"), f"service-{number}", "clara"), seen)
    put_month(full)
    settle(a_family("voisins", children=("tom",)), [a_child("tom", ("voisins",))])
    break_item(families.family("lisse", "voisins").key)
    done = send(
        *(tap(child, "arrived", "16:31", name=child) for child in ("clara", "guilhem", "tom")), now=NOW
    )
    assert done.accepted == ("guilhem",)
    assert codes(done) == {"clara": "too_much_stored", "tom": "cannot_be_read"}


def test_what_an_earlier_release_recorded_is_gone_on_from() -> None:
    """Also where the charge of that time was another."""
    month = a_month("guilhem", "2026-11", {})
    slot = Slot(MONDAY, EVENING, "guilhem")
    old = Attended(Presence.PRESENT, "agent", NOW - timedelta(hours=2), "testmp", arrived=time(16, 35))
    put_month(month.with_attended(slot, old))
    left = tap("guilhem", "left", "17:50", seen=("recorded-arrived",))
    state = send(left, now=NOW).states[slot]
    assert (state.here, state.arrived, state.left, state.disagreements) == (
        Here.LEFT,
        time(16, 35),
        time(17, 50),
        (),
    )
    back = tap("guilhem", "cleared", "17:52", takes_back="recorded-arrived", seen=("recorded-arrived",))
    assert [each.about for each in send(back, now=NOW).states[slot].disagreements] == [Field.CAME]


def test_an_unbooked_child_of_two_homes_is_billed_to_the_one_whose_week_it_is_unless_the_agent_knows_better() -> (
    None
):
    settle(a_family("papa", children=("zoe",)), [a_child("zoe", ("papa",))])
    settle(a_family("maman", children=("zoe",)), [a_child("zoe", ("maman",))])
    booked = {(26, EVENING): a_booking(payer="maman"), (16, EVENING): a_booking(payer="papa")}
    put_month(a_month("zoe", "2026-11", booked))
    send(tap("zoe", "arrived", "16:31", name="one"), now=NOW)
    assert (found := kept("zoe")) is not None and found.payer == "maman"
    send(tap("zoe", "arrived", "16:33", seen=("one",), payer="papa"), now=NOW)
    assert (found := kept("zoe")) is not None and found.payer == "papa"


def test_what_is_called_off_while_it_is_written_is_refused() -> None:
    def off() -> None:
        call_off(CallOffAct("lisse", "agent", "now", NOW), CalledOffScope(MONDAY, "grève", (EVENING,)))

    with meanwhile(off):
        assert codes(send(tap("guilhem", "arrived", "16:31", name="g"), now=NOW)) == {"g": "service_closed"}
    assert kept("guilhem") is None


def test_a_long_batch_is_cut_and_goes_on_where_it_was_killed() -> None:
    names = [f"child-{number:02}" for number in range(50)]
    settle(a_family("large", children=tuple(names[:25])), [a_child(name, ("large",)) for name in names[:25]])
    settle(a_family("other", children=tuple(names[25:])), [a_child(name, ("other",)) for name in names[25:]])
    batch = [tap(name, "arrived", "16:31", name=f"of-{name}") for name in names]
    for at in (3, 4, 5):
        try:
            with dying(Calls(die_at=at, done_first=True)):
                send(*batch, now=NOW)
        except Killed:
            continue
    done = send(*batch, now=NOW)
    assert sorted(done.accepted) == [f"of-{name}" for name in names]
    assert all(charged(name) for name in names)
    told = [child for family in ("large", "other") for trace in traces(family) for child in trace["children"]]
    assert sorted(told) == names


instants = count()


@st.composite
def two_tablets(draw: st.DrawFn) -> tuple[list[list[Tap]], bool, list[int], list[bool]]:
    """What two tablets tapped, each from what its own screen showed; cut into batches that arrive in any order, some twice, some whose
    answer is lost."""
    name = f"kid{next(instants)}"
    batches: list[list[Tap]] = []
    for tablet in "ab":
        last: tuple[str, ...] = ()
        taps: list[Tap] = []
        for number in range(draw(st.integers(1, 4))):
            kind = draw(st.sampled_from(["arrived", "left", "absent", "late_pickup", "note", "cleared"]))
            said: dict[str, Any] = {"seen": last}
            said |= {"takes_back": draw(st.sampled_from(taps)).event.id} if kind == "cleared" and taps else {}
            said |= {"minutes": draw(st.sampled_from([5, 20]))} if kind == "late_pickup" else {}
            said |= {"text": f"{tablet}{number}"} if kind == "note" else {}
            if kind == "cleared" and not taps:
                kind = "arrived"
            minute = draw(st.integers(0, 14))
            taps.append(tap(name, kind, f"18:{minute + 20:02}", name=f"{tablet}{number}", **said))
            last = (f"{tablet}{number}",)
        cut = draw(st.integers(0, len(taps)))
        batches += [part for part in (taps[:cut], taps[cut:]) if part]
    order = draw(st.permutations(range(len(batches))))
    again = draw(st.lists(st.sampled_from(order), max_size=2))
    lost = [draw(st.booleans()) for _ in (*order, *again)]
    return batches, draw(st.booleans()), [*order, *again], lost


@settings(
    max_examples=at_most(20, 400),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(two_tablets())
def test_in_any_order_however_often_with_lost_answers_the_state_and_the_charges_are_those_of_the_set(
    drawn: tuple[list[list[Tap]], bool, list[int], list[bool]],
) -> None:
    batches, booked, order, lost = drawn
    child = batches[0][0].slot.child
    settle(a_family(f"of-{child}", children=(child,), members=()), [a_child(child, (f"of-{child}",))])
    if booked:
        put_month(a_month(child, "2026-11", {(23, EVENING): a_booking(payer=f"of-{child}")}))
    acknowledged: set[str] = set()
    for number, is_lost in zip(order, lost, strict=True):
        if is_lost:
            try:
                with dying(Calls(die_at=3, done_first=True)):
                    send(*batches[number], now=NOW)
            except Killed:
                pass
        done = send(*batches[number], now=NOW)
        assert done.refused == ()
        acknowledged |= set(done.accepted)
        assert acknowledged <= set(stored_ids(child))
    taps = [each for batch in batches for each in batch]
    expected = merged(each.received(half_hours().clock, NOW).event for each in taps)
    assert done.states[taps[0].slot] == expected
    once = f"{child}-once"
    settle(a_family(f"of-{once}", children=(once,), members=()), [a_child(once, (f"of-{once}",))])
    if booked:
        put_month(a_month(once, "2026-11", {(23, EVENING): a_booking(payer=f"of-{once}")}))
    send(*(replace(each, slot=replace(each.slot, child=once)) for each in taps), now=NOW)
    assert charged(child) == charged(once)
    found, of_once = kept(child), kept(once)
    assert (found is None) == (of_once is None) == (expected.entry is None)
    if found is not None and of_once is not None:
        assert replace(found, payer="", at=NOW, by="") == replace(of_once, payer="", at=NOW, by="")


def test_twenty_tablets_of_one_school_send_at_once_and_nobody_reads_a_refusal() -> None:
    """11 h 45: batches about different children share what they were decided from, and nothing else."""
    tablets = [[f"t{tablet}c{child}" for child in range(3)] for tablet in range(20)]
    for names in tablets:
        settle(
            a_family(f"of-{names[0]}", children=tuple(names), members=()),
            [a_child(name, (f"of-{names[0]}",)) for name in names],
        )

    def tapped(names: list[str]) -> EventsRecorded:
        return send(*(tap(name, "arrived", "16:31", name=f"of-{name}") for name in names), now=NOW)

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(tapped, tablets))
    assert [len(answer.accepted) for answer in answers] == [3] * 20
    assert all(charged(name) == [(LineKind.UNRESERVED, 4, 220)] for names in tablets for name in names)

"""Attendance is written down once a request, for many children at once, and corrected with a trace."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest

from functions.domain.attendance.attendance import AttendanceEntry
from functions.domain.attendance.attendance_list import (
    ChildEntry,
    DayToCome,
    DayTooOld,
    ServiceClosed,
    UnknownAbsenceReason,
)
from functions.domain.errors import KeyReused, NotFound
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.called_off import CalledOffScope
from functions.domain.planning.child_month import MOST_ATTENDED, Slot
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from functions.storage.bookings import child_months
from functions.storage.families import families
from functions.storage.table import journal
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.attendance import record_attendance as module
from functions.usecases.attendance.record_attendance import (
    AT_ONCE,
    AttendanceAct,
    AttendanceRecorded,
    record_attendance,
)
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.absences import a_town
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

pytestmark = pytest.mark.usefixtures("table")

EVENING = "garderie-soir"
MONDAY = on("lundi 2026-11-23")
NOW = paris("lundi 2026-11-23 18:45")
PRESENT, ABSENT = AttendanceEntry(Presence.PRESENT), AttendanceEntry(Presence.ABSENT)


def half_hours() -> Reglement:
    """Evenings are paid by the half hour until 18 h 30; a child who stays later costs five euros a quarter."""
    town = a_town()
    late = TariffLine(Conditions(values=(("kind", "late_pickup"),)), 500, label="reprise en retard")
    tariffs = tuple(
        replace(tariff, lines=(*tariff.lines, late), minutes=30, unit="demi-heure")
        if tariff.code == EVENING
        else tariff
        for tariff in town.tariffs
    )
    services = tuple(
        replace(service, ends_at=time(18, 30), late_pickup_minutes=15) if service.code == EVENING else service
        for service in town.services
    )
    return replace(town, tariffs=tariffs, services=services)


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town(reglement=half_hours())
    settle()
    put_month(a_month("clara", "2026-11", {(23, EVENING): a_booking(220)}))


def act(*, key: str = "", now: datetime = NOW, day: date = MONDAY, service: str = EVENING) -> AttendanceAct:
    return AttendanceAct("lisse", service, day, "agent", key or uuid4().hex, now)


def write(*entries: tuple[str, AttendanceEntry], **changes: Any) -> AttendanceRecorded:
    return record_attendance(act(**changes), [ChildEntry(child, entry) for child, entry in entries])


def kept(child: str) -> Attended | None:
    [stored] = child_months.months_of("lisse", [child], "2026-11")
    return stored.value.attended.get(23, {}).get(EVENING)


def forget(family: str, child: str) -> None:
    """Take the child out of the family's file alone, as families were registered once."""
    stored = families.family("lisse", family)
    others = tuple(each for each in stored.value.children if each != child)
    transaction = Transaction()
    families.put(
        transaction, "lisse", Stored(stored.key, replace(stored.value, children=others), stored.version)
    )
    transaction.commit()


def traces(family: str = "testmp") -> list[dict[str, Any]]:
    lines = journal.lines("lisse", family)
    return [line.detail for line in lines if line.act == "attendance_recorded"]


def test_a_list_is_written_at_once_with_a_line_for_the_family() -> None:
    answer = write(("clara", PRESENT), ("guilhem", AttendanceEntry(Presence.PRESENT, left=time(17, 10))))
    assert answer == AttendanceRecorded(written=("clara", "guilhem"))
    clara, guilhem = kept("clara"), kept("guilhem")
    assert clara is not None and clara.charges == ()
    assert guilhem is not None
    [charge] = guilhem.charges
    assert (charge.kind, charge.quantity, charge.unit_price_cents) == (LineKind.UNRESERVED, 2, 220)
    [trace] = traces()
    assert set(trace["children"]) == {"clara", "guilhem"}


def test_the_same_list_again_changes_nothing_and_a_correction_keeps_what_it_corrects() -> None:
    write(("clara", PRESENT))
    assert write(("clara", PRESENT)) == AttendanceRecorded(unchanged=("clara",))
    assert write(("clara", ABSENT)) == AttendanceRecorded(written=("clara",))
    found = kept("clara")
    assert found is not None and found.presence is Presence.ABSENT
    assert sorted((trace["children"]["clara"]["was"] or {}).get("presence", "") for trace in traces()) == [
        "",
        "present",
    ]


def test_a_list_that_comes_twice_does_not_undo_what_was_corrected_since() -> None:
    write(("clara", PRESENT), key="a-slow-tablet")
    write(("clara", ABSENT))
    assert write(("clara", PRESENT), key="a-slow-tablet") == AttendanceRecorded(written=("clara",))
    found = kept("clara")
    assert found is not None and found.presence is Presence.ABSENT


def test_a_child_of_another_town_is_named_and_the_others_are_written() -> None:
    assert write(("clara", PRESENT), ("lea", PRESENT)) == AttendanceRecorded(
        written=("clara",), unknown=("lea",)
    )


def test_what_the_tariff_has_no_price_for_is_kept_and_said() -> None:
    morning = record_attendance(
        act(service="garderie-matin"),
        [ChildEntry("clara", AttendanceEntry(Presence.PRESENT, picked_up_late=True))],
    )
    assert morning.unpriced == ("clara",)


def test_of_a_child_named_twice_the_last_word_counts() -> None:
    write(("clara", PRESENT), ("clara", ABSENT))
    found = kept("clara")
    assert found is not None and found.presence is Presence.ABSENT


def test_a_day_to_come_an_old_one_and_an_unknown_service_or_reason_are_refused() -> None:
    with pytest.raises(DayToCome):
        write(("clara", PRESENT), day=on("mardi 2026-11-24"))
    with pytest.raises(DayTooOld):
        write(("clara", PRESENT), day=on("lundi 2026-09-21"))
    with pytest.raises(NotFound):
        write(("clara", PRESENT), service="judo")
    with pytest.raises(UnknownAbsenceReason):
        write(("clara", AttendanceEntry(Presence.ABSENT, reason="angine")))
    assert kept("clara") is None


def test_an_unbooked_child_of_two_homes_is_billed_to_the_one_whose_week_it_is() -> None:
    settle(a_family("papa", children=("zoe",)), [a_child("zoe", ("papa",))])
    settle(a_family("maman", children=("zoe",)), [a_child("zoe", ("maman",))])
    put_month(
        a_month(
            "zoe",
            "2026-11",
            {(26, EVENING): a_booking(payer="maman"), (16, EVENING): a_booking(payer="papa")},
        )
    )
    write(("zoe", PRESENT))
    found = kept("zoe")
    assert found is not None and found.payer == "maman"
    record_attendance(act(), [ChildEntry("zoe", PRESENT, family="papa")])
    found = kept("zoe")
    assert found is not None and found.payer == "papa", "the agent knows better"


def test_a_child_who_left_is_billed_to_who_booked_else_to_the_family_it_is_in() -> None:
    moved = a_child("zoe", ("before", "after"))
    settle(a_family("before", children=("zoe",)), [moved])
    settle(a_family("after", children=("zoe",)), [moved])
    forget("before", "zoe")
    write(("zoe", PRESENT), ("clara", PRESENT))
    found = kept("zoe")
    assert found is not None and found.payer == "after"
    put_month(a_month("leo", "2026-11", {(23, EVENING): a_booking(payer="before")}))
    settle(a_family("after", children=("zoe", "leo")), [moved, a_child("leo", ("after",))])
    late = AttendanceEntry(Presence.PRESENT, picked_up_late=True, left=time(18, 40))
    assert write(("leo", late)).written == ("leo",)
    found = kept("leo")
    assert found is not None and found.payer == "before"
    assert [charge.unit_price_cents for charge in found.charges] == [500]


def test_a_child_in_no_family_any_more_is_named_and_the_others_are_written() -> None:
    settle(a_family("before", children=("zoe",)), [a_child("zoe", ("before",))])
    settle(a_family("before", children=()), [])
    assert write(("clara", PRESENT), ("zoe", PRESENT)) == AttendanceRecorded(
        written=("clara",), unknown=("zoe",)
    )


def test_a_long_list_is_cut_and_goes_on_where_it_was_killed() -> None:
    names = [f"child-{number:02}" for number in range(AT_ONCE + 3)]
    settle(a_family("large", children=tuple(names)), [a_child(name, ("large",)) for name in names])
    entries = [ChildEntry(name, PRESENT) for name in names]
    one = act(key="a-long-list")
    for at in (3, 5, 7, 9):
        try:
            with dying(Calls(die_at=at, done_first=True)):
                record_attendance(one, entries)
        except Killed:
            continue
    answer = record_attendance(one, entries)
    assert sorted(answer.written) == names
    assert len(traces("large")) == 2
    assert all(kept(name) is not None for name in names)


def test_a_key_that_comes_back_with_a_longer_list_is_refused() -> None:
    names = [f"child-{number:02}" for number in range(AT_ONCE + 3)]
    settle(a_family("large", children=tuple(names)), [a_child(name, ("large",)) for name in names])
    entries = [ChildEntry(name, PRESENT) for name in names]
    one = act(key="a-list")
    record_attendance(one, entries[:AT_ONCE])
    with pytest.raises(KeyReused):
        record_attendance(one, entries)
    assert kept(names[-1]) is None


def test_what_was_read_is_checked_when_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A price that moved between the reading and the writing is found again."""
    read = module._read
    moved: list[bool] = []

    def read_then_move(*arguments: Any, **named: Any) -> Any:
        facts = read(*arguments, **named)
        if not moved:
            moved.append(True)
            town = half_hours()
            dearer = tuple(
                replace(tariff, lines=(replace(tariff.lines[0], price_cents=330), *tariff.lines[1:]))
                if tariff.code == EVENING
                else tariff
                for tariff in town.tariffs
            )
            publish_reglement("lisse", replace(town, tariffs=dearer), now=NOW)
        return facts

    monkeypatch.setattr(module, "_read", read_then_move)
    write(("guilhem", PRESENT))
    found = kept("guilhem")
    assert found is not None and found.charges[0].unit_price_cents == 330


def test_a_child_whose_month_is_full_of_attendance_fails_alone() -> None:
    full = a_month("clara", "2026-11", {(23, EVENING): a_booking(220)})
    seen = Attended(Presence.PRESENT, "agent", NOW, "testmp")
    for number in range(MOST_ATTENDED):
        full = full.with_attended(Slot(on("mardi 2026-11-24"), f"service-{number}", "clara"), seen)
    put_month(full)
    told = record_attendance(act(), [ChildEntry("clara", PRESENT), ChildEntry("guilhem", PRESENT)])
    assert (told.written, told.failed) == (("guilhem",), ("clara",))


WEDNESDAY, SATURDAY = on("mercredi 2026-11-18"), on("samedi 2026-11-21")
HOLIDAY = on("lundi 2026-10-26")


def refused(*entries: tuple[str, AttendanceEntry], **changes: Any) -> Closed:
    with pytest.raises(ServiceClosed) as refusal:
        write(*entries, **changes)
    why = refusal.value.data["why"]
    assert isinstance(why, Closed)
    return why


def strike(*classes: str) -> None:
    act = CallOffAct("lisse", "agent", uuid4().hex, NOW)
    call_off(act, CalledOffScope(MONDAY, "grève", (EVENING,), classes=classes))


def billed() -> int:
    months = [
        child_months.months_of("lisse", ["guilhem"], month)[0].value for month in ("2026-10", "2026-11")
    ]
    return sum(len(services) for month in months for services in month.attended.values())


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (WEDNESDAY, ClosedCode.WEEKDAY),
        (SATURDAY, ClosedCode.WEEKDAY),
        (HOLIDAY, ClosedCode.SCHOOL_HOLIDAY),
        (on("mercredi 2026-11-11"), ClosedCode.WEEKDAY),
    ],
)
def test_nobody_is_billed_for_a_day_on_which_the_service_does_not_open(day: date, code: ClosedCode) -> None:
    assert refused(("guilhem", PRESENT), day=day).code is code
    assert billed() == 0 and traces() == []


def test_who_was_seen_on_a_closed_day_is_written_down_with_the_reason_which_is_kept() -> None:
    forced = replace(act(day=WEDNESDAY), anyway="centre ouvert pour le téléthon")
    entries = [ChildEntry("guilhem", PRESENT)]
    assert record_attendance(forced, entries).written == ("guilhem",)
    [trace] = traces()
    assert (trace["children"]["guilhem"]["closed"], trace["children"]["guilhem"]["anyway"]) == (
        "weekday",
        "centre ouvert pour le téléthon",
    )
    assert billed() == 1
    # Sent once more without the reason, it says nothing new.
    assert record_attendance(act(day=WEDNESDAY), entries).unchanged == ("guilhem",)


def test_an_open_day_keeps_no_reason() -> None:
    record_attendance(replace(act(), anyway="par habitude"), [ChildEntry("clara", PRESENT)])
    [trace] = traces()
    assert "anyway" not in trace["children"]["clara"]


def test_what_is_called_off_is_refused_for_those_whom_it_concerns() -> None:
    strike("CM1")
    assert refused(("clara", PRESENT), ("guilhem", PRESENT)) == Closed(ClosedCode.CALLED_OFF, "grève")
    assert kept("clara") is None and kept("guilhem") is None
    assert write(("guilhem", PRESENT)).written == ("guilhem",)


def test_what_was_booked_before_the_reglement_left_that_weekday_is_still_written_down() -> None:
    town = half_hours()
    services = tuple(replace(service, weekdays=(2, 4, 5)) for service in town.services)
    publish_reglement("lisse", replace(town, services=services), now=NOW)
    assert write(("clara", PRESENT)).written == ("clara",)
    assert refused(("guilhem", PRESENT)).code is ClosedCode.WEEKDAY


def test_a_long_list_with_one_child_to_whom_it_is_closed_is_not_written_in_part() -> None:
    strike("CE2")
    names = [f"kid-{number:02}" for number in range(AT_ONCE + 2)]
    classes = ["CP"] * (AT_ONCE + 1) + ["CE2"]
    for name, known in zip(names, classes, strict=True):
        settle(a_family(f"of-{name}", children=(name,)), [a_child(name, (f"of-{name}",), school_class=known)])
    refused(*((name, PRESENT) for name in names))
    assert all(kept(name) is None for name in names)
    answer = record_attendance(
        replace(act(), anyway="garde minimale"), [ChildEntry(name, PRESENT) for name in names]
    )
    assert len(answer.written) == len(names)


def test_what_is_called_off_while_it_is_written_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    commit, waiting = Transaction.commit, [strike]

    def interrupted(transaction: Transaction) -> None:
        if waiting:
            waiting.pop()()
        commit(transaction)

    monkeypatch.setattr(Transaction, "commit", interrupted)
    assert refused(("guilhem", PRESENT)).label == "grève"
    assert kept("guilhem") is None

"""Who came, as it is written down, and the price that it adds."""

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.domain.attendance.attendance import (
    AttendanceEntry,
    attended,
    minutes_stayed,
)
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Presence
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Mode, Rule
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.tariff_grids import Conditions, TariffLine
from tests.support.absences import a_town
from tests.support.builders import CLARA, EVENING, SERVICES, TARIFFS, a_family, a_tariff, on, paris

DAY = on("lundi 2026-11-16")
AT = paris("lundi 2026-11-16 18:40")
HALF_HOURS = replace(EVENING, ends_at=time(18, 30), late_pickup_minutes=15)


def other(kind: str, cents: int) -> TariffLine:
    return TariffLine(Conditions(values=(("kind", kind),)), cents, label=kind)


def evening(*others: TariffLine, attendance: bool = False, minutes: int | None = 30) -> Reglement:
    tariff = a_tariff("garderie-soir", 90)
    tariff = replace(tariff, lines=(*tariff.lines, *others), minutes=minutes)
    service = replace(HALF_HOURS, reserve=Rule(mode=Mode.ATTENDANCE)) if attendance else HALF_HOURS
    services = tuple(service if each.code == service.code else each for each in SERVICES)
    tariffs = tuple(tariff if each.code == tariff.code else each for each in TARIFFS)
    return replace(a_town(), services=services, tariffs=tariffs)


def came(
    town: Reglement, *, booked: bool = False, service: str = "garderie-soir", **entry: object
) -> Attended:
    written = AttendanceEntry(Presence.PRESENT, **entry)  # type: ignore[arg-type]
    return attended(
        town, a_family(), CLARA, Slot(DAY, service, "clara"), written, booked=booked, by="agent", at=AT
    )


def test_a_booked_child_who_came_adds_nothing() -> None:
    assert came(evening(), booked=True).charges == ()
    assert came(evening(), booked=True).units is None


@pytest.mark.parametrize(
    ("others", "kind", "cents"),
    [
        ((other("unreserved", 600), other("occasional", 400)), "unreserved", 600),
        ((other("occasional", 400),), "occasional", 400),
        ((), "regular", 90),
    ],
)
def test_a_child_who_came_unbooked_pays_the_first_price_the_tariff_has(
    others: tuple[TariffLine, ...], kind: str, cents: int
) -> None:
    [charge] = came(evening(*others)).charges
    assert (charge.kind, charge.price_kind, charge.unit_price_cents) == (LineKind.UNRESERVED, kind, cents)


def test_where_nothing_is_booked_presence_has_its_ordinary_price() -> None:
    [charge] = came(evening(other("unreserved", 600), attendance=True)).charges
    assert (charge.kind, charge.unit_price_cents) == (LineKind.ATTENDANCE, 90)


@pytest.mark.parametrize(
    ("left", "units"), [("16:31", 1), ("17:00", 1), ("17:01", 2), ("18:30", 4), ("18:50", 4)]
)
def test_each_half_hour_begun_is_due_until_the_service_ends(left: str, units: int) -> None:
    [charge] = came(evening(attendance=True), left=time.fromisoformat(left)).charges
    assert charge.quantity == units


def test_a_booked_stay_is_paid_by_its_time_too() -> None:
    assert came(evening(), booked=True, left=time(17, 20)).units == 2
    assert came(evening(minutes=None), booked=True, left=time(17, 20)).units is None


def test_a_child_kept_late_pays_each_quarter_begun_when_the_agent_says_so() -> None:
    town = evening(other("late_pickup", 500))
    on_time = came(town, booked=True, left=time(18, 31))
    assert on_time.charges == (), "a minute past on a clock is no penalty"
    [charge] = came(town, booked=True, left=time(18, 46), picked_up_late=True).charges
    assert (charge.kind, charge.quantity, charge.unit_price_cents) == (LineKind.LATE_PICKUP, 2, 500)
    [charge] = came(town, booked=True, picked_up_late=True).charges
    assert charge.quantity == 1


def test_a_price_that_the_town_does_not_have_is_kept_as_missing() -> None:
    [charge] = came(evening(), booked=True, picked_up_late=True).charges
    assert not charge.priced
    nothing = replace(evening(), tariffs=())
    assert [charge.priced for charge in came(nothing).charges] == [False]


def test_an_absence_keeps_its_reason_and_no_hours() -> None:
    town = a_town()
    entry = AttendanceEntry(Presence.ABSENT, reason="grève", arrived=time(12), picked_up_late=True)
    slot = Slot(DAY, "restauration", "clara")
    kept = attended(town, a_family(), CLARA, slot, entry, booked=True, by="agent", at=AT)
    assert (kept.reason, kept.excused, kept.arrived, kept.charges) == ("grève", True, None, ())
    unknown = attended(
        town, a_family(), CLARA, slot, AttendanceEntry(Presence.ABSENT), booked=True, by="agent", at=AT
    )
    assert not unknown.excused


def test_hours_the_wrong_way_round_count_no_minute() -> None:
    """Two devices may tell them so: somebody looks at it (`merge.py`), and nothing is billed by the hour meanwhile."""
    assert minutes_stayed(HALF_HOURS, AttendanceEntry(Presence.PRESENT, arrived=time(18), left=time(17))) == 0


clocks = st.times(time(6), time(22)).map(lambda clock: clock.replace(second=0, microsecond=0))


@given(st.none() | clocks, st.none() | clocks)
def test_no_stay_is_longer_than_the_service(arrived: time | None, left: time | None) -> None:
    stayed = minutes_stayed(HALF_HOURS, AttendanceEntry(Presence.PRESENT, arrived=arrived, left=left))
    assert stayed is None if arrived is None and left is None else stayed is not None and 0 <= stayed <= 120


@given(clocks, clocks)
def test_who_leaves_later_never_pays_less(one: time, other_time: time) -> None:
    first, second = sorted((one, other_time))
    town = evening(attendance=True)
    [less], [more] = came(town, left=first).charges, came(town, left=second).charges
    assert less.quantity <= more.quantity
    assert Decimal(more.unit_price_cents) == less.unit_price_cents

"""What a month counts besides bookings is found without billing what is booked."""

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.domain.billing import child_month_lines, price_reasons
from functions.domain.billing.besides_bookings import BESIDES, besides_bookings
from functions.domain.billing.family_lines import lines_owed
from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.planning.attendance_record import Attended, Charge, Presence
from functions.domain.planning.child_month import Slot
from tests.support.builders import CLARA, a_booking, a_family, a_month, a_reglement, on
from tests.support.situations import NOTHING_OFF

CANTEEN = "restauration"
LATE = Charge(LineKind.LATE_PICKUP, 2, 500, "", "late_pickup")
CAME = Charge(LineKind.UNRESERVED, 1, 600, "sans réservation", "unreserved")
FIRST, LAST = on("dimanche 2026-11-01"), on("lundi 2026-11-30")


def seen(*charges: Charge) -> Attended:
    return Attended(Presence.PRESENT, "", datetime(2026, 11, 20, tzinfo=UTC), "testmp", charges=charges)


MONTH = (
    a_month("clara", "2026-11", {(day, CANTEEN): a_booking(345) for day in range(16, 21)})
    .with_attended(Slot(on("lundi 2026-11-16"), CANTEEN, "clara"), seen())
    .with_attended(Slot(on("mardi 2026-11-17"), CANTEEN, "clara"), seen(LATE, CAME))
    .with_attended(Slot(on("lundi 2026-11-23"), CANTEEN, "clara"), seen(CAME))
    .with_fee(Slot(on("jeudi 2026-11-26"), CANTEEN, "clara"), a_booking(200))
)
KNOWN: dict[str, Any] = {"children": {"clara": CLARA}, "reglement": a_reglement(), "called_off": NOTHING_OFF}


def test_the_lines_are_those_of_the_invoice_of_the_whole_month() -> None:
    found = besides_bookings(a_family(), [MONTH], FIRST, LAST, **KNOWN)
    assert [line.kind for line in found] == [
        LineKind.LATE_PICKUP,  # who is booked there did not come without a booking
        LineKind.UNRESERVED,
        LineKind.LATE_CANCEL,
    ]
    whole = [line for line in lines_owed(a_family(), [MONTH], **KNOWN) if line.kind in BESIDES]
    assert sorted(found, key=str) == sorted(whole, key=str)


def test_bookings_without_a_charge_are_not_billed_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    billed: list[Slot] = []
    real: Any = price_reasons.reason_of

    def noted(family: object, slot: Slot, *rest: object) -> object:
        billed.append(slot)
        return real(family, slot, *rest)

    monkeypatch.setattr(child_month_lines, "reason_of", noted)
    besides_bookings(a_family(), [MONTH], FIRST, LAST, **KNOWN)
    assert [slot.date for slot in billed] == [on("mardi 2026-11-17")]
    billed.clear()
    assert besides_bookings(a_family(), [MONTH], FIRST, on("lundi 2026-11-16"), **KNOWN) == []
    assert billed == []

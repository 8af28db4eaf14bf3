"""Invoices are kept for ten years: those written before a field existed still read."""

from datetime import time

import msgspec

from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind
from functions.domain.planning.attendance_record import Charge
from functions.domain.planning.child_month import ChildMonth, Slot
from tests.support.absences import TOLD, a_declared, seen
from tests.support.bills import care_cents
from tests.support.builders import on

OLD = b"""{"day": "2026-10-01", "child": "clara", "child_name": "Clara", "service": "restauration",
"service_name": "Restauration scolaire", "quantity": 1, "unit_price_cents": 345,
"reason": {"tranche": "QF de 600 \xc3\xa0 1 199"}, "booked_on": "2026-09-28"}"""


def test_a_line_written_before_kinds_is_a_booking() -> None:
    line = msgspec.json.decode(OLD, type=InvoiceLine)
    assert (line.kind, line.amount_cents, care_cents(line)) == (LineKind.BOOKING, 345, 0)
    assert line.booked_on == on("lundi 2026-09-28")
    assert msgspec.json.decode(msgspec.json.encode(line), type=InvoiceLine) == line


def test_a_month_written_before_absences_has_none_and_one_with_them_comes_back_whole() -> None:
    old = msgspec.json.decode(b'{"child": "clara", "month": "2026-11", "days": {}}', type=ChildMonth)
    assert (old.absences, old.attended) == ({}, {})
    day = on("mardi 2026-11-17")
    full = old.with_absence(a_declared([day], certificate=TOLD))
    charge = Charge(LineKind.LATE_PICKUP, 2, 500, "", "late_pickup")
    full = full.with_attended(Slot(day, "restauration", "clara"), seen(left=time(18, 46), charges=(charge,)))
    assert msgspec.json.decode(msgspec.json.encode(full), type=ChildMonth) == full

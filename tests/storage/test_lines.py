"""Invoices are kept for ten years: those written before a field existed still read."""

import msgspec

from functions.domain.lines import Line, LineKind
from tests.builders import on

OLD = b"""{"day": "2026-10-01", "child": "clara", "child_name": "Clara", "service": "restauration",
"service_name": "Restauration scolaire", "quantity": 1, "unit_price_cents": 345,
"reason": {"tranche": "QF de 600 \xc3\xa0 1 199"}, "booked_on": "2026-09-28"}"""


def test_a_line_written_before_kinds_is_a_booking() -> None:
    line = msgspec.json.decode(OLD, type=Line)
    assert (line.kind, line.amount_cents, line.care_cents) == (LineKind.BOOKING, 345, 0)
    assert line.booked_on == on("lundi 2026-09-28")
    assert msgspec.json.decode(msgspec.json.encode(line), type=Line) == line

"""From the parent's click, the agent's list and the town's word to the lines of the invoice."""

from uuid import uuid4

import pytest

from functions.domain.absences.declaration import Declaration
from functions.domain.invoices.invoice_lines import InvoiceLine, LineKind
from functions.domain.planning.called_off import CalledOffScope
from functions.storage.invoices import invoices
from functions.usecases.absences.absence_act import AbsenceAct
from functions.usecases.absences.call_off import CallOffAct, call_off
from functions.usecases.absences.declare_absence import declare_absence
from functions.usecases.invoicing.issue_invoices import issue_invoices
from tests.support.absences import a_town
from tests.support.attendance import write_down
from tests.support.builders import MARC, a_booking, a_month, on, open_town, paris, put_month, settle

pytestmark = pytest.mark.usefixtures("table")

CANTEEN = "restauration"
SOON = paris("lundi 2026-10-12 08:00")


def issued() -> list[InvoiceLine]:
    issue_invoices("lisse", "2026-10", by="job", now=paris("dimanche 2026-11-01 04:15"))
    [debt] = invoices.of_year("lisse", "enfance", 2026)
    return list(invoices.invoice("lisse", "testmp", debt.invoice)[0].lines)


def test_an_invoice_takes_off_what_was_missed_and_called_off_and_adds_who_came() -> None:
    open_town(reglement=a_town())
    settle()
    put_month(a_month("clara", "2026-10", {(day, CANTEEN): a_booking() for day in (12, 13, 15)}))
    declare_absence(
        AbsenceAct("lisse", "testmp", MARC, uuid4().hex, SOON),
        Declaration("clara", on("lundi 2026-10-12"), on("lundi 2026-10-12"), "enseignant absent"),
    )
    call_off(CallOffAct("lisse", "agent", uuid4().hex, SOON), CalledOffScope(on("mardi 2026-10-13"), "grève"))
    thursday = on("jeudi 2026-10-15")
    at = paris("jeudi 2026-10-15 14:00")
    write_down("guilhem", service=CANTEEN, day=thursday, at=at)
    assert [(line.child, line.day.day, line.kind, line.amount_cents) for line in issued()] == [
        ("clara", 12, LineKind.BOOKING, 345),
        ("clara", 12, LineKind.ABSENCE, -345),
        ("clara", 13, LineKind.BOOKING, 345),
        ("clara", 13, LineKind.ABSENCE, -345),
        ("clara", 15, LineKind.BOOKING, 345),
        ("guilhem", 15, LineKind.UNRESERVED, 345),
    ]

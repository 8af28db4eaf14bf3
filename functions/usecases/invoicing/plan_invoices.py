"""Work out what families are to be asked for. This only reads."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from functions.domain.billing.family_lines import lines_owed
from functions.domain.billing.lines_to_invoice import first_day, to_ask, worth_issuing
from functions.domain.calendar.billing_periods import BillingPeriod, months_between
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound, Refusal
from functions.domain.families.family import Family
from functions.domain.invoices.invoice import Draft, Invoice, debtor_of
from functions.domain.invoices.invoice_lines import InvoiceLine, total_cents
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.reglement.reglement import Reglement
from functions.domain.town.commune import Commune
from functions.storage.invoicing.billing_sheets import HouseholdToBill, Sheet, sheets
from functions.storage.table.ids import new_id
from functions.storage.table.stored import encode
from functions.storage.table.transaction import MAX_BODY_BYTES, TooMuchStored
from functions.storage.town import called_off, communes

MOST_BYTES = MAX_BODY_BYTES - 20_000
"""Of the lines of an invoice; the rest is for what stands above them. A family that owes more is left to the régisseur, and is no
obstacle to the others: no number is taken for what could not be written."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Due:
    """What a family would be asked for now.

    `issued`: False if there is nothing to ask for, or so little that it waits for the next invoice.
    `refusal`: the code of the refusal that kept the lines from being worked out (the family's next invoice asks for them);
    empty where they were.
    """

    sheet: Sheet
    lines: tuple[InvoiceLine, ...]
    issued: bool
    refusal: str = ""

    @property
    def family(self) -> Family:
        return self.sheet.family

    @property
    def total_cents(self) -> int:
        return total_cents(self.lines)


def dues(commune: Commune, period: BillingPeriod, households: Iterable[HouseholdToBill]) -> Iterator[Due]:
    """What each household is to be asked for, in the order given. Families are read a few at a time.

    A commune without a règlement yields nothing, because nothing could ever be booked there.
    """
    wanted = list(households)
    try:
        head = communes.reglement_head(commune.id).value
    except NotFound:
        return
    reglement = communes.reglement(commune.id, head.reglement)
    first = first_day(period, commune.regie.invoicing)
    off = called_off.of_months(commune.id, months_between(first, period.last))
    met = set()
    for sheet in sheets(commune.id, wanted, first, period.last, clock=commune.clock):
        met.add(sheet.family.id)
        try:
            yield _due(commune, period, sheet, reglement, off)
        except Refusal as refusal:  # one family that fails must not keep the others from their invoices
            _log.error(
                "invoices not issued commune=%s family=%s code=%s", commune.id, sheet.family.id, refusal.code
            )
            yield Due(sheet, (), False, refusal.code)
    for each in wanted:
        # A family that ever paid is never removed, so a missing file is a fault. ERROR sets off the alarm.
        if each.family not in met:
            _log.error("payer without a file commune=%s family=%s", commune.id, each.family)


def drafts(
    commune: Commune, period: BillingPeriod, households: Iterable[HouseholdToBill], *, now: datetime
) -> Iterator[Draft]:
    """The invoices to issue, without their numbers."""
    for due in dues(commune, period, households):
        if due.issued:
            yield Draft(new_id(now), debtor_of(due.family), due.lines, due.sheet.seen)


def _due(
    commune: Commune,
    period: BillingPeriod,
    sheet: Sheet,
    reglement: Reglement,
    off: dict[str, CalledOffMonth],
) -> Due:
    invoicing = commune.regie.invoicing
    owed = lines_owed(
        sheet.family,
        sheet.months,
        children=sheet.children,
        reglement=reglement,
        called_off=off,
        issued_for=month_of(period.due_after),
        asked=[each.line for each in sheet.asked],
    )
    born = {child: file.birth_date for child, file in sheet.children.items()}
    lines = to_ask(owed, sheet.asked, period=period, invoicing=invoicing, born=born)
    if len(encode(lines).encode()) > MOST_BYTES:
        raise TooMuchStored(kind=Invoice.__name__)
    return Due(sheet, lines, worth_issuing(lines, invoicing.threshold_cents(period)))

"""Invoices, debts and payments as the API tells them."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from functions.domain.commune import Commune
from functions.domain.invoices import Debtor, Entry, Invoice, Issuer, Receivable
from functions.domain.lines import Line, total_cents
from functions.domain.payments import MINIMUM_CENTS, Attempt
from functions.french import invoices as french
from functions.french.dates import date_long
from functions.web.invoices_types import (
    InvoiceChild,
    InvoiceContact,
    InvoiceDay,
    InvoiceDebtor,
    InvoiceDetail,
    InvoiceIssuer,
    InvoicePayment,
    InvoicePrice,
    InvoiceService,
    InvoiceSummary,
    Receipt,
)


def summary(debt: Receivable, commune: Commune, today: date) -> InvoiceSummary:
    state = debt.state(today)
    return InvoiceSummary(
        id=debt.invoice,
        number=debt.number.label,
        title=french.title(debt.period),
        period=debt.period,
        issued_on=debt.issued_on,
        due_on=debt.due_on,
        total_cents=debt.total_cents,
        balance_cents=debt.balance_cents,
        state=state,
        sentence=french.state(state, due_on=debt.due_on, paid_on=paid_on(debt, commune)),
        payable_online=commune.regie.payfip_client is not None and debt.balance_cents >= MINIMUM_CENTS,
        payment=debt.attempt,
    )


def detail(
    invoice: Invoice, debt: Receivable, attempts: Sequence[Attempt], commune: Commune, today: date
) -> InvoiceDetail:
    shown = summary(debt, commune, today)
    owed = debt.balance_cents > 0
    ways = french.how_to_pay(invoice.issue.issuer, due_on=debt.due_on, online=shown.payable_online)
    return InvoiceDetail(
        summary=shown,
        issuer=_issuer(invoice.issue.issuer),
        debtor=_debtor(invoice.debtor),
        children=[_child(lines) for lines in _runs(invoice.lines, "child")],
        payments=_payments(debt, attempts, commune),
        how_to_pay=ways if owed else [],
        otherwise=french.OTHERWISE,
    )


def receipt(
    invoice: Invoice, debt: Receivable, attempts: Sequence[Attempt], commune: Commune, paid: date
) -> Receipt:
    return Receipt(
        number=invoice.number.label,
        title=french.title(invoice.issue.period),
        issuer=_issuer(invoice.issue.issuer),
        debtor=_debtor(invoice.debtor),
        total_cents=debt.total_cents,
        paid_on=paid,
        payments=_payments(debt, attempts, commune),
    )


def paid_on(debt: Receivable, commune: Commune) -> date | None:
    """The day of the last payment, on the commune's clock; None while something is owed."""
    if debt.balance_cents > 0 or not debt.entries:
        return None
    return max(entry.at for entry in debt.entries).astimezone(ZoneInfo(commune.timezone)).date()


def _issuer(issuer: Issuer) -> InvoiceIssuer:
    contact = issuer.contact
    lines = [contact.line1, contact.line2, f"{contact.postcode} {contact.city}"]
    return InvoiceIssuer(
        name=issuer.name,
        siret=issuer.siret,
        regie=issuer.regie,
        contact=InvoiceContact(
            contact.service,
            [line for line in lines if line],
            contact.phone,
            contact.email,
            contact.opening_hours,
        ),
    )


def _debtor(debtor: Debtor) -> InvoiceDebtor:
    address = debtor.address
    lines = [address.line1, address.line2, f"{address.postcode} {address.city}"]
    people = [french.person(person) for person in debtor.people] or [f"Famille {debtor.name}"]
    return InvoiceDebtor(people, [line for line in lines if line])


def _runs(lines: Iterable[Line], *names: str) -> list[list[Line]]:
    """Neighbours that agree on those fields: the document is sorted by child, service and day."""
    return [list(run) for _, run in groupby(lines, key=lambda line: [getattr(line, name) for name in names])]


def _child(lines: list[Line]) -> InvoiceChild:
    services = [_service(run) for run in _runs(lines, "service")]
    return InvoiceChild(lines[0].child_name, total_cents(lines), services)


def _service(lines: list[Line]) -> InvoiceService:
    alike: dict[object, list[Line]] = {}
    for line in lines:
        alike.setdefault((line.unit_price_cents, line.reason), []).append(line)
    return InvoiceService(
        name=lines[0].service_name,
        quantity=sum(line.quantity for line in lines),
        amount_cents=total_cents(lines),
        prices=[_price(same) for same in alike.values()],
    )


def _price(lines: list[Line]) -> InvoicePrice:
    first = lines[0]
    return InvoicePrice(
        days=[InvoiceDay(line.day, line.quantity, line.booked_on) for line in lines],
        days_sentence=french.day_list(line.day for line in lines),
        quantity=sum(line.quantity for line in lines),
        unit_price_cents=first.unit_price_cents,
        amount_cents=total_cents(lines),
        tranche=first.reason.tranche,
        sentence=french.reason(first.reason, first.unit_price_cents),
    )


def _payments(debt: Receivable, attempts: Sequence[Attempt], commune: Commune) -> list[InvoicePayment]:
    by_id = {attempt.id: attempt for attempt in attempts}
    return [_payment(entry, by_id.get(entry.source), commune) for entry in debt.entries]


def _payment(entry: Entry, attempt: Attempt | None, commune: Commune) -> InvoicePayment:
    at = entry.at.astimezone(ZoneInfo(commune.timezone))
    means = french.means(attempt.means if attempt is not None else None)
    return InvoicePayment(
        id=entry.source,
        amount_cents=entry.amount_cents,
        paid_at=at,
        sentence=f"{means}, le {date_long(at.date())}",
        authorisation=attempt.authorisation if attempt is not None else None,
    )

"""Invoices, debts and payments as the API tells them."""

from collections.abc import Sequence
from datetime import date

from functions.domain.invoices.documents import DocumentKind, documents_of
from functions.domain.invoices.invoice import Debtor, Invoice, Issuer
from functions.domain.invoices.invoice_layout import Alike, ChildPart, ServicePart, parts_of
from functions.domain.invoices.receivable import EntryKind, InvoiceState, LedgerEntry, Receivable
from functions.domain.regie.online_payments import MINIMUM_CENTS, MOST_INVOICES, Attempt, AttemptState
from functions.domain.town.commune import Commune
from functions.french.invoices import debts
from functions.french.invoices import invoices as french
from functions.french.words import parties
from functions.web.invoices.types import (
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
    NextToPay,
    PaidTogether,
    PaymentOutcome,
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
        sentence=french.state(
            state, due_on=debt.due_on, paid_on=settled_on(debt, commune), given_up=_given_up(debt)
        ),
        payable_online=commune.regie.online_client is not None and debt.owed_cents >= MINIMUM_CENTS,
        payment=debt.attempt,
    )


def detail(
    invoice: Invoice, debt: Receivable, attempts: Sequence[Attempt], commune: Commune, today: date
) -> InvoiceDetail:
    shown = summary(debt, commune, today)
    owed = debt.owed_cents > 0
    ways = french.how_to_pay(
        invoice.issue.issuer,
        due_on=debt.due_on,
        online=commune.regie.provider if shown.payable_online else None,
    )
    return InvoiceDetail(
        summary=shown,
        issuer=_issuer(invoice.issue.issuer),
        debtor=_debtor(invoice.debtor),
        children=[_child(child) for child in parts_of(invoice.lines)],
        kept_as_credit_cents=invoice.credited_cents,
        payments=entries(debt, attempts, commune),
        how_to_pay=ways if owed else [],
        otherwise=french.OTHERWISE,
    )


def together(online: Sequence[Receivable], commune: Commune) -> PaidTogether | None:
    """What one payment settles, `online` being what may be paid online."""
    taken = online[:MOST_INVOICES]
    amount = sum(debt.owed_cents for debt in taken)
    if len(taken) < 2 or amount < MINIMUM_CENTS or not commune.regie.takes_several:
        return None
    return PaidTogether([debt.invoice for debt in taken], amount, french.pay_all(len(taken), amount))


def in_a_row(online: Sequence[Receivable], commune: Commune) -> str:
    """What is said of several that are paid one after the other; empty where they need not be."""
    taken = [debt for debt in online if debt.owed_cents >= MINIMUM_CENTS]
    if len(taken) < 2 or commune.regie.provider is None or commune.regie.takes_several:
        return ""
    return french.pay_in_a_row(len(taken), sum(debt.owed_cents for debt in taken))


def outcome(
    attempt: Attempt, debts: Sequence[Receivable], commune: Commune, state: str, sentence: str
) -> PaymentOutcome:
    """What became of a payment, out of all debts of the family; once it is paid, what it left open."""
    numbers = {debt.invoice: debt.number.label for debt in debts}
    asked = list(attempt.asked_cents)
    told = PaymentOutcome(
        payment=attempt.id,
        invoice=attempt.invoice,
        invoices=asked,
        number=numbers[attempt.invoice],
        what=french.paid_for([numbers[invoice] for invoice in asked], attempt.amount_cents),
        amount_cents=attempt.amount_cents,
        state=state,
        detail=sentence,
    )
    if attempt.state is AttemptState.PAID:
        owed = sorted((debt for debt in debts if debt.owed_cents), key=lambda debt: debt.due_on)
        told.left = french.left_to_pay(len(owed), sum(debt.owed_cents for debt in owed), commune.name)
        online = [debt for debt in owed if debt.owed_cents >= MINIMUM_CENTS and debt.attempt is None]
        if online and commune.regie.provider is not None:
            told.next = NextToPay(online[0].invoice, french.pay_next(online[0].owed_cents))
    return told


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
        payments=entries(debt, attempts, commune),
    )


def paid_on(debt: Receivable, commune: Commune, today: date) -> date | None:
    """The day from which there is a receipt; None while something is owed, or when all was taken back."""
    return settled_on(debt, commune) if debt.state(today) is InvoiceState.PAID else None


def settled_on(debt: Receivable, commune: Commune) -> date | None:
    """The day of the last entry, on the commune's clock; None while something is owed."""
    if debt.balance_cents > 0 or not debt.entries:
        return None
    return commune.day_of(max(entry.at for entry in debt.entries))


def _given_up(debt: Receivable) -> bool:
    return bool(debt.entries) and debt.entries[-1].kind is EntryKind.WRITE_OFF


def _issuer(issuer: Issuer) -> InvoiceIssuer:
    contact = issuer.contact
    return InvoiceIssuer(
        name=issuer.name,
        siret=issuer.siret,
        regie=issuer.regie,
        contact=InvoiceContact(
            contact.service,
            parties.address(contact),
            contact.phone,
            contact.email,
            contact.opening_hours,
        ),
    )


def _debtor(debtor: Debtor) -> InvoiceDebtor:
    return InvoiceDebtor(parties.people(debtor), parties.address(debtor.address))


def _child(child: ChildPart) -> InvoiceChild:
    return InvoiceChild(child.name, child.amount_cents, [_service(service) for service in child.services])


def _service(service: ServicePart) -> InvoiceService:
    return InvoiceService(
        name=service.name,
        quantity=service.quantity,
        amount_cents=service.amount_cents,
        prices=[_price(service.name, alike) for alike in service.prices],
    )


def _price(service: str, alike: Alike) -> InvoicePrice:
    first = alike.first
    return InvoicePrice(
        name=french.what(service, first.kind),
        days=[InvoiceDay(line.day, line.quantity, line.booked_on) for line in alike.lines],
        days_sentence=french.day_list(alike.days),
        quantity=alike.quantity,
        unit_price_cents=first.unit_price_cents,
        times=french.times(alike.quantity, first.unit_price_cents, unit=first.unit, days=len(alike.lines)),
        amount_cents=alike.amount_cents,
        tranche=first.reason.tranche,
        sentence=french.why(first),
    )


def entries(debt: Receivable, attempts: Sequence[Attempt], commune: Commune) -> list[InvoicePayment]:
    by_id = {attempt.id: attempt for attempt in attempts}
    return [
        _payment(entry, by_id.get(entry.source), commune, document)
        for entry, document in zip(debt.entries, documents_of(debt.entries), strict=True)
    ]


def _payment(
    entry: LedgerEntry, attempt: Attempt | None, commune: Commune, document: DocumentKind | None
) -> InvoicePayment:
    at = entry.at.astimezone(commune.clock)
    means = attempt.means if attempt is not None else entry.means or None
    return InvoicePayment(
        id=entry.source,
        kind=entry.kind,
        number=entry.number,
        amount_cents=entry.amount_cents,
        paid_at=at,
        sentence=debts.entry(entry, means_code=means, day=at.date()),
        authorisation=attempt.authorisation if attempt is not None else None,
        document=document,
    )

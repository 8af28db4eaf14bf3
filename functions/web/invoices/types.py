"""What the routes of invoices and payments answer. Sentences are French, for the parent; amounts are cents."""

from datetime import date, datetime
from typing import Annotated

from msgspec import Meta, Struct

from functions.domain.invoices.documents import DocumentKind
from functions.domain.invoices.receivable import EntryKind, InvoiceState
from functions.domain.regie.online_payments import MOST_INVOICES
from functions.web.api.fields import Id


class InvoiceSummary(Struct):
    id: str
    number: str
    title: str
    """« Facture d’octobre 2026 »"""
    period: str
    issued_on: date
    due_on: date
    total_cents: int
    balance_cents: int
    state: InvoiceState
    sentence: str
    payable_online: bool
    payment: str | None
    """The payment under way, whose outcome is not known yet."""


class PaidTogether(Struct):
    """What one click pays: all that the provider takes online, in one payment."""

    invoices: list[str]
    amount_cents: int
    label: str
    """« Tout payer : 2 factures, 130,40 € »"""


class Invoices(Struct):
    to_pay: list[InvoiceSummary]
    """The one due first comes first."""
    paid: list[InvoiceSummary]
    """The newest first."""
    credit_cents: int
    """What the family paid and did not owe."""
    years: list[int]
    """Those in which something was issued or paid, the newest first."""
    together: PaidTogether | None = None
    """Null: fewer than two invoices can be paid online, or the provider takes one at a time."""
    in_a_row: str = ""
    """Where it takes one at a time: what several come to, and that the next one follows."""


class InvoiceContact(Struct):
    service: str
    lines: list[str]
    phone: str
    email: str
    opening_hours: str


class InvoiceIssuer(Struct):
    name: str
    siret: str
    regie: str
    contact: InvoiceContact


class InvoiceDebtor(Struct):
    people: list[str]
    address: list[str]


class InvoiceDay(Struct):
    day: date
    quantity: int
    booked_on: date | None
    """None: never booked."""


class InvoicePrice(Struct):
    """The days of one child and service that are billed alike: same kind, same price, same reason."""

    name: str
    """« Restauration scolaire », « Restauration scolaire, absence déduite »"""
    days: list[InvoiceDay]
    days_sentence: str
    """« lundi 5, mardi 6 et jeudi 8 octobre »; empty for what is billed whatever the days."""
    quantity: int
    unit_price_cents: int
    times: str
    """« 3 × 3,45 € », « 7 × 0,80 € par demi-heure »"""
    amount_cents: int
    tranche: str
    sentence: str
    """Why this price."""


class InvoiceService(Struct):
    name: str
    quantity: int
    amount_cents: int
    prices: list[InvoicePrice]


class InvoiceChild(Struct):
    name: str
    amount_cents: int
    services: list[InvoiceService]


class InvoicePayment(Struct):
    """What moved the balance: a payment, a credit note, a payment taken back (below zero)…"""

    id: str
    kind: EntryKind
    number: str
    """Of the receipt or of the credit note, where it has one."""
    amount_cents: int
    paid_at: datetime
    """On the commune's clock."""
    sentence: str
    """« Carte bancaire, par PayFiP, le jeudi 12 novembre 2026 »"""
    authorisation: str | None
    document: DocumentKind | None
    """What proves it, to download: its subject is `id`."""


class InvoiceDetail(Struct):
    summary: InvoiceSummary
    issuer: InvoiceIssuer
    debtor: InvoiceDebtor
    children: list[InvoiceChild]
    kept_as_credit_cents: int
    """What the lines come to below zero: the family has it as credit, and the total is nothing."""
    payments: list[InvoicePayment]
    how_to_pay: list[str]
    """Empty once paid."""
    otherwise: str
    """What follows when it is not paid."""


class PaymentOpened(Struct):
    payment: str
    redirect_url: str
    form: dict[str, str] | None = None
    """Fields to post to `redirect_url`; null: go there."""


class TogetherAsked(Struct):
    invoices: Annotated[list[Id], Meta(min_length=1, max_length=MOST_INVOICES)]
    amount_cents: int
    """What the parent was shown. Where another sum is left to pay, nothing is opened."""


class NextToPay(Struct):
    invoice: str
    label: str
    """« Payer la suivante : 65,20 € »"""


class PaymentOutcome(Struct):
    payment: str
    invoice: str
    """Of several, the one due first: `invoices` has all."""
    invoices: list[str]
    number: str
    what: str
    """« Facture n° 2026-000042 : 65,20 € »"""
    amount_cents: int
    state: str
    """`open`, `paid`, `refused`, `cancelled` or `held`."""
    detail: str
    left: str = ""
    """Once it is paid, what is still to pay. Empty before."""
    next: NextToPay | None = None
    """Once it is paid, the invoice that can be paid online next."""


class Receipt(Struct):
    number: str
    title: str
    issuer: InvoiceIssuer
    debtor: InvoiceDebtor
    total_cents: int
    paid_on: date
    payments: list[InvoicePayment]


class Notification(Struct):
    """What PayFiP posts: it says that something happened, and proves nothing."""

    idop: Annotated[str, Meta(min_length=1, max_length=64)]

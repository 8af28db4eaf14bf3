"""What the régisseur's routes ask and answer. Amounts are cents, above zero; reasons are sentences that families read."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from functions.domain.invoices.invoice_lines import LineKind
from functions.domain.invoices.receivable import InvoiceState
from functions.domain.regie.write_offs import WriteOffKind
from functions.domain.town.counter_means import CounterMeans
from functions.web.invoices.types import InvoicePayment

Cents = Annotated[int, Meta(gt=0, le=10_000_000)]
SomeReason = Annotated[str, Meta(min_length=1, max_length=200)]
ShortText = Annotated[str, Meta(max_length=60)]
Place = Annotated[int, Meta(ge=0)]
"""Of a line in its invoice, from 0."""


class CreditedPart(Struct):
    place: Place
    amount_cents: Cents | None = None
    """Without it: all that is left of the line."""


class CreditNoteAsked(Struct):
    reason: SomeReason
    lines: Annotated[list[CreditedPart], Meta(min_length=1)] | None = None
    """Without them: all that is left of the invoice."""


class ChangedLine(Struct):
    place: Place
    quantity: Annotated[int, Meta(ge=0, le=1000)] | None = None
    """0 leaves the line out."""
    unit_price_cents: Annotated[int, Meta(ge=-1_000_000, le=1_000_000)] | None = None


class ReissueAsked(Struct):
    reason: SomeReason
    lines: list[ChangedLine] = []
    """Those that change; without any, only the debtor is corrected."""


class WriteOffAsked(Struct):
    kind: WriteOffKind
    amount_cents: Cents
    reason: SomeReason


class CounterPayment(Struct):
    means: CounterMeans
    amount_cents: Cents
    received_on: date
    invoices: list[str] = []
    """Paid in that order; without any, the oldest debts first."""
    bank: ShortText = ""
    reference: ShortText = ""
    """The number of the cheque, of the voucher or of the transfer."""
    anyway: bool = False
    """Also while the family may be paying online."""


class RejectionAsked(Struct):
    reason: SomeReason


class RefundAsked(Struct):
    means: CounterMeans
    amount_cents: Cents
    reference: ShortText = ""


class CreditUseAsked(Struct):
    act: Literal["use_credit"]
    """Says what is done: a request that was sent to a wrong address does not say it."""


class RemindersAsked(Struct):
    act: Literal["send_reminders"]
    """Says what is done: a request that was sent to a wrong address does not say it."""


class HandOverAsked(Struct):
    invoices: Annotated[list[str], Meta(min_length=1)] | None
    """null: all that is ripe of the family."""


class RecallAsked(Struct):
    reason: SomeReason


class UnpaidInvoice(Struct):
    family: str
    debtor: list[str]
    address: list[str]
    invoice: str
    number: str
    period: str
    children: list[str]
    issued_on: date
    due_on: date
    days_late: int
    total_cents: int
    settled_cents: int
    left_cents: int
    reminders: int
    state: InvoiceState
    paying: bool
    """A payment online is under way."""
    ripe: bool
    """Every reminder has left: it may be handed over."""
    small: bool
    """What is ripe of the family is under 15 €."""


class UnpaidInvoices(Struct):
    invoices: list[UnpaidInvoice]
    left_cents: int


class RegieLine(Struct):
    place: int
    day: date
    child_name: str
    service_name: str
    kind: LineKind
    quantity: int
    unit_price_cents: int
    amount_cents: int
    credited_cents: int
    """What credit notes took back of it."""


class RegieInvoice(Struct):
    invoice: str
    number: str
    period: str
    issued_on: date
    due_on: date
    total_cents: int
    left_cents: int
    state: InvoiceState
    entries: list[InvoicePayment]
    reminded_on: list[date]
    handed_over_on: date | None
    payment: str | None
    """The payment online that is under way."""


class RegieInvoiceDetail(Struct):
    summary: RegieInvoice
    lines: list[RegieLine]


class RegiePayment(Struct):
    """At the counter (`receipt`) or online."""

    payment: str
    receipt: str
    means: str
    amount_cents: int
    received_on: date
    credited_cents: int
    rejected: bool


class RegieCreditNote(Struct):
    credit_note: str
    number: str
    invoice_number: str
    issued_on: date
    total_cents: int
    """Below zero."""
    reason: str


class RegieAccount(Struct):
    """All of one family, the newest first."""

    family: str
    name: str
    left_cents: int
    """What it owes the régie."""
    credit_cents: int
    invoices: list[RegieInvoice]
    payments: list[RegiePayment]
    credit_notes: list[RegieCreditNote]

"""One payment of a family, wherever it was made."""

from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.invoices.invoice import Invoice
from functions.domain.invoices.receivable import EntryKind, Receivable
from functions.domain.town.commune import Commune
from functions.publishing.documents.receipt import Payment
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, online_payments
from functions.storage.regie.online_payments import Place


def paid(commune: Commune, family: str, payment: str) -> tuple[Payment, Invoice] | None:
    """The payment and the first invoice it paid; None where there is none, or where the bank took it back."""
    shares = _shares(invoices.receivables(commune.id, family), payment)
    if not shares:
        return None
    first, _ = invoices.invoice(commune.id, family, shares[0][0].invoice)
    told = tuple((debt.number.label, debt.period, cents) for debt, cents in shares)
    try:
        counter = counter_payments.encashment(commune.id, family, payment).value
    except NotFound:
        attempt = online_payments.attempt(Place(commune.id, family, payment)).value
        day = _day(attempt.paid_at or attempt.asked_at or attempt.opened_at, commune)
        proof = attempt.authorisation or ""
        amount = attempt.reported_cents or attempt.amount_cents
        return Payment(day, attempt.means, proof, "", amount, told, attempt.credited_cents), first
    received = counter.received
    return (
        Payment(
            received.received_on,
            received.means.value,
            received.reference,
            counter.number.label,
            received.amount_cents,
            told,
            counter.credited_cents,
        ),
        first,
    )


def _shares(debts: list[Receivable], payment: str) -> list[tuple[Receivable, int]]:
    """What of the payment went to each debt, the oldest first; nothing once it was taken back."""
    entries = [(debt, entry) for debt in reversed(debts) for entry in debt.entries]
    if any(entry.undoes == payment for _, entry in entries):
        return []
    return [
        (debt, entry.amount_cents)
        for debt, entry in entries
        if entry.kind is EntryKind.PAYMENT and entry.source == payment
    ]


def _day(instant: datetime, commune: Commune) -> date:
    return commune.day_of(instant)

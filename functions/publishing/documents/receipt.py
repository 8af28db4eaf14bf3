"""A receipt on paper: one payment, how it was made, and which invoices it paid."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from functions.domain.invoices.invoice import Debtor, Issuer
from functions.french.invoices import debts
from functions.french.invoices import invoices as french
from functions.french.words.dates import date_full, date_long
from functions.french.words.money import euros
from functions.publishing.documents.letterhead import letterhead


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment, online or at the counter. Sum of shares + `credited_cents` = `amount_cents`."""

    day: date
    """On the commune's clock."""
    means: str | None
    proof: str
    """The authorisation, the number of the cheque or of the transfer."""
    number: str
    """Of a receipt of the counter; empty online."""
    amount_cents: int
    shares: tuple[tuple[str, str, int], ...]
    """Invoice, the period it is of, and its cents."""
    credited_cents: int


def receipt_data(
    payment: Payment, issuer: Issuer, debtor: Debtor, *, root: Path, colour: str
) -> dict[str, Any]:
    numbered = f"n° {payment.number}, " if payment.number else ""
    head = letterhead(
        issuer,
        debtor,
        title="Reçu",
        reference=f"{numbered}paiement du {date_full(payment.day)}",
        made_on=payment.day,
        root=root,
        colour=colour,
    )
    shares = [
        {"what": f"{french.title(period)}, n° {invoice}", "amount": euros(cents)}
        for invoice, period, cents in payment.shares
    ]
    if payment.credited_cents:
        shares.append({"what": "Gardé en avoir pour votre famille", "amount": euros(payment.credited_cents)})
    proof = f", n° {payment.proof}" if payment.proof else ""
    return head | {
        "total": euros(payment.amount_cents),
        "how": f"{debts.means(payment.means)}{proof}, le {date_long(payment.day)}",
        "shares": shares,
        "follows": debts.received_by(issuer),
    }

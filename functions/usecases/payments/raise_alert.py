"""Tell the régisseur of something about a payment that changes nothing in the books."""

from datetime import datetime

from functions.domain.invoices.receivable import labels
from functions.domain.regie.alerts import Alert, AlertKind
from functions.storage.invoices import invoices
from functions.storage.regie import alerts, online_payments
from functions.storage.regie.online_payments import Place
from functions.storage.table.transaction import Refused, Transaction
from functions.usecases.retry import when_contended


def raise_alert(place: Place, kind: AlertKind, *, code: str, now: datetime) -> None:
    """Raise the alert, once for each payment and kind. Raises NotFound, Busy."""
    attempt = online_payments.attempt(place).value
    debts = [
        one.value for one in invoices.receivables_of(attempt.commune, attempt.family, attempt.asked_cents)
    ]
    alert = Alert(
        id=f"{attempt.id}-{kind.value}",
        kind=kind,
        at=now,
        family=attempt.family,
        invoice=attempt.invoice,
        payment=attempt.id,
        number=labels(debts),
        amount_cents=attempt.amount_cents,
        code=code,
    )
    transaction = Transaction()
    alerts.raise_alert(transaction, attempt.commune, alert)
    try:
        when_contended(transaction.commit)
    except Refused:
        return  # the régisseur was told of it before

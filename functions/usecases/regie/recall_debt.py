"""Take a debt back from the treasury, if it was handed over by mistake or if the treasury gives it back."""

from dataclasses import dataclass

from functions.domain.errors import check_reason
from functions.domain.regie.hand_over import recall
from functions.storage.invoices import invoices
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once


@dataclass(frozen=True, slots=True)
class Recalled:
    invoice: str
    left_cents: int


def recall_debt(act: Act, invoice_id: str, *, reason: str) -> Recalled:
    """Let the régie collect the debt again, online too. Raises NotFound, ReasonMissing, NotHandedOver, LedgerFull, KeyReused,
    Busy."""
    check_reason(reason)
    act.town()

    def do(transaction: Transaction) -> Recalled:
        debt = invoices.receivable(act.commune, act.family, invoice_id)
        back = recall(debt.value, reason=reason, at=act.now)
        invoices.put(transaction, act.commune, Stored(debt.key, back, debt.version))
        act.note(transaction, "debt_recalled", invoice=invoice_id, amount_cents=back.balance_cents)
        return Recalled(invoice_id, back.balance_cents)

    return once(act, ("recall", invoice_id, reason), Recalled, do)

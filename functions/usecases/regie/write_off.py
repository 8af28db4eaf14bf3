"""Give up all or part of a debt, for a reason that the commune voted: *remise gracieuse* or *admission en non-valeur*."""

from dataclasses import dataclass

from functions.domain.errors import check_reason
from functions.domain.invoices.receivable import HandedOver
from functions.domain.regie.write_offs import WriteOffKind, write_off
from functions.storage.invoices import invoices
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once


@dataclass(frozen=True, slots=True)
class WrittenOff:
    """`left_cents`: what is still to pay."""

    amount_cents: int
    left_cents: int


def write_off_debt(
    act: Act, invoice_id: str, *, kind: WriteOffKind, amount_cents: int, reason: str
) -> WrittenOff:
    """Lower the debt by `amount_cents`. Raises NotFound, ReasonMissing, MoreThanBalance, HandedOver, KeyReused, Busy."""
    check_reason(reason)
    act.town()

    def do(transaction: Transaction) -> WrittenOff:
        debt = invoices.receivable(act.commune, act.family, invoice_id)
        if debt.value.handed_over is not None:
            raise HandedOver
        source = new_id(act.now)
        lowered = write_off(debt.value, amount_cents, kind=kind, source=source, reason=reason, at=act.now)
        invoices.put(transaction, act.commune, Stored(debt.key, lowered, debt.version))
        act.note(
            transaction,
            "debt_written_off",
            invoice=invoice_id,
            kind=kind.value,
            amount_cents=amount_cents,
            act=source,
        )
        return WrittenOff(amount_cents, lowered.balance_cents)

    return once(act, ("write_off", invoice_id, kind, amount_cents, reason), WrittenOff, do)

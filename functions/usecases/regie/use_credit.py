"""Let a family's credit pay for what it owes, oldest debt first: after its invoices are issued, and when the régisseur asks."""

from dataclasses import dataclass
from datetime import datetime

from functions.domain.invoices.credit import Credit, NoCredit, pay_with_credit
from functions.domain.invoices.receivable import Receivable
from functions.storage.invoices import invoices
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_ACTIONS, Transaction
from functions.usecases.regie.regie_act import Act, once
from functions.usecases.retry import when_moved

ROOM = (MAX_ACTIONS - 10) // 2
"""The most credits, and the most debts, that one transaction changes."""


@dataclass(frozen=True, slots=True)
class Used:
    used_cents: int
    left_cents: int
    """Credit that is left."""


def use_credit(act: Act) -> Used:
    """Use the family's credit. Raises NotFound, NoCredit if it could pay for nothing, KeyReused, Busy."""
    act.town()

    def do(transaction: Transaction) -> Used:
        used = _apply(transaction, act)
        if not used.used_cents:
            raise NoCredit
        return used

    return once(act, ("use_credit",), Used, do)


def use_credit_of(commune: str, family: str, *, by: str, now: datetime) -> Used:
    """Use the family's credit without an idempotency key, for jobs: a cent is used only once, so a second call is harmless.

    Raises Busy.
    """
    act = Act(commune, family, by, "", now)

    def again() -> Used:
        transaction = Transaction()
        used = _apply(transaction, act)
        if used.used_cents:
            transaction.commit()
        return used

    return when_moved(again)


def _apply(transaction: Transaction, act: Act) -> Used:
    held = [one for one in invoices.stored_credits(act.commune, act.family) if one.value.left_cents][:ROOM]
    if not held:
        return Used(0, 0)
    debts = [one for one in invoices.stored_receivables(act.commune, act.family) if one.value.owed_cents]
    debts = sorted(debts, key=lambda one: (one.value.due_on, one.value.number.rank))[:ROOM]
    applied = pay_with_credit([one.value for one in held], [one.value for one in debts], at=act.now)
    put_changed(transaction, act.commune, held, applied.held, debts, applied.debts)
    if applied.used_cents:
        uses = {
            debt.invoice: was.value.owed_cents - debt.owed_cents
            for was, debt in zip(debts, applied.debts, strict=True)
            if debt != was.value
        }
        act.note(transaction, "credit_used", used_cents=applied.used_cents, invoices=uses)
    return Used(applied.used_cents, sum(credit.left_cents for credit in applied.held))


def put_changed(
    transaction: Transaction,
    commune: str,
    held: list[Stored[Credit]],
    held_after: tuple[Credit, ...],
    debts: list[Stored[Receivable]],
    debts_after: tuple[Receivable, ...],
) -> None:
    """Write the credits and the debts that changed. `held_after` and `debts_after` are in the order of `held` and `debts`."""
    for credit, credit_after in zip(held, held_after, strict=True):
        if credit_after != credit.value:
            invoices.change_credit(transaction, Stored(credit.key, credit_after, credit.version))
    for debt, debt_after in zip(debts, debts_after, strict=True):
        if debt_after != debt.value:
            invoices.put(transaction, commune, Stored(debt.key, debt_after, debt.version))

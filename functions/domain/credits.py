"""A family's credit pays for what it owes, oldest first, each cent once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain.errors import Refusal
from functions.domain.invoices import Credit, CreditUse, CreditUseKind, Entry, EntryKind, Receivable


class NoCredit(Refusal):
    """The family has no credit, or owes nothing that it could pay for."""

    code = "no_credit"


class MoreThanCredit(Refusal):
    """More than the family has left. `left_cents` is in the data."""

    code = "more_than_credit"


@dataclass(frozen=True, slots=True)
class Applied:
    """Every credit and debt that was given, in the same order, after the credit was used."""

    held: tuple[Credit, ...]
    debts: tuple[Receivable, ...]
    used_cents: int


def left_cents(held: Sequence[Credit]) -> int:
    return sum(credit.left_cents for credit in held)


def oldest_first(debts: Sequence[Receivable]) -> list[Receivable]:
    """What is still owed to the régie, in the order in which it is paid."""
    owed = [debt for debt in debts if debt.owed_cents > 0]
    return sorted(owed, key=lambda debt: (debt.due_on, debt.number.year, debt.number.rank))


def apply(held: Sequence[Credit], debts: Sequence[Receivable], *, at: datetime) -> Applied:
    """Pay for what is owed. A debt that is being paid online at this moment is left alone."""
    purse = {credit.id: credit for credit in held}
    after = {debt.invoice: debt for debt in debts}
    used = 0
    for owed in oldest_first([debt for debt in debts if debt.attempt is None]):
        debt = owed
        for credit in sorted(purse.values(), key=lambda credit: (credit.at, credit.id)):
            amount = min(credit.left_cents, debt.owed_cents)
            if amount <= 0:
                continue
            debt = debt.with_entry(Entry(EntryKind.CREDIT_USED, amount, at, credit.id))
            use = CreditUse(CreditUseKind.INVOICE, amount, at, debt.invoice)
            purse[credit.id] = credit.with_use(use)
            used += amount
        after[debt.invoice] = debt
    return Applied(tuple(purse.values()), tuple(after.values()), used)


def give_back(
    held: Sequence[Credit], amount_cents: int, *, kind: CreditUseKind, source: str, at: datetime
) -> tuple[Credit, ...]:
    """Take that much out of the family's credit, oldest first. Raises MoreThanCredit."""
    left = left_cents(held)
    if amount_cents > left:
        raise MoreThanCredit(field="amount_cents", left_cents=left)
    purse = {credit.id: credit for credit in held}
    wanted = amount_cents
    for credit in sorted(held, key=lambda credit: (credit.at, credit.id)):
        taken = min(credit.left_cents, wanted)
        if taken > 0:
            purse[credit.id] = credit.with_use(CreditUse(kind, taken, at, source))
            wanted -= taken
    return tuple(purse.values())

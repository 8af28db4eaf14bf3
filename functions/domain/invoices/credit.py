"""A family's credit pays for what the family owes: the oldest debt first, and no cent is spent twice."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from functions.domain.errors import Conflict
from functions.domain.invoices.receivable import EntryKind, LedgerEntry, Receivable

MOST_USES = 200
"""Uses of one credit. After that it is only used up: by one use that takes all that is left."""


class CreditOrigin(StrEnum):
    """Where a credit comes from."""

    PAYMENT = "payment"
    """The family paid more than it owed."""
    CREDIT_NOTE = "credit_note"
    """The family paid an invoice that a credit note took back afterwards."""
    CORRECTION = "correction"
    """The lines of an invoice came to less than nothing, because of the corrections among them."""


class CreditUseKind(StrEnum):
    """What a part of a credit was used for."""

    INVOICE = "invoice"
    """It paid for the invoice whose id is `source`."""
    REFUND = "refund"
    """The money was given back."""
    TAKEN_BACK = "taken_back"
    """The bank rejected the payment that the credit came from."""


@dataclass(frozen=True, slots=True)
class CreditUse:
    kind: CreditUseKind
    amount_cents: int
    at: datetime
    source: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that the family paid and does not owe.

    `payment` is the id of the payment that it came from, or of the credit note that took back what had been paid.
    """

    id: str
    amount_cents: int
    invoice: str
    payment: str
    at: datetime
    origin: CreditOrigin = CreditOrigin.PAYMENT
    uses: tuple[CreditUse, ...] = ()

    @property
    def left_cents(self) -> int:
        return self.amount_cents - sum(use.amount_cents for use in self.uses)

    def may_give(self, amount_cents: int) -> bool:
        """Whether the credit may be used for that amount, which is not more than what is left."""
        return len(self.uses) < MOST_USES or amount_cents == self.left_cents

    def with_use(self, use: CreditUse) -> Self:
        return replace(self, uses=(*self.uses, use))


class NoCredit(Conflict):
    """The family has no credit, or owes nothing that its credit could pay for."""

    code = "no_credit"


class CreditInPieces(Conflict):
    """The family's credit was used so often that it can only be given back whole. The rest, `left_cents`, is in the data."""

    code = "credit_in_pieces"


class CreditScattered(Conflict):
    """The amount lies in more credits than one act changes. What one act may give back, `most_cents`, is in the data."""

    code = "credit_scattered"


class MoreThanCredit(Conflict):
    """The amount exceeds the credit that the family has left, which is `left_cents` in the data."""

    code = "more_than_credit"


@dataclass(frozen=True, slots=True)
class PaidWithCredit:
    """All the credits and debts that were passed to `pay_with_credit`, in the same order, after the credit was used."""

    held: tuple[Credit, ...]
    debts: tuple[Receivable, ...]
    used_cents: int


def left_cents(held: Sequence[Credit]) -> int:
    return sum(credit.left_cents for credit in held)


def oldest_first(debts: Sequence[Receivable]) -> list[Receivable]:
    """The debts that the régie may still be paid, in the order in which credit pays them."""
    owed = [debt for debt in debts if debt.owed_cents > 0]
    return sorted(owed, key=lambda debt: (debt.due_on, debt.number.year, debt.number.rank))


def pay_with_credit(held: Sequence[Credit], debts: Sequence[Receivable], *, at: datetime) -> PaidWithCredit:
    """Pay the debts from the credit. A debt that is being paid online at this moment is left alone.

    So is a debt, or a credit, that was moved so often that it takes no more (`MOST_ENTRIES`, `MOST_USES`).
    """
    purse = {credit.id: credit for credit in held}
    after = {debt.invoice: debt for debt in debts}
    used = 0
    for owed in oldest_first([debt for debt in debts if debt.attempt is None]):
        debt = owed
        for credit in sorted(purse.values(), key=lambda credit: (credit.at, credit.id)):
            amount = min(credit.left_cents, debt.owed_cents)
            if amount <= 0 or debt.takes_no_more or not credit.may_give(amount):
                continue
            debt = debt.with_entry(LedgerEntry(EntryKind.CREDIT_USED, amount, at, credit.id))
            use = CreditUse(CreditUseKind.INVOICE, amount, at, debt.invoice)
            purse[credit.id] = credit.with_use(use)
            used += amount
        after[debt.invoice] = debt
    return PaidWithCredit(tuple(purse.values()), tuple(after.values()), used)


def draw_credit(
    held: Sequence[Credit], amount_cents: int, *, kind: CreditUseKind, source: str, at: datetime
) -> tuple[Credit, ...]:
    """Take `amount_cents` out of the family's credit, from the oldest credit first.

    Raises MoreThanCredit, CreditInPieces.
    """
    left = left_cents(held)
    if amount_cents > left:
        raise MoreThanCredit(field="amount_cents", left_cents=left)
    purse = {credit.id: credit for credit in held}
    wanted = amount_cents
    for credit in sorted(held, key=lambda credit: (credit.at, credit.id)):
        taken = min(credit.left_cents, wanted)
        if taken > 0 and not credit.may_give(taken):
            raise CreditInPieces(field="amount_cents", left_cents=left)
        if taken > 0:
            purse[credit.id] = credit.with_use(CreditUse(kind, taken, at, source))
            wanted -= taken
    return tuple(purse.values())

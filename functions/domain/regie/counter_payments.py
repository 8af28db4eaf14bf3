"""Money taken at the counter: cash, cheques, vouchers, transfers. Each has a receipt, numbered without a gap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from functions.domain.errors import Conflict, InvalidRequest
from functions.domain.invoices.credit import Credit, CreditUse, CreditUseKind, oldest_first
from functions.domain.invoices.receivable import AlreadyPaid, EntryKind, HandedOver, LedgerEntry, Receivable
from functions.domain.town.counter_means import CounterMeans


class MoreThanOwed(Conflict):
    """More cash than is owed, although the counter gives change. What is owed, `most_cents`, is in the data."""

    code = "more_than_owed"


class OnlinePaymentUnderWay(Conflict):
    """The family may be paying the same invoice online at this moment. The régisseur may record it all the same."""

    code = "online_payment_under_way"


class AlreadyRejected(Conflict):
    """The bank has already taken this payment back."""

    code = "already_rejected"


class ChequeIncomplete(InvalidRequest):
    """A cheque must be recorded with its bank and its number."""

    code = "cheque_incomplete"


class ReceivedLater(Conflict):
    """The day on which the payment was received is still to come."""

    code = "received_later"


class ReceivedLongAgo(Conflict):
    """The payment was received more than a year ago: the year is taken for a typing error."""

    code = "received_long_ago"


RECORDED_WITHIN = timedelta(366)


@dataclass(frozen=True, slots=True)
class ReceiptNumber:
    """A régie numbers the receipts of a year from 1, without a gap, apart from its invoices."""

    regie: str
    year: int
    rank: int

    @property
    def label(self) -> str:
        """The number as people read it: `R2026-000042`."""
        return f"R{self.year:04}-{self.rank:06}"


@dataclass(frozen=True, slots=True)
class MoneyReceived:
    """The money that the régisseur was given. `received_on` is a day of the town's calendar."""

    means: CounterMeans
    amount_cents: int
    received_on: date
    bank: str = ""
    reference: str = ""
    """The number of the cheque, of the voucher or of the transfer."""


@dataclass(frozen=True, slots=True)
class Share:
    """What of a payment went to one invoice."""

    invoice: str
    number: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Encashment:
    """A payment at the counter (*encaissement*) and its receipt. Sum of shares + `credited_cents` = amount."""

    id: str
    number: ReceiptNumber
    family: str
    received: MoneyReceived
    shares: tuple[Share, ...]
    credited_cents: int
    by: str
    at: datetime
    rejected_at: datetime | None = None


def check_received(received: MoneyReceived, *, today: date) -> None:
    """Raises ChequeIncomplete, ReceivedLater, ReceivedLongAgo."""
    if received.means is CounterMeans.CHEQUE and not (received.bank and received.reference):
        raise ChequeIncomplete(field="reference" if received.bank else "bank")
    if received.received_on > today:
        raise ReceivedLater(field="received_on")
    if received.received_on < today - RECORDED_WITHIN:
        raise ReceivedLongAgo(field="received_on")


def debts_to_pay(debts: Sequence[Receivable], named: Sequence[str]) -> list[Receivable]:
    """The debts that a payment goes to, in order: the invoices `named`, or else all that is owed, oldest first.

    Raises AlreadyPaid where nothing is owed, HandedOver where the treasury collects one of those named, LedgerFull where one
    of those named takes no payment more.
    """
    if not named:
        owed = [debt for debt in oldest_first(debts) if not debt.takes_no_more]
        if not owed:
            for debt in oldest_first(debts):
                debt.check_room()
            raise AlreadyPaid
        return owed
    by_id = {debt.invoice: debt for debt in debts}
    chosen = [by_id[invoice] for invoice in dict.fromkeys(named)]
    if any(debt.handed_over is not None and debt.balance_cents > 0 for debt in chosen):
        raise HandedOver(field="invoices")
    if not any(debt.owed_cents for debt in chosen):
        raise AlreadyPaid(field="invoices")
    to_pay = [debt for debt in chosen if debt.owed_cents]
    for debt in to_pay:
        debt.check_room()
    return to_pay


def check_amount(received: MoneyReceived, debts: Sequence[Receivable]) -> None:
    """Raises MoreThanOwed for cash. Whoever pays too much by other means has the rest as credit."""
    owed = sum(debt.owed_cents for debt in debts)
    if received.means is CounterMeans.CASH and received.amount_cents > owed:
        raise MoreThanOwed(field="amount_cents", most_cents=owed)


def spread_over_debts(
    received: MoneyReceived, debts: Sequence[Receivable], *, source: str, number: str, at: datetime
) -> tuple[list[Receivable], tuple[Share, ...], int]:
    """Pay debts in order. Returns those that changed, the share of each, and the cents that no debt needed."""
    left, after, shares = received.amount_cents, [], []
    for debt in debts:
        paid, beyond = debt.receive(left, source=source, at=at, number=number, means=received.means.value)
        if beyond < left:
            shares.append(Share(debt.invoice, debt.number.label, left - beyond))
            after.append(paid)
        left = beyond
    return after, tuple(shares), left


def undo_payment(
    debts: Sequence[Receivable],
    shares: Sequence[Share],
    credit: Credit | None,
    *,
    payment: str,
    number: str,
    source: str,
    reason: str,
    at: datetime,
) -> tuple[list[Receivable], Credit | None]:
    """Undo a payment that the bank took back: its debts are owed again, and the credit it left is withdrawn.

    The part of that credit that was already spent is owed again on the first debt. `debts` are those of `shares`, or at
    least one debt where there is no share.
    """
    spent, taken = 0, credit
    if credit is not None:
        left = credit.left_cents
        spent = credit.amount_cents - left
        if left:
            taken = credit.with_use(CreditUse(CreditUseKind.TAKEN_BACK, left, at, source))
    amounts = {share.invoice: share.amount_cents for share in shares}
    after = []
    for place, debt in enumerate(debts):
        amount = amounts.get(debt.invoice, 0) + (spent if place == 0 else 0)
        if amount:
            entry = LedgerEntry(
                EntryKind.REJECTED, -amount, at, source, number, undoes=payment, reason=reason
            )
            debt = replace(debt, entries=(*debt.entries, entry))
        after.append(debt)
    return after, taken

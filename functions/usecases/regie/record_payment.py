"""Record one payment that the régisseur took at the counter, for one invoice or for several, with its receipt."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.domain.errors import NotFound
from functions.domain.invoices.credit import Credit
from functions.domain.messages import Message, MessageKind
from functions.domain.regie.counter_payments import (
    Encashment,
    MoneyReceived,
    OnlinePaymentUnderWay,
    Share,
    check_amount,
    check_received,
    debts_to_pay,
    spread_over_debts,
)
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, till
from functions.storage.table import keys, numbers, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once


@dataclass(frozen=True, slots=True)
class Recorded:
    """`receipt`: its number. `credited_cents`: what was beyond the debts, and is now the family's credit."""

    payment: str
    receipt: str
    shares: tuple[Share, ...]
    credited_cents: int


def record_payment(
    act: Act, received: MoneyReceived, *, invoice_ids: Sequence[str] = (), anyway: bool = False
) -> Recorded:
    """Record what was received as paying for these invoices, or else for the family's oldest debts first.

    `anyway`: record it even while the family may be paying online; what is then paid twice becomes credit when the online
    payment settles.

    Raises NotFound, AlreadyPaid, HandedOver, MoreThanOwed, OnlinePaymentUnderWay, ChequeIncomplete, ReceivedLater,
    ReceivedLongAgo, KeyReused, Busy.
    """
    town = act.town()
    check_received(received, today=act.today(town))

    def do(transaction: Transaction) -> Recorded:
        stored = {debt.value.invoice: debt for debt in invoices.stored_receivables(act.commune, act.family)}
        if not set(invoice_ids) <= stored.keys():
            raise NotFound(field="invoices")
        debts = debts_to_pay([debt.value for debt in stored.values()], invoice_ids)
        check_amount(received, debts)
        regie, year = town.regie.code, act.today(town).year
        number = numbers.next_receipt(transaction, act.commune, regie, year)
        payment = new_id(act.now)
        after, shares, beyond = spread_over_debts(
            received, debts, source=payment, number=number.label, at=act.now
        )
        touched = {share.invoice for share in shares}
        if not anyway and any(debt.attempt for debt in debts if debt.invoice in touched):
            raise OnlinePaymentUnderWay
        for debt in after:
            was = stored[debt.invoice]
            invoices.put(transaction, act.commune, Stored(was.key, debt, was.version))
        if beyond:
            credit = Credit(payment, beyond, debts[0].invoice, payment, act.now)
            invoices.put_credit(transaction, act.commune, act.family, credit)
        encashment = Encashment(payment, number, act.family, received, shares, beyond, act.by, act.now)
        key = keys.encashment(act.commune, act.family, payment)
        counter_payments.put(transaction, Stored(key, encashment, 0))
        till.add(transaction, act.commune, regie, _movement(act, encashment))
        act.note(
            transaction,
            "payment_recorded",
            payment=payment,
            receipt=number.label,
            means=received.means.value,
            amount_cents=received.amount_cents,
            shares={share.invoice: share.amount_cents for share in shares},
            credited_cents=beyond,
        )
        outbox.add(transaction, _message(act, encashment))
        return Recorded(payment, number.label, shares, beyond)

    return once(act, ("record_payment", received, sorted(invoice_ids), anyway), Recorded, do)


def _movement(act: Act, encashment: Encashment) -> Movement:
    return Movement(
        id=new_id(act.now),
        at=act.now,
        kind=MovementKind.RECEIVED,
        means=encashment.received.means.value,
        amount_cents=encashment.received.amount_cents,
        family=act.family,
        source=encashment.id,
        shares=encashment.shares,
        proof=encashment.received.reference,
        receipt=encashment.number.label,
    )


def _message(act: Act, encashment: Encashment) -> Message:
    """The one mail that the family gets, about the first invoice that was paid."""
    first = encashment.shares[0]
    data: dict[str, str | int] = {
        "payment": encashment.id,
        "invoice": first.invoice,
        "number": first.number,
        "receipt": encashment.number.label,
        "amount_cents": encashment.received.amount_cents,
        "credited_cents": encashment.credited_cents,
    }
    return Message(new_id(act.now), MessageKind.PAYMENT_RECEIVED, act.commune, act.family, data)

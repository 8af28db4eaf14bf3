"""Undo a payment that the bank did not honour: the debt is owed again, and the credit that the payment gave is gone."""

from dataclasses import dataclass, replace

from functions.domain.errors import NotFound, check_reason
from functions.domain.messages import Message, MessageKind
from functions.domain.regie.counter_payments import AlreadyRejected, Share, undo_payment
from functions.domain.regie.online_payments import Attempt, AttemptState
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.storage.invoices import invoices
from functions.storage.regie import counter_payments, online_payments, till
from functions.storage.regie.online_payments import Place
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once


@dataclass(frozen=True, slots=True)
class Rejected:
    rejection: str
    amount_cents: int
    invoices: tuple[str, ...]
    """The invoices that are owed again."""


@dataclass(frozen=True, slots=True)
class _Payment:
    """A payment made at the counter or online. `first`: the first invoice that it was meant for."""

    shares: tuple[Share, ...]
    first: str
    amount_cents: int
    means: str
    receipt: str = ""
    reference: str = ""
    provider_id: str = ""
    proof: str = ""


def reject_payment(act: Act, payment: str, *, reason: str) -> Rejected:
    """Record that the bank took a payment back. `payment`: the id of an encashment, or of an attempt that was paid.

    Raises NotFound, ReasonMissing, AlreadyRejected, KeyReused, Busy.
    """
    check_reason(reason)
    town = act.town()

    def do(transaction: Transaction) -> Rejected:
        paid = _marked(transaction, act, payment)
        places = list(dict.fromkeys([*(share.invoice for share in paid.shares), paid.first]))
        stored = [invoices.receivable(act.commune, act.family, invoice) for invoice in places]
        credit = invoices.credit(act.commune, act.family, payment)
        rejection = new_id(act.now)
        debts, taken = undo_payment(
            [one.value for one in stored],
            paid.shares,
            None if credit is None else credit.value,
            payment=payment,
            number=paid.receipt,
            source=rejection,
            reason=reason,
            at=act.now,
        )
        reopened = []
        for was, debt in zip(stored, debts, strict=True):
            if debt != was.value:
                invoices.put(transaction, act.commune, Stored(was.key, debt, was.version))
                reopened.append(debt)
        if credit is not None and taken is not None and taken != credit.value:
            invoices.change_credit(transaction, Stored(credit.key, taken, credit.version))
        movement = Movement(
            new_id(act.now),
            act.now,
            MovementKind.REJECTED,
            paid.means,
            -paid.amount_cents,
            act.family,
            payment,
            tuple(replace(share, amount_cents=-share.amount_cents) for share in paid.shares),
            paid.reference,
            paid.provider_id,
            paid.proof,
            paid.receipt,
        )
        till.add(transaction, act.commune, town.regie.code, movement)
        act.note(
            transaction,
            "payment_rejected",
            payment=payment,
            rejection=rejection,
            amount_cents=paid.amount_cents,
            invoices=[debt.invoice for debt in reopened],
        )
        for debt in reopened[:1]:
            data: dict[str, str | int] = {
                "invoice": debt.invoice,
                "number": debt.number.label,
                "amount_cents": paid.amount_cents,
            }
            message = Message(new_id(act.now), MessageKind.PAYMENT_REJECTED, act.commune, act.family, data)
            outbox.add(transaction, message)
        return Rejected(rejection, paid.amount_cents, tuple(debt.invoice for debt in reopened))

    return once(act, ("reject_payment", payment, reason), Rejected, do)


def _marked(transaction: Transaction, act: Act, payment: str) -> _Payment:
    """The payment, which the transaction marks as rejected so that a second rejection is refused."""
    try:
        stored = counter_payments.encashment(act.commune, act.family, payment)
    except NotFound:
        return _marked_attempt(transaction, act, payment)
    encashment = stored.value
    if encashment.rejected_at is not None:
        raise AlreadyRejected
    rejected = replace(encashment, rejected_at=act.now)
    counter_payments.put(transaction, Stored(stored.key, rejected, stored.version))
    received = encashment.received
    return _Payment(
        encashment.shares,
        encashment.shares[0].invoice,
        received.amount_cents,
        received.means.value,
        receipt=encashment.number.label,
        proof=received.reference,
    )


def _marked_attempt(transaction: Transaction, act: Act, payment: str) -> _Payment:
    stored = online_payments.attempt(Place(act.commune, act.family, payment))
    attempt = stored.value
    if attempt.state is not AttemptState.PAID:
        raise NotFound
    if attempt.rejected_at is not None:
        raise AlreadyRejected
    online_payments.put(
        transaction, Stored(stored.key, replace(attempt, rejected_at=act.now), stored.version)
    )
    return _Payment(
        _shares(act, attempt),
        attempt.invoice,
        attempt.amount_cents,
        attempt.means or "",
        reference=attempt.reference,
        provider_id=attempt.provider_id or "",
        proof=attempt.authorisation or "",
    )


def _shares(act: Act, attempt: Attempt) -> tuple[Share, ...]:
    debts = [one.value for one in invoices.receivables_of(act.commune, act.family, attempt.asked_cents)]
    shares = (Share(debt.invoice, debt.number.label, debt.paid_by(attempt.id)) for debt in debts)
    return tuple(share for share in shares if share.amount_cents)

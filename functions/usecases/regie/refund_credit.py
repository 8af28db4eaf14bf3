"""Record that the régisseur has given a family its credit back in money."""

from dataclasses import dataclass

from functions.domain.invoices.credit import CreditScattered, CreditUseKind, draw_credit, left_cents
from functions.domain.regie.till_movements import Movement, MovementKind
from functions.domain.town.counter_means import CounterMeans
from functions.storage.invoices import invoices
from functions.storage.regie import till
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.regie.regie_act import Act, once
from functions.usecases.regie.use_credit import ROOM, put_changed


@dataclass(frozen=True, slots=True)
class Refunded:
    refund: str
    amount_cents: int
    left_cents: int
    """Credit that is left."""


def refund_credit(act: Act, amount_cents: int, *, means: CounterMeans, reference: str = "") -> Refunded:
    """Record the refund. `reference`: the transfer's or the cheque's, for the till's book.

    Raises NotFound, MoreThanCredit, CreditInPieces, CreditScattered, KeyReused, Busy.
    """
    town = act.town()

    def do(transaction: Transaction) -> Refunded:
        everything = [one for one in invoices.stored_credits(act.commune, act.family) if one.value.left_cents]
        oldest_first = sorted(everything, key=lambda one: (one.value.at, one.value.id))
        held, others = oldest_first[:ROOM], left_cents([one.value for one in oldest_first[ROOM:]])
        within = left_cents([one.value for one in held])
        if within < amount_cents <= within + others:
            raise CreditScattered(field="amount_cents", most_cents=within)
        refund = new_id(act.now)
        after = draw_credit(
            [one.value for one in held],
            amount_cents,
            kind=CreditUseKind.REFUND,
            source=refund,
            at=act.now,
        )
        put_changed(transaction, act.commune, held, after, [], ())
        movement = Movement(
            new_id(act.now),
            act.now,
            MovementKind.REFUNDED,
            means.value,
            -amount_cents,
            act.family,
            refund,
            proof=reference,
        )
        till.add(transaction, act.commune, town.regie.code, movement)
        act.note(transaction, "credit_refunded", refund=refund, amount_cents=amount_cents, means=means.value)
        return Refunded(refund, amount_cents, left_cents(after) + others)

    return once(act, ("refund_credit", amount_cents, means, reference), Refunded, do)

"""Hand a family's debts over to the treasury. From then on the régie takes no payment for them, online or at the counter."""

from collections.abc import Sequence
from dataclasses import dataclass

from functions.domain.errors import NotFound
from functions.domain.messages import Message, MessageKind
from functions.domain.regie import hand_over
from functions.storage.invoices import invoices
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import MAX_ACTIONS, Transaction
from functions.usecases.regie.regie_act import Act, once

ROOM = (MAX_ACTIONS - 10) // 2
"""The most debts that one act hands over: each takes two writes of the transaction, the debt and its message."""


@dataclass(frozen=True, slots=True)
class Handed:
    hand_over: str
    invoices: tuple[str, ...]
    amount_cents: int
    more: bool = False
    """Other debts of the family are ready too: call again."""


def hand_over_debts(act: Act, invoice_ids: Sequence[str] = ()) -> Handed:
    """Hand over the debts of these invoices, or else every debt of the family for which the régie sent all its reminders.

    Of all that are ready, one act hands over as many as it has room for, and says that there are more. Invoices that are named
    are handed over together or not at all.

    Raises NotFound, TooManyToHandOver, NothingToHandOver, AlreadyPaid, HandedOver, NotOverdue, RemindersFirst, HandOverWaits, TooSmallToHandOver,
    KeyReused, Busy.
    """
    named = list(dict.fromkeys(invoice_ids))
    if len(named) > ROOM:
        raise hand_over.TooManyToHandOver(field="invoices", most=ROOM)
    town = act.town()
    today, planned = act.today(town), len(town.regie.reminder_days)

    def do(transaction: Transaction) -> Handed:
        stored = {one.value.invoice: one for one in invoices.stored_receivables(act.commune, act.family)}
        if not set(invoice_ids) <= stored.keys():
            raise NotFound(field="invoices")
        ready = [
            name
            for name, one in stored.items()
            if hand_over.ready_for_hand_over(one.value, today, planned=planned)
        ]
        chosen = [stored[name] for name in named or sorted(ready)[:ROOM]]
        if not chosen:
            raise hand_over.NothingToHandOver
        hand_over.check([one.value for one in chosen], today, planned=planned)
        name, total = new_id(act.now), sum(one.value.balance_cents for one in chosen)
        for one in chosen:
            handed = hand_over.hand_over(one.value, act=name, at=act.now)
            invoices.put(transaction, act.commune, Stored(one.key, handed, one.version))
            data: dict[str, str | int] = {
                "invoice": handed.invoice,
                "number": handed.number.label,
            }
            message = Message(new_id(act.now), MessageKind.INVOICE_HANDED_OVER, act.commune, act.family, data)
            outbox.add(transaction, message)
        ids = tuple(one.value.invoice for one in chosen)
        act.note(transaction, "debts_handed_over", hand_over=name, invoices=list(ids), amount_cents=total)
        return Handed(name, ids, total, more=not named and len(ready) > ROOM)

    return once(act, ("hand_over", sorted(invoice_ids)), Handed, do)

"""Decline a place that came from the waiting list: it costs nothing, and the place goes to the next child who waits."""

from datetime import datetime

from functions.domain.availability.availability import availability_of
from functions.domain.bookings.validation import SeenLine, decide
from functions.domain.errors import Conflict, NotFound
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.bookings.validate_basket import confirm_by_mail, note, write_bookings
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import WaitingAnswer


class NotDeclinable(Conflict):
    """The booking did not come from the waiting list, or the time to decline it is over."""

    code = "not_declinable"


def decline_place(acting: Acting, slot: Slot, *, key: str, now: datetime) -> Facts:
    """Give the place back, and return the facts afterwards. A second click, or the other parent's, changes nothing.

    Raises NotFound, NotDeclinable, Busy.
    """
    acting.require_children([slot.child])
    done_key, request = acting.done_key(key), ("decline", acting.account, slot)

    def act() -> Facts:
        facts, found = acting.read([slot], also=done_key, pricing=True)
        if idempotency.answer_in(found.get(done_key, Done), request, WaitingAnswer) is not None:
            return facts
        situation = facts.situation()
        booking = situation.booking(slot)
        if booking is None:
            return facts
        if booking.payer != situation.family.id:
            raise NotFound
        obstacle = availability_of(situation, slot, Action.CANCEL, now=now).obstacle
        if booking.declinable_until is None or obstacle is not None:
            raise NotDeclinable
        act_id = new_id(now)
        decision = decide(
            situation,
            Basket().with_lines([BasketLine(slot, Action.CANCEL)]),
            [SeenLine(slot, Action.CANCEL, situation.own_cents(slot, booking.price_cents))],
            account=acting.account,
            act=act_id,
            now=now,
        )
        transaction = Transaction()
        write_bookings(transaction, facts, decision)
        note(transaction, facts, decision, account=acting.account, act=act_id, now=now)
        confirm_by_mail(transaction, facts, account=acting.account, act=act_id, now=now)
        idempotency.remember(transaction, done_key, request, WaitingAnswer(False), now=now)
        transaction.commit()
        give_freed_places.give(facts.commune.id, decision.after, [slot], now=now)
        return facts.with_bookings(decision.after)

    return when_moved(act)

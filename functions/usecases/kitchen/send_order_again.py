"""The caterer lost the mail: the same order leaves again, under the same numbers. Nothing is ordered anew."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from functions.domain.agents.staff import Scope
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.kitchen.orders import NoCatererAddress, OrderGoneBy, SentOrders
from functions.domain.messages import Message, MessageKind
from functions.storage.kitchen import meal_months, meal_orders
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.kitchen.kitchen_act import KitchenAct
from functions.usecases.retry import when_moved

ALREADY_ON_ITS_WAY = timedelta(minutes=2)
"""A second click, or a second agent, within them sends nothing more."""


@dataclass(frozen=True, slots=True)
class OrderLeftAgain:
    at: datetime
    email: str
    caterer: str


def send_order_again(act: KitchenAct, sent_id: str, *, scope: Scope) -> OrderLeftAgain:
    """To the address that the town has now: the first one may have been wrong.

    Raises NotFound, OutOfScope, NoCatererAddress, OrderGoneBy, KeyReused, Busy.
    """
    sent_key, done_key = keys.sent_orders(act.commune, sent_id), keys.of_account(act.by, f"KEY#{act.key}")
    settings_key = keys.kitchen_settings(act.commune)
    request = ("send_order_again", act.commune, sent_id)

    def again() -> OrderLeftAgain:
        found = read([done_key, sent_key, settings_key])
        earlier = idempotency.answer_in(found.get(done_key, Done), request, OrderLeftAgain)
        if earlier is not None:
            return earlier
        stored = found.get(sent_key, SentOrders)
        if stored is None:
            raise NotFound
        known = stored.value
        scope.check_service(known.service)
        settings = meal_months.settings_in_batch(found, act.commune)
        own = settings.value.of(known.service)
        if not own.email:
            raise NoCatererAddress
        if max(order.day for order in known.orders) < act.reglement.day_of(act.now):
            raise OrderGoneBy
        if known.sent_again_at is not None and act.now - known.sent_again_at < ALREADY_ON_ITS_WAY:
            return OrderLeftAgain(known.sent_again_at, known.email, known.caterer)
        told = replace(known, email=own.email, caterer=own.caterer, sent_again_at=act.now)
        answer = OrderLeftAgain(act.now, told.email, told.caterer)
        transaction = Transaction()
        transaction.check(settings, why="settings")
        meal_orders.put_sent(transaction, act.commune, Stored(stored.key, told, stored.version))
        detail: dict[str, object] = {"service": told.service, "sent": told.id}
        line = JournalLine(new_id(act.now), "meals_order_sent_again", act.by, act.now, detail=detail)
        journal.add_to_commune(transaction, act.commune, line)
        message = Message(new_id(act.now), MessageKind.MEAL_ORDER, act.commune, data={"sent": told.id})
        outbox.add(transaction, message)
        idempotency.remember(transaction, done_key, request, answer, now=act.now)
        transaction.commit()
        return answer

    return when_moved(again)

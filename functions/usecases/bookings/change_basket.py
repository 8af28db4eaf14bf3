"""Put lines in the basket, take some out, empty it. The basket is a draft: it takes no place, and the journal says
nothing of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from functions.domain.bookings.basket_filling import changed
from functions.domain.bookings.validation import RefusedLine
from functions.domain.planning.basket import MAX_LINES_AT_ONCE, Basket, BasketFull, BasketLine
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import baskets
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency
from functions.storage.table.idempotency import Done
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BasketChanged:
    refused: tuple[RefusedLine, ...] = ()


def change_basket(
    acting: Acting, *, add: Sequence[BasketLine], remove: Sequence[Slot], key: str, now: datetime
) -> tuple[BasketChanged, Facts]:
    """The lines that cannot go in, and the facts with the basket as it is now. Raises NotFound, BasketFull, Busy."""
    if len(add) + len(remove) > MAX_LINES_AT_ONCE:
        raise BasketFull(most=MAX_LINES_AT_ONCE)
    slots = [*(line.slot for line in add), *remove]
    acting.require_children(slot.child for slot in slots)

    def decide(facts: Facts) -> tuple[Basket, BasketChanged]:
        basket, refused = changed(facts.situation(), facts.basket_at(now), add=add, remove=remove, now=now)
        return basket, BasketChanged(refused)

    request = ("change", acting.account, add, remove)
    return rewrite_basket(acting, slots, decide, request, BasketChanged, key=key, now=now)


def empty_basket(acting: Acting, *, key: str, now: datetime) -> None:
    """Take every line out. Raises NotFound, Busy."""
    request = ("empty", acting.account)
    rewrite_basket(
        acting, (), lambda _: (Basket(), BasketChanged()), request, BasketChanged, key=key, now=now
    )


def rewrite_basket(
    acting: Acting,
    slots: Sequence[Slot],
    decide: Callable[[Facts], tuple[Basket, T]],
    request: object,
    answer: type[T],
    *,
    key: str,
    now: datetime,
) -> tuple[T, Facts]:
    """Write the basket that `decide` makes of the facts. The answer is kept with it, for a request that is repeated."""
    done_key = acting.done_key(key)

    def act() -> tuple[T, Facts]:
        facts, found = acting.read(slots, also=done_key)
        earlier = idempotency.answer_in(found.get(done_key, Done), request, answer)
        if earlier is not None:
            return earlier, facts
        basket, given = decide(facts)
        transaction = Transaction()
        written = Stored(facts.basket.key, basket, facts.basket.version)
        baskets.put(transaction, written)
        idempotency.remember(transaction, done_key, request, given, now=now)
        transaction.commit()
        return given, facts.with_basket(basket)

    return when_moved(act)

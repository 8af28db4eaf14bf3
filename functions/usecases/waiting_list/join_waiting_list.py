"""Join the waiting list of a full day, and leave it. Joining binds nobody to pay: a place that comes can be
declined."""

from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.errors import Conflict
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter, limits
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.deadlines import DeadlinePassed
from functions.storage.bookings import baskets, waiting_queues
from functions.storage.bookings.booking_facts import Facts
from functions.storage.table import idempotency, journal
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases.family_act import Acting
from functions.usecases.retry import when_moved


class PlaceFree(Conflict):
    """There is a free place: it can be booked, and needs no waiting."""

    code = "place_free"


class NoWaitingList(Conflict):
    """The day cannot be waited for: the service has no list, or something else than places stands in the way."""

    code = "no_waiting_list"


class WaitingListFull(Conflict):
    """As many children wait as the town allows for one day."""

    code = "waiting_list_full"


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """What an act on the waiting list answers: whether the child waits from then on."""

    waits: bool


def join_waiting_list(acting: Acting, slot: Slot, *, key: str, now: datetime) -> Facts:
    """Put the child on the waiting list, and return the facts afterwards. A line of the basket for the slot leaves it.

    Raises NotFound, PlaceFree, NoWaitingList, WaitingListFull, DeadlinePassed, Busy.
    """
    acting.require_children([slot.child])
    done_key, request = acting.done_key(key), ("wait", acting.account, slot)

    def act() -> Facts:
        facts, found = acting.read(_family_slots(acting, slot), also=done_key)
        if idempotency.answer_in(found.get(done_key, Done), request, WaitingAnswer) is not None:
            return facts
        situation = facts.situation()
        obstacle = availability_of(situation, slot, Action.RESERVE, now=now).obstacle
        if obstacle is not None and obstacle.code is ObstacleCode.WAITING:
            return facts  # The other parent, or an earlier click, did it already.
        _check_can_wait(obstacle)
        entry = QueueEntry(slot.child, situation.family.id, acting.account, now, situation.claims(slot))
        transaction = Transaction()
        _check_unmoved(transaction, facts, slot)
        counted = situation.places[slot.service, slot.month]
        rules = situation.reglement.service(slot.service).waiting_list
        assert rules is not None, "who may wait waits on a list"
        waiting_queues.join(
            transaction,
            facts.commune.id,
            counted,
            slot.date.day,
            entry,
            _full(situation, slot),
            most=rules.most,
        )
        _journal(transaction, facts, slot, "waiting_list_joined", by=acting.account, now=now)
        basket = facts.basket.value.without([slot])
        if basket != facts.basket.value:
            baskets.put(transaction, Stored(facts.basket.key, basket, facts.basket.version))
            facts = facts.with_basket(basket)
        idempotency.remember(transaction, done_key, request, WaitingAnswer(True), now=now)
        transaction.commit()
        return facts.with_bookings(situation.joined(slot, entry))

    return when_moved(act)


def leave_waiting_list(acting: Acting, slot: Slot, *, key: str, now: datetime) -> Facts:
    """Take the child off the waiting list, and return the facts afterwards. Any parent of the family may do so.

    Nothing changes where the child did not wait, or where its other family put it on the list. Raises NotFound, Busy.
    """
    acting.require_children([slot.child])
    done_key, request = acting.done_key(key), ("wait no more", acting.account, slot)

    def act() -> Facts:
        facts, found = acting.read([slot], also=done_key)
        if idempotency.answer_in(found.get(done_key, Done), request, WaitingAnswer) is not None:
            return facts
        situation = facts.situation()
        entry = situation.entry(slot)
        if entry is None or entry.family != situation.family.id:
            return facts
        transaction = Transaction()
        transaction.check(facts.family, why="family")
        counted = situation.places[slot.service, slot.month]
        waiting_queues.leave(transaction, facts.commune.id, counted, [(slot.date.day, entry)])
        _journal(transaction, facts, slot, "waiting_list_left", by=acting.account, now=now)
        idempotency.remember(transaction, done_key, request, WaitingAnswer(False), now=now)
        transaction.commit()
        return facts.with_bookings(situation.left(slot))

    return when_moved(act)


def _family_slots(acting: Acting, slot: Slot) -> list[Slot]:
    """The slot for each child of the family, because a town may give priority to a child whose siblings come that
    day."""
    return [replace(slot, child=child) for child in acting.family.children]


def _check_can_wait(obstacle: Obstacle | None) -> None:
    if obstacle is None:
        raise PlaceFree
    if obstacle.code is ObstacleCode.DEADLINE_PASSED:
        raise DeadlinePassed(closed_at=obstacle.at)
    if obstacle.code is not ObstacleCode.FULL or obstacle.queue is None:
        raise NoWaitingList
    if not obstacle.queue.open:
        raise WaitingListFull


def _check_unmoved(transaction: Transaction, facts: Facts, slot: Slot) -> None:
    transaction.check(facts.head, why="reglement")
    transaction.check(facts.family, why="family")
    transaction.check(facts.children[slot.child], why=("child", slot.child))
    transaction.check(facts.called_off[slot.month], why=("called_off", slot.month))
    transaction.check(facts.months[slot.child, slot.month], why=("month", slot.child, slot.month))


def _full(situation: Situation, slot: Slot) -> dict[Counter, int]:
    """The counters of places that are full for the child, each with its limit."""
    service = situation.reglement.service(slot.service)
    weekday = situation.reglement.days.weekday(slot.date)
    taken = situation.places[slot.service, slot.month].taken
    found = limits(service, weekday, slot.date.day, situation.children[slot.child].school)
    return {counter: most for counter, most in found.items() if taken.get(counter, 0) >= most}


def _journal(transaction: Transaction, facts: Facts, slot: Slot, act: str, *, by: str, now: datetime) -> None:
    line = JournalLine(
        id=new_id(now),
        act=act,
        by=by,
        at=now,
        decided_from={"reglement": facts.head.value.reglement, "family": facts.family.version},
        detail={"child": slot.child, "service": slot.service, "date": slot.date.isoformat()},
    )
    journal.add(transaction, facts.commune.id, facts.family.value.id, line)

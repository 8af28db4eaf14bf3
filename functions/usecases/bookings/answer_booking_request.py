"""An agent answers what a family asked about bookings: the accepted lines become true as if they had been validated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from functions.domain.bookings.booking_requests import Answer, AskedLine, BookingRequest, answer
from functions.domain.bookings.validation import RefusedLine
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import BasketLine
from functions.domain.reglement.deadline_rules import Action
from functions.storage.bookings import booking_facts, booking_requests
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.idempotency import Done
from functions.storage.table.ids import new_id
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Transaction
from functions.usecases import tell_other_homes
from functions.usecases.bookings.validate_basket import write_bookings
from functions.usecases.retry import when_moved
from functions.usecases.waiting_list import give_freed_places


@dataclass(frozen=True, slots=True)
class Answered:
    accepted: tuple[AskedLine, ...] = ()
    refused: tuple[AskedLine, ...] = ()
    failed: tuple[RefusedLine, ...] = ()


def answer_booking_request(
    commune: str,
    family: str,
    request_id: str,
    *,
    accept: Sequence[BasketLine],
    refuse: Sequence[BasketLine],
    reason: str,
    by: str,
    key: str,
    now: datetime,
) -> tuple[Answered, BookingRequest, Facts]:
    """Answer a request. Return the lines accepted, refused and neither, with the request and the facts as they are now.

    Raises NotFound, ReasonMissing, ReasonTooLong, Busy.
    """
    done_key = keys.done(commune, family, key)
    asked_for = ("answer", by, request_id, accept, refuse, reason)

    def act() -> tuple[Answered, BookingRequest, Facts]:
        known = booking_requests.requests(commune, family, [request_id])
        if not known:
            raise NotFound
        stored, request = known[0], known[0].value
        slots = [each.line.slot for each in request.lines]
        children = {slot.child for slot in slots}
        read, found = booking_facts.fresh(
            commune, family, request.by, children, Months.of(slots), also=done_key, pricing=True
        )
        earlier = idempotency.answer_in(found.get(done_key, Done), asked_for, Answered)
        if earlier is not None:
            return earlier, request, read
        act_id = new_id(now)
        decided = answer(read.situation(), request, accept=accept, refuse=refuse, reason=reason, act=act_id)
        given = Answered(decided.accepted, decided.refused, decided.failed)
        if decided.request == request:
            return given, request, read
        transaction = Transaction()
        write_bookings(transaction, read, decided)
        booking_requests.put(transaction, commune, Stored(stored.key, decided.request, stored.version))
        _tell(transaction, read, decided, by=by, act=act_id, now=now)
        freed = [each.line.slot for each in decided.accepted if each.line.action is Action.CANCEL]
        give_freed_places.announce(transaction, commune, decided.after, freed, now=now)
        idempotency.remember(transaction, done_key, asked_for, given, now=now)
        transaction.commit()
        give_freed_places.give(commune, decided.after, freed, now=now)
        return given, decided.request, read.with_bookings(decided.after)

    return when_moved(act)


def _tell(
    transaction: Transaction, read: Facts, decided: Answer, *, by: str, act: str, now: datetime
) -> None:
    commune, family = read.commune.id, read.family.value.id
    line = JournalLine(
        id=act,
        act="booking_request_answered",
        by=by,
        at=now,
        decided_from={"reglement": read.head.value.reglement, "family": read.family.version},
        detail={
            "request": decided.request.id,
            "accepted": [each.line for each in decided.accepted],
            "refused": [each.line for each in decided.refused],
        },
    )
    journal.add(transaction, commune, family, line)
    done = [each.line.slot for each in decided.accepted]
    tell_other_homes.announce(transaction, commune, family, decided.after.children, done, act=act, now=now)
    message = Message(
        id=new_id(now),
        kind=MessageKind.BOOKING_REQUEST_ANSWERED,
        commune=commune,
        family=family,
        data={"request": decided.request.id, "act": act},
    )
    outbox.add(transaction, message)

"""What an act does about the places it frees: it writes a message about them, then gives them to those who wait."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import month_of
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.waiting_queue import QueueEntry
from functions.storage.table import outbox
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.usecases.waiting_list.promote_waiting import promote_waiting, restate_claims

MOST_AT_ONCE = 10
"""For how many days of services places are given while the parent who freed them waits for an answer. The outbox
sees to the rest."""

_log = logging.getLogger(__name__)


def announce(
    transaction: Transaction, commune: str, situation: Situation, freed: Iterable[Slot], *, now: datetime
) -> None:
    """Add a message about the freed places to the act's transaction, so that they are given even after a crash.

    The message is written where nobody waited, too: somebody may have joined the waiting list since it was read.
    """
    listed = {service.code for service in situation.reglement.services if service.waiting_list is not None}
    places = {(slot.service, slot.date) for slot in freed if slot.service in listed}
    if places:
        told = " ".join(f"{service}/{day.isoformat()}" for service, day in sorted(places))
        message = Message(new_id(now), MessageKind.PLACES_FREED, commune, data={"places": told})
        outbox.add(transaction, message)


def places_of(message: Message) -> Iterator[tuple[str, date]]:
    """The services and days of a message that `announce` left."""
    for place in str(message.data["places"]).split():
        service, day = place.split("/")
        yield service, date.fromisoformat(day)


def give(
    commune: str, after: Situation, freed: Iterable[Slot], *, now: datetime, changed: Iterable[Slot] = ()
) -> None:
    """Give the freed places, once the act is written. A failure is only logged: the answer of the act does not depend
    on it.

    `after`: the situation after the act. `changed`: what else it booked or cancelled, which may move a brother or a
    sister who waits forward in the queue, or back.
    """
    gone = list(freed)
    try:
        places = sorted({(slot.service, slot.date) for slot in gone})
        waited_for = [place for place in places if _queue(after, *place)]
        touched = [*gone, *changed]
        brothers = sorted({(slot.service, slot.date) for slot in touched if _family_waits(after, slot)})
        for service, day in brothers[:MOST_AT_ONCE]:
            restate_claims(commune, after.family.id, service, day)
        for service, day in waited_for[:MOST_AT_ONCE]:
            promote_waiting(commune, service, day, now=now)
    except Exception as fault:
        # The message in the outbox sees to it. The log names the kind of fault, not its text, which may hold an address.
        _log.warning("places not given at once commune=%s fault=%s", commune, type(fault).__name__)


def _queue(after: Situation, service: str, day: date) -> Mapping[str, QueueEntry]:
    return after.places[service, month_of(day)].queue(day.day)


def _family_waits(after: Situation, slot: Slot) -> bool:
    return any(entry.family == after.family.id for entry in _queue(after, slot.service, slot.date).values())

"""What an act does about the places it frees: it leaves word of them, and once written gives them to those who wait."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from functions.domain.bookings import Slot
from functions.domain.messages import Message, MessageKind
from functions.domain.situation import Situation
from functions.storage import outbox
from functions.storage.ids import new_id
from functions.storage.transaction import Transaction
from functions.usecases.promote_waiting import promote_waiting

MOST_AT_ONCE = 10
"""Days and services whose places are given while the parent who freed them waits for an answer; the outbox sees to the rest."""

_log = logging.getLogger(__name__)


def announce(
    transaction: Transaction, commune: str, situation: Situation, freed: Iterable[Slot], *, now: datetime
) -> None:
    """Written with the act that frees them: whoever dies in between, the places are given.

    Also where nobody waited when it was read: somebody may have joined since.
    """
    places = {
        (slot.service, slot.date)
        for slot in freed
        if situation.reglement.service(slot.service).waiting_list is not None
    }
    if places:
        told = " ".join(f"{service}/{day.isoformat()}" for service, day in sorted(places))
        message = Message(new_id(now), MessageKind.PLACES_FREED, commune, data={"places": told})
        outbox.add(transaction, message)


def places_of(message: Message) -> Iterator[tuple[str, date]]:
    """The services and days of a message that `announce` left."""
    for place in str(message.data["places"]).split():
        service, day = place.split("/")
        yield service, date.fromisoformat(day)


def give(commune: str, after: Situation, freed: Iterable[Slot], *, now: datetime) -> None:
    """Once the act is written, and as well as may be: its answer does not depend on it. `after`: the act."""
    waited_for = {
        (slot.service, slot.date)
        for slot in freed
        if after.places[slot.service, slot.month].queue(slot.date.day)
    }
    for service, day in sorted(waited_for)[:MOST_AT_ONCE]:
        try:
            promote_waiting(commune, service, day, now=now)
        except Exception as fault:
            # The message is in the outbox. The kind of fault and not its text, which may hold an address.
            _log.warning(
                "places not given at once commune=%s service=%s day=%s fault=%s",
                commune,
                service,
                day,
                type(fault).__name__,
            )
            return

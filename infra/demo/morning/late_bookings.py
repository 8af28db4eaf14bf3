"""Bookings that families ask for past the limit: one child, two services of one day, and a day that was full when the town came to it.

In the holidays no limit has passed of a day to come: then nothing is asked.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from uuid import uuid4

from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.child_month import Slot
from functions.domain.planning.town_act import Over
from functions.domain.reglement.deadline_rules import Action
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family, preview_for_family
from infra.demo.morning.parents import Parent

EVENING = "garderie-soir"
NOON = "cantine"
DAYS = 6
FAMILIES = 6
"""How many are looked at: in the holidays none could."""
ASKED = (timedelta(minutes=35), timedelta(minutes=64), timedelta(hours=2, minutes=8))
"""How long ago: the last one for the day that fills up."""
REASON = "Inscription demandée par l’école"


def late_bookings(parents: Sequence[Parent], *, by: str, now: datetime) -> int:
    """`by`: the account of the agent who filled the day. How many families asked."""
    asking = iter(parents)
    at_noon = _ask(asking, (NOON,), now - ASKED[0])
    all_day = _ask(asking, (NOON, EVENING), now - ASKED[1])
    asked = _ask(asking, (EVENING,), now - ASKED[2])
    if asked is not None:
        _fill(parents, asked, by=by, now=now - ASKED[1])
    return sum(slot is not None for slot in (at_noon, all_day, asked))


def _ask(parents: Iterator[Parent], services: tuple[str, ...], at: datetime) -> Slot | None:
    """The last of what a family asked for its eldest, on the first day on which it still could; None where no day is so."""
    for parent in islice(parents, FAMILIES):
        child = parent.home.children[0].id
        days = [at.date() + timedelta(ahead) for ahead in range(DAYS)]
        slots = [Slot(day, service, child) for day in days for service in services]
        stand = dict(zip(slots, parent.stand(slots, at), strict=True))
        for day in days:
            wanted = [slot for slot in slots if slot.date == day]
            if all(stand[slot].obstacle is None and stand[slot].on_request for slot in wanted):
                parent.book(wanted, at)
                return wanted[-1]
    return None


def _fill(parents: Sequence[Parent], asked: Slot, *, by: str, now: datetime) -> None:
    """The town gives the places that are left to others."""
    terms = TownTerms(frozenset({Over.LIMIT}), reason=REASON)
    for parent in parents:
        who = ForFamily(parent.commune, parent.home.family.id, by)
        for child in parent.home.children:
            line = SeenLine(Slot(asked.date, asked.service, child.id), Action.RESERVE, None)
            decision, _ = preview_for_family(who, [line], terms, now=now)
            if Over.CAPACITY in decision.passes:
                return
            if decision.accepted and decision.passes == terms.over and child.id != asked.child:
                book_for_family(who, [line], terms, tell=False, key=uuid4().hex, now=now)

"""Give the free places of a day to those who wait for them, in the queue's order, each place in a transaction of its
own.

This may be called again, or by several processes at once: it does what is left to do. A process that is killed leaves
nothing half done.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from enum import Enum

from functions.domain.bookings.waiting_list_promotion import (
    Ending,
    Promotion,
    ending_of,
    next_in_line,
    promoted,
    why_waiting_ended,
)
from functions.domain.families.family import Family
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import Counter, ServiceMonth, Taking, capacity, counters
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.reglement import Reglement
from functions.storage.bookings import (
    booking_facts,
    child_months,
    other_homes,
    service_months,
    waiting_queues,
)
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.table import journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read, read_one
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead
from functions.usecases import tell_other_homes
from functions.usecases.retry import UNKNOWN_OUTCOME, when_moved

BY = "job:waiting-list"
MOST_STEPS = 500
"""The most steps of one call. Each gives a place, ends a wait or mends a claim: some three for each child who may wait.
The sweep takes up what is left."""


_log = logging.getLogger(__name__)


class _Step(Enum):
    GIVEN = "given"
    MENDED = "mended"
    """No place was given, but the queue has changed: look at it again."""
    DONE = "done"


def promote_waiting(commune: str, service: str, day: date, *, now: datetime) -> int:
    """Give the free places of the day, and return how many were given. Raises Busy.

    A child of whom something cannot be read keeps nobody from a place: those behind get theirs, and the child stays first.
    """
    given = 0
    passed: set[str] = set()
    for _ in range(MOST_STEPS):
        step = when_moved(lambda: _step(commune, service, day, now, passed))
        if step is _Step.DONE:
            break
        given += step is _Step.GIVEN
    return given


def end_waits(
    commune: str,
    month: ServiceMonth,
    leaving: Sequence[tuple[int, QueueEntry]],
    ending: Ending,
    *,
    now: datetime,
) -> None:
    """Take entries of one family, by day of the month, out of their queues and tell the family. Raises Refused where
    one has left already."""
    family, act = leaving[0][1].family, new_id(now)
    days = [f"{month.month}-{day:02}" for day, _ in leaving]
    transaction = Transaction()
    waiting_queues.leave(transaction, commune, month, leaving)
    line = JournalLine(
        id=act,
        act="waiting_ended",
        by=BY,
        at=now,
        detail={
            "service": month.service,
            "days": days,
            "children": [entry.child for _, entry in leaving],
            "ending": ending.value,
        },
    )
    journal.add(transaction, commune, family, line)
    if ending is not Ending.BOOKED:
        data: dict[str, str | int] = {
            "service": month.service,
            "days": " ".join(dict.fromkeys(days)),
            "children": " ".join(dict.fromkeys(entry.child for _, entry in leaving)),
            "ending": ending.value,
        }
        outbox.add(transaction, Message(new_id(now), MessageKind.WAITING_ENDED, commune, family, data))
    transaction.commit()


def restate_claims(commune: str, family_id: str, service: str, day: date) -> None:
    """Update the claims of the family's children who wait that day: a brother may come to the service now, or no
    longer.

    Should this fail, nothing is lost: a claim is looked at again when the child's turn has come.
    """
    family = read_one(keys.family(commune, family_id), Family)
    if family is None:
        return
    slots = [Slot(day, service, child) for child in family.value.children]
    found, _ = booking_facts.fresh(commune, family_id, "", family.value.children, Months.of(slots))
    situation = found.situation()
    for slot in slots:
        entry = situation.entry(slot)
        if entry is None or slot.child not in situation.children or entry.family != family_id:
            continue
        claims = situation.claims(slot)
        if claims != entry.claims:
            _restate(commune, situation.places[slot.service, slot.month], day, replace(entry, claims=claims))


def _restate(commune: str, month: ServiceMonth, day: date, entry: QueueEntry) -> None:
    transaction = Transaction()
    waiting_queues.restate(transaction, commune, month, day.day, entry)
    transaction.commit()


def read_queue(commune: str, service: str, month: str) -> tuple[OpenDays | None, ServiceMonth]:
    """The service's month, and on which of its days the service opens (None without a règlement). One batch, and one round trip
    more the first time this process sees a version of the règlement."""
    head_key = keys.reglement_head(commune)
    found = read([head_key, keys.service_month(commune, service, month), keys.called_off(commune, month)])
    head, counted = (
        found.get(head_key, ReglementHead),
        service_months.in_batch(found, commune, service, month),
    )
    if head is None:
        return None, counted
    off = {month: called_off.in_batch(found, commune, month).value}
    return OpenDays(communes.reglement(commune, head.value.reglement), off), counted


def _step(commune: str, service: str, day: date, now: datetime, passed: set[str]) -> _Step:
    month = Slot(day, service, "").month
    open_days, counted = read_queue(commune, service, month)
    queue = counted.queue(day.day)
    if open_days is None or not queue:
        return _Step.DONE
    reglement = open_days.reglement
    ending = why_waiting_ended(reglement, service, day, now=now)
    if ending is not None:
        entry = next(iter(queue.values()))
        told = ending_of(ending, open_days, service, day, entry)
        family = [
            (day.day, one)
            for one in queue.values()
            if one.family == entry.family and ending_of(ending, open_days, service, day, one) is told
        ]
        end_waits(commune, counted, family, told, now=now)
        return _Step.MENDED
    chosen = next_in_line(open_days, counted, day.day, passed=passed)
    if chosen is None:
        return _Step.DONE
    slot = Slot(day, service, chosen.child)
    try:
        return _give(commune, reglement, counted, slot, chosen, now, passed)
    except (Refused, *UNKNOWN_OUTCOME):
        raise  # the child keeps its turn
    except Exception:
        _log.exception("place not given commune=%s family=%s child=%s", commune, chosen.family, chosen.child)
        passed.add(chosen.child)
        return _Step.MENDED


def _give(
    commune: str,
    reglement: Reglement,
    seen: ServiceMonth,
    slot: Slot,
    entry: QueueEntry,
    now: datetime,
    passed: set[str],
) -> _Step:
    """Give the place to that child, provided that its family's file still says what the queue says of it."""
    family = read_one(keys.family(commune, entry.family), Family)
    here = [(slot.date.day, entry)]
    if family is None or slot.child not in family.value.children:
        end_waits(commune, seen, here, Ending.NOT_POSSIBLE, now=now)
        return _Step.MENDED
    slots = [replace(slot, child=child) for child in family.value.children]
    wanted = Months.of(slots, reglement)
    found, _ = booking_facts.fresh(
        commune, entry.family, entry.by, family.value.children, wanted, pricing=True
    )
    situation = found.situation()
    counted = situation.places[slot.service, slot.month]
    if (
        situation.reglement.version != reglement.version
        or slot.child not in situation.children
        or situation.entry(slot) != entry
        or situation.family.children != family.value.children
        or next_in_line(situation.open_days, counted, slot.date.day, passed=passed) != entry
    ):
        return _Step.MENDED  # Something changed between the two reads.
    claims = situation.claims(slot)
    if claims != entry.claims:
        _restate(commune, counted, slot.date, replace(entry, claims=claims))
        return _Step.MENDED
    act = new_id(now)
    promotion = promoted(situation, slot, entry, act=act, now=now)
    if isinstance(promotion, Ending):
        end_waits(commune, counted, here, promotion, now=now)
        return _Step.MENDED
    _write(found, counted, entry, promotion, act, now)
    if any(one.family == entry.family and one != entry for one in counted.queue(slot.date.day).values()):
        # The place is given, whatever happens here. Claims are looked at again when their turn comes.
        with suppress(Refused, Contended):
            restate_claims(commune, entry.family, slot.service, slot.date)
    return _Step.GIVEN


def _write(
    found: Facts, counted: ServiceMonth, entry: QueueEntry, promotion: Promotion, act: str, now: datetime
) -> None:
    commune, slot, booking = found.commune.id, promotion.slot, promotion.booking
    transaction = Transaction()
    transaction.check(found.head, why="reglement")
    transaction.check(found.family, why="family")
    transaction.check(found.children[slot.child], why=("child", slot.child))
    other_homes.check(transaction, found.family, found.homes, [found.children[slot.child]])
    looked_at = Months.of([slot], found.situation().reglement).of_children
    for name in sorted({name for _, name in looked_at}):
        transaction.check(found.called_off[name], why=("called_off", name))
    month = found.months[slot.child, slot.month]
    for child, other in sorted(looked_at):
        if other != slot.month:  # A week that reaches into it was judged as a whole.
            transaction.check(found.months[child, other], why=("month", child, other))
    child_months.put(
        transaction, commune, Stored(month.key, month.value.with_booking(slot, booking), month.version)
    )
    service_months.take(transaction, commune, counted, _taking(found, slot), given=[(slot.date.day, entry)])
    line = JournalLine(
        id=act,
        act="place_given",
        by=BY,
        at=now,
        decided_from={
            "reglement": found.head.value.reglement,
            "family": found.family.version,
            f"child:{slot.child}": found.children[slot.child].version,
        },
        detail={
            "reserved": {slot.child: {slot.service: {slot.date: booking.price_cents}}},
            "waited_since": entry.at.isoformat(),
        },
    )
    journal.add(transaction, commune, entry.family, line)
    children = found.situation().children
    tell_other_homes.announce(transaction, commune, entry.family, children, [slot], act=act, now=now)
    data: dict[str, str | int] = {
        "act": act,
        "child": slot.child,
        "service": slot.service,
        "date": slot.date.isoformat(),
    }
    outbox.add(transaction, Message(new_id(now), MessageKind.PLACE_GIVEN, commune, entry.family, data))
    transaction.commit()


def _taking(found: Facts, slot: Slot) -> dict[Counter, Taking]:
    situation = found.situation()
    service, weekday = situation.reglement.service(slot.service), situation.reglement.days.weekday(slot.date)
    return {
        counter: Taking(1, capacity(service, weekday, counter.school))
        for counter in counters(slot.date.day, situation.children[slot.child].school)
    }

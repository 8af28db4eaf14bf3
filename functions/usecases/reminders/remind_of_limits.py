"""The evening before a limit, write to the families who have most likely forgotten it: once each, however often this
runs.

The families of a town are read in pages of the index. For a page, only the children's months are read; the families who
may have forgotten are then looked at more closely. The mail is written together with an item that says so, in one
transaction: a second run, or one that starts again after a crash, finds the item. The round remembers how far it went.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from functions.domain.families.access import logins_of
from functions.domain.families.family import Family
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import Basket
from functions.domain.planning.open_days import away
from functions.domain.reminders.given_up import given_up
from functions.domain.reminders.limit_reminders import (
    Forgotten,
    WatchedLimit,
    forgotten,
    limits_of_tomorrow,
    may_have_forgotten,
    slots,
)
from functions.storage.bookings import booking_facts, child_months
from functions.storage.bookings.booking_facts import Months
from functions.storage.families import families
from functions.storage.families.children import sound_children
from functions.storage.reminders import reminder_rounds
from functions.storage.reminders.reminder_rounds import Round
from functions.storage.table import idempotency, journal, keys, outbox
from functions.storage.table.ids import new_id
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.storage.town import communes
from functions.storage.town.communes import ReglementHead
from functions.usecases.retry import UNKNOWN_OUTCOME, when_contended

_log = logging.getLogger(__name__)

PAGE = 25
"""Families of a page: some two hundred months of children, read in two round trips."""


LATEST = 100
"""How many of a family's journal lines are searched: a day that was cancelled on purpose was so within the term."""


@dataclass(slots=True)
class LimitRemindersSent:
    looked_at: int = 0
    reminded: int = 0
    failed: int = 0
    """Families that could not be looked at. They are passed by this evening."""


def remind_of_limits(
    commune: str, *, evening: date, clock: Callable[[], datetime], until: datetime
) -> LimitRemindersSent:
    """Go through the town's families, or through those that are left, until the clock shows `until`.

    `evening` is today on the commune's clock. Raises NotFound for a commune without a règlement.
    """
    outcome = LimitRemindersSent()
    head = communes.reglement_head(commune)
    reglement = communes.reglement(commune, head.value.reglement)
    due = {resident: limits_of_tomorrow(reglement, evening, resident=resident) for resident in (True, False)}
    if not any(due.values()):
        return outcome
    while clock() < until:
        progress = reminder_rounds.round_of(commune, evening)
        if progress.value.done:
            break
        page = families.page(commune, after=progress.value.after, limit=PAGE)
        reminded = 0
        for family in who_may_have_forgotten(commune, page.families, due):
            try:
                reminded += _remind(commune, family, head, due[family.value.resident], evening, clock())
            except UNKNOWN_OUTCOME:
                raise  # the next firing goes on from here
            except Exception:  # the families behind it are reminded all the same
                _log.exception("family not reminded commune=%s family=%s", commune, family.value.id)
                outcome.failed += 1
        outcome.looked_at += len(page.families)
        outcome.reminded += reminded
        went_on = Round(
            after=page.last or progress.value.after,
            done=not page.last,
            reminded=progress.value.reminded + reminded,
        )
        _go_on(replace(progress, value=went_on), now=clock())
    return outcome


def forgotten_by(commune: str, family_id: str, *, evening: date, now: datetime) -> list[Forgotten]:
    """What to remind a family of now: nothing where it booked meanwhile, or where the règlement changed. Raises
    NotFound."""
    head = communes.reglement_head(commune)
    reglement = communes.reglement(commune, head.value.reglement)
    family = families.family(commune, family_id)
    due = limits_of_tomorrow(reglement, evening, resident=family.value.resident)
    return _forgotten(commune, family, head, due, now)


def who_may_have_forgotten(
    commune: str, page: Sequence[Stored[Family]], due: dict[bool, list[WatchedLimit]]
) -> list[Stored[Family]]:
    wanted = {
        (slot.child, slot.month)
        for family in page
        for slot in slots(due[family.value.resident], family.value.children)
    }
    found = read(keys.child_month(commune, child, month) for child, month in sorted(wanted))
    months = {pair: child_months.sound_in_batch(found, commune, *pair) for pair in wanted}
    booked = {pair: stored.value for pair, stored in months.items() if stored is not None}
    unread = {child for (child, _), stored in months.items() if stored is None}
    kept = [
        family
        for family in page
        if logins_of(family.value)
        and unread.isdisjoint(family.value.children)
        and may_have_forgotten(due[family.value.resident], family.value.children, booked)
    ]
    gone = _gone(commune, kept, due)
    return [
        family
        for family in kept
        if may_have_forgotten(
            due[family.value.resident],
            [child for child in family.value.children if child not in gone],
            booked,
        )
    ]


def _gone(commune: str, page: Sequence[Stored[Family]], due: dict[bool, list[WatchedLimit]]) -> set[str]:
    """The children who have left before the days that close, or are not here yet: they forget nothing."""
    if not page:
        return set()
    first = min(day for limits in due.values() for each in limits for day in each.closing.days)
    files = sound_children(commune, {child for family in page for child in family.value.children})
    return {child for child, stored in files.items() if away(stored.value, first) is not None}


def _remind(
    commune: str,
    family: Stored[Family],
    head: Stored[ReglementHead],
    due: list[WatchedLimit],
    evening: date,
    now: datetime,
) -> bool:
    """Write to a family that has forgotten. False where there is nothing to tell, or where a mail was written
    before."""
    if not _forgotten(commune, family, head, due, now):
        return False
    data: dict[str, str | int] = {"evening": evening.isoformat()}
    message = Message(new_id(now), MessageKind.BOOKING_REMINDER, commune, family.value.id, data)

    def act() -> bool:
        transaction = Transaction()
        done = keys.done(commune, family.value.id, f"reminder.{evening.isoformat()}")
        idempotency.remember(transaction, done, evening, message.id, now=now)
        outbox.add(transaction, message)
        transaction.commit()
        return True

    try:
        return when_contended(act)
    except Refused:
        return True  # another firing beside this one told it, or one before it that died


def _forgotten(
    commune: str, family: Stored[Family], head: Stored[ReglementHead], due: list[WatchedLimit], now: datetime
) -> list[Forgotten]:
    children = family.value.children
    wanted = Months.of(slots(due, children))
    no_basket: Stored[Basket] = Stored(keys.basket(commune, family.value.id, ""), Basket(), 0)
    read_now = booking_facts.shown(commune, head, family, no_basket, children, wanted)
    situation = read_now.situation()
    if not may_have_forgotten(due, situation.children, situation.months):
        return []
    lines = journal.latest(commune, family.value.id, limit=LATEST)
    return forgotten(situation, due, cancelled=given_up(lines), now=now)


def _go_on(progress: Stored[Round], *, now: datetime) -> None:
    transaction = Transaction()
    reminder_rounds.put(transaction, progress, now=now)
    try:
        transaction.commit()
    except (Refused, Contended):
        return  # a run beside this one went further, and what it wrote to families is not written again

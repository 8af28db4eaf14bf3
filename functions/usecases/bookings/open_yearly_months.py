"""Book the months of the services that are booked all year: each month of a child once, in a transaction of its own,
however often this runs."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from functions.domain.bookings.yearly_bookings import (
    MonthOpened,
    always_booked,
    months_to_open,
    opened,
    to_open,
)
from functions.domain.calendar.months import day_of
from functions.domain.errors import Busy, NotFound
from functions.domain.families.family import Child, Family
from functions.domain.journal import JournalLine
from functions.domain.planning.child_month import Slot
from functions.storage.bookings import booking_facts
from functions.storage.bookings.booking_facts import Facts, Months
from functions.storage.families import children as stored_children
from functions.storage.families import families
from functions.storage.table import journal
from functions.storage.table.ids import new_id
from functions.storage.table.transaction import Transaction
from functions.storage.town import communes
from functions.usecases.bookings.validate_basket import write_bookings
from functions.usecases.retry import when_moved

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class YearlyMonthsOpened:
    booked: int = 0
    full: int = 0
    failed: int = 0
    """Months, or whole families, that the next run takes up again."""


def open_months_of_commune(commune: str, *, by: str, now: datetime) -> YearlyMonthsOpened:
    """Open the months of every enrolled child. A family that fails does not keep the others waiting. Raises
    NotFound."""
    counted = YearlyMonthsOpened()
    if not _services(commune):
        return counted
    for stored in families.all_families(commune):
        try:
            open_family(commune, stored.value, by=by, now=now, counted=counted)
        except Exception:
            _log.exception("months not opened commune=%s family=%s", commune, stored.value.id)
            counted.failed += 1
    return counted


def open_family(
    commune: str, family: Family, *, by: str, now: datetime, counted: YearlyMonthsOpened | None = None
) -> YearlyMonthsOpened:
    """Open the current month and those that follow, for each child that the family enrolled. Adds to `counted`."""
    counted = counted or YearlyMonthsOpened()
    services = _services(commune)
    if not services:
        return counted
    months = months_to_open(communes.commune(commune).day_of(now))
    for child in stored_children.children(commune, family.children).values():
        if not _enrolled(child.value, family.id, services):
            continue
        for month in months:
            try:
                done = when_moved(
                    partial(_open_month, commune, family.id, child.value, month, services, by=by, now=now)
                )
            except (Busy, NotFound):
                counted.failed += 1
                continue
            counted.booked += 0 if done is None else len(done.booked)
            counted.full += 0 if done is None else len(done.full)
    return counted


def _services(commune: str) -> frozenset[str]:
    head = communes.reglement_head(commune).value
    return frozenset(service.code for service in always_booked(communes.reglement(commune, head.reglement)))


def _enrolled(child: Child, family: str, services: Iterable[str]) -> bool:
    return any(enrolment.family == family and enrolment.service in services for enrolment in child.enrolments)


def _open_month(
    commune: str,
    family: str,
    child: Child,
    month: str,
    services: frozenset[str],
    *,
    by: str,
    now: datetime,
) -> MonthOpened | None:
    """Open one month of a child; None where nothing is left to open."""
    wanted = Months.of(Slot(day_of(month, 1), service, child.id) for service in services)
    read, _ = booking_facts.fresh(commune, family, by, [child.id], wanted, pricing=True)
    if child.id not in read.children:
        raise NotFound
    situation = read.situation()
    if not to_open(situation, child.id, month):
        return None
    act = new_id(now)
    done = opened(situation, child.id, month, act=act, by=by, now=now)
    if done.after == situation:
        return None
    transaction = Transaction()
    write_bookings(transaction, read, done)
    _tell(transaction, read, done, child.id, month, by=by, act=act, now=now)
    transaction.commit()
    return done


def _tell(
    transaction: Transaction,
    read: Facts,
    done: MonthOpened,
    child: str,
    month: str,
    *,
    by: str,
    act: str,
    now: datetime,
) -> None:
    line = JournalLine(
        id=act,
        act="month_opened",
        by=by,
        at=now,
        decided_from={
            "reglement": read.head.value.reglement,
            "family": read.family.version,
            f"child:{child}": read.children[child].version,
        },
        detail={
            "child": child,
            "month": month,
            "booked": [[slot.service, slot.date.isoformat()] for slot in done.booked],
            "full": [[slot.service, slot.date.isoformat()] for slot in done.full],
        },
    )
    journal.add(transaction, read.commune.id, read.family.value.id, line)

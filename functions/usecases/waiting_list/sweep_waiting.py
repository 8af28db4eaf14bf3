"""Look at every queue: end the waiting for days that are too late, and give the places that a crash left free."""

import logging
from dataclasses import dataclass
from datetime import datetime

from functions.domain.bookings.waiting_list_promotion import (
    Ending,
    ending_of,
    next_in_line,
    why_waiting_ended,
)
from functions.domain.calendar.months import day_of
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.waiting_queue import QueueEntry
from functions.storage.bookings import waiting_queues
from functions.storage.table.transaction import Contended, Refused, Transaction
from functions.usecases.waiting_list.promote_waiting import end_waits, promote_waiting, read_queue

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class QueuesSwept:
    given: int = 0
    ended: int = 0
    failed: int = 0


def sweep_waiting(*, now: datetime, commune: str | None = None) -> QueuesSwept:
    """Sweep the queues of all communes, or of one. A month that fails does not keep the others from being looked at."""
    swept = QueuesSwept()
    for commune_id, service, month in list(waiting_queues.months_with_queues(commune)):
        try:
            _sweep_month(commune_id, service, month, swept, now)
        except (Refused, Contended):
            continue  # Another process was faster. The next sweep sees what is left to do.
        except Exception:
            _log.exception("queue not swept commune=%s service=%s month=%s", commune_id, service, month)
            swept.failed += 1
    return swept


def _sweep_month(commune: str, service: str, month: str, swept: QueuesSwept, now: datetime) -> None:
    open_days, counted = read_queue(commune, service, month)
    if open_days is None:
        return
    days = [day for day, queue in (counted.waiting or {}).items() if queue]
    if not days:
        transaction = Transaction()
        waiting_queues.unlist(transaction, commune, counted)
        transaction.commit()
        return
    reglement = open_days.reglement
    endings = {
        day: why_waiting_ended(reglement, service, day_of(month, day), now=now) for day in sorted(days)
    }
    for (_, ending), leaving in _by_family(open_days, counted, endings).items():
        end_waits(commune, counted, leaving, ending, now=now)
        swept.ended += len(leaving)
    for day in (day for day, ending in endings.items() if ending is None):
        if next_in_line(open_days, counted, day) is not None:
            swept.given += promote_waiting(commune, service, day_of(month, day), now=now)


def _by_family(
    open_days: OpenDays, counted: ServiceMonth, endings: dict[int, Ending | None]
) -> dict[tuple[str, Ending], list[tuple[int, QueueEntry]]]:
    """Who leaves, by family and ending: a family gets one letter, whatever the days it waited for."""
    found: dict[tuple[str, Ending], list[tuple[int, QueueEntry]]] = {}
    for day, ending in endings.items():
        if ending is not None:
            for entry in counted.queue(day).values():
                told = ending_of(ending, open_days, counted.service, day_of(counted.month, day), entry)
                found.setdefault((entry.family, told), []).append((day, entry))
    return found

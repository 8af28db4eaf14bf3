"""A day list of four hundred children, and a batch of twenty taps: calls and units, in the town that the benchmark of the planning has filled.

Part of `make bench`: `infra.bench_desk` calls it.
"""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from infra.capacity import metered

TOWN, SERVICE = "aubray", "cantine"
CHILDREN, A_FAMILY = 400, 4
DAYS = [date(2026, 11, 2) + timedelta(number) for number in range(28)]
"""Of which those with lunch: four a week."""


def fill(now: datetime) -> list[str]:
    """Families of four children who have lunch all month; the ids of the children."""
    from functions.domain.families.family import Address, Child, Family
    from functions.domain.planning.child_month import Booking, ChildMonth, Slot
    from functions.storage.bookings import child_months
    from functions.storage.families import children, families
    from functions.storage.table import keys
    from functions.storage.table.stored import Stored
    from functions.storage.table.transaction import Transaction

    lunches = [day for day in DAYS if day.isoweekday() in (1, 2, 4, 5)]
    names: list[str] = []
    for number in range(CHILDREN // A_FAMILY):
        family, ids = f"bench{number}", tuple(f"bench{number}x{place}" for place in range(A_FAMILY))
        transaction = Transaction()
        address = Address("1 rue du Préau", "00000", TOWN)
        file = Family(family, f"{chr(97 + number % 26)}{number}", address, "", (), ids)
        families.put(transaction, TOWN, Stored(keys.family(TOWN, family), file, 0))
        booking = Booking(345, "QF de 600 à 1 199", family, "0" * 26, now, "0" * 26, "ferry")
        for child in ids:
            about = Child(child, child, file.name, date(2018, 5, 4), (family,))
            children.put(transaction, Stored(keys.child(TOWN, child), about, 0))
            month = ChildMonth(child, "2026-11")
            for day in lunches:
                month = month.with_booking(Slot(day, SERVICE, child), booking)
            place = keys.child_month(TOWN, child, "2026-11")
            child_months.put(transaction, TOWN, Stored(place, month, 0))
        transaction.commit()
        names += ids
    return names


def figures(ask: Any, send: Any, now: datetime, median: Any) -> Iterator[str]:
    """`ask(path)` and `send(path, body)` answer the bytes of the answer."""
    names = fill(now)
    path = f"day-list?service={SERVICE}&date=2026-11-16"
    ask(path)
    with metered() as used:
        size = len(ask(path))
    yield f"day list    {len(names)} children: {used}, {size} bytes, {median(lambda: ask(path)):.1f} ms"
    taps = [
        {
            "id": f"tap-{child}",
            "child": child,
            "service": SERVICE,
            "date": "2026-11-16",
            "kind": "arrived",
            "at": "2026-11-16T11:45:00+01:00",
        }
        for child in names[:80:A_FAMILY]
    ]
    with metered() as used:
        answer = json.loads(send("attendance-events", {"device": "bench", "events": taps}))
    assert len(answer["accepted"]) == len(taps), answer["refused"]
    yield f"            {len(taps)} taps of as many families in one request: {used}"

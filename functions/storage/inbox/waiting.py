"""All that waits as one list, oldest first: an agent goes through it without choosing a screen for each kind.

What families ask about bookings has the list that it had before there was this one. Both are read at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain

from functions.domain.absences.proof_to_read import ProofToRead
from functions.domain.attendance.events import AttendanceDay
from functions.domain.bookings.booking_requests import BookingRequest
from functions.domain.families.file_corrections import Request
from functions.domain.requests.threads import Thread
from functions.storage.table import keys
from functions.storage.table.item import Item
from functions.storage.table.keys import Key
from functions.storage.table.reading import listed_items, log_unreadable, together
from functions.storage.table.stored import decode

Waiting = AttendanceDay | BookingRequest | ProofToRead | Request | Thread

KINDS: Mapping[str, type[Waiting]] = {
    "ASKED#": BookingRequest,
    "EVENTS#": AttendanceDay,
    "PROOF#": ProofToRead,
    "REQUEST#": Request,
    "THREAD#": Thread,
}
"""By how their sort keys begin."""


@dataclass(frozen=True, slots=True)
class WaitingPage:
    entries: list[Waiting]
    """Those that can be read."""
    unreadable: list[str]
    """Families of whom something waits that cannot be read."""
    next: str | None
    """Where the next page begins; None on the last one."""


def waiting_page(commune: str, *, after: str | None, limit: int) -> WaitingPage:
    """Two questions at once. A moment late: for lists, never to decide from."""
    lists = (keys.open_requests(commune), keys.open_booking_requests(commune))
    found = together(*(partial(listed_items, place, after=after, limit=limit + 1) for place in lists))
    items = sorted(chain.from_iterable(found), key=lambda item: str(item.list_sk))
    entries, unreadable = [], []
    for item in items[:limit]:
        entry = _entry(item)
        if entry is None:
            unreadable.append(item.pk.rpartition("#")[2])
        else:
            entries.append(entry)
    return WaitingPage(entries, unreadable, items[limit - 1].list_sk if len(items) > limit else None)


def _entry(item: Item) -> Waiting | None:
    kind = next((kind for sort, kind in KINDS.items() if item.sk.startswith(sort)), None)
    try:
        return None if kind is None else decode(item, kind).value
    except Exception:
        log_unreadable(Key(item.pk, item.sk), Request if kind is None else kind)
        return None

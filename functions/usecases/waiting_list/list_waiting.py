"""Who waits for one service on one day, for an agent to see. Nothing is decided from it."""

from dataclasses import dataclass
from datetime import date

from functions.domain.availability.availability import waits_in_vain
from functions.domain.errors import NotFound
from functions.domain.families.child_names import full_names
from functions.domain.families.family import Child, Family
from functions.domain.planning.child_month import Slot
from functions.domain.planning.service_month import Counter, capacity
from functions.domain.planning.waiting_queue import QueueEntry, ranked
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.waiting_list_rules import WaitingList
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.usecases.waiting_list.promote_waiting import read_queue


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry with the names of its child and family. They are empty where the file is gone: such an entry leaves
    when its turn comes."""

    entry: QueueEntry
    first_name: str
    last_name: str
    name: str
    """Both, and what tells the child from another of the queue who has both."""
    family_name: str
    not_held: Closed | None = None
    """Why the day does not take place for that child; None if it does."""


@dataclass(frozen=True, slots=True)
class Queue:
    taken: int
    capacity: int | None
    waiting: tuple[Waiting, ...]
    """Whoever gets the next place comes first."""


def list_waiting(commune: str, service_code: str, day: date) -> Queue:
    """Read the queue, in two round trips; three where the process has not seen that version of the règlement yet.
    Raises UnknownService, NotFound."""
    open_days, counted = read_queue(commune, service_code, Slot(day, "", "").month)
    if open_days is None:
        raise NotFound
    reglement = open_days.reglement
    service = reglement.service(service_code)
    entries = ranked(service.waiting_list or WaitingList(), counted.queue(day.day).values())
    files = {keys.child(commune, one.child) for one in entries}
    files |= {keys.family(commune, one.family) for one in entries}
    found = read(sorted(files))
    known = (found.get_sound(keys.child(commune, entry.child), Child) for entry in entries)
    names = full_names(child.value for child in known if child is not None)
    waiting = []
    for entry in entries:
        child = found.get_sound(keys.child(commune, entry.child), Child)
        family = found.get_sound(keys.family(commune, entry.family), Family)
        waiting.append(
            Waiting(
                entry,
                child.value.first_name if child is not None else "",
                child.value.last_name if child is not None else "",
                names.get(entry.child, ""),
                family.value.name if family is not None else "",
                open_days.closed_to(service, day, entry.claims.school, entry.claims.school_class, entry.child)
                if waits_in_vain(open_days, service, day, entry)
                else None,
            )
        )
    weekday = reglement.days.weekday(day)
    taken = counted.taken.get(Counter(day.day), 0)
    return Queue(taken, capacity(service, weekday, None), tuple(waiting))

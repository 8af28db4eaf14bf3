"""Who is expected for one service on one day, for those who keep the children to see. Nothing is decided from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from functions.domain.attendance.attendance_list import expects
from functions.domain.attendance.expected_children import ExpectedChild, expected_child
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Service, UnknownService
from functions.storage.bookings import child_months
from functions.storage.families import children, families
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import read
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead


@dataclass(frozen=True, slots=True)
class ExpectedList:
    """`closed`: why the service opens to nobody that day. `unreadable`: children of whom something cannot be read."""

    children: tuple[ExpectedChild, ...]
    closed: Closed | None
    unreadable: tuple[str, ...]


def list_expected(commune: str, service_code: str, day: date) -> ExpectedList:
    """By last name, then by first name. A moment late. Raises NotFound for a service that the town neither has nor had that day."""
    open_days = _open_days(commune, month_of(day))
    broken: list[Key] = []
    listed = {
        stored.value.child: stored.value
        for stored in child_months.children_of_month(commune, month_of(day), unreadable=broken)
        if service_code in stored.value.days.get(day.day, {})
        or service_code in stored.value.attended.get(day.day, {})
    }
    service = _service(open_days, service_code)
    if service is None and not listed:
        raise NotFound
    files = children.sound_children(commune, listed, unreadable=broken)
    known = [(stored.value, listed[child]) for child, stored in files.items()]
    if service is not None and service.reserve.mode is Mode.ATTENDANCE:
        enrolled = _enrolled(commune, open_days, service, day, broken)
        known += [(child, month) for child, month in enrolled if child.id not in listed]
    asked = (
        expected_child(child, month, Slot(day, service_code, child.id), open_days) for child, month in known
    )
    found = [each for each in asked if each is not None]
    return ExpectedList(
        tuple(
            sorted(found, key=lambda one: (one.child.last_name.casefold(), one.child.first_name.casefold()))
        ),
        None if service is None else open_days.closed_to(service, day, None, None),
        tuple(sorted({keys.child_of(key) for key in broken} - {""})),
    )


def _open_days(commune: str, month: str) -> OpenDays:
    head_key = keys.reglement_head(commune)
    found = read([head_key, keys.called_off(commune, month)])
    head = found.get(head_key, ReglementHead)
    if head is None:
        raise NotFound
    off = called_off.in_batch(found, commune, month).value
    return OpenDays(communes.reglement(commune, head.value.reglement), {month: off})


def _service(open_days: OpenDays, code: str) -> Service | None:
    try:
        return open_days.reglement.service(code)
    except UnknownService:
        return None


def _enrolled(
    commune: str, open_days: OpenDays, service: Service, day: date, broken: list[Key]
) -> Iterator[tuple[Child, ChildMonth]]:
    """The children of the town's families who are enrolled for that day, each with its month."""
    ids = dict.fromkeys(child for stored in families.all_families(commune) for child in stored.value.children)
    files = children.sound_children(commune, ids, unreadable=broken)
    coming = [stored.value for stored in files.values() if expects(open_days, service, day, stored.value)]
    months = read(keys.child_month(commune, child.id, month_of(day)) for child in coming)
    for child in coming:
        stored = child_months.sound_in_batch(months, commune, child.id, month_of(day))
        if stored is not None:
            yield child, stored.value
    broken += sorted(months.unreadable)

"""Who is expected for one service on one day, and what was written down: for those who keep the children. Nothing is decided from it.

Two round trips besides the one that admits the agent: the families of the town; then what is kept of each of their children.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from functions.domain.absences.slot_bills import SlotBills, slot_bills
from functions.domain.attendance.events import AttendanceDay
from functions.domain.attendance.expected_children import ExpectedChild, expected_child
from functions.domain.attendance.merge import AttendanceState, merged
from functions.domain.calendar.months import month_of
from functions.domain.errors import NotFound
from functions.domain.families.family import Child, Family
from functions.domain.journal import DAY_LIST_READ
from functions.domain.kitchen.order_times import last_call_at
from functions.domain.kitchen.orders import OrderStanding, OrderWatch, order_standing
from functions.domain.kitchen.settings import OrderSettings
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.reglement import Reglement, Service, UnknownService
from functions.domain.safety.child_safety import ChildSafety
from functions.storage.attendance import attendance_events
from functions.storage.attendance.town_children import children_of_town, read_of_each
from functions.storage.bookings import child_months
from functions.storage.kitchen import meal_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, together
from functions.storage.town import called_off
from functions.usecases.journal.note_read import note_read_of_town


@dataclass(frozen=True, slots=True)
class DayListAsked:
    """`by`: the agent who reads. `with_safety`: whether they may know what keeps the children safe that day, which the journal of the
    commune says."""

    commune: str
    service: str
    day: date
    by: str
    with_safety: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class ChildOfDay:
    expected: ExpectedChild
    state: AttendanceState
    safety: ChildSafety | None
    safety_unreadable: bool
    bills: SlotBills

    @property
    def child(self) -> Child:
        return self.expected.child


@dataclass(frozen=True, slots=True)
class DayList:
    """`service`: None for one that the town gave up since. `closed`: why it opens to nobody that day. `unreadable`: children, or families,
    of whom something cannot be read: whether they are expected is not known here."""

    service: Service | None
    children: tuple[ChildOfDay, ...]
    closed: Closed | None
    classes_off: tuple[str, ...]
    unreadable: tuple[str, ...]
    families: tuple[Family, ...]
    order: OrderStanding | None
    """Of a service that serves a meal, how far its order is; None for others."""
    orders_to: OrderSettings
    """Those of the town, whose children these are among others."""


def list_day(asked: DayListAsked, reglement: Reglement) -> DayList:
    """By last name, then by first name. A moment late. Raises NotFound for a service that the town neither has nor had that day."""
    commune, month = asked.commune, month_of(asked.day)
    broken: list[Key] = []
    ids, files = children_of_town(commune, unreadable=broken)
    service = _service(reglement, asked.service)
    also = [keys.called_off(commune, month), *_of_kitchen(asked, service)]
    found, _ = together(
        lambda: read_of_each(ids, lambda child: _keys_of(asked, child), also),
        partial(_note, asked, known=service is not None),
    )
    off = called_off.in_batch(found, commune, month).value
    facts = _Facts(asked, found, OpenDays(reglement, {month: off}), service)
    listed = [one for child in ids if (one := facts.of_day(child)) is not None]
    if service is None:
        if not listed:
            raise NotFound
        _note(asked, known=True)
    unreadable = {keys.child_of(key) or keys.family_of(key) for key in broken} | facts.unreadable
    return DayList(
        facts.service,
        tuple(
            sorted(listed, key=lambda one: (one.child.last_name.casefold(), one.child.first_name.casefold()))
        ),
        None if facts.service is None else facts.open_days.closed_to(facts.service, asked.day, None, None),
        facts.open_days.classes_off(asked.service, asked.day),
        tuple(sorted(unreadable)),
        tuple(file.value for file in files),
        *_ordering(asked, service, reglement, found),
    )


def _of_kitchen(asked: DayListAsked, service: Service | None) -> list[Key]:
    if service is None or not service.serves_meal:
        return []
    return [keys.kitchen_settings(asked.commune), keys.order_watch(asked.commune, service.code)]


def _ordering(
    asked: DayListAsked, service: Service | None, reglement: Reglement, found: Found
) -> tuple[OrderStanding | None, OrderSettings]:
    if service is None or not service.serves_meal:
        return None, OrderSettings()
    own = meal_months.settings_in_batch(found, asked.commune).value.of(service.code)
    watch = found.get_or(keys.order_watch(asked.commune, service.code), OrderWatch(service.code)).value
    return order_standing(watch, asked.day, last_call_at(reglement, asked.day, own)), own


def _note(asked: DayListAsked, *, known: bool) -> None:
    """Nothing of a service of which nobody knows yet whether there ever was one."""
    if asked.with_safety and known:
        of = {"service": asked.service, "date": asked.day.isoformat()}
        note_read_of_town(asked.commune, by=asked.by, now=asked.now, act=DAY_LIST_READ, of=of)


def _keys_of(asked: DayListAsked, child: str) -> list[Key]:
    held = [
        keys.child(asked.commune, child),
        keys.child_month(asked.commune, child, month_of(asked.day)),
        attendance_events.key_of(asked.commune, child, asked.day),
    ]
    return [*held, keys.safety(asked.commune, child)] if asked.with_safety else held


def _service(reglement: Reglement, code: str) -> Service | None:
    try:
        return reglement.service(code)
    except UnknownService:
        return None


class _Facts:
    """What was read of the town's children. `unreadable`: those of whom it is not known whether they are expected."""

    def __init__(
        self, asked: DayListAsked, found: Found, open_days: OpenDays, service: Service | None
    ) -> None:
        self._asked, self._found = asked, found
        self.open_days, self.service = open_days, service
        self.unreadable: set[str] = set()

    def of_day(self, child_id: str) -> ChildOfDay | None:
        """None for a child that has nothing to do with the service that day."""
        commune, day = self._asked.commune, self._asked.day
        file_key = keys.child(commune, child_id)
        child = self._found.get_sound(file_key, Child)
        month = child_months.sound_in_batch(self._found, commune, child_id, month_of(day))
        if month is None or (child is None and file_key in self._found.unreadable):
            self.unreadable.add(child_id)
            return None
        return None if child is None else self._listed(child.value, month.value)

    def _listed(self, child: Child, month: ChildMonth) -> ChildOfDay | None:
        slot = Slot(self._asked.day, self._asked.service, child.id)
        recorded = month.seen(slot)
        stored = attendance_events.sound_in_batch(self._found, self._asked.commune, child.id, slot.date)
        tapped = AttendanceDay(child.id, slot.date) if stored is None else stored.value
        events = tapped.events(slot.service, recorded)
        expected = expected_child(child, month, slot, self.open_days)
        if expected is None and not events:
            return None
        if expected is not None and expected.not_held is not None and not events:
            return None
        key = keys.safety(self._asked.commune, child.id)
        safety = self._found.get_sound(key, ChildSafety)
        return ChildOfDay(
            expected or ExpectedChild(child, False, False, None, None),
            merged(events),
            None if safety is None else safety.value,
            key in self._found.unreadable,
            slot_bills(self.open_days, month, slot, child, now=self._asked.now),
        )

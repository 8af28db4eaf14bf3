"""What is read before taps are decided: in two round trips, whatever they are about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from functions.domain.agents.staff import Scope
from functions.domain.attendance.attendance_list import payer_of
from functions.domain.attendance.events import AttendanceDay
from functions.domain.attendance.recording import payer_named
from functions.domain.errors import Conflict, NotFound
from functions.domain.families.cost_sharing import parts_agreed, payers_agreed
from functions.domain.families.family import Child, Family
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.reglement import Reglement
from functions.storage.attendance import attendance_events
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.keys import Key
from functions.storage.table.reading import Found, read
from functions.storage.table.stored import Stored
from functions.storage.town import called_off, communes
from functions.storage.town.communes import ReglementHead


class CannotBeRead(Conflict):
    """Something that is kept of the child, or of its family, cannot be read: nothing can be written of it."""

    code = "cannot_be_read"


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """Of one child: the months and days that its taps are about."""

    file: Stored[Child]
    months: Mapping[str, Stored[ChildMonth]]
    days: Mapping[date, Stored[AttendanceDay]]


class EventFacts:
    """Raises NotFound where the town has no règlement."""

    def __init__(self, commune: str, slots: Iterable[Slot], scope: Scope) -> None:
        self.commune, self._scope = commune, scope
        wanted = list(dict.fromkeys(slots))
        self._slots: dict[str, list[Slot]] = {}
        self._unreadable: set[str] = set()
        for slot in wanted:
            self._slots.setdefault(slot.child, []).append(slot)
        months = {slot.month for slot in wanted}
        head_key = keys.reglement_head(commune)
        found = read(
            dict.fromkeys(
                [head_key, *(keys.called_off(commune, month) for month in months)]
                + [key for slot in wanted for key in self._keys_of(slot)]
            )
        )
        head = found.get(head_key, ReglementHead)
        if head is None:
            raise NotFound
        self.head = head
        self.reglement: Reglement = communes.reglement(commune, head.value.reglement)
        self.called_off: dict[str, Stored[CalledOffMonth]] = {
            month: called_off.in_batch(found, commune, month) for month in months
        }
        self.open_days = OpenDays(self.reglement, {name: off.value for name, off in self.called_off.items()})
        self._children = {child: self._facts_of(found, child) for child in self._slots}
        self._families = self._read_families()

    def _keys_of(self, slot: Slot) -> list[Key]:
        return [
            keys.child(self.commune, slot.child),
            keys.child_month(self.commune, slot.child, slot.month),
            attendance_events.key_of(self.commune, slot.child, slot.date),
        ]

    def _facts_of(self, found: Found, child: str) -> ChildFacts | None:
        """None for one who is not of the commune, or not for this agent, and for one whose file cannot be read."""
        file_key = keys.child(self.commune, child)
        file = found.get_sound(file_key, Child)
        if file is None:
            if file_key in found.unreadable:
                self._unreadable.add(child)
            return None
        if not self._scope.takes_school(file.value.school):
            return None
        slots = self._slots[child]
        months = {
            slot.month: child_months.sound_in_batch(found, self.commune, child, slot.month) for slot in slots
        }
        days = {
            slot.date: attendance_events.sound_in_batch(found, self.commune, child, slot.date)
            for slot in slots
        }
        return ChildFacts(
            file,
            {name: stored for name, stored in months.items() if stored is not None},
            {day: stored for day, stored in days.items() if stored is not None},
        )

    def _read_families(self) -> Found:
        named = {
            booking.payer
            for child, slots in self._slots.items()
            for slot in slots
            if (facts := self._children[child]) is not None
            and slot.month in facts.months
            and (booking := facts.months[slot.month].value.booking(slot)) is not None
        }
        named |= {
            home
            for facts in self._children.values()
            if facts is not None
            for home in (*facts.file.value.families, *payers_agreed(facts.file.value.sharing))
        }
        return read(keys.family(self.commune, family) for family in sorted(named))

    def child(self, slot: Slot) -> ChildFacts:
        """Raises NotFound, CannotBeRead."""
        facts = self._children[slot.child]
        if slot.child in self._unreadable:
            raise CannotBeRead
        if facts is None:
            raise NotFound
        if slot.month not in facts.months or slot.date not in facts.days:
            raise CannotBeRead
        return facts

    def payer(self, slot: Slot, day: AttendanceDay, named: str = "") -> Stored[Family]:
        """The family that pays. A child's file may name one that it has left: the family's own file decides.

        Raises NotFound for a child that no family has in its file, CannotBeRead.
        """
        facts = self.child(slot)
        homes = [home for home in facts.file.value.families if self._is_home(home, slot.child)]
        month = facts.months[slot.month].value
        payer = payer_of(homes, slot, month, named or payer_named(day, slot.service))
        known = None if payer is None else self._family(payer)
        if known is not None:
            return known
        wanted = {payer, *facts.file.value.families} - {None}
        if any(keys.family(self.commune, family) in self._families.unreadable for family in wanted if family):
            raise CannotBeRead
        raise NotFound

    def other_payers(self, slot: Slot, payer: str) -> list[Stored[Family]]:
        """The other homes that agreed to pay a part of the slot."""
        agreed = parts_agreed(self.child(slot).file.value.sharing, slot.date, slot.service)
        found = (self._family(part.family) for part in agreed if part.family != payer)
        return [each for each in found if each is not None and each.value.erased_on is None]

    def _family(self, family: str) -> Stored[Family] | None:
        return self._families.get_sound(keys.family(self.commune, family), Family)

    def _is_home(self, family: str, child: str) -> bool:
        known = self._family(family)
        return known is not None and child in known.value.children

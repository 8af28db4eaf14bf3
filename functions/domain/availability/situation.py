"""All the facts from which an action on a slot is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Self

from functions.domain.availability.constraints import Applicant
from functions.domain.availability.lateness import LateYear, rule_name, school_year
from functions.domain.calendar.months import month_of
from functions.domain.families.cost_sharing import Part, part_cents, parts_agreed
from functions.domain.families.family import Child, Family
from functions.domain.invoices.receivable import InvoiceState, Receivable
from functions.domain.planning.called_off import CalledOffMonth
from functions.domain.planning.child_month import Booking, BookingQuestion, CancelledByTown, ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import ServiceMonth
from functions.domain.planning.town_act import Over, TownAct
from functions.domain.planning.waiting_queue import Claims, QueueEntry
from functions.domain.pricing.households import household_of
from functions.domain.pricing.prices import Household
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.reglement.service_conditions import Need


@dataclass(frozen=True, slots=True)
class Situation:
    """The facts about one family. They are read together, and checked together when something is written.

    `months` go by child and month (`2026-11`), `places` by service and month. Changing methods return a new situation.
    """

    reglement: Reglement
    family: Family
    children: Mapping[str, Child]
    months: Mapping[tuple[str, str], ChildMonth]
    places: Mapping[tuple[str, str], ServiceMonth]
    called_off: Mapping[str, CalledOffMonth] = field(default_factory=dict)
    """What the town called off, by month: every month of `months`."""
    late_years: Mapping[int, LateYear] = field(default_factory=dict)
    """How often the family was late, by school year, where the town counts it."""
    debts: tuple[Receivable, ...] = ()
    """The family's debts, where a service is closed to those who owe too much."""
    sheets: frozenset[str] = frozenset()
    """Children whose health sheet is complete, where a service asks for it. What stands in it is not among the facts of a booking."""
    wanted: frozenset[Slot] = frozenset()
    """The slots of the basket or of the act: its days count as held when the first day of a stay is looked for."""
    homes: Mapping[str, Family] = field(default_factory=dict)
    """The other homes that pay for one of the children, by id, with what their prices depend on (`tariff_facts`). Only who writes a
    booking reads them: nothing is shown from them."""
    act: str = ""
    """The id of the act that is being decided, so that it counts as one time that the family was late."""

    @property
    def open_days(self) -> OpenDays:
        return OpenDays(self.reglement, self.called_off)

    def not_held(self, slot: Slot) -> Closed | None:
        """Why what the child has booked there does not take place; None if it does, or if nothing is booked."""
        booking = self.booking(slot)
        return None if booking is None else self.open_days.not_held(slot, booking, self.children[slot.child])

    def booking(self, slot: Slot) -> Booking | None:
        return self.months[slot.child, slot.month].booking(slot)

    def entry(self, slot: Slot) -> QueueEntry | None:
        """The child's place on the waiting list, whichever family put the child there."""
        counted = self.places.get((slot.service, slot.month))
        return None if counted is None else counted.queue(slot.date.day).get(slot.child)

    def claims(self, slot: Slot) -> Claims:
        """The facts that the town's priorities look at. The months of all the family's children must have been read."""
        child = self.children[slot.child]
        siblings = (replace(slot, child=other) for other in self.family.children if other != slot.child)
        return Claims(
            resident=self.family.resident,
            sibling=any(self.booking(sibling) is not None for sibling in siblings),
            single_parent=len(self.family.guardians) == 1,
            school=child.school,
            school_class=child.school_class,
        )

    def services_on(self, child: str, day: date) -> frozenset[str]:
        """The services that the child has on that day, including those that the town has not confirmed yet."""
        month = self.months[child, month_of(day)]
        asked = month.asked.get(day.day, {})
        coming = (code for code, each in asked.items() if each.action is Action.RESERVE)
        return frozenset((*coming, *month.days.get(day.day, {})))

    def applicant(self, child: Child, service: str, day: date, *, now: datetime) -> Applicant:
        """What the child's access to the service on that day depends on."""
        met = {
            Need.COMPLETE_FILE: self.family.file_complete,
            Need.ACCEPTED_REGLEMENT: self.family.accepted_reglement >= self.reglement.accept_from,
            Need.HEALTH_SHEET: child.id in self.sheets,
            Need.ENROLMENT: child.enrolled(service, day),
        }
        today = self.reglement.day_of(now)
        late = (debt.owed_cents for debt in self.debts if debt.state(today) is InvoiceState.OVERDUE)
        return Applicant(
            age=child.age_on(day),
            resident=self.family.resident,
            school_class=child.school_class,
            has=frozenset(need for need, has in met.items() if has),
            unpaid_cents=sum(late),
        )

    def opened(self, child: str, month: str, opening: str) -> Self:
        """Note that a child's month was opened for an enrolment. `opening`: see `opened_enrolments.note_of`."""
        before = self.months[child, month]
        after = replace(before, opened=(*before.opened, opening))
        return replace(self, months={**self.months, (child, month): after})

    def holds(self, slot: Slot) -> bool:
        """Whether the slot is booked, or is among those of the basket or of the act."""
        month = self.months.get((slot.child, slot.month))
        return slot in self.wanted or (month is not None and month.booking(slot) is not None)

    def asked(self, slot: Slot) -> BookingQuestion | None:
        return self.months[slot.child, slot.month].question(slot)

    def asking(self, slot: Slot, asked: BookingQuestion) -> Self:
        return self._with_month(slot, self.months[slot.child, slot.month].with_question(slot, asked))

    def answered(self, slot: Slot) -> Self:
        """Remove the request that waited on that slot."""
        return self._with_month(slot, self.months[slot.child, slot.month].without_question(slot))

    def _with_month(self, slot: Slot, month: ChildMonth) -> Self:
        return replace(self, months={**self.months, (slot.child, slot.month): month})

    def booked(self, slot: Slot, booking: Booking) -> Self:
        """Add the booking and take its place."""
        month = self.months[slot.child, slot.month].with_booking(slot, booking)
        return self._moved(slot, month, booking.school, +1)

    def freed(self, slot: Slot, booking: Booking, fee: Booking | None = None) -> Self:
        """Cancel the booking and free its place. `fee` is what stays due of it."""
        month = self.months[slot.child, slot.month].without(slot)
        return self._moved(slot, month if fee is None else month.with_fee(slot, fee), booking.school, -1)

    def done_by_town(
        self, slot: Slot, action: Action, act: str, past: tuple[Over, ...], said: TownAct
    ) -> Self:
        """Note that an agent did there what was just done: in the booking, or beside the slot of what was cancelled."""
        month = self.months[slot.child, slot.month].with_town_act(act, said)
        booking = month.booking(slot)
        if action is Action.RESERVE and booking is not None:
            return self._with_month(slot, month.with_booking(slot, replace(booking, past=past)))
        cancelled = CancelledByTown(act, said.payer, past)
        return self._with_month(slot, month.with_cancelled_by_town(slot, cancelled))

    def late_once_more(self, slot: Slot, action: Action) -> Self:
        """Count this act as one time that the family was late. An act is counted once."""
        year = self._late_year(slot.date).counted(rule_name(slot.service, action), self.act)
        return replace(self, late_years={**self.late_years, year.year: year})

    def times_late(self, slot: Slot, action: Action) -> int:
        """How often the family was late before this act, in the school year of the slot."""
        return self._late_year(slot.date).times_before(rule_name(slot.service, action), self.act)

    def _late_year(self, day: date) -> LateYear:
        year = school_year(day)
        return self.late_years.get(year) or LateYear(year)

    def joined(self, slot: Slot, entry: QueueEntry) -> Self:
        counted = self.places[slot.service, slot.month].with_entry(slot.date.day, entry)
        return replace(self, places={**self.places, (slot.service, slot.month): counted})

    def left(self, slot: Slot) -> Self:
        counted = self.places[slot.service, slot.month].without_entry(slot.date.day, slot.child)
        return replace(self, places={**self.places, (slot.service, slot.month): counted})

    def _moved(self, slot: Slot, month: ChildMonth, school: str | None, places: int) -> Self:
        # For a page, only the places of services with a limit are read; the others are counted from nothing.
        known = self.places.get((slot.service, slot.month)) or ServiceMonth(slot.service, slot.month)
        counted = known.moved(slot.date.day, school, places)
        return replace(
            self,
            months={**self.months, (slot.child, slot.month): month},
            places={**self.places, (slot.service, slot.month): counted},
        )

    def own_percent(self, slot: Slot, booked_by: str | None = None) -> int:
        """What of the slot this family pays: of a child of two homes, as they agreed. `booked_by`: the family; None: this one."""
        agreed = self._agreed(slot)
        if not agreed:
            return 100 if booked_by in (None, self.family.id) else 0
        return sum(part.percent for part in agreed if part.family == self.family.id)

    def own_cents(self, slot: Slot, cents: int) -> int:
        agreed = self._agreed(slot)
        return part_cents(cents, agreed, self.family.id) if agreed else cents

    def _agreed(self, slot: Slot) -> tuple[Part, ...]:
        child = self.children.get(slot.child)
        return () if child is None else parts_agreed(child.sharing, slot.date, slot.service)

    def other_payers(self, slot: Slot) -> list[Family]:
        """The other homes that pay a part of the slot, of those that were read, as far as their prices are kept."""
        if not self.homes:
            return []
        found = [self.homes[part.family] for part in self._agreed(slot) if part.family in self.homes]
        return found if self.months[slot.child, slot.month].may_price(len(found)) else []

    def household(self, child: Child, day: date) -> Household:
        return household_of(self.family, child, day)

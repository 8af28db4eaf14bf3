"""What an act changes: the situation before it and after it, and all that has to be written to make it so."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from functions.domain.availability.lateness import LateYear
from functions.domain.availability.situation import Situation
from functions.domain.availability.situation_draft import SituationDraft
from functions.domain.calendar.months import day_of
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Booking, ChildMonth
from functions.domain.planning.service_month import (
    Counter,
    QueueGuards,
    ServiceMonth,
    Taking,
    capacity,
    limits,
)
from functions.domain.planning.waiting_queue import QueueEntry
from functions.domain.reglement.deadline_rules import Action


@dataclass(frozen=True, slots=True)
class PlannedChange:
    """The situation as it is, and as the act makes it. It is written as a whole or not at all."""

    before: Situation
    after: Situation

    def changed_months(self) -> list[ChildMonth]:
        """The child-months to write."""
        return [month for key, month in self.after.months.items() if month is not self.before.months[key]]

    def with_months(self, change: Callable[[ChildMonth], ChildMonth]) -> Self:
        """The same change, with `change` applied to every child-month of the situation after it."""
        months = {key: change(month) for key, month in self.after.months.items()}
        return replace(self, after=replace(self.after, months=months))

    def changed_late_years(self) -> list[LateYear]:
        """The school years in which this act adds a time that the family was late."""
        return [
            year
            for number, year in self.after.late_years.items()
            if year != self.before.late_years.get(number)
        ]

    def changed_places(self) -> list[tuple[ServiceMonth, Mapping[Counter, Taking]]]:
        """The services' months whose counters move, as they were before, with what each counter takes or frees on
        balance."""
        changed: list[tuple[ServiceMonth, Mapping[Counter, Taking]]] = []
        for key, counted in self.after.places.items():
            earlier = self.before.places[key]
            takings = {
                counter: Taking(taken - earlier.taken.get(counter, 0), self._capacity(counted, counter))
                for counter, taken in counted.taken.items()
                if taken != earlier.taken.get(counter, 0)
            }
            if takings:
                changed.append((earlier, takings))
        return changed

    def leaving_queues(self, counted: ServiceMonth) -> list[tuple[int, QueueEntry]]:
        """Who leaves the queues of that month with this act, by day: nobody, but where an agent books for a child who waits."""
        after = self.after.places[counted.service, counted.month]
        return [
            (day, entry)
            for day, queue in (counted.waiting or {}).items()
            for child, entry in queue.items()
            if child not in after.queue(day)
        ]

    def guards(self, counted: ServiceMonth, takings: Mapping[Counter, Taking]) -> QueueGuards:
        """What keeps the takings from passing before those who wait for the same places."""
        service = self.after.reglement.service(counted.service)
        if service.waiting_list is None:
            return QueueGuards()
        days = {
            counter.day
            for counter, taking in takings.items()
            if taking.places > 0 and taking.capacity is not None
        }
        same = {day for day in days if counted.queue(day)}
        full = {
            counter: most
            for day in same
            for entry in counted.queue(day).values()
            for counter, most in limits(
                service, self._weekday(counted, day), day, entry.claims.school
            ).items()
            if counted.taken.get(counter, 0) >= most
        }
        return QueueGuards(frozenset(days - same), frozenset(same), full)

    def _capacity(self, counted: ServiceMonth, counter: Counter) -> int | None:
        service = self.after.reglement.service(counted.service)
        return capacity(service, self._weekday(counted, counter.day), counter.school)

    def _weekday(self, counted: ServiceMonth, day: int) -> int:
        return self.after.reglement.days.weekday(day_of(counted.month, day))


def with_line_done(situation: Situation, line: BasketLine, booking: Booking, *, counts: bool) -> Situation:
    """The situation once `line` is done, where `counts` says that it is one of the times that the family was late.

    A reservation puts `booking` in the slot. A cancellation takes the earlier booking out, and `booking` is what stays
    due of it.
    """
    draft = SituationDraft(situation)
    draft_line_done(draft, line, booking, counts=counts)
    return draft.situation


def draft_line_done(draft: SituationDraft, line: BasketLine, booking: Booking, *, counts: bool) -> None:
    """The same of one of many lines."""
    if counts:
        draft.go_on_from(draft.situation.late_once_more(line.slot, line.action))
    if line.action is Action.RESERVE:
        draft.book(line.slot, booking)
        return
    earlier = draft.situation.booking(line.slot)
    assert earlier is not None, "only a booking is cancelled"
    # Where another home pays a part, what it owes has nothing to do with whether this one owes anything.
    if booking.price_cents or booking.others:
        draft.go_on_from(draft.situation.freed(line.slot, earlier, booking))
    else:
        draft.free(line.slot, earlier)

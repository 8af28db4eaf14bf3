"""Which months must be read to decide about some slots, besides the months of the slots themselves."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta

from functions.domain.availability.joint_constraints import asks_of_weeks, companions
from functions.domain.availability.stays import months_of_stay
from functions.domain.calendar.months import monday, month_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.reglement import Reglement, UnknownService


def slots_to_read(reglement: Reglement, slots: Iterable[Slot]) -> Iterator[Slot]:
    """Yield the slots, and one slot in each other month that counts for them.

    Those are the months of the whole week, of the services that come with the slot, and of the stay.
    """
    for slot in slots:
        yield slot
        try:
            service = reglement.service(slot.service)
        except UnknownService:
            continue
        if asks_of_weeks(service.conditions):
            yield from _ends_of_week(slot)
        with suppress(CalendarUnknown):
            yield from months_of_stay(reglement, service, slot)
        for companion in companions(reglement, slot):
            yield companion
            if asks_of_weeks(reglement.service(companion.service).conditions):
                yield from _ends_of_week(companion)


def _ends_of_week(slot: Slot) -> Iterator[Slot]:
    first = monday(slot.date)
    for day in (first, first + timedelta(6)):
        if month_of(day) != slot.month:
            yield Slot(day, slot.service, slot.child)

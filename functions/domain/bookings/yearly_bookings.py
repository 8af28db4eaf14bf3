"""Services that are booked for the whole year unless cancelled: each month of a child is booked in advance, once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from functions.domain.availability.availability import place_obstacle, usual_price
from functions.domain.availability.home_prices import booked_for_homes
from functions.domain.availability.situation import Situation
from functions.domain.bookings.planned_change import PlannedChange
from functions.domain.calendar.months import day_of, month_of
from functions.domain.families.family import Enrolment
from functions.domain.planning.child_month import MOST_OPENED, Booking, Slot
from functions.domain.planning.opened_enrolments import is_opened, note_of
from functions.domain.reglement.closures import ClosedCode
from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.deadlines import start_of
from functions.domain.reglement.reglement import Reglement, Service

MONTHS_AHEAD = 2
"""How many months are opened after the current one: early enough to cancel in time, late enough for the price to be
known."""


@dataclass(frozen=True, slots=True)
class MonthOpened(PlannedChange):
    """A child's month that was opened: the `booked` slots have their place, the `full` ones had no place left."""

    booked: tuple[Slot, ...]
    full: tuple[Slot, ...]


def always_booked(reglement: Reglement) -> Iterator[Service]:
    return (service for service in reglement.services if service.reserve.mode is Mode.ALWAYS)


def months_to_open(now: date) -> list[str]:
    months = [month_of(now)]
    while len(months) <= MONTHS_AHEAD:
        months.append(month_of(day_of(months[-1], 28) + timedelta(7)))
    return months


def to_open(situation: Situation, child: str, month: str) -> list[Enrolment]:
    """The enrolments that the family pays and that have days in `month` for which the child's month was not opened
    yet. A month with `MOST_OPENED` notes is opened for no further enrolment."""
    if len(situation.months[child, month].opened) >= MOST_OPENED:
        return []
    services = {service.code for service in always_booked(situation.reglement)}
    return [
        enrolment
        for enrolment in situation.children[child].enrolments
        if enrolment.service in services
        and enrolment.family == situation.family.id
        and any(_days_to_open(situation, enrolment, child, month))
    ]


def opened(situation: Situation, child: str, month: str, *, act: str, by: str, now: datetime) -> MonthOpened:
    """The child's month with every day of its enrolments that is still to come, booked at the price of now.

    As long as the calendar or the tariff of one day is not known, the whole enrolment waits for the next run.
    """
    after = situation
    booked: list[Slot] = []
    full: list[Slot] = []
    for enrolment in to_open(situation, child, month):
        service = situation.reglement.service(enrolment.service)
        days = _days(after, service, enrolment, child, month, now)
        if days is None:
            continue
        for slot in days:
            file = after.children[child]
            unit = usual_price(after, service, file, slot.date)
            assert unit is not None, "days without a price wait"
            taken = place_obstacle(after, service, file, slot, late=True) is not None
            if taken or after.months[child, month].takes_no_more:
                full.append(slot)
                continue
            others = booked_for_homes(after, slot, None)
            booking = Booking(
                unit.unit_cents, unit.tranche, enrolment.family, by, now, act, file.school, others=others
            )
            after = after.booked(slot, booking)
            booked.append(slot)
        after = after.opened(child, month, note_of(enrolment))
    return MonthOpened(situation, after, tuple(booked), tuple(full))


def _days_to_open(situation: Situation, enrolment: Enrolment, child: str, month: str) -> Iterator[date]:
    """The enrolment's days in that month, without those that it already had when the month was opened for it."""
    notes = situation.months[child, month].opened
    day = day_of(month, 1)
    while month_of(day) == month:
        weekday = situation.reglement.days.weekday(day)
        held = enrolment.covers(enrolment.service, day) and enrolment.wants(day, weekday)
        if held and not is_opened(enrolment, day, weekday, notes):
            yield day
        day += timedelta(1)


def _days(
    situation: Situation, service: Service, enrolment: Enrolment, child: str, month: str, now: datetime
) -> list[Slot] | None:
    """The slots to book, without those that have begun. None: the calendar or the price of one is not known yet.

    A day that the town called off is booked with the others. It does not take place; but a month is opened once, and the day is
    there should the town put it back.
    """
    file = situation.children[child]
    found = []
    for day in _days_to_open(situation, enrolment, child, month):
        slot = Slot(day, service.code, child)
        if now >= start_of(situation.reglement, service, slot.date):
            continue
        closed = situation.open_days.closed(service, slot.date, file)
        if closed is not None and closed.code is ClosedCode.BEYOND_CALENDAR:
            return None
        called_off = closed is not None and closed.code is ClosedCode.CALLED_OFF
        if (closed is not None and not called_off) or not service.welcomes(file.school):
            continue
        if situation.booking(slot) is not None or situation.asked(slot) is not None:
            continue
        if usual_price(situation, service, file, slot.date) is None:
            return None
        found.append(slot)
    return found

"""Lines that may each be validated alone, but together break what the town asks of a child's day or week."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from functions.domain.availability.constraints import Broken, BrokenCode, day_flaws, week_flaws
from functions.domain.availability.situation import Situation
from functions.domain.calendar.months import monday
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement, Service
from functions.domain.reglement.service_conditions import ServiceConditions

LinesByPlace = dict[int, BasketLine]
"""Lines by their place in the act."""


def asks_of_weeks(asked: ServiceConditions) -> bool:
    return bool(asked.min_days_a_week or asked.max_days_a_week or asked.week_patterns)


def broken_lines(after: Situation, done: Mapping[int, BasketLine]) -> dict[int, Broken]:
    """What is wrong with the lines `done`, by their place in the act. `after` is the situation once all are done.

    Only the days and weeks that those lines change are checked: what was wrong elsewhere is not their fault.
    """
    if all(service.conditions == ServiceConditions() for service in after.reglement.services):
        return {}
    found: dict[int, Broken] = {}
    for (child, day), lines in _by_day(done).items():
        found |= _broken_on_day(after, child, day, lines)
    for (child, code, first), lines in _by_week(done).items():
        service = after.reglement.service(code)
        if asks_of_weeks(service.conditions):
            found |= _broken_in_week(after, service, child, first, lines)
    return found


def companions(reglement: Reglement, slot: Slot) -> Iterator[Slot]:
    """Yield the child's slots that come with this one that day: of services that come with its own, and so on."""
    seen, waiting = {slot.service}, [slot.service]
    while waiting:
        for code in reglement.service(waiting.pop()).conditions.comes_with:
            if code not in seen:
                seen.add(code)
                waiting.append(code)
                yield Slot(slot.date, code, slot.child)


def excluded(reglement: Reglement, service: str, others: Iterable[str]) -> Broken | None:
    """Why a child who has `others` on a day cannot have the service too, where the town lets it choose one of two; None if it can."""
    flaws = day_flaws(reglement, {service, *others})
    return next(
        (
            flaw
            for flaw in flaws
            if flaw.code is BrokenCode.EXCLUDED and service in (flaw.service, flaw.other)
        ),
        None,
    )


def _by_day(done: Mapping[int, BasketLine]) -> dict[tuple[str, date], LinesByPlace]:
    found: defaultdict[tuple[str, date], LinesByPlace] = defaultdict(dict)
    for place, line in done.items():
        found[line.slot.child, line.slot.date][place] = line
    return found


def _by_week(done: Mapping[int, BasketLine]) -> dict[tuple[str, str, date], LinesByPlace]:
    found: defaultdict[tuple[str, str, date], LinesByPlace] = defaultdict(dict)
    for place, line in done.items():
        found[line.slot.child, line.slot.service, monday(line.slot.date)][place] = line
    return found


def _broken_on_day(after: Situation, child: str, day: date, lines: LinesByPlace) -> dict[int, Broken]:
    codes = after.services_on(child, day)
    flaws = [*day_flaws(after.reglement, codes), *_alone(after, child, day, codes)]
    found: dict[int, Broken] = {}
    for flaw in flaws:
        coming = {
            place
            for place, line in lines.items()
            if line.action is Action.RESERVE
            and line.slot.service in (flaw.service, flaw.other)
            and (flaw.code is BrokenCode.EXCLUDED or line.slot.service == flaw.service)
        }
        leaving = {
            place
            for place, line in lines.items()
            if line.action is Action.CANCEL and line.slot.service == flaw.other
        }
        # Lines that reserve are at fault first; where there are none, those that cancel what another service needs.
        for place in coming or leaving:
            found.setdefault(place, flaw)
    return found


def _alone(after: Situation, child: str, day: date, codes: frozenset[str]) -> Iterator[Broken]:
    """Say which services lack another that comes with them, where that other one is open to the child on that day."""
    file = after.children[child]
    for code in sorted(codes):
        for other in after.reglement.conditions_of(code).comes_with:
            service = after.reglement.service(other)
            closed = after.open_days.closed(service, day, file)
            if other not in codes and closed is None and service.welcomes(file.school):
                yield Broken(BrokenCode.REQUIRED, code, other=other)


def _broken_in_week(
    after: Situation, service: Service, child: str, first: date, lines: LinesByPlace
) -> dict[int, Broken]:
    days = [first + timedelta(shift) for shift in range(7)]
    booked = [day for day in days if service.code in after.services_on(child, day)]
    file = after.children[child]
    flaws = week_flaws(after.open_days, service, booked, file)
    return {
        place: flaw
        for flaw in flaws[:1]
        for place, line in lines.items()
        if line.action is Action.RESERVE or flaw.code is not BrokenCode.TOO_MANY_DAYS
    }

"""What both files have one of, under one name: what is kept of the two."""

from dataclasses import replace
from datetime import date

from functions.domain.absences.called_off_notices import ToldOff
from functions.domain.attendance.events import AttendanceDay
from functions.domain.availability.lateness import LateYear
from functions.domain.bookings.week_patterns import MOST_PATTERNS, WeekPatterns
from functions.domain.papers.papers import Paper, PaperState
from functions.domain.planning.basket import MAX_LINES, Basket, BasketLine


def one_basket(kept: Basket, other: Basket) -> Basket:
    """The lines of the kept one, and those of the other for which there is room."""
    lines = [line for line in other.lines() if kept.action(line.slot) is None]
    free = MAX_LINES - len(kept) - len(kept.expired_lines())
    for line in lines[: max(0, free)]:
        kept = kept.with_lines([BasketLine(line.slot, line.action)])
    return kept


def one_list_of_patterns(kept: WeekPatterns, other: WeekPatterns) -> WeekPatterns:
    """Those of the kept one, and of the other those under another name for which there is room."""
    for pattern in other.patterns:
        if kept.named(pattern.name) is None and len(kept.patterns) < MOST_PATTERNS:
            kept = kept.with_pattern(pattern)
    return kept


def one_late_year(kept: LateYear, other: LateYear) -> LateYear:
    """A family that was late in both files was late as often as both say."""
    times = {rule: kept.times.get(rule, 0) + other.times.get(rule, 0) for rule in (*kept.times, *other.times)}
    return LateYear(kept.year, times, {**other.last, **kept.last})


def one_told(kept: ToldOff, other: ToldOff) -> ToldOff:
    days = {day: dict(services) for day, services in kept.days.items()}
    for day, services in other.days.items():
        held = days.setdefault(day, {})
        for service, children in services.items():
            held[service] = tuple(dict.fromkeys((*held.get(service, ()), *children)))
    return ToldOff(kept.month, days)


def one_paper(kept: Paper, other: Paper) -> Paper:
    """One that was accepted before one that was refused; then the one that is good for longer. What waits for an agent waits on."""
    return replace(max((kept, other), key=_worth), given=kept.given or other.given)


def one_day(kept: AttendanceDay, other: AttendanceDay) -> AttendanceDay:
    """All that was tapped of a child who was in both files, in the order in which it was."""
    services = dict(kept.services)
    for service, events in other.services.items():
        known = {one.id: one for one in (*events, *services.get(service, ()))}
        services[service] = tuple(sorted(known.values(), key=lambda one: one.place))
    return AttendanceDay(kept.child, kept.day, services)


def _worth(paper: Paper) -> tuple[bool, date]:
    return paper.state is PaperState.ACCEPTED, paper.until or date.max

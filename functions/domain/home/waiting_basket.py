"""What waits in a parent's basket: it counts for nothing until it is validated, so nothing else is told before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.availability.situation import Situation
from functions.domain.availability.stays import counts_stays
from functions.domain.calendar.months import month_of
from functions.domain.calendar.town_calendar import CalendarUnknown
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action, LateMode
from functions.domain.reglement.deadlines import LateWindow, Window, rule_of, window
from functions.domain.reglement.reglement import UnknownService


@dataclass(frozen=True, slots=True)
class WaitingBasket:
    """`until`: when the first of the lines can be validated no more; None where that is not known from the règlement alone, or is over."""

    reserved: int
    cancelled: int
    first_day: date
    until: datetime | None
    slots: frozenset[Slot]
    final: int = 0
    """How many could not be cancelled any more, once validated now."""


def waiting_basket(basket: Basket, situation: Situation, *, now: datetime) -> WaitingBasket | None:
    """None where nothing waits. What expired has left the basket, and what was done in another way needs no validation; days gone by
    cannot be had any more, nor can what is too late: the basket keeps it apart, and nobody is asked to validate it."""
    reglement, today = situation.reglement, situation.reglement.day_of(now)
    basket = basket.at(reglement.basket_minutes, now=now, today=today).only_for(situation.children)
    lines = [
        line
        for line in basket.lines()
        if line.slot.date >= today
        and not _is_done(situation, line)
        and not _is_too_late(situation, line, now)
    ]
    if not lines:
        return None
    limits = [at for line in lines for at in _limits(basket, situation, line) if at > now]
    reserved = sum(line.action is Action.RESERVE for line in lines)
    return WaitingBasket(
        reserved,
        len(lines) - reserved,
        lines[0].slot.date,
        min(limits, default=None),
        frozenset(line.slot for line in lines),
        sum(line.action is Action.RESERVE and _is_final(situation, line.slot, now) for line in lines),
    )


def _is_done(situation: Situation, line: BasketLine) -> bool:
    """As far as the months that were read tell."""
    month = situation.months.get((line.slot.child, month_of(line.slot.date)))
    return month is not None and (month.booking(line.slot) is not None) == (line.action is Action.RESERVE)


def _is_too_late(situation: Situation, line: BasketLine, now: datetime) -> bool:
    """As far as the règlement alone tells."""
    found = _window(situation, line)
    if found is None or found.closes_at is None or now < found.closes_at:
        return False
    return all(now >= late.until for late in _online(found))


def _is_final(situation: Situation, slot: Slot, now: datetime) -> bool:
    """As far as the règlement alone tells."""
    found = _window(situation, BasketLine(slot, Action.CANCEL))
    if found is None or not found.announced:
        return False
    is_over = found.impossible is not None or (found.closes_at is not None and now >= found.closes_at)
    return is_over and all(now >= late.until for late in found.late)


def _limits(basket: Basket, situation: Situation, line: BasketLine) -> Iterator[datetime]:
    reglement, slot = situation.reglement, line.slot
    leaving = basket.expires_at(slot, reglement.basket_minutes)
    if leaving is not None:
        yield leaving.astimezone(reglement.clock)
    found = _window(situation, line)
    if found is not None and found.closes_at is not None:
        yield found.closes_at
        yield from (late.until for late in _online(found))


def _online(found: Window) -> list[LateWindow]:
    """What is still possible after the limit without a telephone."""
    return [late for late in found.late if late.late.mode is not LateMode.PHONE]


def _window(situation: Situation, line: BasketLine) -> Window | None:
    """None where it is not known from the règlement alone."""
    reglement, slot = situation.reglement, line.slot
    try:
        service = reglement.service(slot.service)
        if counts_stays(rule_of(service, line.action)):
            return None  # counted from the first day of the stay, which the basket's own screen looks for
        return window(reglement, service, slot.date, line.action, resident=situation.family.resident)
    except (UnknownService, CalendarUnknown):
        return None

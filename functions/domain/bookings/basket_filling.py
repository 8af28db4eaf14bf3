"""What a parent puts in the basket: a click on a cell, or a whole range of days at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.joint_constraints import companions, excluded
from functions.domain.availability.obstacles import SETTLED, Availability, Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.availability.stays import counts_stays
from functions.domain.bookings.validation import RefusedLine
from functions.domain.errors import InvalidRequest, RangeBackwards
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.closures import ClosedCode
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import UnknownService

MAX_RANGE_DAYS = 400
"""A school year and its summer."""

_EXPECTED = (
    ClosedCode.CLOSURE,
    ClosedCode.PUBLIC_HOLIDAY,
    ClosedCode.SCHOOL_HOLIDAY,
    ClosedCode.SCHOOL_TERM,
    ClosedCode.WEEKDAY,
)
"""Why a day is closed, where a parent knows it anyway: a range skips such days and lists none of them as refused."""


class RangeTooLong(InvalidRequest):
    """The range has more than `most` days."""

    code = "range_too_long"


@dataclass(frozen=True, slots=True)
class RefusedDays:
    """The days of one child and one service that the same obstacle keeps out of the basket. `obstacle` is that of
    the first day."""

    child: str
    service: str
    first: date
    last: date
    days: int
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a range did.

    `added`: lines that are new in the basket. `already`: slots that were booked or in the basket before. `closed_days`:
    days on which every service of the range was closed. `put`: the lines that were added, child → service → days, so that
    they can be taken out again.
    """

    added: int
    already: int
    closed_days: int
    refused: tuple[RefusedDays, ...]
    put: dict[str, dict[str, tuple[date, ...]]] = field(default_factory=dict)


def changed(
    situation: Situation, basket: Basket, *, add: Iterable[BasketLine], remove: Iterable[Slot], now: datetime
) -> tuple[Basket, tuple[RefusedLine, ...]]:
    """The basket after a few clicks, and the lines that cannot go in. `remove` is taken out first. Raises BasketFull.

    A line that asks for what is so already (to reserve a booked slot, to cancel a free one) does not go in, and takes
    the opposite line out of the basket: the parent has changed their mind.
    """
    add, leaving = list(add), list(remove)
    together = {*(line.slot for line in add), *basket.slots()} - {*leaving}
    situation = replace(situation, wanted=frozenset(together))
    gone = frozenset(leaving)
    days = _Days(situation, [each for each in basket.lines() if each.slot not in gone])
    days.take(line for line in add if line.action is Action.CANCEL)
    coming: list[BasketLine] = []
    refused: list[RefusedLine] = []
    for line in add:
        obstacle = availability_of(situation, line.slot, line.action, now=now).obstacle
        obstacle = obstacle or days.conflict(line)
        if obstacle is None:
            new = [line, *_companions(situation, line, now)]
            coming += new
            days.take(new)
        elif obstacle.code in SETTLED:
            leaving.append(line.slot)
        else:
            refused.append(RefusedLine(line, obstacle))
    left = basket.without([*leaving, *_brought_by(situation, basket, leaving)])
    return left.with_lines(coming, at=_stamp(situation, now)), tuple(refused)


class _Days:
    """What each child has on each day, once the basket is validated: what the town excludes beside it is refused at the click, and not in
    the basket."""

    def __init__(self, situation: Situation, lines: Iterable[BasketLine]) -> None:
        self._situation = situation
        self._excludes = any(service.conditions.excludes for service in situation.reglement.services)
        self._wanted: defaultdict[tuple[str, date], dict[str, Action]] = defaultdict(dict)
        self.take(lines)

    def take(self, lines: Iterable[BasketLine]) -> None:
        if self._excludes:
            for line in lines:
                self._wanted[line.slot.child, line.slot.date][line.slot.service] = line.action

    def conflict(self, line: BasketLine) -> Obstacle | None:
        if not self._excludes or line.action is not Action.RESERVE:
            return None
        child, day, code = line.slot.child, line.slot.date, line.slot.service
        wanted = self._wanted[child, day]
        booked = {each for each in self._situation.services_on(child, day) if each not in wanted}
        coming = {each for each, action in wanted.items() if action is Action.RESERVE}
        flaw = excluded(self._situation.reglement, code, (booked | coming) - {code})
        return None if flaw is None else Obstacle(ObstacleCode.CONDITION, broken=flaw)


def _stamp(situation: Situation, now: datetime) -> datetime | None:
    return None if situation.reglement.basket_minutes is None else now


def _companions(situation: Situation, line: BasketLine, now: datetime) -> list[BasketLine]:
    """The lines that go in the basket together with `line`, for the services that the town books with its own.

    Cancelling `line` leaves out a service that comes with yet another one of that day.
    """
    found = []
    for slot in companions(situation.reglement, line.slot):
        kept = line.action is Action.CANCEL and _needed(situation, slot, but=line.slot.service)
        if not kept and availability_of(situation, slot, line.action, now=now).obstacle is None:
            found.append(BasketLine(slot, line.action))
    return found


def _needed(situation: Situation, slot: Slot, *, but: str) -> bool:
    """Whether the town books the slot together with a service, other than `but`, that the child has that day."""
    codes = situation.services_on(slot.child, slot.date) - {but, slot.service}
    return any(slot in companions(situation.reglement, replace(slot, service=code)) for code in codes)


def _brought_by(situation: Situation, basket: Basket, leaving: Iterable[Slot]) -> Iterator[Slot]:
    """The slots that the basket holds only because one of those that leave brought them in: they leave it together."""
    gone = frozenset(leaving)
    staying: defaultdict[tuple[str, date], list[Slot]] = defaultdict(list)
    for each in basket.slots():
        if each not in gone:
            staying[each.child, each.date].append(each)
    for slot in gone:
        action = basket.action(slot)
        for companion in () if action is None else _known_companions(situation, slot):
            others = (each for each in staying[slot.child, slot.date] if each != companion)
            brought = any(companion in _known_companions(situation, each) for each in others)
            if basket.action(companion) is action and not brought:
                yield companion


def _known_companions(situation: Situation, slot: Slot) -> list[Slot]:
    """The slots that come with `slot`; none where the town no longer has its service."""
    try:
        return list(companions(situation.reglement, slot))
    except UnknownService:
        return []


def check_range(start: date, end: date) -> None:
    """Raises RangeBackwards or RangeTooLong."""
    if end < start:
        raise RangeBackwards(field="end")
    if (end - start).days >= MAX_RANGE_DAYS:
        raise RangeTooLong(field="end", most=MAX_RANGE_DAYS)


def filled(
    situation: Situation, basket: Basket, slots: Iterable[Slot], *, now: datetime, say_closed: bool = False
) -> tuple[Basket, Filled]:
    """The basket with every one of `slots` (in the order of their days) that can be booked. Raises BasketFull.

    A cancellation that is in the basket stays there: the parent asked for that very day, and a range does not undo it.
    `say_closed`: closed days are among the refused ones too, for who asks for one week.
    """
    situation = replace(situation, wanted=frozenset(basket.slots()))
    days = _Days(situation, basket.lines())
    coming: list[BasketLine] = []
    already = 0
    open_days: set[date] = set()
    closed_days: set[date] = set()
    refused: dict[Hashable, RefusedDays] = {}
    for slot in slots:
        # A stay begins with its first day that can be booked: a day that is too late does not make the next ones late.
        situation = _with_wanted(situation, slot, coming)
        found = availability_of(situation, slot, Action.RESERVE, now=now)
        obstacle = found.obstacle or _surcharge(found) or days.conflict(BasketLine(slot, Action.RESERVE))
        closed = None if obstacle is None or say_closed else obstacle.closed
        if closed is not None and closed.code in _EXPECTED:
            if closed.code is not ClosedCode.WEEKDAY:
                closed_days.add(slot.date)
            continue
        open_days.add(slot.date)
        if basket.action(slot) is not None or (obstacle is not None and obstacle.code in SETTLED):
            already += 1
        elif obstacle is None:
            line = BasketLine(slot, Action.RESERVE)
            new = [line, *_companions(situation, line, now)]
            coming += new
            days.take(new)
        else:
            _count(refused, slot, obstacle)
    told = tuple(sorted(refused.values(), key=lambda each: (each.first, each.service, each.child)))
    coming = [line for line in dict.fromkeys(coming) if basket.action(line.slot) is None]
    full = basket.with_lines(coming, at=_stamp(situation, now))
    return full, Filled(len(coming), already, len(closed_days - open_days), told, _by_child(coming))


def _by_child(lines: Iterable[BasketLine]) -> dict[str, dict[str, tuple[date, ...]]]:
    found: dict[str, dict[str, tuple[date, ...]]] = {}
    for line in lines:
        services = found.setdefault(line.slot.child, {})
        services[line.slot.service] = (*services.get(line.slot.service, ()), line.slot.date)
    return found


def _with_wanted(situation: Situation, slot: Slot, coming: list[BasketLine]) -> Situation:
    """The situation with the slot of the last coming line among the wanted ones, where the days of a stay share one
    limit."""
    service = next((each for each in situation.reglement.services if each.code == slot.service), None)
    if not coming or service is None or not counts_stays(service.reserve):
        return situation
    return replace(situation, wanted=situation.wanted | {coming[-1].slot})


def _surcharge(found: Availability) -> Obstacle | None:
    """The obstacle of a slot that costs more than usual: a range leaves it out, and the parent must ask for that
    very day."""
    if found.late is None or not found.late.added_cents:
        return None
    return Obstacle(ObstacleCode.COSTS_MORE, at=found.until, price_cents=found.late.added_cents)


def _count(refused: dict[Hashable, RefusedDays], slot: Slot, obstacle: Obstacle) -> None:
    """Add a slot to the days that share its obstacle."""
    key = (slot.child, slot.service, obstacle.code, obstacle.closed, obstacle.broken)
    so_far = refused.get(key)
    if so_far is None:
        refused[key] = RefusedDays(slot.child, slot.service, slot.date, slot.date, 1, obstacle)
    else:
        refused[key] = replace(so_far, last=slot.date, days=so_far.days + 1)

"""What an agent books and cancels in the place of a family, past what the règlement refuses to parents: named, with a reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.availability.agent_standing import (
    AgentStanding,
    PriceChoice,
    agent_standing,
)
from functions.domain.availability.joint_constraints import broken_lines
from functions.domain.availability.obstacles import Availability, Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.planned_change import PlannedChange, with_line_done
from functions.domain.bookings.validation import RefusedLine, SeenLine, booking_decided
from functions.domain.errors import Conflict, InvalidRequest, check_reason
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Booking, Slot
from functions.domain.planning.paid_by_all import paid_by_all_cents
from functions.domain.planning.service_month import Counter, QueueGuards, ServiceMonth, Taking
from functions.domain.planning.town_act import MOST_REASON, Over, TownAct
from functions.domain.reglement.deadline_rules import Action


class OverDiffers(Conflict):
    """What would be passed over now is not what the agent named. `over`: what it is now."""

    code = "over_differs"

    def __init__(self, over: Iterable[Over]) -> None:
        super().__init__()
        self.over = tuple(sorted(over))


class TownReasonTooLong(InvalidRequest):
    """`most` in the data: how many characters a reason may have."""

    code = "town_reason_too_long"


@dataclass(frozen=True, slots=True)
class TownTerms:
    """How an agent books. `over`: all that the act passes over, as the agent was shown it; `reason`: read by the family."""

    over: frozenset[Over] = frozenset()
    price: PriceChoice = PriceChoice.REGULAR
    reason: str = ""
    at_most: bool = False
    """Of one family among several: what is named holds for all of them, and each passes over what it must of it."""

    def check(self) -> None:
        """Raises ReasonMissing where something is passed over and nothing says why, TownReasonTooLong."""
        if self.over:
            check_reason(self.reason)
        if len(self.reason) > MOST_REASON:
            raise TownReasonTooLong(field="reason", most=MOST_REASON)


@dataclass(frozen=True, slots=True)
class TownLine:
    """A line that takes effect. `over`: what it passes over, with what a sentence about it needs."""

    line: BasketLine
    price_cents: int
    """What a reservation costs, what a cancellation takes off."""
    tranche: str
    kept_cents: int = 0
    """What stays due of a cancellation."""
    over: tuple[Obstacle, ...] = ()
    billed_cents: int = 0
    """What all homes of the child together pay of the reservation, or no longer pay of what is cancelled."""
    still_billed_cents: int = 0
    """And what stays due of a cancellation, of them all."""

    @property
    def passes(self) -> tuple[Over, ...]:
        return AgentStanding(Availability(), self.over).passes


@dataclass(frozen=True, slots=True)
class TownDecision(PlannedChange):
    """The accepted lines take effect together."""

    accepted: tuple[TownLine, ...]
    refused: tuple[RefusedLine, ...]

    def answered(self) -> dict[str, list[Slot]]:
        """Of each request of the family, by id, what is booked here and is answered by it."""
        found: dict[str, list[Slot]] = {}
        for each in self.done(Action.RESERVE):
            asked = self.before.asked(each.line.slot)
            if asked is not None:
                found.setdefault(asked.request, []).append(each.line.slot)
        return found

    @property
    def total_cents(self) -> int:
        """What it adds to the invoices, below zero where it takes off."""
        return sum(
            each.billed_cents if each.line.action is Action.RESERVE else -each.billed_cents
            for each in self.accepted
        )

    @property
    def kept_cents(self) -> int:
        return sum(each.still_billed_cents for each in self.accepted)

    @property
    def passes(self) -> frozenset[Over]:
        return frozenset(over for each in self.accepted for over in each.passes)

    def done(self, action: Action) -> list[TownLine]:
        return [each for each in self.accepted if each.line.action is action]

    def check_named(self, terms: TownTerms) -> None:
        """Raises OverDiffers unless exactly what was named is passed over: a place that was taken meanwhile is for the agent to see."""
        if self.passes != terms.over and not (terms.at_most and self.passes <= terms.over):
            raise OverDiffers(self.passes)

    def changed_places(self) -> list[tuple[ServiceMonth, Mapping[Counter, Taking]]]:
        return [
            (
                counted,
                {
                    counter: replace(taking, capacity=None) if _beyond(counted, counter, taking) else taking
                    for counter, taking in takings.items()
                },
            )
            for counted, takings in PlannedChange.changed_places(self)
        ]

    def guards(self, counted: ServiceMonth, takings: Mapping[Counter, Taking]) -> QueueGuards:
        """As for a parent; and what is filled beyond its limit must be as it was read, for more or less would be passed over."""
        limited = dict(next(found for month, found in PlannedChange.changed_places(self) if month is counted))
        found = PlannedChange.guards(self, counted, limited)
        as_read = {
            counter: counted.taken.get(counter, 0)
            for counter, taking in limited.items()
            if _beyond(counted, counter, taking)
        }
        return replace(found, as_read=as_read)


def _beyond(counted: ServiceMonth, counter: Counter, taking: Taking) -> bool:
    if taking.capacity is None or taking.places <= 0:
        return False
    return counted.taken.get(counter, 0) + taking.places > taking.capacity


def decide_for_family(
    situation: Situation,
    lines: Iterable[SeenLine],
    terms: TownTerms,
    *,
    account: str,
    act: str,
    now: datetime,
) -> TownDecision:
    """Decide each of `lines`: the cancellations first, so that the places they free serve the reservations.

    A line without a price was not shown one; a line whose price is no longer the one that was shown is refused.
    """
    wanted = sorted(dict.fromkeys(lines), key=lambda seen: (seen.action is Action.RESERVE, seen.slot))
    slots = frozenset(seen.slot for seen in wanted)
    after = replace(situation, wanted=slots)
    accepted: dict[int, TownLine] = {}
    refused: list[RefusedLine] = []
    for place, seen in enumerate(wanted):
        line = BasketLine(seen.slot, seen.action)
        found = agent_standing(after, seen.slot, seen.action, terms.price, now=now)
        obstacle = found.standing.obstacle or _other_price(found.standing, seen)
        if obstacle is not None:
            refused.append(RefusedLine(line, obstacle))
            continue
        booking = _written(after, line, found, account=account, act=act, now=now)
        accepted[place] = _with_bill(_accepted(line, found), after, booking)
        after = _done(after, line, found, booking)
    for place, flaw in broken_lines(after, {place: each.line for place, each in accepted.items()}).items():
        each = accepted[place]
        broken = Obstacle(ObstacleCode.CONDITION, broken=flaw)
        accepted[place] = replace(each, over=(*each.over, broken))
    done = tuple(sorted(accepted.values(), key=lambda each: each.line))
    # From there, the week, the bill and the export say that the town did it, past what, and why.
    said = TownAct(situation.family.id, terms.reason.strip())
    for each in done:
        after = after.done_by_town(each.line.slot, each.line.action, act, each.passes, said)
    return TownDecision(
        before=situation,
        after=replace(after, wanted=situation.wanted),
        accepted=done,
        refused=tuple(sorted(refused, key=lambda each: each.line)),
    )


def _other_price(found: Availability, seen: SeenLine) -> Obstacle | None:
    if seen.price_cents is None or seen.price_cents == found.amount_cents:
        return None
    return Obstacle(ObstacleCode.PRICE_CHANGED, price_cents=found.amount_cents)


def _accepted(line: BasketLine, found: AgentStanding) -> TownLine:
    standing = found.standing
    assert standing.amount_cents is not None and standing.tranche is not None, "what is possible has a price"
    return TownLine(line, standing.amount_cents, standing.tranche, standing.kept_cents, found.over)


def _with_bill(done: TownLine, before: Situation, written: Booking) -> TownLine:
    slot, child = done.line.slot, before.children[done.line.slot.child]
    cents = paid_by_all_cents(written, slot, child)
    if done.line.action is Action.RESERVE:
        return replace(done, billed_cents=cents)
    earlier = before.booking(slot)
    assert earlier is not None, "only a booking is cancelled"
    taken_off = paid_by_all_cents(earlier, slot, child) - cents
    return replace(done, billed_cents=taken_off, still_billed_cents=cents)


def _written(
    situation: Situation, line: BasketLine, found: AgentStanding, *, account: str, act: str, now: datetime
) -> Booking:
    """The booking, or what stays due of one that is cancelled."""
    booking = booking_decided(situation, line, found.standing, account=account, act=act, now=now)
    return replace(booking, past=found.passes) if line.action is Action.CANCEL else booking


def _done(situation: Situation, line: BasketLine, found: AgentStanding, booking: Booking) -> Situation:
    late = found.standing.late
    entry = situation.entry(line.slot)
    if line.action is Action.RESERVE and entry is not None and entry.family == situation.family.id:
        situation = situation.left(line.slot)
    if line.action is Action.RESERVE:
        situation = situation.answered(line.slot)
    return with_line_done(situation, line, booking, counts=late is not None and late.counts)

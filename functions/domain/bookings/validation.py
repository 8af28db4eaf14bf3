"""*Valider*: decides from what is known now which lines of a basket take effect, and which are refused."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.availability.availability import availability_of
from functions.domain.availability.basket_expiry import waiting_in
from functions.domain.availability.home_prices import booked_for_homes, kept_for_homes
from functions.domain.availability.joint_constraints import broken_lines
from functions.domain.availability.obstacles import SETTLED, Availability, Obstacle, ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.availability.situation_draft import SituationDraft
from functions.domain.bookings.planned_change import PlannedChange, draft_line_done
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import LATE_CANCEL, Booking, BookingQuestion, Slot, in_order
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.tariff_grids import REGULAR


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as the parent saw it, with what of it they pay. It is refused where that has changed since: nobody is charged a price they
    have not seen."""

    slot: Slot
    action: Action
    price_cents: int | None


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    line: BasketLine
    price_cents: int
    """What a reservation costs, what a cancellation gives back."""
    tranche: str
    on_request: bool = False
    """The line is a request to the town, which decides later."""
    withdrawn: bool = False
    """The line took back a request that the town had not answered."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: BasketLine
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Decision(PlannedChange):
    """What validating does. The accepted lines take effect together; `basket` is what the basket holds afterwards."""

    accepted: tuple[AcceptedLine, ...]
    refused: tuple[RefusedLine, ...]
    basket: Basket

    def withdrawn(self) -> dict[str, list[Slot]]:
        """The slots of the requests that the family took back, by the id of the request."""
        found: dict[str, list[Slot]] = {}
        for each in self.accepted:
            asked = self.before.asked(each.line.slot) if each.withdrawn else None
            if asked is not None:
                found.setdefault(asked.request, []).append(each.line.slot)
        return found

    def done(self, action: Action) -> list[AcceptedLine]:
        """The accepted lines of that action that take effect at once, without an answer of the town."""
        return [
            each
            for each in self.accepted
            if each.line.action is action and not each.on_request and not each.withdrawn
        ]

    def asked(self) -> list[AcceptedLine]:
        """The accepted lines that wait for the town's answer from now on."""
        return [each for each in self.accepted if each.on_request]


MOST_WITHDRAWN = 10
"""How many earlier requests one transaction may take back: each is an item more (see `batches.MAX_ITEMS`)."""


def decide(
    situation: Situation, basket: Basket, lines: Iterable[SeenLine], *, account: str, act: str, now: datetime
) -> Decision:
    """Decide each of `lines`: the cancellations first, so that the places they free serve the reservations.

    A refused line stays in the basket, unless it asks for what is so already, or was in the basket for longer than the
    town allows.
    """
    reglement = situation.reglement
    basket = basket.at(reglement.basket_minutes, now=now, today=reglement.day_of(now))
    expired = frozenset(basket.expired_lines())
    asked = sorted(lines, key=_order)
    wanted = [BasketLine(seen.slot, seen.action) for seen in asked]

    def judge(so_far: Situation, index: int) -> Availability:
        seen = asked[index]
        found = availability_of(so_far, seen.slot, seen.action, now=now)
        if wanted[index] in expired:
            return Availability(Obstacle(ObstacleCode.EXPIRED))
        return _seen(so_far, found, basket, seen)

    together = replace(situation, wanted=frozenset(line.slot for line in wanted))
    found, after = _settled(together, wanted, judge, account=account, act=act, now=now)
    pairs = list(zip(wanted, found, strict=True))
    accepted = [_accepted(line, each) for line, each in pairs if each.obstacle is None]
    refused = [RefusedLine(line, each.obstacle) for line, each in pairs if each.obstacle is not None]
    leaving = [each.line.slot for each in accepted]
    leaving += [each.line.slot for each in refused if each.obstacle.code in SETTLED]
    return Decision(
        accepted=tuple(sorted(accepted, key=_by_slot)),
        refused=tuple(sorted(refused, key=_by_slot)),
        basket=basket.without(leaving),
        before=situation,
        after=replace(after, wanted=situation.wanted),
    )


def preview(situation: Situation, basket: Basket, *, now: datetime) -> dict[BasketLine, Availability]:
    """How each line of the basket would stand if all were validated now, at the prices of now; until when it can be."""
    wanted = sorted(basket.lines(), key=_order)

    def judge(so_far: Situation, index: int) -> Availability:
        return availability_of(so_far, wanted[index].slot, wanted[index].action, now=now)

    together = replace(situation, wanted=frozenset(line.slot for line in wanted))
    found, _ = _settled(together, wanted, judge, account="", act="", now=now)
    shown = dict(zip(wanted, found, strict=True))
    return {line: waiting_in(basket, situation, line.slot, shown[line]) for line in basket.lines()}


def _settled(
    situation: Situation,
    lines: Sequence[BasketLine],
    judge: Callable[[Situation, int], Availability],
    *,
    account: str,
    act: str,
    now: datetime,
) -> tuple[list[Availability], Situation]:
    """How each line stands once the lines before it are done, and the situation after all of them.

    Lines that together would break what the town asks of a child's day or week are refused. The others are then judged
    again without them, because one may need a line that has just been refused.
    """
    barred: dict[int, Availability] = {}
    while True:
        found: list[Availability] = []
        draft, withdrawn = SituationDraft(situation), set[str]()
        for index, line in enumerate(lines):
            each = barred.get(index) or judge(draft.situation, index)
            taken_back = draft.situation.asked(line.slot) if each.withdraws else None
            if taken_back is not None:
                withdrawn.add(taken_back.request)
                if len(withdrawn) > MOST_WITHDRAWN:
                    each = Availability(Obstacle(ObstacleCode.BUSY))
            if each.obstacle is None:
                _do(draft, line, each, account=account, act=act, now=now)
            found.append(each)
        after = draft.situation
        done = {index: lines[index] for index, each in enumerate(found) if each.obstacle is None}
        broken = broken_lines(after, done)
        if not broken:
            return found, after
        for index, flaw in broken.items():
            obstacle = Obstacle(ObstacleCode.CONDITION, broken=flaw)
            barred[index] = found[index]._replace(obstacle=obstacle, until=None)


def _accepted(line: BasketLine, found: Availability) -> AcceptedLine:
    assert found.amount_cents is not None and found.tranche is not None, "what is possible has a price"
    return AcceptedLine(
        line,
        found.amount_cents,
        found.tranche,
        on_request=found.on_request,
        withdrawn=found.withdraws,
        late=found.late is not None,
    )


def _order(line: BasketLine | SeenLine) -> tuple[bool, object]:
    return line.action is Action.RESERVE, in_order(line.slot)


def _by_slot(decided: AcceptedLine | RefusedLine) -> tuple[object, Action]:
    return in_order(decided.line.slot), decided.line.action


def _seen(situation: Situation, found: Availability, basket: Basket, seen: SeenLine) -> Availability:
    """What is compared is what the family pays: of a child of two homes, its own part of the price."""
    if found.obstacle is not None and found.obstacle.code in SETTLED:
        return found
    if basket.action(seen.slot) is not seen.action:
        return Availability(Obstacle(ObstacleCode.NOT_IN_BASKET))
    costs = seen.action is Action.RESERVE or bool(found.kept_cents) or seen.price_cents is not None
    if found.obstacle is None and costs and found.amount_cents is not None:
        own = situation.own_cents(seen.slot, found.amount_cents)
        if own != (seen.price_cents or 0):
            return Availability(Obstacle(ObstacleCode.PRICE_CHANGED, price_cents=own))
    return found


def _do(
    draft: SituationDraft, line: BasketLine, found: Availability, *, account: str, act: str, now: datetime
) -> None:
    situation, slot = draft.situation, line.slot
    if found.withdraws:
        draft.go_on_from(situation.answered(slot))
        return
    booking = booking_decided(situation, line, found, account=account, act=act, now=now)
    counts = found.late is not None and found.late.counts
    if found.on_request:
        draft.go_on_from(situation.asking(slot, BookingQuestion(act, line.action, booking, counts)))
    else:
        draft_line_done(draft, line, booking, counts=counts)


def booking_decided(
    situation: Situation, line: BasketLine, found: Availability, *, account: str, act: str, now: datetime
) -> Booking:
    """What is written of a line that is possible: of a cancellation past its limit, the booking that stays due. Whoever books, the family
    or the town in its place, writes the same."""
    late, slot = found.late, line.slot
    if line.action is Action.CANCEL:
        earlier = situation.booking(slot)
        others = () if earlier is None else kept_for_homes(situation, slot, earlier, late)
    else:
        others = booked_for_homes(situation, slot, late)
    price_cents, kind, surcharge_cents, raises_month = found.price_cents or 0, REGULAR, 0, False
    if line.action is Action.CANCEL:
        price_cents, kind = found.kept_cents, LATE_CANCEL
    elif late is not None:
        kind, surcharge_cents, raises_month = late.kind, late.added_cents, late.raises_month
    return Booking(
        price_cents=price_cents,
        tranche=found.tranche or "",
        payer=situation.family.id,
        booked_by=account,
        booked_at=now,
        act=act,
        school=situation.children[slot.child].school,
        kind=kind,
        surcharge_cents=surcharge_cents,
        late_since=None if late is None else late.since or now,
        raises_month=raises_month,
        others=others,
    )

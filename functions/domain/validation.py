"""*Valider*: each line of a basket decided against what is known now, those that hold and those that do not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from functions.domain.basket import Basket, Line
from functions.domain.bookings import LATE_CANCEL, Action, Asked, Booking, ChildMonth, Slot, day_of
from functions.domain.lateness import LateYear
from functions.domain.places import Counter, Guards, ServiceMonth, Taking, capacity, limits
from functions.domain.situation import Obstacle, ObstacleCode, Situation, Standing
from functions.domain.standing import standing


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as the parent saw it. A price that moved since is not charged unseen."""

    slot: Slot
    action: Action
    price_cents: int | None


@dataclass(frozen=True, slots=True)
class Accepted:
    line: Line
    price_cents: int
    """What a reservation costs, what a cancellation gives back."""
    tranche: str
    on_request: bool = False
    """The town decides."""
    withdrawn: bool = False
    """A request was taken back."""
    late: bool = False


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: Line
    obstacle: Obstacle


@dataclass(frozen=True, slots=True)
class Change:
    """What is so, and what becomes so together."""

    before: Situation
    after: Situation

    def changed_months(self) -> list[ChildMonth]:
        """The child-months to write."""
        return [month for key, month in self.after.months.items() if month is not self.before.months[key]]

    def changed_late_years(self) -> list[LateYear]:
        """How often the family was late, where this act is one of the times."""
        return [
            year
            for number, year in self.after.late_years.items()
            if year != self.before.late_years.get(number)
        ]

    def changed_places(self) -> list[tuple[ServiceMonth, Mapping[Counter, Taking]]]:
        """The counters to move, as they were, with what each takes or frees on balance."""
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

    def guards(self, counted: ServiceMonth, takings: Mapping[Counter, Taking]) -> Guards:
        """What keeps the takings from passing before those who wait for the same places."""
        service = self.after.reglement.service(counted.service)
        if service.waiting_list is None:
            return Guards()
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
        return Guards(frozenset(days - same), frozenset(same), full)

    def _capacity(self, counted: ServiceMonth, counter: Counter) -> int | None:
        service = self.after.reglement.service(counted.service)
        return capacity(service, self._weekday(counted, counter.day), counter.school)

    def _weekday(self, counted: ServiceMonth, day: int) -> int:
        return self.after.reglement.days.weekday(day_of(counted.month, day))


@dataclass(frozen=True, slots=True)
class Decision(Change):
    """What becomes true together, and what stays as it was."""

    accepted: tuple[Accepted, ...]
    refused: tuple[RefusedLine, ...]
    basket: Basket

    def withdrawn(self) -> dict[str, list[Slot]]:
        """The slots of requests that were taken back, by request."""
        found: dict[str, list[Slot]] = {}
        for each in self.accepted:
            asked = self.before.asked(each.line.slot) if each.withdrawn else None
            if asked is not None:
                found.setdefault(asked.request, []).append(each.line.slot)
        return found

    def done(self, action: Action) -> list[Accepted]:
        """What is so from now on, without waiting for anybody."""
        return [
            each
            for each in self.accepted
            if each.line.action is action and not each.on_request and not each.withdrawn
        ]

    def asked(self) -> list[Accepted]:
        """What waits for the town's answer from now on."""
        return [each for each in self.accepted if each.on_request]


SETTLED = (ObstacleCode.ALREADY_BOOKED, ObstacleCode.NOT_BOOKED, ObstacleCode.ALREADY_ASKED)
"""What was asked for is so already (the other parent, a second click): the line leaves the basket."""
MOST_WITHDRAWN = 10
"""Requests that one transaction may touch besides the rest: each is an item (see `parcels.ROOM`)."""


def decide(
    situation: Situation, basket: Basket, lines: Iterable[SeenLine], *, account: str, act: str, now: datetime
) -> Decision:
    """Decide each of `lines`. What is cancelled frees its place for what is reserved.

    Refused lines stay in the basket, unless what they ask for is so already.
    """
    accepted: list[Accepted] = []
    refused: list[RefusedLine] = []
    after, withdrawn = situation, set[str]()
    for seen in sorted(lines, key=lambda seen: _order(Line(seen.slot, seen.action))):
        line = Line(seen.slot, seen.action)
        found = _seen(standing(after, seen.slot, seen.action, now=now), basket, seen)
        asked = after.asked(seen.slot) if found.withdraws else None
        if asked is not None:
            withdrawn.add(asked.request)
            if len(withdrawn) > MOST_WITHDRAWN:
                found = Standing(Obstacle(ObstacleCode.BUSY))
        if found.obstacle is not None:
            refused.append(RefusedLine(line, found.obstacle))
            continue
        accepted.append(_accepted(line, found))
        after = _done(after, line, found, account=account, act=act, now=now)
    leaving = [each.line.slot for each in accepted]
    leaving += [each.line.slot for each in refused if each.obstacle.code in SETTLED]
    return Decision(
        accepted=tuple(sorted(accepted, key=lambda each: each.line)),
        refused=tuple(sorted(refused, key=lambda each: each.line)),
        basket=basket.without(leaving),
        before=situation,
        after=after,
    )


def preview(situation: Situation, basket: Basket, *, now: datetime) -> dict[Line, Standing]:
    """How each line of the basket would stand if all were validated now, at the prices of now."""
    found: dict[Line, Standing] = {}
    after = situation
    for line in sorted(basket.lines(), key=_order):
        found[line] = standing(after, line.slot, line.action, now=now)
        if found[line].obstacle is None:
            after = _done(after, line, found[line], account="", act="", now=now)
    return {line: found[line] for line in basket.lines()}


def _accepted(line: Line, found: Standing) -> Accepted:
    assert found.amount_cents is not None and found.tranche is not None, "what is possible has a price"
    return Accepted(
        line,
        found.amount_cents,
        found.tranche,
        on_request=found.on_request,
        withdrawn=found.withdraws,
        late=found.late is not None,
    )


def _order(line: Line) -> tuple[bool, Slot]:
    return line.action is Action.RESERVE, line.slot


def _seen(found: Standing, basket: Basket, seen: SeenLine) -> Standing:
    if found.obstacle is not None and found.obstacle.code in SETTLED:
        return found
    if basket.action(seen.slot) is not seen.action:
        return Standing(Obstacle(ObstacleCode.NOT_IN_BASKET))
    costs = seen.action is Action.RESERVE or bool(found.kept_cents) or seen.price_cents is not None
    if found.obstacle is None and costs and found.amount_cents != seen.price_cents:
        return Standing(Obstacle(ObstacleCode.PRICE_CHANGED, price_cents=found.amount_cents))
    return found


def _done(
    situation: Situation, line: Line, found: Standing, *, account: str, act: str, now: datetime
) -> Situation:
    if found.withdraws:
        return situation.answered(line.slot)
    booking = _booking(situation, line, found, account=account, act=act, now=now)
    counts = found.late is not None and found.late.counts
    if found.on_request:
        return situation.asking(line.slot, Asked(act, line.action, booking, counts))
    return written(situation, line, booking, counts=counts)


def written(situation: Situation, line: Line, booking: Booking, *, counts: bool) -> Situation:
    """With `booking` there, or with the one there cancelled and `booking` what is left due of it."""
    if counts:
        situation = situation.late_once_more(line.slot, line.action)
    if line.action is Action.RESERVE:
        return situation.booked(line.slot, booking)
    earlier = situation.booking(line.slot)
    assert earlier is not None, "only a booking is cancelled"
    return situation.freed(line.slot, earlier, booking if booking.price_cents else None)


def _booking(
    situation: Situation, line: Line, found: Standing, *, account: str, act: str, now: datetime
) -> Booking:
    late = found.late
    booking = Booking(
        price_cents=found.price_cents or 0,
        tranche=found.tranche or "",
        payer=situation.family.id,
        booked_by=account,
        booked_at=now,
        act=act,
        school=situation.children[line.slot.child].school,
        late_since=None if late is None else late.since or now,
    )
    if line.action is Action.CANCEL:
        return replace(booking, price_cents=found.kept_cents, kind=LATE_CANCEL)
    if late is None:
        return booking
    return replace(booking, kind=late.kind, surcharge_cents=late.added_cents, raises_month=late.raises_month)

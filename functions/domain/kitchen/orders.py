"""Orders of meals: made once at the limit, then changed by differences, each with a number. Their figures never change.

They hold figures and no child: whose meal it is, is read from the files at each look, by who may.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from functions.domain.errors import Conflict
from functions.domain.kitchen.meals import Lines, minus, plus


class NoCatererAddress(Conflict):
    """Nobody receives the orders of this service by mail."""

    code = "no_caterer_address"


class OrderGoneBy(Conflict):
    """The meals of this order were eaten: it is sent no more."""

    code = "order_gone_by"


MOST_WATCHED = 70
"""Days of a service of which an order has left and that may still change."""
MOST_IN_ONE_MAIL = 40
"""Days that close at one instant: two months. Of more, the rest is in the next mail."""
LOOK_AGAIN = timedelta(hours=12)
LOOK_AGAIN_SOON = timedelta(minutes=15)
SOON = timedelta(hours=3)
"""Before the last call: absences, diets and who is seen move no place, so that only a look tells them."""
ACKNOWLEDGED_BEFORE = timedelta(minutes=30)
"""Before the last call: who has not said by then that the order came is telephoned to."""
LAST_LOOK = timedelta(minutes=15)
"""After the last call: in which one more look is had, so that all that was noted before it is told, whatever moved."""
JOB_RUNS = timedelta(minutes=5)
LEFT_ALONE = timedelta(minutes=10)
"""What was only just sent is left so long before anybody is alarmed."""


@dataclass(frozen=True, slots=True)
class MealOrder:
    """`number`: 1 for the order itself, whose `lines` are all its meals; then those of differences. `closes_at`: of the order itself.

    `decided_from`: the règlement's version, how many children's months were read.
    """

    service: str
    day: date
    number: int
    at: datetime
    lines: Lines
    sent: str
    """The mail that it left with."""
    closes_at: datetime | None = None
    decided_from: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderRef:
    day: date
    number: int


@dataclass(frozen=True, slots=True)
class SentOrders:
    """One mail to the caterer: what closed at one instant, or what changed since. `email`: empty where nobody was written to."""

    id: str
    service: str
    at: datetime
    email: str
    caterer: str
    orders: tuple[OrderRef, ...]
    acknowledged_at: datetime | None = None
    alarmed_at: datetime | None = None
    """When the town hall was told that nobody said that it came."""
    sent_again_at: datetime | None = None
    """When somebody sent it last by hand: the caterer had lost it."""

    @property
    def first_day(self) -> date:
        return min(order.day for order in self.orders)

    @property
    def waits(self) -> bool:
        return bool(self.email) and self.acknowledged_at is None


@dataclass(frozen=True, slots=True)
class WatchedDay:
    """`lines`: the sum of all that was ordered. `seen`: what moved the count when it was last looked at, in short."""

    number: int
    lines: Lines
    seen: str
    looked_at: datetime

    def needs_look(self, seen: str, *, now: datetime, last_call: datetime) -> bool:
        if now >= last_call:
            return self.looked_at < last_call <= now < last_call + LAST_LOOK
        wait = LOOK_AGAIN_SOON if last_call - now <= SOON else LOOK_AGAIN
        return seen != self.seen or now - self.looked_at >= wait

    def leaves_by(self, *, now: datetime, last_call: datetime) -> datetime | None:
        """By when what differs has left by itself, whether a place tells it or a look must; None once nothing leaves any more."""
        if now >= last_call:
            return last_call + JOB_RUNS if self.needs_look(self.seen, now=now, last_call=last_call) else None
        soon = max(self.looked_at + LOOK_AGAIN_SOON, last_call - SOON)
        looks = min(self.looked_at + LOOK_AGAIN, soon, last_call)
        return max(looks, now) + JOB_RUNS


@dataclass(frozen=True, slots=True)
class OrderWatch:
    """The days of one service of which an order has left. It is written with each order, so that two are never made at once."""

    service: str
    days: dict[date, WatchedDay] = field(default_factory=dict)

    def since(self, today: date) -> "OrderWatch":
        """Without the days gone by: nothing of them is ordered any more."""
        return replace(self, days={day: watched for day, watched in self.days.items() if day >= today})

    def with_order(self, order: MealOrder, *, seen: str, at: datetime) -> "OrderWatch":
        known = self.days.get(order.day)
        lines = plus(order.lines, known.lines if known is not None else ())
        watched = WatchedDay(order.number, lines, seen, at)
        return replace(self, days={**self.days, order.day: watched})

    def looked(self, day: date, *, seen: str, at: datetime) -> "OrderWatch":
        return replace(self, days={**self.days, day: replace(self.days[day], seen=seen, looked_at=at)})

    def differences(self, now: Mapping[date, Lines]) -> dict[date, Lines]:
        """By day, what is counted now more than was ordered, and below zero what is less; without the days on which nothing is."""
        found = {day: minus(lines, self.days[day].lines) for day, lines in now.items() if day in self.days}
        return {day: lines for day, lines in found.items() if lines}


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """How far the order of a day is. `last_call`: what is noted before it is told by the order's differences, what comes later is not."""

    ordered: bool
    last_call: datetime


def order_standing(watch: OrderWatch, day: date, last_call: datetime) -> OrderStanding:
    """Of a day of which something is noted that no place tells, as who came."""
    return OrderStanding(day in watch.days, last_call)


def is_alarming(sent: SentOrders, last_call: datetime, now: datetime) -> bool:
    """Whether the town hall is to be told that nobody said that the order came."""
    late = now >= last_call - ACKNOWLEDGED_BEFORE and now - sent.at >= LEFT_ALONE
    return sent.waits and sent.alarmed_at is None and late

"""The answer to « may I do this? »: until when and at what price an action is possible, or what stands in its way.

A grid has hundreds of such answers. They are named tuples, which are made in a third of the time that a frozen dataclass takes; an obstacle is
none, because it is kept with the act that met it, and what is kept keeps its form.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.availability.lateness import Lateness
from functions.domain.reglement.closures import Closed
from functions.domain.reglement.deadlines import LateWindow


class ObstacleCode(StrEnum):
    """Why an action on a slot is not possible. Codes about limits are those of the refusals in `deadlines`."""

    NOT_CONCERNED = "not_concerned"
    """There is no such service, or it is not for this child."""
    CLOSED = "closed"
    NOT_POSSIBLE = "not_possible"
    NOTHING_TO_BOOK = "nothing_to_book"
    ALWAYS_BOOKED = "always_booked"
    NOT_IN_PATTERN = "not_in_pattern"
    """The service is booked all year for the child, but on other days than this one."""
    GIVEN_BACK = "given_back"
    """The day was booked with the whole year, and has been cancelled since."""
    NOT_OPEN_YET = "not_open_yet"
    NOT_ANNOUNCED = "not_announced"
    DEADLINE_PASSED = "deadline_passed"
    FULL = "full"
    WAITING = "waiting"
    """The child is on the waiting list, and gets a place without booking again."""
    MONTH_FULL = "month_full"
    """The child's month holds as many bookings as the portal keeps: nobody books that many in earnest."""
    CONDITION = "condition"
    """A condition of the town on the child, the family, the day or the week is not met: see `Obstacle.broken`."""
    PAST = "past"
    """The day is over: who came is for attendance to say. An agent is told so; a parent's limit has passed by then."""
    NO_PRICE = "no_price"
    PRICE_CHANGED = "price_changed"
    ALREADY_BOOKED = "already_booked"
    NOT_BOOKED = "not_booked"
    OTHER_HOUSEHOLD = "other_household"
    """The child's other family booked the slot, and only that family may cancel it."""
    ALREADY_ASKED = "already_asked"
    """The family already asked the town, which has not answered yet."""
    OTHER_HOUSEHOLD_ASKED = "other_household_asked"
    """The child's other family asked the town for the slot."""
    NOT_ASKED = "not_asked"
    """No request waits there any more: it was withdrawn or answered."""
    NOT_IN_BASKET = "not_in_basket"
    EXPIRED = "expired"
    """The line stayed in the basket longer than the town allows, and left it."""
    COSTS_MORE = "costs_more"
    """The limit has passed: filling a range of days leaves out days that are possible only at a surcharge."""
    BUSY = "busy"
    """Other people kept writing the same items at the same moment. The line stays in the basket."""


SETTLED = (ObstacleCode.ALREADY_BOOKED, ObstacleCode.NOT_BOOKED, ObstacleCode.ALREADY_ASKED)
"""A line with such an obstacle asks for what the other parent or an earlier click has done already: it leaves the
basket."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of those who wait for a place that the child would take."""

    waiting: int
    """How many children wait."""
    rank: int | None = None
    """The child's own rank among them, counted from 1; None if the child does not wait."""
    mine: bool = True
    """Whether this family put the child on the list, and not the child's other family."""
    open: bool = True
    """Whether one more child may join."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an action on a slot is not possible, with what a sentence about it needs."""

    code: ObstacleCode
    at: datetime | None = None
    """Since when it is too late, or from when it will be possible."""
    closed: Closed | None = None
    """Why the service is closed on that day."""
    price_cents: int | None = None
    """The new price where the price changed; the surcharge where the action costs more."""
    late: LateWindow | None = None
    """What the town still allows after the limit, outside the portal."""
    broken: Broken | None = None
    """The condition that is not met."""
    queue: Queue | None = None
    """The queue for a full day, where the service has a waiting list."""
    told: str = ""
    """What the town says to a family that its grid gives no price."""

    @property
    def leaves_no_cell(self) -> bool:
        """Whether the grid shows nothing: the service is not for that child, that weekday or that part of the year."""
        if self.closed is not None:
            return self.closed.leaves_no_cell
        if self.broken is not None:
            return self.broken.code in (BrokenCode.TOO_YOUNG, BrokenCode.TOO_OLD, BrokenCode.OTHER_CLASS)
        return self.code is ObstacleCode.NOT_CONCERNED


class Cancelling(NamedTuple):
    """How a day could be cancelled once it is booked now, where that is for a shorter time than it can be booked. Both None: not at all."""

    until: datetime | None = None
    """The limit of cancelling, which falls before that of booking."""
    late: LateWindow | None = None
    """That limit has passed, and cancelling is possible on these terms."""


class Availability(NamedTuple):
    """Whether an action on a slot is possible (no obstacle), until when, and at what price.

    The price of a slot that is already booked is the one that was fixed when it was validated.
    """

    obstacle: Obstacle | None = None
    until: datetime | None = None
    price_cents: int | None = None
    tranche: str | None = None
    late: Lateness | None = None
    """What lateness adds, where the limit has passed and the town still allows the action until a second limit."""
    kept_cents: int = 0
    """What stays due of a booking that is cancelled late."""
    on_request: bool = False
    """Whether the town must decide first: until then nothing is booked, and nothing is owed."""
    withdraws: bool = False
    """Whether the action takes back a request that the town has not answered yet."""
    expires: bool = False
    """Whether `until` is the instant at which the line leaves the basket, before the limit of its action."""
    once_booked: Cancelling | None = None
    """What is said before booking of a day that cannot be cancelled for as long as it can be booked; None: it can."""

    @property
    def is_final(self) -> bool:
        """Whether what is booked now could not be cancelled any more."""
        return self.once_booked == Cancelling()

    @property
    def amount_cents(self) -> int | None:
        """What the action would add to an invoice, or take off it."""
        if self.withdraws:
            return 0
        return None if self.price_cents is None else self.price_cents - self.kept_cents

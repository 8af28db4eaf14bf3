"""What an action on a slot comes to: possible, until when and at what price, or what stands in its way."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from functions.domain.availability.constraints import Broken, BrokenCode
from functions.domain.availability.lateness import Lateness
from functions.domain.reglement.closures import Closed, ClosedCode
from functions.domain.reglement.deadlines import LateWindow


class ObstacleCode(StrEnum):
    """Those of the règlement's hours are the codes of the refusals in `deadlines`."""

    NOT_CONCERNED = "not_concerned"
    """No such service, or not for this child."""
    CLOSED = "closed"
    NOT_POSSIBLE = "not_possible"
    NOTHING_TO_BOOK = "nothing_to_book"
    ALWAYS_BOOKED = "always_booked"
    NOT_IN_PATTERN = "not_in_pattern"
    """Booked all year, on other days than this one."""
    GIVEN_BACK = "given_back"
    """It was booked with the year, and is no more."""
    NOT_OPEN_YET = "not_open_yet"
    NOT_ANNOUNCED = "not_announced"
    DEADLINE_PASSED = "deadline_passed"
    FULL = "full"
    WAITING = "waiting"
    """The child is on the waiting list: the place will come by itself."""
    CONDITION = "condition"
    """What the town asks of the child, the family, the day or the week is not so."""
    NO_PRICE = "no_price"
    PRICE_CHANGED = "price_changed"
    ALREADY_BOOKED = "already_booked"
    NOT_BOOKED = "not_booked"
    OTHER_HOUSEHOLD = "other_household"
    """The child's other family booked it, and alone may cancel it."""
    ALREADY_ASKED = "already_asked"
    """The town has not answered yet."""
    OTHER_HOUSEHOLD_ASKED = "other_household_asked"
    NOT_ASKED = "not_asked"
    """The request was withdrawn, or has its answer."""
    NOT_IN_BASKET = "not_in_basket"
    EXPIRED = "expired"
    """The line waited longer than the town lets it, and left the basket."""
    COSTS_MORE = "costs_more"
    """It is late: a range leaves out what is possible at a surcharge only."""
    BUSY = "busy"
    """Others kept writing the same items. The line stays in the basket."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Those who wait for a place that the child would take."""

    waiting: int
    rank: int | None = None
    """The child's own place among them, from 1; None: it does not wait."""
    mine: bool = True
    """Whether it waits for this family, and not for the child's other one."""
    open: bool = True
    """Whether one more may join."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    code: ObstacleCode
    at: datetime | None = None
    """Since when it is too late, or from when it opens."""
    closed: Closed | None = None
    price_cents: int | None = None
    """The price now, where it changed; what is added to it, where it costs more."""
    late: LateWindow | None = None
    """What the town still does after the limit, off the portal."""
    broken: Broken | None = None
    """The condition that is not met."""
    queue: Queue | None = None
    """Of a full day, where the service has a waiting list."""

    @property
    def leaves_no_cell(self) -> bool:
        """The service is not for that child, that weekday or that part of the year: nothing is shown there."""
        if self.closed is not None:
            return self.closed.code in (ClosedCode.WEEKDAY, ClosedCode.OTHER_SCHOOL, ClosedCode.SCHOOL_TERM)
        if self.broken is not None:
            return self.broken.code in (BrokenCode.TOO_YOUNG, BrokenCode.TOO_OLD, BrokenCode.OTHER_CLASS)
        return self.code is ObstacleCode.NOT_CONCERNED


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether an action on a slot is possible (no obstacle), until when, and at what price.

    The price of a booking is the one fixed when it was validated.
    """

    obstacle: Obstacle | None = None
    until: datetime | None = None
    price_cents: int | None = None
    tranche: str | None = None
    late: Lateness | None = None
    """The limit has passed, and the town still allows it, until a second one."""
    kept_cents: int = 0
    """What stays due of a booking cancelled late."""
    on_request: bool = False
    """The town decides: until then it takes no place and owes nothing."""
    withdraws: bool = False
    """It takes back a request that waits for its answer."""

    @property
    def amount_cents(self) -> int | None:
        """What the action would add to an invoice, or take off it."""
        if self.withdraws:
            return 0
        return None if self.price_cents is None else self.price_cents - self.kept_cents

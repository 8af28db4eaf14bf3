"""A tablet that an agent enrolled for the town, and the PIN with which each person who looks after children opens it.

The tablet is what one has, the PIN what one knows: together they stand for the second factor, for attendance and for nothing else.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise

from functions.domain.errors import Conflict, InvalidRequest

MOST_DEVICES = 40
"""Of a town: two a school, of twenty schools."""
MOST_TRIES = 5
"""Wrong PINs in a row, of one person on one tablet. Then only the password and the phone open the way to another PIN."""
PIN_DIGITS = 6


class TooManyDevices(Conflict):
    """The town has as many tablets as it may; `most` in the data."""

    code = "too_many_devices"


class PinTooSimple(InvalidRequest):
    """Not six digits, or such as everybody tries first."""

    code = "pin_too_simple"


class PinWrong(InvalidRequest):
    """`left` in the data: how often it may be tried again."""

    code = "pin_wrong"


class PinBlocked(Conflict):
    """Too many wrong ones on this tablet, or none was chosen: the person signs in with password and phone, and chooses another."""

    code = "pin_blocked"


@dataclass(frozen=True, slots=True)
class Pin:
    """`hash`: keyed, so that the table alone tells nothing of it."""

    hash: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class WrongPins:
    """How often in a row, of the PIN that was chosen then: another one begins anew."""

    chosen_at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Device:
    """`secret`: the hash of what its cookie holds. `wrong`: by account."""

    id: str
    name: str
    by: str
    at: datetime
    until: datetime
    secret: str
    wrong: dict[str, WrongPins] = field(default_factory=dict)

    def runs_at(self, now: datetime) -> bool:
        return now < self.until

    def tries_left(self, account: str, pin: Pin) -> int:
        known = self.wrong.get(account)
        return MOST_TRIES if known is None or known.chosen_at != pin.set_at else MOST_TRIES - known.count

    def after_wrong(self, account: str, pin: Pin) -> "Device":
        count = MOST_TRIES - self.tries_left(account, pin) + 1
        return replace(self, wrong={**self.wrong, account: WrongPins(pin.set_at, count)})

    def after_right(self, account: str) -> "Device":
        return replace(self, wrong={other: count for other, count in self.wrong.items() if other != account})


def checked_pin(typed: str) -> str:
    """Without its spaces. Raises PinTooSimple."""
    pin = "".join(typed.split())
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise PinTooSimple(field="pin")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise PinTooSimple(field="pin")
    return pin

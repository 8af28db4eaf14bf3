"""A device that is told of things: what its browser gave, which kinds it wants."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from functions.domain.messages import MessageKind

MOST_DEVICES: Final = 10
"""Of a login. One more, and the one that was told longest ago to take part leaves: a browser that was thrown away stays in the list."""


class PushKind(StrEnum):
    """What a device is told of: that there is something, never what."""

    LIMIT = "limit"
    PLACE = "place"
    CALLED_OFF = "called_off"
    INVOICE = "invoice"
    ANSWER = "answer"


TOLD: Final[Mapping[MessageKind, PushKind]] = {
    MessageKind.BOOKING_REMINDER: PushKind.LIMIT,
    MessageKind.PLACE_GIVEN: PushKind.PLACE,
    MessageKind.CALLED_OFF: PushKind.CALLED_OFF,
    MessageKind.INVOICE_ISSUED: PushKind.INVOICE,
    MessageKind.INVOICE_REMINDER: PushKind.INVOICE,
    MessageKind.REQUEST_ANSWERED: PushKind.ANSWER,
    MessageKind.BOOKING_REQUEST_ANSWERED: PushKind.ANSWER,
    MessageKind.CORRECTION_ANSWERED: PushKind.ANSWER,
    MessageKind.ABSENCE_REFUSED: PushKind.ANSWER,
}
"""Which messages reach devices too, beside their mail. What a parent did on the screen a moment ago is not among them."""


@dataclass(frozen=True, slots=True)
class PushDevice:
    """A browser's subscription (RFC 8030), of one login."""

    name: str
    """« Firefox sur Android »."""
    endpoint: str
    """A secret: whoever has it and the keys may write to the device, if they are the portal too."""
    p256dh: str
    auth: str
    kinds: tuple[PushKind, ...]
    quiet: bool
    """Nothing rings at night."""
    since: datetime
    credentials_version: int = 0
    """Of the login when it was chosen: another password puts the device out."""

    def wants(self, kind: PushKind) -> bool:
        return kind in self.kinds

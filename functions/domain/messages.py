"""What an act has to tell: a mail to send, a page to render. Written with the act, delivered after it."""

from dataclasses import dataclass, field
from enum import StrEnum


class MessageKind(StrEnum):
    ACTIVATION = "activation"
    PASSWORD_RESET = "password_reset"
    """Asked for by anyone who typed an address: whether it is known is found out on delivery, so the answer tells nothing."""
    ADDRESS_CHANGE = "address_change"
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"
    BOOKINGS_VALIDATED = "bookings_validated"
    PLACES_FREED = "places_freed"
    """Places to give to those who wait for them: `places` in the data."""
    PLACES_CHANGED = "places_changed"
    """The commune's règlement says otherwise how many there are, or who waits."""
    PLACE_GIVEN = "place_given"
    """A child got the place it waited for."""
    WAITING_ENDED = "waiting_ended"
    """A child waits no more, and has no place."""
    BOOKING_REQUEST_ANSWERED = "booking_request_answered"
    ABSENCE_REFUSED = "absence_refused"
    """An agent did not accept what a family sent for an absence."""
    BOOKING_REMINDER = "booking_reminder"
    """A limit falls tomorrow and nothing is booked; what exactly is found out on delivery."""
    INVOICE_ISSUED = "invoice_issued"
    PAYMENT_RECEIVED = "payment_received"
    HOLD_RELEASED = "hold_released"
    """Nobody paid in time for what is paid when it is booked."""
    PAYMENT_REJECTED = "payment_rejected"
    CREDIT_NOTE_ISSUED = "credit_note_issued"
    INVOICE_REMINDER = "invoice_reminder"
    INVOICE_HANDED_OVER = "invoice_handed_over"
    PAGES_CHANGED = "pages_changed"
    """What the commune's pages show has changed: its own file, its règlement, its news."""
    DOCUMENT_DUE = "document_due"
    """A document of a family is to be typeset and filed."""


class PagesOf(StrEnum):
    """What of a commune has changed, as `data["of"]` of PAGES_CHANGED says it; without it, anything may have."""

    NEWS = "news"
    REGLEMENT = "reglement"


class Lane(StrEnum):
    """Messages of one lane never wait behind those of another: each lane has a function of its own that delivers it."""

    MAIN = "main"
    DOCUMENTS = "documents"


def lane_of(kind: MessageKind) -> Lane:
    return Lane.DOCUMENTS if kind is MessageKind.DOCUMENT_DUE else Lane.MAIN


@dataclass(frozen=True, slots=True)
class Message:
    """`commune` and `family` where it concerns one; `data` by kind, JSON values only."""

    id: str
    kind: MessageKind
    commune: str | None = None
    family: str | None = None
    data: dict[str, str | int] = field(default_factory=dict)

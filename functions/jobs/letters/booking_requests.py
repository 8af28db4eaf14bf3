"""Letters about what families asked of their town."""

from datetime import datetime

from functions.domain.bookings.booking_requests import LineState
from functions.domain.messages import Message, MessageKind
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.bookings import booking_requests


def _answered(message: Message, now: datetime) -> Letter | None:
    """As the request stands when the mail leaves: it may have had a second answer meanwhile, which has a mail of its own."""
    commune, family = family_of(message)
    stored = booking_requests.requests(commune, family, [text(message, "request")])
    if not stored:
        return None
    account, town, lines = account_of(message), town_of(message), stored[0].value.lines
    reasons = dict.fromkeys(each.reason for each in lines if each.state is LineState.REFUSED)
    return Letter(
        account.email,
        "booking_request_answered",
        {
            "first_name": account.first_name,
            "town": town.name,
            "accepted": sum(each.state is LineState.ACCEPTED for each in lines),
            "refused": sum(each.state is LineState.REFUSED for each in lines),
            "open": sum(each.state is LineState.OPEN for each in lines),
            "reasons": " ; ".join(reasons),
            "phone": town.contact.phone,
            "link": family_link("/espace/reservations/", message),
        },
    )


LETTERS: dict[MessageKind, Write] = {
    MessageKind.BOOKING_REQUEST_ANSWERED: _answered,
}

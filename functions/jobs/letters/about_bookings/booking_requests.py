"""Letters about what families asked of their town."""

from datetime import datetime

from functions.domain.bookings.booking_requests import AskedLine, LineState
from functions.domain.messages import Message, MessageKind
from functions.domain.reglement.deadline_rules import Action
from functions.french.words.money import euros
from functions.jobs.letters.about_bookings.booked_days import BookedDays, booked_days
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.bookings import booking_requests


def _answered(message: Message, now: datetime) -> Letter | None:
    """As the request stands when the mail leaves: it may have had a second answer meanwhile, which has a mail of its own."""
    commune, family = family_of(message)
    stored = booking_requests.requests(commune, family, [text(message, "request")])
    if not stored:
        return None
    account, town, lines = account_of(message), town_of(message), stored[0].value.lines
    told = booked_days(commune, family, account.id, [each.line.slot for each in lines], now)

    def of(state: LineState) -> tuple[str, ...]:
        found = {each.line.slot: each for each in lines if each.state is state}
        return told.lines(found, lambda slot: _says(told, found[slot]))

    return Letter(
        account.email,
        "booking_request_answered",
        {
            "first_name": account.first_name,
            "town": town.name,
            "accepted": of(LineState.ACCEPTED),
            "refused": of(LineState.REFUSED),
            "open": of(LineState.OPEN),
            "link": family_link("/espace/reservations/", message),
        },
        (town,),
    )


def _says(told: BookedDays, asked: AskedLine) -> str:
    """The reason of what was refused; of what was accepted, what holds now."""
    cancels = asked.line.action is Action.CANCEL
    what = "annulation" if cancels else "réservation"
    if asked.state is LineState.REFUSED:
        return f"{what}. Raison : {asked.reason}"
    if asked.state is LineState.ACCEPTED and not cancels:
        return f"{what}, {told.reserved_says(asked.line.slot, asked.price_cents)}"
    less = " en moins" if cancels else ""
    cents = told.own_cents(asked.line.slot, asked.price_cents)
    return f"{what}, {euros(cents)}{less}" if cents else what


LETTERS: dict[MessageKind, Write] = {
    MessageKind.BOOKING_REQUEST_ANSWERED: _answered,
}

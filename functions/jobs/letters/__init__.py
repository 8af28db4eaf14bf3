"""What each message says, and to whom: a template and its data, no more than a first name and a link."""

from datetime import datetime

from functions.domain.errors import Unauthenticated
from functions.domain.messages import Message, MessageKind
from functions.jobs.letters import (
    absences,
    accounts,
    booking_requests,
    bookings,
    called_off,
    forgotten,
    money,
    privacy,
    waiting,
)
from functions.jobs.letters.letter import Letter, Write

LETTERS: dict[MessageKind, Write] = (
    absences.LETTERS
    | accounts.LETTERS
    | booking_requests.LETTERS
    | bookings.LETTERS
    | called_off.LETTERS
    | forgotten.LETTERS
    | money.LETTERS
    | privacy.LETTERS
    | waiting.LETTERS
)


def letter(message: Message, *, now: datetime) -> Letter | None:
    """The letter of a message; None when there is nobody to write to, or nothing to say any more."""
    try:
        return LETTERS[message.kind](message, now)
    except Unauthenticated:
        return None  # the login was erased after the act

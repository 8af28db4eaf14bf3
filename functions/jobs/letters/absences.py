"""Letters about absences: what to do now, and nothing about the child."""

from datetime import datetime

from functions.domain.messages import Message, MessageKind
from functions.domain.planning.declared_absence import NotAccepted
from functions.french.bookings.absences import NOT_ACCEPTED
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, text, town_of


def _absence_refused(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    return Letter(
        account.email,
        "absence_refused",
        {
            "first_name": account.first_name,
            "town": town.name,
            "why": NOT_ACCEPTED[NotAccepted(text(message, "why"))],
            "link": family_link("/espace/absences/", message),
        },
    )


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ABSENCE_REFUSED: _absence_refused,
}

"""Letters about bookings."""

from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.french.words.dates import date_hour
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one


def _bookings_validated(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    line = read_one(keys.journal(*family_of(message), text(message, "act")), JournalLine)
    if line is None:
        return None
    detail = line.value.detail
    counts = {name: _days(detail.get(name)) for name in ("reserved", "cancelled", "asked", "withdrawn")}
    return Letter(
        account.email,
        "bookings_validated",
        {
            **counts,
            "subject": _subject(**counts),
            "first_name": account.first_name,
            "town": town.name,
            "link": family_link("/espace/reservations/", message),
        },
    )


def _hold_released(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    until = datetime.fromisoformat(text(message, "until")) if "until" in message.data else None
    return Letter(
        account.email,
        "hold_released",
        {
            "until": date_hour(until.astimezone(town.clock)) if until is not None else "",
            "first_name": account.first_name,
            "town": town.name,
            "number": text(message, "number"),
            "link": family_link("/espace/reservations/", message),
        },
    )


def _subject(*, reserved: int, cancelled: int, asked: int, withdrawn: int) -> str:
    if reserved or cancelled:
        return "Vos demandes sont validées"
    if asked:
        return "Vos demandes sont envoyées" if asked > 1 else "Votre demande est envoyée"
    return "Vos demandes sont retirées" if withdrawn > 1 else "Votre demande est retirée"


def _days(by_child: object) -> int:
    """How many bookings a journal line tells of: child → service → day → cents."""
    if not isinstance(by_child, dict):
        return 0
    return sum(len(days) for services in by_child.values() for days in services.values())


LETTERS: dict[MessageKind, Write] = {
    MessageKind.BOOKINGS_VALIDATED: _bookings_validated,
    MessageKind.HOLD_RELEASED: _hold_released,
}

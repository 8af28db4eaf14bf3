"""Letters about bookings."""

from collections.abc import Mapping
from datetime import datetime

from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.town_act import Over
from functions.french.bookings.booking_mails import subject
from functions.french.bookings.town_acts import past_words
from functions.french.words.dates import date_hour
from functions.french.words.money import euros
from functions.jobs.letters.about_bookings.booked_days import booked_days, noted_days
from functions.jobs.letters.about_bookings.changed_days import noted_changes, told_changes
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one


def _bookings_validated(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    line = read_one(keys.journal(*family_of(message), text(message, "act")), JournalLine)
    if line is None:
        return None
    noted = noted_changes(line.value)
    told = booked_days(
        *family_of(message), account.id, [slot for days in noted.values() for slot in days], now
    )
    return Letter(
        account.email,
        "bookings_validated",
        {
            "subject": subject(**{name: len(days) for name, days in noted.items()}),
            "first_name": account.first_name,
            "town": town.name,
            **told_changes(told, noted, line.value.id),
            "link": family_link("/espace/reservations/", message),
        },
        (town,),
    )


def _booked_by_town(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    line = read_one(keys.journal(*family_of(message), text(message, "act")), JournalLine)
    if line is None:
        return None
    reserved, cancelled = (noted_days(line.value.detail.get(name)) for name in ("reserved", "cancelled"))
    told = booked_days(*family_of(message), account.id, [*reserved, *cancelled], now)
    passed = _passed_over(line.value.detail)
    return Letter(
        account.email,
        "booked_by_town",
        {
            "first_name": account.first_name,
            "town": town.name,
            "reserved": told.reserved(reserved),
            "cancelled": told.cancelled(cancelled, line.value.id),
            "past": past_words(passed),
            "reason": str(line.value.detail.get("reason", "")).rstrip("."),
            "link": family_link("/espace/reservations/", message),
        },
        (town,),
    )


def _passed_over(detail: Mapping[str, object]) -> frozenset[Over]:
    """All that a journal line `bookings_by_town` says was passed over."""
    over = detail.get("over")
    lines = over if isinstance(over, list) else []
    return frozenset(Over(each) for line in lines for each in line["passes"])


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
            "days": _released(message, account.id, now),
            "link": family_link("/espace/reservations/", message),
        },
        (town,),
    )


def _released(message: Message, account: str, now: datetime) -> tuple[str, ...]:
    """The days that were given back; none of a message that an earlier version wrote."""
    if "act" not in message.data:
        return ()
    line = read_one(keys.journal(*family_of(message), text(message, "act")), JournalLine)
    days = noted_days(line.value.detail.get("released")) if line is not None else {}
    if not days:
        return ()
    told = booked_days(*family_of(message), account, days, now)
    return told.lines(days, lambda slot: euros(told.own_cents(slot, days[slot])))


LETTERS: dict[MessageKind, Write] = {
    MessageKind.BOOKINGS_VALIDATED: _bookings_validated,
    MessageKind.BOOKED_BY_TOWN: _booked_by_town,
    MessageKind.HOLD_RELEASED: _hold_released,
}

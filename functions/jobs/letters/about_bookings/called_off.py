"""The letter to a family who had booked, or pays, what the town called off, or put back."""

from collections.abc import Iterator
from datetime import date, datetime

from functions.domain.absences.missed_days import credit_delay
from functions.domain.calendar.months import month_of, months_before
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.reglement import Reglement
from functions.french.bookings import called_off as french
from functions.french.bookings.absences import of_month
from functions.french.reglement.services import service_name
from functions.jobs.letters.children import names_of
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import Found, read, read_one
from functions.storage.town import communes


def _called_off(message: Message, now: datetime) -> Letter | None:
    commune, family = family_of(message)
    line = read_one(keys.journal(commune, family, text(message, "act")), JournalLine)
    if line is None:
        return None
    account, town = account_of(message), town_of(message)
    reglement, today = communes.reglement_now(commune), town.day_of(now)
    off, back = dict(_slots(line.value, "called_off")), dict(_slots(line.value, "put_back"))
    slots = {*off, *back}
    found = read({keys.child_month(commune, slot.child, slot.month) for slot in slots})
    names = names_of(commune, family, (slot.child for slot in slots))
    gone, again = (
        french.told(
            (slot.date, service_name(reglement, slot.service), why, names.of(slot.child))
            for slot, why in of.items()
        )
        for of in (off, back)
    )
    if not slots:
        return None
    week = min(slot.date for slot in slots).isocalendar()
    return Letter(
        account.email,
        "called_off",
        {
            "subject": french.subject(gone, again, today=today),
            "first_name": account.first_name,
            "town": town.name,
            "off": tuple(french.line(each, today=today) for each in gone),
            "money": _money(reglement, [slot for slot in off if _cost(found, commune, family, slot)]),
            "back": tuple(french.line(each, today=today) for each in again),
            "if_absent": french.if_absent(again, today=today),
            "link": family_link("/espace/reservations/", message, semaine=f"{week.year}-W{week.week:02}"),
        },
        (town,),
    )


def _slots(line: JournalLine, name: str) -> Iterator[tuple[Slot, str]]:
    by_child = line.detail.get(name)
    for child, services in by_child.items() if isinstance(by_child, dict) else ():
        for service, days in services.items():
            for day, why in days.items():
                yield Slot(date.fromisoformat(day), service, child), why


def _cost(found: Found, commune: str, family: str, slot: Slot) -> bool:
    """Whether the booking had a price, that of this home: of what is free, no money is spoken."""
    stored = found.get(keys.child_month(commune, slot.child, slot.month), ChildMonth)
    booking = None if stored is None else stored.value.booking(slot)
    return booking is None or (booking.priced_for(family) or booking).price_cents != 0


def _money(reglement: Reglement, slots: list[Slot]) -> str:
    if not slots:
        return ""
    known = {service.code: service for service in reglement.services}
    later = {
        slot.service: of_month(month_of(months_before(slot.date.replace(day=1), -delay)))
        for slot in slots
        if (delay := credit_delay(reglement, slot.service))
    }
    prepaid = any(slot.service in known and known[slot.service].prepaid for slot in slots)
    return french.money(prepaid=prepaid, later=later)


LETTERS: dict[MessageKind, Write] = {MessageKind.CALLED_OFF: _called_off}

"""Letters about waiting lists: the place that came, and the wait that is over."""

from datetime import date, datetime

from functions.domain.bookings.waiting_list_promotion import Ending
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.reglement import Reglement
from functions.french.reglement.services import service_name
from functions.french.reglement.waiting_list import ENDINGS
from functions.french.words.dates import date_hour, date_weekday, listing
from functions.jobs.letters.about_bookings.booked_days import booked_days
from functions.jobs.letters.children import names_of
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.town import communes


def _place_given(message: Message, now: datetime) -> Letter | None:
    """Nothing where the place was given back already."""
    commune, family = family_of(message)
    slot = Slot(date.fromisoformat(text(message, "date")), text(message, "service"), text(message, "child"))
    stored = read_one(keys.child_month(commune, slot.child, slot.month), ChildMonth)
    booking = stored.value.booking(slot) if stored is not None else None
    if booking is None or booking.act != message.data["act"]:
        return None
    account, town = account_of(message), town_of(message)
    today = town.day_of(now)
    until = booking.declinable_until
    week = slot.date.isocalendar()
    told = booked_days(commune, family, account.id, [slot], now)
    return Letter(
        account.email,
        "place_given",
        {
            "first_name": account.first_name,
            "town": town.name,
            "child": told.names.of(slot.child),
            "says": told.reserved_says(slot, booking.price_cents),
            "service": service_name(_reglement(commune), slot.service),
            "day": date_weekday(slot.date, today=today),
            "until": "" if until is None or until <= now else date_hour(until, today=today),
            "link": family_link("/espace/reservations/", message, semaine=f"{week.year}-W{week.week:02}"),
        },
        (town,),
    )


def _waiting_ended(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    today = town.day_of(now)
    children = str(message.data.get("children", "")).split()
    names = names_of(*family_of(message), children)
    days = [date.fromisoformat(day) for day in text(message, "days").split()]
    return Letter(
        account.email,
        "waiting_ended",
        {
            "first_name": account.first_name,
            "town": town.name,
            "children": listing([names.of(child) for child in children]) if children else "Votre enfant",
            "several": int(len(children) > 1),
            "service": service_name(_reglement(family_of(message)[0]), text(message, "service")),
            "days": listing([date_weekday(day, today=today) for day in days]),
            "why": ENDINGS[Ending(text(message, "ending"))],
            "link": family_link("/espace/reservations/", message),
        },
        (town,),
    )


def _reglement(commune: str) -> Reglement:
    return communes.reglement(commune, communes.reglement_head(commune).value.reglement)


LETTERS: dict[MessageKind, Write] = {
    MessageKind.PLACE_GIVEN: _place_given,
    MessageKind.WAITING_ENDED: _waiting_ended,
}

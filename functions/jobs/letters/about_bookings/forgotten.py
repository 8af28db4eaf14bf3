"""The letter of the evening before a limit."""

from datetime import date, datetime

from functions.domain.errors import NotFound
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.basket import Basket
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Reglement
from functions.domain.reminders.limit_reminders import Forgotten
from functions.french.reglement.closings import days_phrase
from functions.french.words.dates import date_hour, listing
from functions.jobs.letters.children import Names, names_of
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.settings import settings
from functions.storage.table import keys
from functions.storage.table.reading import read_one
from functions.storage.town import communes
from functions.usecases.accounts.wanted_mails import MailsAtWill, stop_token
from functions.usecases.reminders.remind_of_limits import forgotten_by


def _booking_reminder(message: Message, now: datetime) -> Letter | None:
    account, town = account_of(message), town_of(message)
    if not account.reminders and "device" not in message.data:
        return None  # A device has a choice of its own.
    evening = date.fromisoformat(text(message, "evening"))
    commune, family_id = family_of(message)
    try:
        forgotten = forgotten_by(commune, family_id, evening=evening, now=now)
    except NotFound:
        return None
    if not forgotten:
        return None  # Booked meanwhile, or the limit has passed.
    reglement = communes.reglement(commune, communes.reglement_head(commune).value.reglement)
    names = {service.code: service.name for service in reglement.services}
    token = stop_token(MailsAtWill.REMINDERS, account.id)
    children = names_of(commune, family_id, (child for one in forgotten for child in one.children))
    week = min(one.closing.days[0] for one in forgotten).isocalendar()
    return Letter(
        account.email,
        "booking_reminder",
        {
            "first_name": account.first_name,
            "town": town.name,
            "closings": tuple(_line(one, names[one.closing.service], children, evening) for one in forgotten),
            **_in_basket(_basket(commune, family_id, account.id, reglement, now), forgotten),
            "link": family_link("/espace/reservations/", message, semaine=f"{week.year}-W{week.week:02}"),
            "stop": f"{settings().origin}/rappels/#code={token}",
        },
        (town,),
        unsubscribe=f"{settings().origin}/api/reminders/{token}",
        true_until=max(one.closing.at for one in forgotten),
    )


def _basket(commune: str, family: str, account: str, reglement: Reglement, now: datetime) -> Basket:
    found = read_one(keys.basket(commune, family, account), Basket)
    if found is None:
        return Basket()
    return found.value.at(reglement.basket_minutes, now=now, today=reglement.day_of(now))


def _in_basket(basket: Basket, forgotten: list[Forgotten]) -> dict[str, int]:
    """Whether the parent believes it done: some of these days lie in the basket and were never validated, or left it."""
    slots = {
        Slot(day, one.closing.service, child)
        for one in forgotten
        for child in one.children
        for day in one.closing.days
    }
    wanted = {line.slot for line in basket.lines() if line.action is Action.RESERVE}
    gone = {line.slot for line in basket.expired_lines() if line.action is Action.RESERVE}
    return {"in_basket": int(bool(slots & wanted)), "expired": int(bool(slots & gone))}


def _line(one: Forgotten, service: str, children: Names, today: date) -> str:
    """« Clara et Guilhem, Cantine, le lundi 23 novembre : jusqu’au jeudi 19 novembre à 10 h. »"""
    whose = listing([children.of(child) for child in one.children])
    days = days_phrase(one.closing.days, today=today)
    return f"{whose}, {service}, {days} : jusqu’au {date_hour(one.closing.at, today=today)}."


LETTERS: dict[MessageKind, Write] = {MessageKind.BOOKING_REMINDER: _booking_reminder}

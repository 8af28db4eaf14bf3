"""The letter to a home that pays what was booked or cancelled in the child's other home: the child, the days and its own part, nothing of
the other home."""

from datetime import datetime

from functions.domain.availability.home_prices import own_booking
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.other_home_acts import LONGEST, acts_of, first_done, pays, sitting_of
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.booking_mails import cancelled_says, other_home_subject
from functions.french.words.money import euros
from functions.jobs.letters.about_bookings.booked_days import BookedDays, booked_days
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.families import children as children_files
from functions.storage.table import journal
from functions.storage.table.ids import made_at


def _other_home_booked(message: Message, now: datetime) -> Letter | None:
    """None where a later act of the same sitting tells of it, or where nothing is left to tell."""
    commune, family = family_of(message)
    at = made_at(text(message, "act"))
    if at is None:
        return None
    acts = acts_of(journal.since(commune, text(message, "home"), at - LONGEST))
    files = children_files.files(commune, {slot.child for act in acts for slot in act.done})
    own = [act.only(lambda slot: pays(files, family, slot)) for act in acts]
    done = first_done(sitting_of(own, text(message, "act")))
    if not done:
        return None
    account, town = account_of(message), town_of(message)
    days = booked_days(commune, family, account.id, done, now)
    reserved = [slot for slot, action in done.items() if action is Action.RESERVE and _booked(days, slot)]
    cancelled = [slot for slot, action in done.items() if action is Action.CANCEL and not _booked(days, slot)]
    if not reserved and not cancelled:
        return None
    week = min(slot.date for slot in (*reserved, *cancelled)).isocalendar()
    return Letter(
        account.email,
        "other_home_booked",
        {
            "subject": other_home_subject(reserved=bool(reserved), cancelled=bool(cancelled)),
            "first_name": account.first_name,
            "town": town.name,
            "reserved": days.lines(reserved, lambda slot: _part(days, slot)),
            "cancelled": days.lines(cancelled, lambda slot: cancelled_says(0, _kept(days, slot))),
            "link": family_link("/espace/reservations/", message, semaine=f"{week.year}-W{week.week:02}"),
        },
        (town,),
    )


def _booked(days: BookedDays, slot: Slot) -> bool:
    return slot.child in days.situation.children and days.situation.booking(slot) is not None


def _part(days: BookedDays, slot: Slot) -> str:
    """What this home pays of it; nothing where the town's grid has no price for it."""
    own = own_booking(days.situation, slot)
    return "" if own is None else euros(days.own_cents(slot, own.price_cents))


def _kept(days: BookedDays, slot: Slot) -> int:
    """What stays due of it to this home."""
    situation = days.situation
    fee = situation.months[slot.child, slot.month].fees.get(slot.date.day, {}).get(slot.service)
    own = None if fee is None else fee.priced_for(situation.family.id)
    return 0 if own is None else days.own_cents(slot, own.price_cents)


LETTERS: dict[MessageKind, Write] = {MessageKind.OTHER_HOME_BOOKED: _other_home_booked}

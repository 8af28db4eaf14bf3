"""Letters about absences: of which child and which days, and what to do now. The reason of an absence stays out of the mail."""

from collections.abc import Iterable
from datetime import datetime

from functions.domain.absences.absence_outcome import MissedSlot, outcome, with_a_certificate
from functions.domain.absences.declaration import absence_in
from functions.domain.errors import NotFound
from functions.domain.journal import JournalLine
from functions.domain.messages import Message, MessageKind
from functions.domain.planning.child_month import Slot
from functions.domain.planning.declared_absence import DeclaredAbsence, NotAccepted, place_of
from functions.french.bookings.absences import NOT_ACCEPTED, better_with_a_certificate
from functions.french.bookings.booking_mails import absence_subject
from functions.french.reglement.closings import days_phrase
from functions.french.reglement.services import service_name
from functions.french.words.dates import listing
from functions.jobs.letters.about_bookings.booked_days import BookedDays, booked_days
from functions.jobs.letters.about_bookings.changed_days import noted_changes, told_changes
from functions.jobs.letters.children import names_of
from functions.jobs.letters.letter import Letter, Write, account_of, family_link, family_of, text, town_of
from functions.storage.bookings import child_months
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.town import communes


def _absence_refused(message: Message, now: datetime) -> Letter | None:
    commune, family = family_of(message)
    absence = _absence(message, text(message, "absence"))
    if absence is None:
        return None  # taken back since
    account, town = account_of(message), town_of(message)
    child, _ = place_of(absence.id)
    reglement = communes.reglement(commune, communes.reglement_head(commune).value.reglement)
    return Letter(
        account.email,
        "absence_refused",
        {
            "first_name": account.first_name,
            "town": town.name,
            "child": names_of(commune, family, [child]).of(child),
            "days": days_phrase(absence.all_days, today=town.day_of(now)),
            "services": listing([service_name(reglement, code) for code in absence.days]),
            "why": NOT_ACCEPTED[NotAccepted(text(message, "why"))],
            "link": family_link("/espace/absences/", message),
        },
        (town,),
    )


def _absence_declared(message: Message, now: datetime) -> Letter | None:
    """What was declared, as far as it still stands, and what the same act cancelled; None where the family took all of it back before the
    mail left."""
    commune, family = family_of(message)
    lines = [keys.journal(commune, family, act) for act in text(message, "acts").split()]
    act = text(message, "cancelled") if "cancelled" in message.data else ""
    cancelled = [keys.journal(commune, family, act)] if act else []
    found = read([*lines, *cancelled])
    noted = noted_changes(
        next((line.value for key in cancelled if (line := found.get(key, JournalLine))), None)
    )
    changed = [slot for slots in noted.values() for slot in slots]
    told: list[tuple[DeclaredAbsence, list[Slot]]] = []
    for key in lines:
        line = found.get(key, JournalLine)
        absence = None if line is None else _absence(message, str(line.value.detail["absence"]))
        if line is not None and absence is not None:
            child, _ = place_of(absence.id)
            by_service = absence.told_at(line.value.at)
            told.append(
                (absence, [Slot(day, code, child) for code, days in by_service.items() for day in days])
            )
    told = [(absence, slots) for absence, slots in told if slots]
    if not told and not changed:
        return None
    account, town = account_of(message), town_of(message)
    # All the months of each absence: whether a day is billed may hang on those before it.
    missed = [slot for each, _ in told for slot in _slots(each)]
    days = booked_days(commune, family, account.id, [*missed, *changed], now)
    return Letter(
        account.email,
        "absence_declared",
        {
            "subject": absence_subject(
                declared=bool(told), **{name: len(slots) for name, slots in noted.items()}
            ),
            "first_name": account.first_name,
            "town": town.name,
            **told_changes(days, noted, act),
            "lines": days.lines(
                [slot for _, slots in told for slot in slots], lambda slot: _becomes(days, told, slot)
            ),
            "advice": _advice(days, [absence for absence, _ in told]),
            "link": family_link("/espace/absences/", message),
        },
        (town,),
    )


def _slots(absence: DeclaredAbsence) -> list[Slot]:
    child, _ = place_of(absence.id)
    return [Slot(day, code, child) for code, days in absence.days.items() for day in days]


def _becomes(days: BookedDays, told: Iterable[tuple[DeclaredAbsence, list[Slot]]], slot: Slot) -> str:
    """Whether the day is billed, as far as is known now; nothing of one that is not booked any more."""
    absence = next(each for each, slots in told if slot in slots)
    judged = {each.slot: each.missed.billed for each in _outcome(days, absence)}
    if slot not in judged:
        return ""
    return "reste facturé" if judged[slot] else "non facturé"


def _outcome(days: BookedDays, absence: DeclaredAbsence) -> list[MissedSlot]:
    situation, (child, _) = days.situation, place_of(absence.id)
    if child not in situation.children:
        return []
    months = {month: value for (of, month), value in situation.months.items() if of == child}
    return outcome(situation.reglement, situation.children[child], months, situation.called_off, absence)


def _advice(days: BookedDays, absences: Iterable[DeclaredAbsence]) -> tuple[str, ...]:
    """Until when a certificate still lowers what is billed."""
    situation, said = days.situation, []
    for absence in absences:
        child, _ = place_of(absence.id)
        if child in situation.children:
            months = {month: value for (of, month), value in situation.months.items() if of == child}
            better = with_a_certificate(
                situation.reglement,
                situation.children[child],
                months,
                situation.called_off,
                absence,
                now=days.now,
            )
            if better is not None:
                said.append(better_with_a_certificate(better.days, better.until))
    return tuple(dict.fromkeys(said))


def _absence(message: Message, absence: str) -> DeclaredAbsence | None:
    commune, family = family_of(message)
    child, month = place_of(absence)
    if not child:
        return None
    [stored] = child_months.months_of(commune, [child], month)
    try:
        return absence_in(stored.value, absence, family)
    except NotFound:
        return None


LETTERS: dict[MessageKind, Write] = {
    MessageKind.ABSENCE_DECLARED: _absence_declared,
    MessageKind.ABSENCE_REFUSED: _absence_refused,
}

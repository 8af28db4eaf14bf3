"""What a mail says of each day: the child, the service, the price, and until when it can be cancelled."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from functions.domain.availability.obstacles import Availability, ObstacleCode
from functions.domain.reglement.deadline_rules import Action
from functions.french.bookings.cells import PAID_ELSEWHERE, hour_minute, remark
from functions.french.words.dates import date_hour, date_weekday, opening_hour
from functions.french.words.money import euros

MOST_DAYS = 60
"""Days that one mail lists. A parent who books a whole year reads the rest on the screen."""


@dataclass(frozen=True, slots=True)
class MailedDay:
    """A day, of one child and one service. `says` is what follows the day: its price, its limit."""

    child: str
    """As the mail calls the child."""
    service: str
    day: date
    says: str


def day_lines(days: Iterable[MailedDay], *, today: date) -> tuple[str, ...]:
    """A line for each child and service, then one for each of their days, which begins with a dash."""
    ordered = list(days)
    lines, last = [], None
    for each in ordered[:MOST_DAYS]:
        if last != (each.child, each.service):
            last = (each.child, each.service)
            lines.append(f"{each.child}, {each.service} :")
        said = f" : {each.says}" if each.says else ""
        lines.append(f"- {date_weekday(each.day, today=today)}{said}")
    more = len(ordered) - MOST_DAYS
    if more > 0:
        others = "un autre jour" if more == 1 else f"{more} autres jours"
        lines.append(f"Et {others}, à voir dans votre espace famille.")
    return tuple(lines)


def reserved_says(
    cents: int | None, found: Availability | None, pay_by: datetime | None, *, today: date
) -> str:
    """« 3,45 €, annulable jusqu’au vendredi 20 novembre à midi ». `found`: whether it can be cancelled; None of what is no booking
    any more. `cents`: None where the child's other home pays."""
    parts = [PAID_ELSEWHERE if cents is None else euros(cents)]
    if pay_by is not None:
        parts.append(f"à payer avant {hour_minute(pay_by)}, sinon la place est rendue")
    limit = "" if found is None else cancel_phrase(found, today=today)
    return ", ".join(filter(None, (*parts, limit)))


def cancelled_says(cents: int, kept_cents: int) -> str:
    """What the cancellation takes off the invoice, and what it leaves due."""
    less = f"{euros(cents)} en moins" if cents > 0 else ""
    left = f"annulation tardive, {euros(kept_cents)} restent dus" if kept_cents else ""
    return ", ".join(filter(None, (less, left)))


def cancel_phrase(found: Availability, *, today: date) -> str:
    """« annulable jusqu’au vendredi 20 novembre à midi »; nothing where there is no booking to cancel."""
    obstacle = found.obstacle
    if obstacle is None:
        limit = "" if found.until is None else f" jusqu’au {date_hour(found.until, today=today)}"
        unusual = None if found.withdraws else remark(found, Action.CANCEL)
        return f"annulable{limit}" + (f" ({unusual})" if unusual else "")
    if obstacle.code is ObstacleCode.DEADLINE_PASSED:
        return "trop tard pour l’annuler en ligne"
    if obstacle.code is ObstacleCode.NOT_POSSIBLE:
        return "ne s’annule pas en ligne"
    if obstacle.code is ObstacleCode.NOT_OPEN_YET and obstacle.at is not None:
        return f"annulable à partir du {opening_hour(obstacle.at, today=today)}"
    return ""


def subject(*, reserved: int, cancelled: int, asked: int, withdrawn: int) -> str:
    """Booking and cancelling have each their own. No child and no price: a subject is read on a lock screen."""
    done = [
        *_counted(reserved, "réservation"),
        *_counted(cancelled, "annulation"),
    ]
    if done:
        several = reserved + cancelled > 1
        return f"{' et '.join(done)} validée{'s' if several else ''}".capitalize()
    if asked:
        return (
            "Vos demandes sont envoyées à la mairie" if asked > 1 else "Votre demande est envoyée à la mairie"
        )
    return "Vos demandes sont retirées" if withdrawn > 1 else "Votre demande est retirée"


def other_home_subject(*, reserved: bool, cancelled: bool) -> str:
    """Not who did it: the town may have, at that parent's request or on its own, and a booking that nobody paid for lapses."""
    if reserved and cancelled:
        return "Des jours réservés et annulés chez l’autre parent"
    return f"Des jours {'réservés' if reserved else 'annulés'} chez l’autre parent"


def absence_subject(*, declared: bool, reserved: int, cancelled: int, asked: int, withdrawn: int) -> str:
    """Of a period in which a child does not come: « 2 annulations validées et absence déclarée »."""
    if not declared:
        return subject(reserved=reserved, cancelled=cancelled, asked=asked, withdrawn=withdrawn)
    if not cancelled:
        return "Votre déclaration d’absence est enregistrée"
    return f"{subject(reserved=0, cancelled=cancelled, asked=0, withdrawn=0)} et absence déclarée"


def _counted(count: int, noun: str) -> Iterator[str]:
    if count:
        yield f"{count} {noun}{'s' if count > 1 else ''}"

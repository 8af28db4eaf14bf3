"""The day of a town hall in words: what waits, what closes, when a service opens next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from functions.domain.reminders.upcoming_limits import Closing
from functions.french.reglement.closings import acts, days_phrase
from functions.french.words.dates import MONTHS, date_hour, date_weekday, listing
from functions.french.words.spaces import spaced

WAITING: Mapping[str, tuple[str, str]] = {
    "attendance": ("présence à vérifier", "présences à vérifier"),
    "booking": ("réservation à décider", "réservations à décider"),
    "correction": ("correction de coordonnées", "corrections de coordonnées"),
    "erasure": ("demande d’effacement", "demandes d’effacement"),
    "paper": ("document reçu", "documents reçus"),
    "proof": ("justificatif d’absence à lire", "justificatifs d’absence à lire"),
    "question": ("question", "questions"),
}
"""One of a kind that waits, and several."""


def waiting_label(kind: str, count: int) -> str:
    return WAITING[kind][count > 1]


def day_title(day: date) -> str:
    """« Lundi 30 novembre »"""
    said = date_weekday(day)
    return said[:1].upper() + said[1:]


def limit_sentence(closing: Closing, today: date) -> str:
    """« pour réserver ou annuler le lundi 30 novembre »"""
    return spaced(f"pour {acts(closing)} {days_phrase(closing.days, today=today)}")


def next_limit_sentence(service: str, at: datetime, today: date, *, is_first: bool) -> str:
    """Of a later day. `is_first`: none falls today."""
    which = "Prochaine limite" if is_first else "Les jours suivants"
    return spaced(f"{which} : {service}, {date_hour(at, today=today)}.")


def before_invoicing(days: Sequence[date], expected: int) -> tuple[str, str]:
    """« Avant de facturer octobre et novembre », « 14 présences attendues n’ont pas été pointées. »"""
    months = listing([MONTHS[number - 1] for number in dict.fromkeys(day.month for day in days)])
    many = (
        "présences attendues n’ont pas été pointées"
        if expected > 1
        else "présence attendue n’a pas été pointée"
    )
    return f"Avant de facturer {months}", (
        f"{expected} {many} : sans pointage, ce qui est réservé est facturé, et ce qui se facture à la présence ne l’est pas."
    )


def classes_off_sentence(classes: Sequence[str]) -> str:
    """That the number counts children who do not come."""
    which = "la classe" if len(classes) == 1 else "les classes"
    return spaced(f"Annulé pour {which} {', '.join(classes)} : le nombre compte encore ces enfants.")

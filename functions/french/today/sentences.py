"""The day of a town hall in words: what waits, what closes, when a service opens next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from functions.domain.reglement.deadline_rules import Mode
from functions.domain.reglement.reglement import Reglement
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
    which = "Prochaine limite" if is_first else "Ensuite"
    return spaced(f"{which} : {service}, {date_hour(at, today=today)}.")


def before_invoicing(lists: Sequence[tuple[date, str]], reglement: Reglement) -> tuple[str, str]:
    """« Avant de facturer octobre et novembre », and what becomes of the lists that nobody wrote down: each by its day and its service."""
    months = listing([MONTHS[number - 1] for number in dict.fromkeys(day.month for day, _ in lists)])
    many = "listes n’ont pas été pointées" if len(lists) > 1 else "liste n’a pas été pointée"
    said = [f"{len(lists)} {many}."]
    listed = {service for _, service in lists}
    seen = {each.code: each.name for each in reglement.services if each.reserve.mode is Mode.ATTENDANCE}
    on_attendance = [name for code, name in seen.items() if code in listed]
    if listed - seen.keys():
        where = "Ailleurs, chaque" if on_attendance else "Chaque"
        said.append(f"{where} enfant y est facturé comme il a réservé : vous pouvez en rester là.")
    if on_attendance:
        names = listing([f"« {name} »" for name in on_attendance])
        bills = "se facture" if len(on_attendance) == 1 else "se facturent"
        said.insert(1, f"{names} {bills} à la présence : sans pointage, rien n’y est facturé.")
    return f"Avant de facturer {months}", spaced(" ".join(said))


def classes_off_sentence(classes: Sequence[str]) -> str:
    """That the number counts children who do not come."""
    which = "la classe" if len(classes) == 1 else "les classes"
    return spaced(f"Annulé pour {which} {', '.join(classes)} : le nombre compte encore ces enfants.")

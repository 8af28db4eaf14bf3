"""Two devices that disagree about a child, in words: what is asked, and what each of them says."""

from datetime import date, tzinfo

from functions.domain.attendance.events import AttendanceEvent, EventKind
from functions.domain.attendance.merge import Field
from functions.french.bookings.absences import reason_word
from functions.french.words.dates import date_hour, date_weekday, hour_of
from functions.french.words.spaces import spaced

QUESTIONS = {
    Field.CAME: "L’enfant était-il là ?",
    Field.GONE: "L’enfant est-il parti ?",
    Field.ARRIVED: "À quelle heure est-il arrivé ?",
    Field.LEFT: "À quelle heure est-il parti ?",
    Field.LEFT_BY: "Avec qui est-il parti ?",
    Field.LATE: "De combien était-il en retard ?",
    Field.REASON: "Pourquoi était-il absent ?",
    Field.NOTE: "Quelle note garder ?",
}
CORRECT_THE_HOUR = "Le départ vient avant l’arrivée : corrigez l’heure sur la liste."


def subject(name: str, day: date, today: date) -> str:
    return spaced(f"Présence à vérifier : {name}, {date_weekday(day, today=today)}")


def side(event: AttendanceEvent, agent: str, clock: tzinfo) -> str:
    """« Arrivé à 11 h 50 (Anne Martin, lundi 23 novembre à 11 h 51) »"""
    by = f"{agent}, " if agent else ""
    return spaced(f"{_what(event)} ({by}{date_hour(event.at.astimezone(clock))})")


def _what(event: AttendanceEvent) -> str:
    at = "" if event.hour is None else f" à {hour_of(event.hour)}"
    match event.kind:
        case EventKind.ARRIVED:
            return f"Arrivé{at}"
        case EventKind.LEFT:
            return f"Parti{at}" + (f" avec {event.left_by}" if event.left_by else "")
        case EventKind.ABSENT:
            return "Absent" + (f", {reason_word(event.reason)}" if event.reason else "")
        case EventKind.LATE_PICKUP:
            return f"Repris en retard de {event.minutes} minutes" if event.minutes else "Repris en retard"
        case EventKind.NOTE:
            return f"« {event.text} »" if event.text else "Pas de note"
        case _:
            return "Pointage repris"

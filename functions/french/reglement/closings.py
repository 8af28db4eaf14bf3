"""What closes, and when, for a calendar or a mail."""

from collections.abc import Sequence
from datetime import date

from functions.domain.reglement.deadline_rules import END_OF_DAY, Action
from functions.domain.reminders.upcoming_limits import Closing
from functions.french.words.dates import NO_BREAK, date_hour, date_weekday, day_and_minutes, hour, listing

_ACTS = {Action.RESERVE: "réserver", Action.CANCEL: "annuler"}
LISTED = 3
"""Days said one by one; more of them are said from the first to the last."""


def acts(closing: Closing) -> str:
    """« réserver ou annuler »"""
    return " ou ".join(_ACTS[action] for action in closing.actions)


def closing_title(closing: Closing, service: str) -> str:
    """« Restaurant scolaire : dernier moment pour réserver »"""
    return f"{service}{NO_BREAK}: dernier moment pour {acts(closing)}"


def closing_text(closing: Closing) -> str:
    """For which days, until when, and what « until » means."""
    _, minutes = day_and_minutes(closing.at)
    sharp = f" À {hour(minutes)} pile, il est trop tard." if minutes < END_OF_DAY else ""
    days = days_phrase(closing.days)
    several = "les jours d’ouverture " if len(closing.days) > LISTED else ""
    return f"Pour {several}{days}, vous pouvez {acts(closing)} jusqu’au {date_hour(closing.at)}.{sharp}"


def days_phrase(days: Sequence[date], *, today: date | None = None) -> str:
    """« le lundi 23 novembre », « le lundi 23 et le mardi 24 novembre », « du lundi 23 au vendredi 27 novembre »."""
    first, last = days[0], days[-1]
    end = date_weekday(last, today=today)
    if len(days) > LISTED:
        return f"du {_start(first, last, today)} au {end}"
    return listing([*(f"le {_start(day, last, today)}" for day in days[:-1]), f"le {end}"])


def _start(day: date, last: date, today: date | None) -> str:
    """Without the month where the last day says it."""
    said = date_weekday(day, today=today)
    same_month = (day.year, day.month) == (last.year, last.month)
    return said.partition(NO_BREAK)[0] if same_month else said

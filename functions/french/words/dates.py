"""Days and hours as people say them: « jeudi 19 novembre à 10 h »."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from functions.domain.reglement.deadline_rules import END_OF_DAY

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
NO_BREAK = "\u00a0"
AT_NIGHT = "soir à minuit"
"""How the end of a day is said, after that day: midnight belongs to the evening before, and « mercredi à minuit » alone is read as either of
two. The scripts of screens say it the same (`planning/words.js`)."""


def weekday_name(weekday: int) -> str:
    """ISO: 1 is « lundi »."""
    return WEEKDAYS[weekday - 1]


def weekdays(days: Iterable[int], *, article: str = "") -> str:
    """`(1, 2, 4)` → « lundi, mardi et jeudi »; with `article="le "`: « le lundi, le mardi et le jeudi »."""
    return listing([f"{article}{weekday_name(day)}" for day in sorted(days)])


def every_weekday(days: Iterable[int]) -> str:
    """`(1, 2, 3, 4, 5)` → « du lundi au vendredi »; else as `weekdays`, with the article."""
    ordered = sorted(days)
    if len(ordered) > 2 and ordered == list(range(ordered[0], ordered[-1] + 1)):
        return f"du {weekday_name(ordered[0])} au {weekday_name(ordered[-1])}"
    return weekdays(ordered, article="le ")


def listing(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def alternatives(words: Sequence[str]) -> str:
    """« grève, neige ou verglas »"""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} ou {words[-1]}"


def date_short(day: date) -> str:
    """« 19 novembre »; the first of a month is « 1er décembre »."""
    return f"{'1er' if day.day == 1 else day.day}{NO_BREAK}{MONTHS[day.month - 1]}"


def date_long(day: date) -> str:
    """« jeudi 19 novembre 2026 »"""
    return f"{weekday_name(day.isoweekday())} {date_short(day)} {day.year}"


def date_full(day: date) -> str:
    """« 19 novembre 2026 »"""
    return f"{date_short(day)} {day.year}"


def date_weekday(day: date, *, today: date | None = None) -> str:
    """« jeudi 19 novembre », and the year when it is not today's."""
    return date_long(day) if today is not None and day.year != today.year else date_long(day)[:-5]


def school_year_name(year: int) -> str:
    """« 2026-2027 »; `year`: in which it begins."""
    return f"{year}-{year + 1}"


def hour(minutes: int) -> str:
    """Minutes after midnight: « 9 h », « 8 h 15 », « midi », « minuit »."""
    if minutes == END_OF_DAY:
        return "minuit"
    if minutes == 12 * 60:
        return "midi"
    hours, rest = divmod(minutes, 60)
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02}" if rest else "")


def duration(minutes: int) -> str:
    """« 30 minutes », « une heure », « 2 heures », « une heure et demie », « 2 heures et 20 minutes »."""
    hours, rest = divmod(minutes, 60)
    whole = "une heure" if hours == 1 else f"{hours}{NO_BREAK}heures"
    if not hours:
        return f"{rest}{NO_BREAK}minutes"
    if rest == 30:
        return f"{whole} et demie"
    return f"{whole} et {rest}{NO_BREAK}minutes" if rest else whole


def hour_of(moment: time) -> str:
    return hour(moment.hour * 60 + moment.minute)


def weekday_hour(instant: datetime, *, today: date) -> str:
    """A limit as it is read on a cell: « jeudi 10 h », « aujourd’hui midi », « mercredi soir à minuit ». `today` is the commune's."""
    day, minutes = day_and_minutes(instant)
    if minutes != END_OF_DAY:
        return f"{near_day(day, today)} {hour(minutes)}"
    if day == today:
        return f"ce {AT_NIGHT}"
    is_near = 0 < (day - today).days < 7
    return f"{near_day(day, today)} {AT_NIGHT}" if is_near else f"{near_day(day, today)} au {AT_NIGHT}"


def date_hour(instant: datetime, *, today: date | None = None) -> str:
    """« jeudi 19 novembre à 10 h », « mercredi 18 novembre au soir à minuit »."""
    day, minutes = day_and_minutes(instant)
    moment = f"au {AT_NIGHT}" if minutes == END_OF_DAY else f"à {hour(minutes)}"
    return f"{date_weekday(day, today=today)} {moment}"


def opening_hour(instant: datetime, *, today: date | None = None) -> str:
    """An instant from which something is open: « lundi 23 novembre », « lundi 23 novembre à 7 h »."""
    day = date_weekday(instant.date(), today=today)
    return day if instant.time() == time() else f"{day} à {hour(instant.hour * 60 + instant.minute)}"


def day_and_minutes(instant: datetime) -> tuple[date, int]:
    """Where people place an instant: 00:00 is the end of the day before."""
    if instant.time() == time():
        return instant.date() - timedelta(1), END_OF_DAY
    return instant.date(), instant.hour * 60 + instant.minute


def near_day(day: date, today: date) -> str:
    """« aujourd’hui », « demain », « lundi », « lundi 7 décembre »"""
    away = (day - today).days
    if away == 0:
        return "aujourd’hui"
    if away == 1:
        return "demain"
    if 1 < away < 7:
        return weekday_name(day.isoweekday())
    return date_weekday(day, today=today)

"""Which week a printed menu is of: what its title says, and the numbers beside the days."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from functions.french.words.dates import MONTHS, WEEKDAYS

DAYS_OF_WEEK = 7
_DASHES = str.maketrans("–—", "--")


def plain(text: str) -> str:
    """Without capitals, accents and spaces that are too many, each dash a hyphen."""
    letters = unicodedata.normalize("NFKD", text.casefold()).translate(_DASHES)
    return " ".join("".join(one for one in letters if not unicodedata.combining(one)).split())


_NUMBER_OF = {plain(name): number for number, name in enumerate(MONTHS, start=1)}
_MONTH = "|".join(_NUMBER_OF)
_WEEKDAY = "|".join(WEEKDAYS)
_WORDS = re.compile(
    rf"\b(\d{{1,2}})(?:er)?(?: ({_MONTH}))?(?: 20\d\d)? (?:au|-) (?:(?:{_WEEKDAY}) )?(\d{{1,2}})(?:er)? ({_MONTH})\b"
)
_FIGURES = re.compile(
    rf"\b(\d{{1,2}})/(\d{{1,2}})(?:/(?:20)?\d\d)? (?:au|-) (?:(?:{_WEEKDAY}) )?(\d{{1,2}})/(\d{{1,2}})(?:/(?:20)?\d\d)?\b"
)
_NUMBERED = re.compile(r"\bsemaine (?:n ?[°o] ?)?(\d{1,2})\b")
_DAY = re.compile(rf"(?:le )?(\d{{1,2}})(?:er)?(?: ?({_MONTH})| ?/ ?(\d{{1,2}}))?(?:[ /](?:20)?\d\d)?")

NumberedDay = tuple[int, int | None]
"""A day of the month, and the month where it is said."""


def week_of_title(text: str, mondays: Iterable[date]) -> tuple[bool, date | None]:
    """Whether it names a week, and which of those: « du 30 novembre au 4 décembre », « 30/11 au 04/12 », « semaine 49 »."""
    said = plain(text)
    if found := _WORDS.search(said) or _FIGURES.search(said):
        first, last = int(found[1]), int(found[3])
        month = _month(found[4])
        begins_in = _month(found[2]) if found[2] else month if first <= last else month - 1
        if (month - begins_in) % 12 * 30 + last - first > DAYS_OF_WEEK:
            return False, None  # « du 30 novembre au 18 décembre »: the document's, and no week's
        return True, _only(one for one in mondays if _spans(one, first, last, month))
    if found := _NUMBERED.search(said):
        return True, _only(one for one in mondays if one.isocalendar().week == int(found[1]))
    return False, None


def numbered_day(text: str) -> NumberedDay | None:
    """« 30 novembre », « 30/11 », « 1er »; None for anything else."""
    found = _DAY.fullmatch(plain(text).strip(" .:-"))
    if found is None:
        return None
    month = _NUMBER_OF[found[2]] if found[2] else int(found[3]) if found[3] else None
    return int(found[1]), month


def week_of_days(days: Mapping[int, NumberedDay], mondays: Sequence[date]) -> date | None:
    """The one of which all these are the days; none where it can be several. `days`: by weekday, Monday is 0."""
    return _only(one for one in mondays if all(_is(one, shift, said) for shift, said in days.items()))


def _month(said: str) -> int:
    return _NUMBER_OF.get(said) or int(said)


def _is(monday: date, shift: int, said: NumberedDay) -> bool:
    day = monday + timedelta(shift)
    return day.day == said[0] and said[1] in (None, day.month)


def _spans(monday: date, first: int, last: int, month: int) -> bool:
    """A week may begin after a holiday on its Monday or Tuesday."""
    days = [monday + timedelta(shift) for shift in range(7)]
    begins = next((day for day in days[:3] if day.day == first), None)
    return begins is not None and any((day.day, day.month) == (last, month) for day in days if day >= begins)


def _only(found: Iterable[date]) -> date | None:
    known = list(found)
    return known[0] if len(known) == 1 else None

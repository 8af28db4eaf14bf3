"""The menus that a document prints, placed on their days: in columns under the names of the days, or one day below another.

Nothing is guessed. What stands under no day, or between two, is told; a week whose dates are not certain is left aside whole.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from functions.domain.menus.printed import Piece, lines_of
from functions.domain.menus.week_menu import MOST_DISHES, MOST_LETTERS, DayMenu
from functions.french.menus.pasted_week import PastedWeek, named_day, parts_of
from functions.french.menus.printed_dates import NumberedDay, numbered_day, plain, week_of_days, week_of_title

MOST_UNREAD: Final = 30
_SAME_EDGE: Final = 0.6
"""Of the height of the letters: a dish that begins where the name of its day begins."""
_SAME_MIDDLE: Final = 0.2
"""Of the way to the next day: a dish that is centred under the name of its day."""
_NEXT_LINE: Final = 1.7
"""Heights from one line of a dish to the next one of it."""
_LABELS: Final = frozenset(
    {
        *(
            "entree",
            "entrees",
            "hors d'oeuvre",
            "plat",
            "plats",
            "plat principal",
            "garniture",
            "accompagnement",
        ),
        *("legumes", "fromage", "laitage", "produit laitier", "dessert", "desserts", "pain"),
    }
)
"""What stands before a row of a table, and is no dish."""


@dataclass
class PrintedMenus:
    """`weeks`: by their Monday. `unread`: what was not placed, in the words of the document."""

    weeks: dict[date, PastedWeek] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


@dataclass
class _Day:
    """A day of a section, with the piece that names it. `dishes`: the pieces of each, one below another."""

    weekday: int
    heading: Piece
    number: NumberedDay | None
    dishes: list[list[Piece]] = field(default_factory=list)
    is_beside: bool = False
    """Dishes stand on the line of its name."""

    def takes(self, piece: Piece) -> None:
        last = self.dishes[-1][-1] if self.dishes else None
        goes_on = last is not None and piece.top - last.top < piece.height * _NEXT_LINE
        if goes_on and (piece.text[:1].islower() or piece.text[:1] == "("):
            self.dishes[-1].append(piece)
        else:
            self.dishes.append([piece])

    @property
    def texts(self) -> list[str]:
        return [" ".join(piece.text for piece in dish) for dish in self.dishes]


@dataclass
class _Section:
    """What stands under one row of days, or days one below another that follow each other in a week. `title`: what named its week before it, if anything."""

    title: str
    days: list[_Day]
    in_columns: bool
    is_torn: bool = False
    """Dishes stand beside their day, and more lines of them above or below it: of which day they are is not seen."""


def printed_menus(
    pages: Iterable[Sequence[Piece]], mondays: Sequence[date], asked: date | None
) -> PrintedMenus:
    """`mondays`: of the weeks that it may be of; `asked`: the one for which it was given, where it does not say."""
    found = PrintedMenus()
    sections: list[_Section] = []
    for page in pages:
        sections += _sections(lines_of(page), found, mondays)
    for section in sections:
        _place(section, found, mondays, asked if len(sections) == 1 else None)
    found.unread = found.unread[:MOST_UNREAD]
    return found


def _sections(lines: list[list[Piece]], found: PrintedMenus, mondays: Sequence[date]) -> list[_Section]:
    sections: list[_Section] = []
    title, section = "", None
    for line in lines:
        named = [(piece, day) for piece in line if (day := named_day(piece.text)) is not None]
        words = " ".join(piece.text for piece in line)
        if not named and week_of_title(words, mondays)[0]:
            title, section = words, None
        elif len(named) > 1 and all(not rest for _, (_, rest) in named):
            days = [_Day(weekday, piece, _number(piece)) for piece, (weekday, _) in named]
            section, title = _Section(title, days, in_columns=True), ""
            sections.append(section)
        elif len(named) == 1 and named[0][0] is line[0] and not (section and section.in_columns):
            [(piece, (weekday, rest))] = named
            own = _Day(weekday, piece, _number(piece))
            if section is None or weekday <= section.days[-1].weekday:
                section, title = _Section(title, [], in_columns=False), ""
                sections.append(section)
            section.days.append(own)
            _beside(own, rest, line)
        elif section is None:
            found.unread.append(words)
        else:
            _below(section, line, found)
    return sections


def _number(piece: Piece) -> NumberedDay | None:
    """« Lundi 30 novembre »: what follows the first word, where that is a date."""
    return numbered_day(" ".join(piece.text.strip(" :.-–—").split()[1:4]))


def _beside(day: _Day, rest: str, line: list[Piece]) -> None:
    """What stands on the line of its day is of that day."""
    if rest:
        day.dishes += [[replace(day.heading, text=text)] for text in parts_of(rest)]
    for piece in line[1:]:
        day.dishes.append([piece])
        day.is_beside = True


def _below(section: _Section, line: list[Piece], found: PrintedMenus) -> None:
    if not section.in_columns:
        section.is_torn = section.is_torn or not _is_list(section.days[-1], line)
        for piece in line:
            section.days[-1].takes(piece)
        return
    for piece in line:
        day = _column(section.days, piece)
        if day is None:
            if plain(piece.text) not in _LABELS:
                found.unread.append(piece.text)
        elif not day.dishes and day.number is None and numbered_day(piece.text):
            day.number = numbered_day(piece.text)
        else:
            day.takes(piece)


def _is_list(day: _Day, line: list[Piece]) -> bool:
    """One below another: where dishes stand beside their day, a second line may be of the day above or of that below."""
    return len(line) == 1 and not day.is_beside


def _column(days: list[_Day], piece: Piece) -> _Day | None:
    """The one day under which the piece stands: it begins where its name begins, or is centred under it, and reaches under no other."""
    fits = []
    for place, day in enumerate(days):
        others = [other.heading for other in (*days[max(place - 1, 0) : place], *days[place + 1 : place + 2])]
        way = min((abs(other.middle - day.heading.middle) for other in others), default=0)
        begins = abs(piece.left - day.heading.left) <= piece.height * _SAME_EDGE
        centred = abs(piece.middle - day.heading.middle) <= way * _SAME_MIDDLE
        apart = all(not piece.left <= other.middle <= piece.right for other in others)
        if (begins or centred) and apart:
            fits.append(day)
    return fits[0] if len(fits) == 1 else None


def _place(section: _Section, found: PrintedMenus, mondays: Sequence[date], asked: date | None) -> None:
    """On the days of its week, where its title and the numbers beside its days say the same one."""
    numbers = {day.weekday: day.number for day in section.days if day.number is not None}
    titled, of_title = week_of_title(section.title, mondays)
    of_days = week_of_days(numbers, mondays) if numbers else None
    said = {one for one, is_said in ((of_title, titled), (of_days, bool(numbers))) if is_said}
    monday = asked if not said else said.pop() if len(said) == 1 else None
    weekdays = [day.weekday for day in section.days]
    if monday is None or section.is_torn or len(set(weekdays)) < len(weekdays):
        found.unread.append(section.title or ", ".join(day.heading.text for day in section.days))
        return
    week = found.weeks.setdefault(monday, PastedWeek())
    for day in section.days:
        _keep(week, monday + timedelta(day.weekday), day.texts, found)
    found.unread += week.unread
    week.unread = []


def _keep(week: PastedWeek, on: date, texts: list[str], found: PrintedMenus) -> None:
    """More than a meal has is no meal."""
    if len(texts) > MOST_DISHES or any(len(text) > MOST_LETTERS for text in texts):
        found.unread.append(" ".join(texts)[:MOST_LETTERS])
        return
    week.add(on, texts)
    if not week.days.get(on, DayMenu(())).dishes:
        week.days.pop(on, None)

"""A week of menus as a mail, a spreadsheet or a PDF gives it: which line is of which day, and which allergens it names.

What cannot be placed is told and never guessed: an agent sees all of it before it is kept.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from functions.domain.families.spelling import folded
from functions.domain.menus.week_menu import DayMenu, in_order
from functions.domain.safety.child_safety import Allergen
from functions.french.words.dates import NO_BREAK, weekday_name

_WEEKDAYS = {weekday_name(number): number for number in range(1, 8)}
_DAY = re.compile(
    rf"^\W*({'|'.join(_WEEKDAYS)})\b[ \u00a0]*(?:(?:le[ \u00a0]+)?(\d{{1,2}})(?:er)?\b(?:[ \u00a0]*[/.-][ \u00a0]*\d{{1,2}}(?:[/.-]\d{{2,4}})?"
    r"|[ \u00a0]+[a-zûéè]{3,9}\.?(?:[ \u00a0]+\d{4})?)?)?[ \u00a0]*[:.–—-]*[ \u00a0]*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s\u00a0•*·‣▪–—-]+")
_BETWEEN = re.compile(r"\s*[;/]\s*|\s+[–—|-]\s+")
_NAMED = re.compile(r"\(([^()]*)\)")
_ALLERGENS = re.compile(r"^\W*(?:contient|allerg[eè]nes?)\b[^:]*:?", re.IGNORECASE)
_SPELLED = {
    Allergen.GLUTEN: "gluten, blé",
    Allergen.CRUSTACEANS: "crustacé, crustacés",
    Allergen.EGGS: "œuf, œufs",
    Allergen.FISH: "poisson, poissons",
    Allergen.PEANUTS: "arachide, arachides, cacahuète, cacahuètes",
    Allergen.SOYBEANS: "soja",
    Allergen.MILK: "lait, lactose",
    Allergen.NUTS: "fruit à coque, fruits à coque, fruits à coques, noix",
    Allergen.CELERY: "céleri",
    Allergen.MUSTARD: "moutarde",
    Allergen.SESAME: "sésame, graines de sésame",
    Allergen.SULPHITES: "sulfite, sulfites, anhydride sulfureux",
    Allergen.LUPIN: "lupin",
    Allergen.MOLLUSCS: "mollusque, mollusques",
}
_NUMBERS = {str(number): one for number, one in enumerate(Allergen, start=1)}
"""Caterers number them as the annex of the regulation lists them."""
_BY_NAME = {folded(name): one for one, names in _SPELLED.items() for name in names.split(",")} | _NUMBERS


@dataclass
class PastedWeek:
    """`unread`: lines that are of no day, or that contradict the week."""

    days: dict[date, DayMenu] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def add(self, day: date, texts: Iterable[str]) -> None:
        known = self.days.get(day, DayMenu(()))
        dishes, allergens = list(known.dishes), list(known.allergens)
        for text in texts:
            if said := _ALLERGENS.match(text):
                found, left = _allergens_in(text[said.end() :])
                allergens += found
                self.unread += [f"Allergène inconnu{NO_BREAK}: {one}" for one in left]
                continue
            dish, found = _dish(text)
            allergens += found
            dishes += [dish] if dish else []
        self.days[day] = DayMenu(tuple(dishes), in_order(allergens))


def pasted_week(text: str, monday: date) -> PastedWeek:
    """What the text says of the days of the week that begins on that Monday."""
    week = PastedWeek()
    columns: dict[int, date] = {}
    current: date | None = None
    for line in text.splitlines():
        cells = [cell.strip().strip('"').strip() for cell in line.split("\t")]
        if not any(cells):
            continue
        named = {
            place: found
            for place, cell in enumerate(cells)
            if (found := _day(cell, monday, week)) is not None
        }
        if len(named) > 1:
            columns, current = {place: day for place, (day, _) in named.items()}, None
            continue
        if columns and len(cells) > 1:
            for place, cell in enumerate(cells):
                if cell and place in columns:
                    week.add(columns[place], [cell])
            continue
        if 0 in named:
            columns = {}
            current, rest = named[0]
            week.add(current, [part for cell in (rest, *cells[1:]) for part in parts_of(cell)])
        elif current is None:
            week.unread.append(" ".join(filter(None, cells)))
        else:
            week.add(current, [_BULLET.sub("", cell) for cell in cells])
    week.days = {day: menu for day, menu in sorted(week.days.items()) if menu.dishes}
    return week


def named_day(text: str) -> tuple[int, str] | None:
    """The weekday that it begins with (Monday is 0), and what follows its date."""
    found = _DAY.match(text)
    return None if found is None else (_WEEKDAYS[found[1].lower()] - 1, text[found.end() :])


def _day(cell: str, monday: date, week: PastedWeek) -> tuple[date, str] | None:
    """The day that the cell begins with, and what follows."""
    found = _DAY.match(cell)
    if found is None:
        return None
    name = found[1].lower()
    day = monday + timedelta(_WEEKDAYS[name] - 1)
    if found[2] is not None and int(found[2]) != day.day:
        week.unread.append(f"« {name} {found[2]} »{NO_BREAK}: cette semaine, {name} est le {day.day}.")
    return day, cell[found.end() :]


def parts_of(text: str) -> list[str]:
    """The dishes of one line; what stands in brackets is one thing."""
    held: list[str] = []

    def aside(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\x00{len(held) - 1}\x00"

    parts = _BETWEEN.split(_NAMED.sub(aside, text))
    return [
        re.sub("\x00(\\d+)\x00", lambda found: held[int(found[1])], part).strip()
        for part in parts
        if part.strip()
    ]


def _dish(text: str) -> tuple[str, list[Allergen]]:
    """The dish, without the brackets that name nothing but allergens, and these."""
    allergens: list[Allergen] = []

    def named(found: re.Match[str]) -> str:
        known, left = _allergens_in(found[1])
        if left or not known:
            return found[0]
        allergens.extend(known)
        return ""

    dish = " ".join(_NAMED.sub(named, _BULLET.sub("", text)).split()).strip(" ,;")
    return dish, allergens


def _allergens_in(text: str) -> tuple[list[Allergen], list[str]]:
    """Those that are named, and the words that name none."""
    words = [word.strip(" .*\u00a0") for word in re.split(r"[,;/+]|\bet\b|\s-\s", text)]
    known = [_BY_NAME[folded(word)] for word in words if folded(word) in _BY_NAME]
    return known, [word for word in words if word and folded(word) not in _BY_NAME]

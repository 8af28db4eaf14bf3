"""What one eats on a day, in a line."""

from datetime import date, timedelta

from functions.domain.menus.week_document import DocumentOfWeeks
from functions.domain.menus.week_menu import DayMenu
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import NO_BREAK, date_short, listing
from functions.french.words.weights import weight

FRIDAY = 4


def dishes_line(menu: DayMenu) -> str:
    """« Carottes râpées, poulet rôti et pomme »: as the dishes are written, but for the capitals within."""
    return listing([menu.dishes[0], *(_small(dish) for dish in menu.dishes[1:])])


def document_words(document: DocumentOfWeeks) -> str:
    """« Menu du 30 novembre au 18 décembre (PDF, 240 ko) »: from the first Monday to the last Friday."""
    return f"Menu {weeks_words(document)} (PDF, {weight(document.file.bytes)})"


def weeks_words(document: DocumentOfWeeks) -> str:
    """« du 30 novembre au 18 décembre »"""
    return _span(document.first, document.last)


def _span(first_monday: date, last_monday: date) -> str:
    last = last_monday + timedelta(FRIDAY)
    day = "1er" if first_monday.day == 1 else str(first_monday.day)
    return f"du {day if first_monday.month == last.month else date_short(first_monday)} au {date_short(last)}"


def week_words(monday: date) -> str:
    """« Semaine 49, du 30 novembre au 4 décembre »"""
    return f"Semaine {monday.isocalendar().week}, {_span(monday, monday)}"


def read_sentence(days: list[int]) -> str:
    """What was read of a document, `days` of each week: nothing where there are none."""
    count = sum(days)
    if not count:
        return (
            "Aucun plat n’a pu être lu jour par jour dans ce document. Les familles le verront tel quel, "
            "et vous pouvez taper ou coller la semaine."
        )
    weeks = f", sur {len(days)} semaines" if len(days) > 1 else ""
    read = f"{count} jours ont été lus" if count > 1 else "1 jour a été lu"
    return f"{read}{weeks}. Relisez chaque semaine avant de l’enregistrer."


def shown_sentence(weeks: list[str]) -> str:
    """« Les familles le verront d’ici une minute, pour 4 semaines. »"""
    return f"Les familles le verront d’ici une minute, pour {_weeks(weeks)}."


def withdrawn_sentence(weeks: list[str]) -> str:
    what = "d’une semaine" if len(weeks) == 1 else f"de {len(weeks)} semaines"
    return f"Le document est retiré {what}. Les familles ne le verront plus d’ici une minute."


def _weeks(weeks: list[str]) -> str:
    return "une semaine" if len(weeks) == 1 else f"{len(weeks)} semaines"


def allergens_line(menu: DayMenu) -> str:
    """« Allergènes : gluten, lait »; empty where none was named, which does not say that there is none."""
    names = ", ".join(ALLERGENS[one] for one in menu.allergens)
    return f"Allergènes{NO_BREAK}: {names}" if names else ""


def _small(dish: str) -> str:
    """A word of capitals alone stays one: « BIO »."""
    return dish if dish[:2].isupper() else dish[:1].lower() + dish[1:]

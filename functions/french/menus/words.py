"""What one eats on a day, in a line."""

from functions.domain.menus.week_menu import DayMenu
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import NO_BREAK, listing


def dishes_line(menu: DayMenu) -> str:
    """« Carottes râpées, poulet rôti et pomme »: as the dishes are written, but for the capitals within."""
    return listing([menu.dishes[0], *(_small(dish) for dish in menu.dishes[1:])])


def allergens_line(menu: DayMenu) -> str:
    """« Allergènes : gluten, lait »; empty where none was named, which does not say that there is none."""
    names = ", ".join(ALLERGENS[one] for one in menu.allergens)
    return f"Allergènes{NO_BREAK}: {names}" if names else ""


def _small(dish: str) -> str:
    """A word of capitals alone stays one: « BIO »."""
    return dish if dish[:2].isupper() else dish[:1].lower() + dish[1:]

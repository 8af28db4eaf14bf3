"""What the children of the demo eat this week and the next, as its kitchen pasted it; and a child who moves away."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import typst

from functions import wiring
from functions.domain.calendar.months import monday, month_of
from functions.domain.families.family import Child
from functions.domain.files.edits import FieldEdit
from functions.domain.menus.week_menu import week_of
from functions.domain.news.attachments import document_of
from functions.domain.planning.open_days import OpenDays
from functions.domain.town.commune import Commune
from functions.french.menus.pasted_week import pasted_week
from functions.french.menus.printed_menus import printed_menus
from functions.french.menus.words import week_words
from functions.french.words.dates import WEEKDAYS
from functions.gateways.pdf_text import printed_pages
from functions.storage.town import called_off, communes
from functions.usecases.files.edit_child import ChildEdit, edit_child
from functions.usecases.menus.show_document import DocumentAct, ShownWeek, show_document
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from functions.usecases.news.keep_file import keep_file

WEEKS = (
    """Lundi : Carottes râpées (moutarde) / Lasagnes aux légumes (gluten, lait) / Pomme
    Mardi : Velouté de potiron (lait) / Poulet rôti / Semoule (gluten) / Yaourt nature (lait)
    Mercredi : Betteraves (moutarde, sulfites) / Omelette (œufs) / Riz / Compote de poires
    Jeudi : Salade verte (moutarde) / Poisson pané (gluten, poisson) / Purée (lait) / Clémentines
    Vendredi : Taboulé (gluten) / Dahl de lentilles / Fromage blanc (lait)""",
    """Lundi : Salade de lentilles (moutarde) / Rôti de dinde / Haricots verts / Banane
    Mardi : Potage de légumes (céleri) / Gratin de pâtes (gluten, lait) / Kiwi
    Mercredi : Chou blanc (moutarde) / Couscous de légumes (gluten) / Riz au lait (lait)
    Jeudi : Œuf mimosa (œufs, moutarde) / Colin (poisson) / Pommes vapeur / Yaourt (lait)
    Vendredi : Velouté de carottes / Chili végétarien / Gâteau au chocolat (gluten, œufs, lait)""",
)
PRINTED = (
    ("Carottes râpées", "Velouté de courge", "Céleri (céleri)", "Macédoine", "Salade verte"),
    ("Bœuf aux olives", "Tortilla (œufs)", "Poulet rôti", "Chili végétarien", "Colin (poisson)"),
    ("Semoule (gluten)", "Salade", "Frites", "Riz", "Épinards (lait)"),
    ("Yaourt (lait)", "Pomme", "Clémentines", "Flan (lait, œufs)", "Poire"),
)
"""A row a course, a column a day."""
LEAVES_IN = timedelta(days=45)


def menus(town: Commune, *, by: str, now: datetime) -> None:
    reglement = communes.reglement_now(town.id)
    meals = [service for service in reglement.services if service.serves_meal]
    # At a weekend, the week that comes is the first that one looks at.
    first = monday(town.day_of(now) + timedelta(2))
    days = [first + timedelta(shift) for shift in range(14)]
    open_days = OpenDays(reglement, called_off.of_months(town.id, dict.fromkeys(map(month_of, days))))
    for week, text in enumerate(WEEKS):
        start = first + timedelta(weeks=week)
        eaten = {
            day: menu
            for day, menu in pasted_week(text, start).days.items()
            if any(open_days.closed_to(service, day, None, None) is None for service in meals)
        }
        write_week_menu(WeekMenuWritten(town.id, week_of(start), eaten, 0, by, uuid4().hex, now))


def document(town: Commune, *, by: str, now: datetime) -> None:
    """What the caterer sent for the week after those, as its PDF says it: nobody has read it again yet."""
    today = town.day_of(now)
    first = monday(today + timedelta(2)) + timedelta(weeks=len(WEEKS))
    week, store, pdf = week_of(first), wiring.uploads(), typst.compile(_printed(first).encode())
    [days] = [each.days for each in printed_menus(printed_pages(pdf), [first], first).weeks.values()]
    act = DocumentAct(town.id, week, by, uuid4().hex, now, today)
    file = document_of(keep_file(town.id, pdf, store=store), "Menus du traiteur")
    show_document(act, file, {week: ShownWeek(None, days)}, store=store)


def _printed(first: date) -> str:
    cells = [name.capitalize() for name in WEEKDAYS[:5]] + [dish for row in PRINTED for dish in row]
    table = ", ".join(f"[{cell}]" for cell in cells)
    title = f"= {week_words(first)}"
    return (
        f"#set page(flipped: true)\n{title}\n#table(columns: (1fr,) * 5, align: center, inset: 8pt, {table})"
    )


def moving_away(town: Commune, child: Child, *, by: str, now: datetime) -> None:
    last = FieldEdit("last_day", None, town.day_of(now) + LEAVES_IN)
    edit_child(ChildEdit(town.id, child.families[0], child.id, (last,), by, uuid4().hex, now))

"""What the kitchen writes of a week."""

from functions.domain.menus.week_menu import DayMenu
from functions.domain.safety.child_safety import Allergen
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from tests.support.acts.act import KEY, Do, writes
from tests.support.builders import NOW, on, open_town


@writes("menus.write_week_menu")
def writing_the_menu_of_a_week() -> Do:
    open_town()
    monday = {on("lundi 2026-11-30"): DayMenu(("Carottes râpées", "Lasagnes"), (Allergen.GLUTEN,))}
    return lambda: write_week_menu(WeekMenuWritten("lisse", "2026-W49", monday, 0, "agent", KEY, NOW))

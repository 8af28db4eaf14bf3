"""What the kitchen writes of a week."""

from typing import Any

from functions.domain.menus.week_menu import DayMenu
from functions.domain.news.attachments import NewsFile
from functions.domain.safety.child_safety import Allergen
from functions.usecases.menus.show_document import (
    DocumentAct,
    ShownWeek,
    put_document_back,
    show_document,
    withdraw_document,
)
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from functions.usecases.news.keep_file import file_place
from tests.support.acts.act import KEY, Do, Store, writes
from tests.support.builders import NOW, on, open_town


@writes("menus.write_week_menu")
def writing_the_menu_of_a_week() -> Do:
    open_town()
    monday = {on("lundi 2026-11-30"): DayMenu(("Carottes râpées", "Lasagnes"), (Allergen.GLUTEN,))}
    return lambda: write_week_menu(WeekMenuWritten("lisse", "2026-W49", monday, 0, "agent", KEY, NOW))


def _document(name: str, store: Store) -> NewsFile:
    file = NewsFile(f"{name * 20}-7.pdf", "Menus de décembre", 7)
    store.put(file_place("lisse", file.file), b"%PDF-")
    return file


def _an_act(key: str) -> DocumentAct:
    return DocumentAct("lisse", "2026-W49", "agent", key, NOW, NOW.date())


MONDAY = on("lundi 2026-11-30")
TWO_WEEKS = {
    "2026-W49": ShownWeek(None, {MONDAY: DayMenu(("Lasagnes",), (Allergen.GLUTEN,))}),
    "2026-W50": ShownWeek(None, {}),
}


@writes("menus.show_document")
def showing_the_document_of_two_weeks() -> Do:
    open_town()
    store: Any = Store()
    file = _document("a", store)
    return lambda: show_document(_an_act(KEY), file, TWO_WEEKS, store=store)


@writes("menus.show_document")
def replacing_the_document_of_a_week() -> Do:
    open_town()
    store: Any = Store()
    before, after = _document("a", store), _document("b", store)
    show_document(_an_act("key-of-the-first"), before, TWO_WEEKS, store=store)
    seen = {"2026-W49": ShownWeek(before.file, {})}
    return lambda: show_document(_an_act(KEY), after, seen, store=store)


@writes("menus.show_document")
def withdrawing_the_document_of_two_weeks() -> Do:
    open_town()
    store: Any = Store()
    file = _document("a", store)
    show_document(_an_act("key-of-the-first"), file, TWO_WEEKS, store=store)
    return lambda: withdraw_document(_an_act(KEY), file.file)


@writes("menus.show_document")
def putting_the_document_of_two_weeks_back() -> Do:
    open_town()
    store: Any = Store()
    file = _document("a", store)
    show_document(_an_act("key-of-the-first"), file, TWO_WEEKS, store=store)
    withdraw_document(_an_act("key-of-the-second"), file.file)
    return lambda: put_document_back(_an_act(KEY), file.file)

"""The menus of the weeks: read by everybody, written by the kitchen and the secretary, typed or pasted."""

from collections.abc import Iterator
from datetime import date, timedelta

from chalice.app import Blueprint

from functions.domain.agents.staff import Role
from functions.domain.calendar.months import month_of
from functions.domain.menus.week_document import WeekDocument, by_document, document_path, weeks_offered
from functions.domain.menus.week_menu import (
    DayMenu,
    WeekMenu,
    monday_of,
    week_of,
    weeks_between,
)
from functions.domain.planning.open_days import OpenDays
from functions.domain.reglement.closures import Closed
from functions.french.menus.pasted_week import pasted_week
from functions.french.menus.words import allergens_line, document_words, weeks_words
from functions.french.reglement.closures import closed_sentence
from functions.french.safety.words import ALLERGENS
from functions.french.words.dates import date_full, date_weekday, listing
from functions.storage.menus.week_documents import with_menus
from functions.storage.town import called_off, communes
from functions.usecases.menus.write_week_menu import WeekMenuWritten, write_week_menu
from functions.web.api.endpoint import Routes
from functions.web.api.paths import COMMUNE
from functions.web.callers.agents import Agent, agents
from functions.web.callers.asking import ANYONE, Anyone
from functions.web.menus.types import (
    AllergenChoice,
    DayToWrite,
    DocumentWritten,
    MenuDocument,
    MenuOfDay,
    Menus,
    MenusQuery,
    WeekKept,
    WeekPasted,
    WeekRead,
    WeekToWrite,
    WeekWritten,
    days_read,
)

routes = Routes(Blueprint(__name__))
MENUS = f"{COMMUNE}/menus"
WEEK = f"{MENUS}/{{week}}"
WHO = agents(Role.KITCHEN, Role.SECRETARY)
THIS_WEEK = "now"
WEEKEND = timedelta(2)


@routes.route("GET", MENUS, ANYONE, takes=MenusQuery, answers=Menus)
def read_menus_of_days(caller: Anyone, asked: MenusQuery) -> Menus:
    """The dishes and the allergens of some days. A menu is public: it hangs at the school's door."""
    commune = caller.ask.path["commune"]
    reglement = communes.reglement_now(commune)
    weeks, documents = with_menus(commune, weeks_between(asked.start, asked.end))
    days = [
        MenuOfDay(day, date_weekday(day), list(menu.dishes), allergens_line(menu))
        for stored in weeks
        for day, menu in sorted(stored.value.days.items())
        if asked.start <= day <= asked.end
    ]
    shown = [MenuDocument(document_words(each), f"/{each.path(commune)}") for each in by_document(documents)]
    return Menus(days, [service.code for service in reglement.services if service.serves_meal], shown)


@routes.route("GET", WEEK, WHO, answers=WeekToWrite)
def read_week_menu(caller: Agent) -> WeekToWrite:
    """A week to write, « now » for the one that it is, or that comes when it is a weekend: each day on which a meal is served."""
    reglement = communes.reglement_now(caller.commune)
    today = reglement.day_of(caller.ask.now)
    this_week, asked = week_of(today), caller.ask.path["week"]
    week = week_of(today + WEEKEND) if asked == THIS_WEEK else asked
    monday = monday_of(week)
    around = sorted({week, *weeks_offered(week, today)})
    menus, documents = with_menus(caller.commune, around)
    stored = menus[around.index(week)]
    last = monday + timedelta(6)
    off = called_off.of_months(caller.commune, dict.fromkeys((month_of(monday), month_of(last))))
    return WeekToWrite(
        week,
        f"Semaine {monday.isocalendar().week}, du {date_weekday(monday)} au {date_full(last)}",
        stored.version,
        this_week,
        week_of(monday - timedelta(7)),
        week_of(monday + timedelta(7)),
        list(_days(OpenDays(reglement, off), monday, stored.value)),
        [AllergenChoice(code, name) for code, name in ALLERGENS.items()],
        _document(caller.commune, week, documents),
    )


@routes.route("PUT", WEEK, WHO, takes=WeekWritten, answers=WeekKept, keyed=True)
def keep_week_menu(caller: Agent, asked: WeekWritten) -> WeekKept:
    """Write a week; refused where somebody else wrote it since it was read."""
    days = {one.date: DayMenu(tuple(one.dishes), tuple(one.allergens)) for one in asked.days}
    written = WeekMenuWritten(
        caller.commune,
        caller.ask.path["week"],
        days,
        asked.version,
        caller.account,
        caller.ask.idempotency_key,
        caller.ask.now,
    )
    return WeekKept(write_week_menu(written))


@routes.route("POST", f"{WEEK}/reading", WHO, takes=WeekPasted, answers=WeekRead, keyed=True)
def read_pasted_week(caller: Agent, asked: WeekPasted) -> WeekRead:
    """What a pasted week says, day by day. Nothing is kept: it is shown first."""
    found = pasted_week(asked.text, monday_of(caller.ask.path["week"]))
    return WeekRead(
        days_read(found.days),
        found.unread,
    )


def _document(commune: str, week: str, documents: list[WeekDocument]) -> DocumentWritten | None:
    own = next((each for each in documents if each.week == week and not each.hidden), None)
    if own is None:
        return None
    same = [each for each in by_document(documents) if each.file.file == own.file.file]
    weeks = listing([weeks_words(each) for each in same])
    url = f"/{document_path(commune, week, own.file.file)}"
    return DocumentWritten(
        own.file.file, own.file.name, url, f"Affiché aux familles {weeks}.", days_read(own.days)
    )


def _days(open_days: OpenDays, monday: date, menu: WeekMenu) -> Iterator[DayToWrite]:
    for shift in range(7):
        day = monday + timedelta(shift)
        closed = _closed(open_days, day)
        known = menu.days.get(day)
        if closed is None or known is not None or closed.by_town:
            why = "" if closed is None else closed_sentence(closed)
            dishes, allergens = ([], []) if known is None else (list(known.dishes), list(known.allergens))
            yield DayToWrite(day, date_weekday(day), why, dishes, allergens)


def _closed(open_days: OpenDays, day: date) -> Closed | None:
    """Why no meal is served that day to anybody; None if one is."""
    meals = [service for service in open_days.reglement.services if service.serves_meal]
    reasons = [open_days.closed_to(service, day, None, None) for service in meals]
    return None if None in reasons else next((one for one in reasons if one is not None), None)

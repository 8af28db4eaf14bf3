"""An agent books in the place of a family, what one of its parents still has in a basket."""

from dataclasses import replace
from unittest.mock import patch
from uuid import uuid4

from app import app
from functions import wiring
from functions.domain.bookings.town_booking import TownTerms
from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.jobs.letters import letter
from functions.storage.table import outbox
from functions.usecases.bookings.book_for_family import ForFamily, book_for_family
from functions.usecases.privacy.read_family_data import read_family_data
from tests.facts.fact import Fact, Reader
from tests.support.builders import MARC, MONDAY, NOW, log_in
from tests.support.calendars import events
from tests.support.client import Browser
from tests.support.monday import (
    GUILHEMS_LUNCH,
    basket,
    bill,
    day_list,
    prepare,
)


def _act(action: Action) -> None:
    who, lines = ForFamily("lisse", "testmp", "agent"), [SeenLine(GUILHEMS_LUNCH, action, None)]
    terms = TownTerms(reason="Oubli")
    book_for_family(who, lines, terms, tell=action is Action.RESERVE, key=uuid4().hex, now=NOW)


def the_town_books() -> None:
    _act(Action.RESERVE)


def the_town_cancels() -> None:
    _act(Action.CANCEL)


def week() -> tuple[str, bool]:
    """The state of Guilhem's lunch for his father, and whether it says that the town added it."""
    with patch.object(wiring, "now", lambda: NOW):
        read = f"/communes/lisse/families/testmp/planning?start={MONDAY}&end={MONDAY}"
        cells = Browser(app, cookie=log_in(MARC)).get(read).json["cells"]
    [cell] = [one for one in cells if Slot(MONDAY, one["service"], one["child"]) == GUILHEMS_LUNCH]
    return cell["state"], "Réservé par la mairie" in cell["sentence"]


def feed() -> bool:
    with patch.object(wiring, "now", lambda: NOW):
        browser = Browser(app, cookie=log_in(MARC))
        address = browser.put("/me/calendar").json["address"]
        text = browser.get("/calendar/" + address.rpartition("/")[2]).text
    return any(event["UID"].startswith(f"jour-guilhem-{MONDAY}") for event in events(text.encode()))


def handed_over() -> bool:
    data = read_family_data("lisse", "testmp", account=None, now=NOW)
    return any(
        month.booking(GUILHEMS_LUNCH) is not None
        for child in data.children
        if child.id == "guilhem"
        for month in child.months
        if month.month == GUILHEMS_LUNCH.month
    )


def mailed() -> bool:
    """Whether what waits to be mailed says that the town booked for them."""
    written = [
        letter(replace(each.value, data={**each.value.data, "account": MARC}), now=NOW)
        for each in outbox.waiting()
        if each.value.kind.value == "booked_by_town"
    ]
    return any(one is not None and one.data["reserved"] and week()[1] for one in written)


FACT = Fact(
    "booked by the town",
    prepare=prepare,
    tell=the_town_books,
    take_back=the_town_cancels,
    readers=(
        Reader(
            "the week",
            ("domain.bookings.week_grid", "french.bookings.town_acts", "domain.planning.child_month"),
            week,
            before=("in_basket", False),
            after=("validated", True),
        ),
        Reader("the basket", (), basket, before=[None], after=["already_booked"]),
        Reader("the day list", (), day_list, before=["clara"], after=["clara", "guilhem"]),
        Reader("the calendar feed", (), feed, before=False, after=True),
        Reader("the mail", ("jobs.letters.about_bookings.bookings",), mailed, before=False, after=True),
        Reader(
            "the bill",
            ("domain.billing.child_month_lines", "french.invoices.invoices"),
            bill,
            before=495 + 2 * 345,
            after=495 + 3 * 345,
        ),
        Reader("the data that is handed over", (), handed_over, before=False, after=True),
    ),
    sources=("domain.planning.town_act",),
    unconcerned={
        "domain.availability.agent_standing": "It says what an agent may pass over, before anything is done.",
        "domain.availability.situation": "It carries what is read and what is to be written.",
        "domain.bookings.town_booking": "It decides what is told.",
        "usecases.bookings.book_for_family": "It is the one who tells.",
        "usecases.bookings.book_for_families": "It tells of several families.",
        "usecases.bookings.keep_child": "It tells of a child whom a minimum service keeps, a fact of its own.",
        "web.bookings.minimum_routes": "It shows the town what it may do.",
        "web.bookings.agent_types": "It shows the town what it may do.",
        "web.bookings.agent_answers": "It shows the town what it may do.",
        "web.bookings.batch_routes": "It shows the town what it may do.",
        "french.bookings.for_family": "It says to the town what it may do.",
    },
)

"""An agent notes that a child who had booked nothing is there: read the day after."""

from dataclasses import replace

from tests.facts.fact import Fact, Reader
from tests.facts.noted_absent import (
    LUNCH,
    Said,
    agents_week,
    as_the_family,
    day_list,
    home,
    noted,
    prepare,
    read,
    taken_back,
    week,
)
from tests.support.builders import MORNING

MORNINGS = replace(LUNCH, service=MORNING.code)
NOTHING: Said = (None, "", 150)
CAME: Said = ("Présence sans réservation", "Présence sans réservation.", 150)


def besides() -> list[tuple[str, int]]:
    """What the month counts besides bookings."""
    found = read(f"/families/testmp/planning?start={LUNCH.date}&end={LUNCH.date}").get("besides", [])
    return [(each["label"].rpartition(", ")[2], each["amount_cents"]) for each in found]


FACT = Fact(
    "came without a booking",
    prepare=prepare,
    tell=noted(MORNINGS, "arrived"),
    take_back=taken_back(MORNINGS),
    readers=(
        Reader("the week", ("web.bookings.answers",), lambda: week(MORNINGS), before=NOTHING, after=CAME),
        Reader(
            "the week as an agent sees it like the family",
            (),
            lambda: as_the_family(MORNINGS),
            NOTHING,
            CAME,
        ),
        Reader(
            "the week of the agents",
            (),
            lambda: agents_week(MORNINGS),
            before=(None, "", None),
            after=("Présence sans réservation", "", 150),
        ),
        Reader("the month", (), besides, before=[], after=[("sans réservation", 150)]),
        Reader(
            "the first screen",
            ("web.home.answers",),
            home,
            before=[],
            after=["Clara, garderie du matin : présence sans réservation (1,50 €)."],
        ),
        Reader(
            "the day list",
            ("usecases.attendance.list_day", "web.attendance.answers"),
            lambda: day_list(MORNINGS),
            before=[],
            after=["Présence sans réservation : facturée 1,50 €."],
        ),
    ),
    sources=("domain.absences.slot_bills",),
    unconcerned={"usecases.attendance.record_events": "It is the one who tells."},
)

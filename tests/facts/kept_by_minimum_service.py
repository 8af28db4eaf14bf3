"""A minimum service keeps a child who had booked nothing, of a service that is called off for everybody else."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import cycle
from uuid import uuid4

from functions.domain.planning.called_off import CalledOff, CalledOffScope
from functions.storage.town import called_off, communes
from functions.usecases.absences.call_off import CallOffAct, call_off, change_called_off
from functions.usecases.absences.list_coming_off import list_coming_off
from functions.usecases.attendance.list_unmarked import list_unmarked
from functions.usecases.bookings.keep_child import KeepAsked, keep_child
from functions.usecases.kitchen.ordering import counted, ordering
from tests.facts.booked_by_town import feed, handed_over, mailed, the_town_cancels, week
from tests.facts.fact import Fact, Reader
from tests.support.attendance import codes, write_down
from tests.support.builders import CANTEEN, MONDAY, NOW
from tests.support.monday import (
    AGENT,
    MONTH,
    basket,
    bill,
    day_list,
    lunch_of_the_day,
    prepare,
)

_minutes = cycle(range(60))


def _act() -> CallOffAct:
    return CallOffAct("lisse", AGENT, uuid4().hex, NOW)


def strike() -> None:
    prepare()
    call_off(_act(), CalledOffScope(MONDAY, "grève", (CANTEEN.code,)))


def _called_off() -> CalledOff:
    [entry] = called_off.of_months("lisse", [MONTH])[MONTH].entries.values()
    return entry


def the_town_keeps_guilhem() -> None:
    asked = KeepAsked(MONTH, _called_off().id, "guilhem", CANTEEN.code, frozenset(), "")
    keep_child(_act(), asked)


def the_town_keeps_nobody() -> None:
    the_town_cancels()
    entry = _called_off()
    change_called_off(_act(), MONTH, entry.id, replace(entry.what, kept=()))


def meals() -> int:
    asked = ordering("lisse", CANTEEN.code, NOW)
    assert asked is not None
    return sum(line.meals for line in counted(asked, [MONDAY]).lines[MONDAY])


def unmarked() -> list[int]:
    """How many children of Monday's lunch nobody wrote down, the day after."""
    found = list_unmarked("lisse", communes.reglement_now("lisse"), MONDAY, MONDAY, MONDAY + timedelta(1))
    return [each.expected for each in found if each.service == CANTEEN.code]


def attendance() -> str:
    """What becomes of Guilhem's lunch that is written down, each time with another hour."""
    hour, when = time(12, next(_minutes)), NOW + timedelta(weeks=2)
    done = write_down("guilhem", service=CANTEEN.code, day=MONDAY, at=when, by=AGENT, hour=hour)
    return next(iter(codes(done).values()), "written")


def kept() -> list[int]:
    """How many each act keeps, as the screen of strikes says it."""
    _, acts = list_coming_off("lisse", now=NOW)
    return [len(act.effects.kept) for act in acts]


FACT = Fact(
    "kept by a minimum service",
    prepare=strike,
    tell=the_town_keeps_guilhem,
    take_back=the_town_keeps_nobody,
    readers=(
        Reader("the week", (), week, before=("called_off", False), after=("validated", True)),
        Reader("the basket", (), basket, before=["closed"], after=["already_booked"]),
        Reader("the day list", (), day_list, before=[], after=["guilhem"]),
        Reader("attendance", (), attendance, before="service_closed", after="written"),
        Reader("what was not written down", (), unmarked, before=[], after=[1]),
        Reader("the meals of the kitchen", (), meals, before=0, after=1),
        Reader("the calendar feed", (), feed, before=False, after=True),
        Reader("the mail", (), mailed, before=False, after=True),
        Reader("the bill", (), bill, before=150 + 2 * 345, after=150 + 3 * 345),
        Reader("the data that is handed over", (), handed_over, before=False, after=True),
        Reader("the list of what is called off", (), kept, before=[0], after=[1]),
        Reader(
            "the day of the town hall",
            (),
            lunch_of_the_day,
            before=["N’a pas lieu\u00a0: grève."],
            after=["Service minimum\u00a0: 1 enfant gardé\u00a0; le nombre compte encore les autres."],
        ),
    ),
    sources=("domain.planning.minimum_service",),
    unconcerned={
        "usecases.bookings.keep_child": "It is the one who tells.",
        "usecases.bookings.book_for_family": "It writes what is told.",
        "usecases.bookings.validate_basket": "It writes what is told.",
    },
)

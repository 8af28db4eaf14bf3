"""A service is called off: a strike, snow."""

from datetime import timedelta
from uuid import uuid4

from functions.domain.planning.called_off import CalledOffScope
from functions.storage.town import called_off, communes
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.absences.list_coming_off import list_coming_off
from functions.usecases.attendance.list_unmarked import list_unmarked
from functions.usecases.kitchen.ordering import counted, ordering
from tests.facts.fact import Fact, Reader
from tests.support.builders import CANTEEN, MONDAY, NOW
from tests.support.monday import (
    MONTH,
    accepting,
    accepting_at_the_desk,
    lunch_of_the_day,
    prepare,
    readers,
    to_call,
    waiting_list,
)


def _act() -> CallOffAct:
    return CallOffAct("lisse", "agent", uuid4().hex, NOW)


def strike() -> None:
    call_off(_act(), CalledOffScope(MONDAY, "grève"))


def no_strike_after_all() -> None:
    for entry in called_off.of_months("lisse", [MONTH])[MONTH].entries:
        put_back(_act(), MONTH, entry)


def meals() -> bool:
    """Whether the kitchen counts any for Monday's lunch."""
    asked = ordering("lisse", CANTEEN.code, NOW)
    assert asked is not None
    return bool(counted(asked, [MONDAY]).lines[MONDAY])


def unmarked() -> list[int]:
    """How many children of Monday's lunch nobody wrote down, the day after."""
    reglement = communes.reglement_now("lisse")
    found = list_unmarked("lisse", reglement, MONDAY, MONDAY, MONDAY + timedelta(1))
    return [each.expected for each in found if each.service == CANTEEN.code]


def taken_away() -> list[tuple[str, int]]:
    """Each act with how many children it takes something away from, as the screen of strikes says it."""
    _, acts = list_coming_off("lisse", now=NOW)
    return [(act.entries[0].what.reason, len(act.effects.children)) for act in acts]


SAID = "N’a pas lieu\u00a0: grève."

FACT = Fact(
    "called off",
    prepare=prepare,
    tell=strike,
    take_back=no_strike_after_all,
    readers=(
        *readers(unbooked="called_off"),
        Reader("the requests", ("web.bookings.request_answers",), accepting, before=[None], after=[SAID]),
        Reader(
            "what waits",
            ("web.bookings.request_answers",),
            accepting_at_the_desk,
            before=[None],
            after=[SAID],
        ),
        Reader(
            "the meals of the kitchen",
            ("usecases.kitchen.ordering", "storage.kitchen.eaters"),
            meals,
            before=True,
            after=False,
        ),
        Reader(
            "what was not written down",
            ("usecases.attendance.list_unmarked",),
            unmarked,
            before=[1],
            after=[],
        ),
        Reader(
            "the day of the town hall", ("web.today.routes",), lunch_of_the_day, before=[None], after=[SAID]
        ),
        Reader(
            "the families to call",
            ("usecases.absences.list_concerned",),
            to_call,
            before=[],
            after=[("testmp", True, ["clara"]), ("voisin", True, ["leo"])],
        ),
        Reader(
            "the list of what is called off",
            ("usecases.absences.list_coming_off",),
            taken_away,
            before=[],
            after=[("grève", 2)],
        ),
        Reader(
            "the waiting list as agents read it",
            ("usecases.waiting_list.promote_waiting",),
            waiting_list,
            before=[None],
            after=[SAID],
        ),
    ),
    sources=("storage.town.called_off",),
    unconcerned={
        "usecases.absences.call_off": "It is the one who tells.",
        "usecases.absences.preview_called_off": "It says what calling off would change, by the same rule.",
        "usecases.privacy.erase_children": "It takes an erased child out of those whom a minimum service keeps.",
        "web.menus.routes": "It says beside a day to write that no meal is served, by the sentence of the week.",
        "usecases.bookings.keep_child": "It tells whom a minimum service keeps, a fact of its own.",
        "usecases.bookings.validate_basket": "It writes that; it decides by what `booking_facts` read.",
        "web.bookings.minimum_routes": "It asks what is called off, to keep a child.",
        "web.inbox.proofs": "It judges the days of a proof as the absences screen does, which is a reader.",
        "web.absences.called_off_routes": "It shows the town what it called off.",
    },
)

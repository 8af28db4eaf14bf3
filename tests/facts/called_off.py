"""A service is called off: a strike, snow."""

from uuid import uuid4

from functions.domain.planning.called_off import CalledOffScope
from functions.storage.town import called_off
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from tests.facts.fact import Fact, Reader
from tests.support.builders import MONDAY, NOW
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
        "web.inbox.items": "It judges the days of a proof as the absences screen does, which is a reader.",
        "web.absences.agent_routes": "It shows the town what it called off.",
    },
)

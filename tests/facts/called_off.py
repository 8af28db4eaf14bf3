"""A service is called off: a strike, a closure."""

from uuid import uuid4

from functions.domain.absences.called_off import CalledOffScope
from functions.domain.calendar.months import month_of
from functions.storage.absences import called_off
from functions.usecases.absences.call_off import CallOffAct, call_off, put_back
from functions.usecases.invoicing.preview_invoices import preview_invoices
from tests.facts.fact import Fact, Reader
from tests.support.builders import (
    CANTEEN,
    MONDAY,
    NOW,
    a_booking,
    a_month,
    open_account,
    open_town,
    put_month,
    settle,
)

STRIKE = CalledOffScope(MONDAY, "grève", (CANTEEN.code,))
MONTH = month_of(MONDAY)


def a_booked_lunch() -> None:
    open_town()
    open_account()
    settle()
    put_month(a_month("clara", MONTH, {(MONDAY.day, CANTEEN.code): a_booking()}))


def _act() -> CallOffAct:
    return CallOffAct("lisse", "agent", uuid4().hex, NOW)


def strike() -> None:
    call_off(_act(), STRIKE)


def no_strike_after_all() -> None:
    [month] = called_off.of_months("lisse", [MONTH])
    for entry in month.entries:
        put_back(_act(), MONTH, entry)


def billed() -> int:
    """Cents."""
    preview = preview_invoices("lisse", MONTH, by="agent", key=uuid4().hex, now=NOW)
    return preview.figures.total_cents


FACT = Fact(
    "called off",
    prepare=a_booked_lunch,
    tell=strike,
    take_back=no_strike_after_all,
    readers=(
        Reader(
            "the bill",
            ("usecases.invoicing.plan_invoices",),
            billed,
            before=345,
            after=0,
        ),
    ),
    sources=("storage.absences.called_off",),
    unconcerned={
        "usecases.absences.call_off": "It is the one who tells.",
        "web.absences.agent_routes": "It shows the town what it called off.",
        "web.absences.routes": "Nobody has to declare what the town called off; a declared absence changes nothing of it.",
        "storage.absences.absence_facts": "It reads what an absence is declared from, for `usecases.absences`.",
    },
)

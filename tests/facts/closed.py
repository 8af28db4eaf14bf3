"""The règlement closes a day that was booked: works, a bridge."""

from dataclasses import replace

from functions.domain.calendar.rules import Closure
from functions.usecases.town.publish_reglement import publish_reglement
from tests.facts.fact import Fact
from tests.support.builders import MONDAY, NOW
from tests.support.monday import a_town_of_mondays, prepare, readers


def works() -> None:
    town = a_town_of_mondays()
    closed = replace(town.calendar, closures=(Closure("grève", MONDAY, MONDAY),))
    publish_reglement("lisse", replace(town, calendar=closed), now=NOW)


def no_works_after_all() -> None:
    publish_reglement("lisse", a_town_of_mondays(), now=NOW)


FACT = Fact(
    "closed",
    prepare=prepare,
    tell=works,
    take_back=no_works_after_all,
    readers=readers(unbooked="closed"),
    # Whoever reads the règlement can get at it. That they ask the one function is held by tests/house/test_open_days.py.
    sources=(),
)

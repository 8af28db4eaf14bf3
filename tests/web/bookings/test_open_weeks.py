"""On which week the planning opens, and which one a closed week leads to, at every kind of instant of the year."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from app import app
from functions import wiring
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Limit, Unit
from functions.domain.reglement.reglement import Places
from functions.domain.reglement.service_conditions import Need, ServiceConditions
from functions.usecases.town.publish_reglement import publish_reglement
from tests.support.builders import (
    CANTEEN,
    EVENING,
    JULIE,
    MARC,
    MORNING,
    NOW,
    SERVICES,
    a_child,
    a_family,
    a_reglement,
    book,
    log_in,
    on,
    open_town,
    paris,
    settle,
)
from tests.support.client import Browser
from tests.web.bookings.test_cost import counting

BASE = "/communes/lisse/families/testmp"


@dataclass
class Clock:
    now: datetime = NOW

    def show(self, text: str) -> None:
        self.now = paris(text)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def town(table: str) -> None:
    open_town()
    settle()


def marc(clock: Clock) -> Browser:
    """On a session of that day."""
    return Browser(app, cookie=log_in(MARC, now=clock.now))


def opened(clock: Clock, instant: str) -> Any:
    """The planning that opens at that instant."""
    clock.show(instant)
    answer = marc(clock).get(f"{BASE}/planning?next_week=true")
    assert answer.status == 200, answer.text
    return answer.json


def test_the_planning_opens_on_the_first_week_in_which_something_can_be_done(clock: Clock) -> None:
    instants = {
        "lundi 2026-11-16 09:00": "lundi 2026-11-16",
        # A limit of the week is left on Thursday until noon, for Friday.
        "jeudi 2026-11-19 11:59": "lundi 2026-11-16",
        "jeudi 2026-11-19 12:00": "lundi 2026-11-23",
        "samedi 2026-11-21 10:00": "lundi 2026-11-23",
        "dimanche 2026-11-22 22:50": "lundi 2026-11-23",
        # Friday before the holidays, in them, their last evening and the first morning back.
        "vendredi 2026-10-16 18:00": "lundi 2026-11-02",
        "mercredi 2026-10-21 08:00": "lundi 2026-11-02",
        "dimanche 2026-10-25 02:30": "lundi 2026-11-02",
        "dimanche 2026-11-01 22:50": "lundi 2026-11-02",
        "lundi 2026-11-02 07:00": "lundi 2026-11-02",
        "vendredi 2026-12-18 17:00": "lundi 2027-01-04",
        "jeudi 2026-12-31 23:59": "lundi 2027-01-04",
        "dimanche 2027-03-28 03:30": "lundi 2027-03-29",
        # The last day of school, and July: until September.
        "vendredi 2027-07-02 17:00": "lundi 2027-08-30",
        "mercredi 2027-07-14 10:00": "lundi 2027-08-30",
    }
    found = {instant: opened(clock, instant) for instant in instants}
    assert {instant: planning["start"] for instant, planning in found.items()} == {
        instant: str(on(monday)) for instant, monday in instants.items()
    }
    for planning in found.values():
        assert len(planning["days"]) == 14
        assert {cell["date"] for cell in planning["cells"]} <= {day["date"] for day in planning["days"]}
        assert "next_week" not in planning


def test_a_week_in_which_nothing_can_be_done_says_which_one_opens_next(clock: Clock) -> None:
    clock.show("lundi 2026-12-14 09:00")

    def next_week(monday: str, **more: str) -> Any:
        query = "&".join(f"{name}={value}" for name, value in more.items())
        return (
            marc(clock)
            .get(f"{BASE}/planning?start={on(monday)}&{query}&next_week=true")
            .json.get("next_week")
        )

    assert next_week("lundi 2026-12-14", end="2026-12-27") is None
    assert next_week("lundi 2026-12-21", end="2027-01-03") == "2027-01-04"
    assert next_week("lundi 2026-12-28", end="2027-01-10") == "2027-01-04"
    # A week gone by leads to the present one, and a summer to September.
    assert next_week("lundi 2026-11-16", end="2026-11-29") == "2026-12-14"
    assert next_week("lundi 2027-07-05", end="2027-07-18") == "2027-08-30"
    week = marc(clock).get(f"{BASE}/planning?start=2026-12-21&end=2027-01-03").json
    assert "next_week" not in week, "only where it is asked for"


def test_what_is_booked_or_waits_can_be_undone_and_makes_a_week_open(clock: Clock) -> None:
    only = replace(EVENING, cancel=EVENING.reserve, reserve=replace(CANTEEN.reserve))
    publish_reglement("lisse", a_reglement(services=(only,)), now=NOW)
    book(Slot(on("vendredi 2026-11-27"), "garderie-soir", "clara"))
    assert opened(clock, "jeudi 2026-11-26 11:00")["start"] == "2026-11-23"
    assert opened(clock, "jeudi 2026-11-26 12:00")["start"] == "2026-12-07"


def test_a_full_day_opens_its_week_only_where_a_child_may_wait_for_it(clock: Clock) -> None:
    full = replace(MORNING, places=(Places(1),), weekdays=(1,))
    publish_reglement("lisse", a_reglement(services=(full,)), now=NOW)
    settle(a_family("voisins", members=(JULIE,), children=("zoe",)), [a_child("zoe", ("voisins",))])
    book(Slot(on("lundi 2026-11-23"), "garderie-matin", "zoe"), account=JULIE, family="voisins")
    assert opened(clock, "lundi 2026-11-16 13:00")["start"] == "2026-11-30"


def test_where_nothing_can_be_done_yet_it_opens_on_what_opens_first(clock: Clock) -> None:
    opens = Limit(back=1, unit=Unit.WEEKS, at=8 * 60)
    [case] = EVENING.reserve.cases
    later = replace(EVENING, reserve=replace(EVENING.reserve, cases=(replace(case, opens=opens),)))
    publish_reglement("lisse", a_reglement(services=(later,)), now=NOW)
    planning = opened(clock, "vendredi 2026-12-18 17:00")
    assert planning["start"] == "2027-01-04"
    assert {cell["state"] for cell in planning["cells"]} == {"not_open_yet"}


def test_where_the_family_has_something_to_do_first_it_opens_where_that_would_serve(clock: Clock) -> None:
    asking = replace(EVENING, conditions=ServiceConditions(needs=(Need.ACCEPTED_REGLEMENT,)))
    publish_reglement("lisse", replace(a_reglement(services=(asking,)), accept_from=2), now=NOW)
    planning = opened(clock, "mercredi 2026-12-23 10:00")
    assert planning["start"] == "2027-01-04"
    assert planning["to_accept"] == 2


def test_where_nothing_opens_at_all_it_stays_on_the_present_week(clock: Clock) -> None:
    publish_reglement("lisse", a_reglement(services=()), now=NOW)
    assert opened(clock, "mercredi 2026-12-23 10:00")["start"] == "2026-12-21"
    # Nobody has published the school years of then.
    publish_reglement("lisse", a_reglement(services=SERVICES), now=NOW)
    assert opened(clock, "lundi 2040-07-16 10:00")["start"] == "2040-07-16"


def test_only_weeks_that_lie_far_off_cost_more_than_two_round_trips(clock: Clock) -> None:
    costs = {}
    for instant in (
        "lundi 2026-11-16 09:00",
        "samedi 2026-11-14 10:00",
        "samedi 2026-11-21 10:00",
        "vendredi 2026-12-18 17:00",
    ):
        clock.show(instant)
        browser = marc(clock)
        browser.get(f"{BASE}/planning")
        with counting() as cost:
            browser.get(f"{BASE}/planning?next_week=true")
        costs[instant] = len(cost.sent)
    assert list(costs.values()) == [2, 2, 3, 3]


@pytest.mark.parametrize("query", ["end=2026-11-29", "start=2026-11-23", "start=2026-11-29&end=2026-11-23"])
def test_half_an_interval_is_refused(clock: Clock, query: str) -> None:
    assert marc(clock).get(f"{BASE}/planning?{query}").status == 422

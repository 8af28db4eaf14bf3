"""Two parents ask, withdraw and cancel while an agent answers, in any order and in the middle of each other's acts."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from functions.domain.bookings.booking_requests import BookingRequest, LineState
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.storage.bookings import booking_requests
from functions.storage.bookings import child_months as months
from functions.usecases.bookings.answer_booking_request import answer_booking_request
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import validate_basket
from tests.support.builders import (
    CANTEEN,
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    NOW,
    a_commune,
    a_family,
    a_reglement,
    acting,
    open_town,
    seen_lines,
    settle,
)
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

CHILDREN = ("clara", "guilhem")
ASKED = replace(CANTEEN, reserve=replace(CANTEEN.reserve, confirmed_by_town=True), places=(Places(1),))
LUNCH = Slot(MONDAY, "restauration", "clara")

towns, keys = count(), count()
parents = st.sampled_from([MARC, JULIE])
clicks = st.lists(st.tuples(st.sampled_from(CHILDREN), st.sampled_from(Action)), min_size=1, max_size=2)
answers = st.tuples(st.sampled_from(CHILDREN), st.booleans())


class ParentsAndAgent(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.commune = f"asking-{next(towns)}"
        open_town(a_commune(self.commune), a_reglement(services=(ASKED,)))
        settle(a_family(), (CLARA, GUILHEM), commune=self.commune)

    @rule(parent=parents, clicks=clicks)
    def validate(self, parent: str, clicks: list[tuple[str, Action]]) -> None:
        self.valider(parent, clicks)

    @rule(answer=answers)
    def answer(self, answer: tuple[str, bool]) -> None:
        self.answered(answer)

    @rule(parent=parents, clicks=clicks, answer=answers)
    def answer_in_the_middle_of_an_act(
        self, parent: str, clicks: list[tuple[str, Action]], answer: tuple[str, bool]
    ) -> None:
        with meanwhile(lambda: self.answered(answer), sure=False):
            self.valider(parent, clicks)

    @rule(parent=parents, clicks=clicks, answer=answers)
    def validate_in_the_middle_of_an_answer(
        self, parent: str, clicks: list[tuple[str, Action]], answer: tuple[str, bool]
    ) -> None:
        with meanwhile(lambda: self.valider(parent, clicks), sure=False):
            self.answered(answer)

    @invariant()
    def places_are_the_bookings_and_open_lines_are_what_waits(self) -> None:
        found = rows(CHILDREN, ("2026-11",), commune=self.commune)
        assert counters(("restauration",), ("2026-11",), commune=self.commune) == tally(found)
        assert len(found) <= 1
        waiting = {
            (child, asked.request)
            for child, stored in zip(CHILDREN, self.months(), strict=True)
            for services in stored.asked.values()
            for asked in services.values()
        }
        lines = {
            (each.line.slot.child, request.id)
            for request in self.requests()
            for each in request.lines
            if each.state is LineState.OPEN
        }
        assert waiting == lines
        assert not {slot.child for slot in found} & {child for child, _ in waiting}

    def valider(self, parent: str, clicks: list[tuple[str, Action]]) -> None:
        who = acting(parent, commune=self.commune)
        lines = [BasketLine(replace(LUNCH, child=child), action) for child, action in clicks]
        change_basket(who, add=lines, remove=[], key=f"click-{next(keys)}", now=NOW)
        who = acting(parent, commune=self.commune)
        seen = seen_lines(who)
        validated, _ = validate_basket(who, seen, key=f"valider-{next(keys)}", now=NOW)
        assert len(validated.accepted) + len(validated.refused) == len(seen)

    def answered(self, answer: tuple[str, bool]) -> None:
        child, accept = answer
        line = BasketLine(replace(LUNCH, child=child), Action.RESERVE)
        for request in self.requests():
            answer_booking_request(
                self.commune,
                "testmp",
                request.id,
                accept=[line] if accept else [],
                refuse=[] if accept else [line],
                reason="Complet.",
                by="agent",
                key=f"answer-{next(keys)}",
                now=NOW,
            )

    def months(self) -> list[ChildMonth]:
        return [stored.value for stored in months.months_of(self.commune, CHILDREN, "2026-11")]

    def requests(self) -> list[BookingRequest]:
        rows = booking_requests.open_requests(self.commune, after=None, limit=50)
        return [stored.value for stored in rows]


@pytest.mark.usefixtures("table")
def test_any_order_of_requests_and_answers() -> None:
    run_state_machine_as_test(
        ParentsAndAgent, settings=settings(max_examples=15, stateful_step_count=8, deadline=None)
    )

"""Two parents book and cancel in any order, also in the middle of each other's acts: the counters stay the rows."""

from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.bookings.validation import SeenLine
from functions.domain.planning.basket import BasketLine
from functions.domain.planning.child_month import Slot
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places
from functions.usecases.bookings.change_basket import change_basket
from functions.usecases.bookings.validate_basket import Validated, validate_basket
from tests.support.builders import (
    CLARA,
    GUILHEM,
    JULIE,
    MARC,
    MONDAY,
    MORNING,
    NOW,
    a_child,
    a_commune,
    a_family,
    a_reglement,
    acting,
    on,
    open_town,
    seen_lines,
    settle,
)
from tests.support.effort import at_most
from tests.support.ledger import counters, rows, tally
from tests.support.meanwhile import meanwhile

PLACES = 2
FAMILY = {MARC: "testmp", JULIE: "durand"}
CHILDREN = {MARC: ("clara", "guilhem"), JULIE: ("clara", "tom")}
"""Clara lives in both families."""
DAYS = (MONDAY, on("mardi 2026-11-24"))
REGLEMENT = a_reglement(services=(replace(MORNING, places=(Places(PLACES),)),))
SAID = {
    ObstacleCode.FULL,
    ObstacleCode.ALREADY_BOOKED,
    ObstacleCode.NOT_BOOKED,
    ObstacleCode.OTHER_HOUSEHOLD,
}

towns = count()
keys = count()
parents = st.sampled_from([MARC, JULIE])
clicks = st.lists(
    st.tuples(st.sampled_from(DAYS), st.integers(0, 1), st.sampled_from(Action)), min_size=1, max_size=4
)
Clicks = list[tuple[date, int, Action]]


class TwoParents(RuleBasedStateMachine):
    @initialize()
    def open(self) -> None:
        self.commune = f"town-{next(towns)}"
        self.owed_cents = 0
        open_town(a_commune(self.commune), REGLEMENT)
        settle(a_family(members=(MARC,)), (CLARA, GUILHEM), commune=self.commune)
        theirs = a_family("durand", children=CHILDREN[JULIE], members=(JULIE,))
        settle(theirs, (CLARA, a_child("tom", ("durand",))), commune=self.commune)

    @rule(parent=parents, clicks=clicks)
    def validate(self, parent: str, clicks: Clicks) -> None:
        self.fill(parent, clicks)
        self.count(self.valider(parent, self.seen(parent)))

    @rule(parent=parents, clicks=clicks, others=clicks)
    def validate_in_the_middle_of_the_others_act(self, parent: str, clicks: Clicks, others: Clicks) -> None:
        """The other parent's whole act happens after ours was decided, before it is written."""
        other = JULIE if parent == MARC else MARC
        self.fill(parent, clicks)
        self.fill(other, others)
        lines = self.seen(parent)
        with meanwhile(lambda: self.count(self.valider(other, self.seen(other))), sure=False):
            validated = self.valider(parent, lines)
        self.count(validated)

    @invariant()
    def counters_are_the_rows_and_no_more_than_the_places(self) -> None:
        found = rows(("clara", "guilhem", "tom"), ("2026-11",), commune=self.commune)
        counted = counters(("garderie-matin",), ("2026-11",), commune=self.commune)
        assert counted == tally(found)
        assert all(taken <= PLACES for taken in counted.values())
        assert sum(booking.price_cents for booking in found.values()) == self.owed_cents

    def fill(self, parent: str, clicks: Clicks) -> None:
        who = acting(parent, family=FAMILY[parent], commune=self.commune)
        lines = [
            BasketLine(Slot(day, "garderie-matin", CHILDREN[parent][child]), action)
            for day, child, action in clicks
        ]
        change_basket(who, add=lines, remove=[], key=f"click-{next(keys)}", now=NOW)

    def seen(self, parent: str) -> list[SeenLine]:
        return seen_lines(acting(parent, family=FAMILY[parent], commune=self.commune))

    def valider(self, parent: str, lines: list[SeenLine]) -> Validated:
        who = acting(parent, family=FAMILY[parent], commune=self.commune)
        validated, _ = validate_basket(who, lines, key=f"valider-{next(keys)}", now=NOW)
        unseen = {line.slot for line in lines if line.price_cents is None}
        for each in validated.refused:
            # A full day has no price to see: where the other parent frees it meanwhile, nothing is charged unseen.
            freed = each.obstacle.code is ObstacleCode.PRICE_CHANGED and each.line.slot in unseen
            assert freed or each.obstacle.code in SAID
        assert len(validated.accepted) + len(validated.refused) == len(lines)
        return validated

    def count(self, validated: Validated) -> None:
        for each in validated.accepted:
            sign = 1 if each.line.action is Action.RESERVE else -1
            self.owed_cents += sign * each.price_cents


@pytest.mark.soak
@pytest.mark.usefixtures("table")
def test_any_order_of_two_parents() -> None:
    run_state_machine_as_test(
        TwoParents, settings=settings(max_examples=at_most(8, 40), stateful_step_count=8, deadline=None)
    )

"""Five families, few places, any order of acts, also in the middle of each other's and killed at any call.

Whatever happens: the counter is the rows, nobody is beyond the places, nobody who comes passes before who waits, the next is who
the town says, and once the sweep went by no place is free while somebody waits for it.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from functions.domain.bookings.validation import SeenLine
from functions.domain.calendar.months import month_of
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.service_month import Counter
from functions.domain.planning.waiting_queue import ranked
from functions.domain.reglement.closures import closure
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places, Reglement
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from functions.storage.bookings import service_months
from functions.storage.table import keys
from functions.storage.table.reading import read
from functions.storage.table.stored import Stored, item_of
from functions.usecases.bookings.decline_place import NotDeclinable, decline_place
from functions.usecases.bookings.validate_basket import validate_basket
from functions.usecases.family_act import Acting
from functions.usecases.town.publish_reglement import publish_reglement
from functions.usecases.waiting_list import give_freed_places
from functions.usecases.waiting_list.join_waiting_list import (
    NoWaitingList,
    PlaceFree,
    join_waiting_list,
    leave_waiting_list,
)
from functions.usecases.waiting_list.promote_waiting import promote_waiting
from functions.usecases.waiting_list.sweep_waiting import sweep_waiting
from tests.support.builders import (
    MONDAY,
    MORNING,
    NOW,
    a_child,
    a_commune,
    a_family,
    a_reglement,
    open_town,
    settle,
)
from tests.support.crashes import Calls, Killed, dying
from tests.support.effort import at_most
from tests.support.meanwhile import meanwhile
from tests.support.queues import kid, parent

OUTSIDE = "e"
FAMILIES = {
    name: a_family(name, children=(kid(name),), members=(parent(name),), resident=name != OUTSIDE)
    for name in ("a", "b", "c", "d", OUTSIDE)
}
RULES = WaitingList(priorities=(Priority(residents=True),))
PRICE = 150
LAST_CALL = 12
"""An act that gives a place away makes some ten calls."""
EXAMPLES = int(os.environ.get("PREAU_EXAMPLES") or at_most(12, 60))
"""On the engine an example takes a third of a second; the rules alone are tried two hundred times in tests/domain."""

towns, instants = count(), count()


@dataclass(frozen=True, slots=True)
class Seen:
    """One day as one batch reads it. `waiting`: the next one first."""

    taken: int
    booked: frozenset[str]
    waiting: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    what: str
    family: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody does: the `who`-th of those for whom it makes a difference, if there is one."""

    what: str
    who: int

    def act(self, seen: Seen) -> Act:
        idle = sorted(FAMILIES.keys() - seen.booked - set(seen.waiting))
        booked, waiting = sorted(seen.booked), list(seen.waiting)
        pool = {"book": idle + waiting, "join": idle, "leave": waiting}.get(self.what, booked) or list(
            FAMILIES
        )
        return Act(self.what, pool[self.who % len(pool)])


WHATS = (
    "book",
    "book",
    "book",
    "cancel and die",
    "cancel and die",
    "join",
    "cancel",
    "leave",
    "decline",
    "give",
)
wishes = st.builds(Wish, st.sampled_from(WHATS), st.integers(0, 4))


def a_town(number_of_places: int) -> Reglement:
    service = replace(MORNING, places=(Places(number_of_places),), waiting_list=RULES)
    return a_reglement(services=(service,))


class Day:
    """One morning of a town, and what a family may do about it."""

    def __init__(self, commune: str, day: date) -> None:
        self.commune, self.day = commune, day

    def do(self, act: Act) -> None:
        """A refusal is an answer like another."""
        slot, key = self.slot(act.family), uuid4().hex
        now = NOW + timedelta(seconds=next(instants))  # Two never join at the same instant.
        who = Acting(self.commune, FAMILIES[act.family], Basket(), parent(act.family))
        try:
            match act.what:
                case "book":
                    self.validate(who, BasketLine(slot, Action.RESERVE), now)
                case "cancel":
                    self.validate(who, BasketLine(slot, Action.CANCEL), now)
                case "cancel and die":
                    with pytest.MonkeyPatch.context() as patch:
                        patch.setattr(give_freed_places, "give", die)
                        self.validate(who, BasketLine(slot, Action.CANCEL), now)
                case "join":
                    join_waiting_list(who, slot, key=key, now=now)
                case "leave":
                    leave_waiting_list(who, slot, key=key, now=now)
                case "decline":
                    decline_place(who, slot, key=key, now=now)
                case "give":
                    promote_waiting(self.commune, slot.service, self.day, now=now)
        except (PlaceFree, NoWaitingList, NotDeclinable, Killed):
            pass

    def validate(self, who: Acting, line: BasketLine, now: datetime) -> None:
        place = keys.basket(self.commune, who.family.id, who.account)
        item_of(Stored(place, Basket().with_lines([line]), 0)).save()
        validate_basket(who, [SeenLine(line.slot, line.action, PRICE)], key=uuid4().hex, now=now)

    def slot(self, family: str) -> Slot:
        return Slot(self.day, "garderie-matin", kid(family))

    def see(self) -> Seen:
        month = month_of(self.day)
        of_children = {name: keys.child_month(self.commune, kid(name), month) for name in FAMILIES}
        of_service = keys.service_month(self.commune, "garderie-matin", month)
        found = read([*of_children.values(), of_service])
        counted = service_months.in_batch(found, self.commune, "garderie-matin", month)
        booked = {
            name
            for name, key in of_children.items()
            if found.get_or(key, ChildMonth(kid(name), month)).value.booking(self.slot(name)) is not None
        }
        waiting = ranked(RULES, counted.queue(self.day.day).values())
        taken = counted.taken.get(Counter(self.day.day), 0)
        return Seen(taken, frozenset(booked), tuple(entry.family for entry in waiting))


def die(*_: object, **__: object) -> None:
    raise Killed


def mornings() -> Iterator[Day]:
    """Days nobody asked for yet: of one town until the school calendar ends, then of another."""
    while True:
        commune = f"town-{next(towns)}"
        reglement = open_town(a_commune(commune), a_town(2))
        for name, family in FAMILIES.items():
            settle(family, [a_child(kid(name), (name,))], commune=commune)
        [service] = reglement.services
        for day in (MONDAY + timedelta(number) for number in range(500)):
            if closure(reglement, service, day) is None:
                yield Day(commune, day)


def check_nobody_passed(before: Seen, after: Seen) -> None:
    """`before` and `after` a step in which a family acts once at most."""
    still = [name for name in before.waiting if name in after.waiting]
    given = [name for name in before.waiting if name in after.booked]
    for name in given:
        passed = [other for other in still if before.waiting.index(other) < before.waiting.index(name)]
        assert not passed, f"{name} passed before {passed}"
    came = after.booked - before.booked - set(before.waiting)
    assert not (came and still), f"{came} came while {still} waited"


class Mornings(RuleBasedStateMachine):
    days: Iterator[Day]

    @initialize(comers=st.permutations(sorted(FAMILIES)), booked=st.integers(0, 2), waiting=st.integers(0, 2))
    def open(self, comers: list[str], booked: int, waiting: int) -> None:
        self.day = next(self.days)
        self.places = 2
        for number, name in enumerate(comers[: booked + waiting]):
            self.day.do(Act("book" if number < booked else "join", name))
        self.seen = self.day.see()

    def set_places(self, number: int) -> None:
        if number != self.places:
            publish_reglement(self.day.commune, a_town(number), now=NOW)
            self.places = number

    def check(self) -> None:
        before, after = self.seen, self.day.see()
        self.seen = after
        assert after.taken == len(after.booked)
        assert after.taken <= max(self.places, before.taken)
        assert not after.booked & set(after.waiting)
        check_nobody_passed(before, after)

    @rule(wish=wishes)
    def one(self, wish: Wish) -> None:
        self.day.do(wish.act(self.seen))
        self.check()

    @rule(wish=wishes, call=st.integers(1, LAST_CALL), done_first=st.booleans())
    def killed(self, wish: Wish, call: int, done_first: bool) -> None:
        with dying(Calls(call, done_first)):
            self.day.do(wish.act(self.seen))
        self.check()

    @rule(wish=wishes, others=st.lists(wishes, min_size=1, max_size=4))
    def in_the_middle(self, wish: Wish, others: list[Wish]) -> None:
        """The others' whole acts happen after ours was decided, before it is written."""
        act = wish.act(self.seen)

        def theirs() -> None:
            for other in (other.act(self.seen) for other in others):
                if other.family != act.family:
                    self.day.do(other)
                    self.check()

        with meanwhile(theirs, sure=False):
            self.day.do(act)
        self.check()

    @rule(number=st.integers(1, 3))
    def another_reglement(self, number: int) -> None:
        self.set_places(number)
        self.check()

    def teardown(self) -> None:
        """The sweep goes by, twice; then everybody who still comes finds the places that are left."""
        if not hasattr(self, "day"):
            return
        now = NOW + timedelta(seconds=next(instants))
        for _ in range(2):
            sweep_waiting(now=now, commune=self.day.commune)
            self.check()
        free = self.places - self.seen.taken
        assert free <= 0 or not self.seen.waiting, "a place is free, and somebody waits for it"
        for name in sorted(set(FAMILIES) - self.seen.booked - set(self.seen.waiting)):
            self.day.do(Act("book", name))
        after = self.day.see()
        assert after.taken >= min(self.places, len(FAMILIES)), "a place is lost"
        self.set_places(2)


@pytest.mark.soak
@pytest.mark.usefixtures("table")
def test_any_order_of_five_families() -> None:
    Mornings.days = mornings()
    run_state_machine_as_test(
        Mornings, settings=settings(max_examples=EXAMPLES, stateful_step_count=8, deadline=None)
    )

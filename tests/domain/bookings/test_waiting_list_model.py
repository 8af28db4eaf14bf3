"""Decided now, written later, in any order: the conditions that the table checks are enough.

What is decided (a booking, a cancellation, a place in the queue, a place given) waits in the air while others write, and is
written under its conditions alone, which are here those of `functions/storage/bookings/service_months.py` and `functions/storage/bookings/waiting_queues.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from functions.domain.availability.availability import availability_of
from functions.domain.availability.obstacles import ObstacleCode
from functions.domain.availability.situation import Situation
from functions.domain.bookings.validation import SeenLine, decide
from functions.domain.bookings.waiting_list_promotion import Promotion, next_in_line, promoted
from functions.domain.families.family import Child, Family
from functions.domain.planning.basket import Basket, BasketLine
from functions.domain.planning.child_month import ChildMonth, Slot
from functions.domain.planning.open_days import OpenDays
from functions.domain.planning.service_month import Counter, QueueGuards, ServiceMonth, Taking, limits
from functions.domain.planning.waiting_queue import QueueEntry, ranked
from functions.domain.reglement.deadline_rules import Action
from functions.domain.reglement.reglement import Places, Reglement
from functions.domain.reglement.waiting_list_rules import Priority, WaitingList
from tests.support.builders import MONDAY, MORNING, NOW, a_child, a_family, a_reglement
from tests.support.effort import at_most
from tests.support.situations import NOTHING_OFF

RULES = WaitingList(priorities=(Priority(residents=True),))
SCHOOLS = {"a": "ferry", "b": "ferry", "c": "jaures", "d": "jaures"}
OUTSIDE = ("b", "d")
FAMILIES: dict[str, Family] = {
    name: a_family(name, children=(name,), members=(name,), resident=name not in OUTSIDE) for name in SCHOOLS
}
CHILDREN: dict[str, Child] = {name: a_child(name, (name,), school=school) for name, school in SCHOOLS.items()}
SERVICE, MONTH, DAY = "garderie-matin", "2026-11", MONDAY.day

names = st.sampled_from(sorted(SCHOOLS))
numbers = st.integers(1, 2)
wishes = st.sampled_from(("move", "move", "move", "join", "join", "leave", "give"))
at_once = st.sampled_from((True, True, True, False))
"""Written as soon as decided, or left in the air."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the table holds of the day, and the version of the règlement."""

    counted: ServiceMonth
    months: dict[str, ChildMonth]
    reglement: Reglement

    def situation(self, name: str) -> Situation:
        return Situation(
            self.reglement,
            FAMILIES[name],
            {name: CHILDREN[name]},
            {(name, MONTH): self.months[name]},
            {(SERVICE, MONTH): self.counted},
            NOTHING_OFF,
        )


Write = Callable[[Written], Written | None]
"""What the table becomes; None where a condition does not hold."""


def slot(name: str) -> Slot:
    return Slot(MONDAY, SERVICE, name)


def fits(
    counted: ServiceMonth, takings: dict[Counter, Taking], guards: QueueGuards, seen: ServiceMonth
) -> bool:
    """The conditions of `storage.places.take`."""
    for counter, taking in takings.items():
        most = taking.capacity
        if taking.places > 0 and most is not None and counted.taken.get(counter, 0) > most - taking.places:
            return False
    if any(counted.queue(day) for day in guards.nobody_waiting):
        return False
    if any(counted.queue(day).keys() != seen.queue(day).keys() for day in guards.same_waiting):
        return False
    return all(counted.taken.get(counter, 0) >= most for counter, most in guards.still_full.items())


class Town(RuleBasedStateMachine):
    @initialize(total=numbers, ferry=st.none() | st.just(1))
    def open(self, total: int, ferry: int | None) -> None:
        months = {name: ChildMonth(name, MONTH) for name in SCHOOLS}
        counted = ServiceMonth(SERVICE, MONTH, {}, exists=True, waiting={})
        self.now = Written(counted, months, self.reglement(total, ferry))
        self.air: list[Write] = []
        self.clock = NOW
        self.most = total

    def reglement(self, total: int, ferry: int | None) -> Reglement:
        places = (Places(total), *([Places(ferry, school="ferry")] if ferry is not None else []))
        return a_reglement(services=(replace(MORNING, places=places, waiting_list=RULES),))

    def decided(self, write: Write, at_once: bool) -> None:
        self.air.append(write)
        if at_once:
            self.write_the_latest()

    @rule(name=names, at_once=at_once)
    def book_or_cancel(self, name: str, at_once: bool) -> None:
        booked = self.now.months[name].booking(slot(name)) is not None
        action = Action.CANCEL if booked else Action.RESERVE
        seen, line = self.now, BasketLine(slot(name), action)
        basket, lines = Basket().with_lines([line]), [SeenLine(line.slot, action, 150)]
        decision = decide(seen.situation(name), basket, lines, account=name, act="act", now=NOW)
        if not decision.accepted:
            return
        [(before, takings)] = decision.changed_places()
        guards = decision.guards(before, takings)
        [month] = decision.changed_months()

        def write(now: Written) -> Written | None:
            if now.reglement is not seen.reglement or now.months[name] is not seen.months[name]:
                return None
            if not fits(now.counted, dict(takings), guards, before):
                return None
            sign = 1 if action is Action.RESERVE else -1
            self.check_came_by_right(now, name, action)
            return self.with_month(now, month, sign)

        self.decided(write, at_once)

    @rule(name=names, at_once=at_once)
    def join(self, name: str, at_once: bool) -> None:
        seen, child = self.now, CHILDREN[name]
        situation = seen.situation(name)
        obstacle = availability_of(situation, slot(name), Action.RESERVE, now=NOW).obstacle
        if obstacle is None or obstacle.code is not ObstacleCode.FULL:
            return
        service = seen.reglement.service(SERVICE)
        places = limits(service, 1, DAY, child.school)
        full = {counter for counter, most in places.items() if seen.counted.taken.get(counter, 0) >= most}
        self.clock += timedelta(seconds=1)
        entry = QueueEntry(name, name, name, self.clock, situation.claims(slot(name)))

        def write(now: Written) -> Written | None:
            if now.reglement is not seen.reglement or now.months[name] is not seen.months[name]:
                return None
            queue = now.counted.queue(DAY)
            if name in queue:
                return None
            if not queue and not any(now.counted.taken.get(one, 0) >= places[one] for one in full):
                return None
            return replace(now, counted=now.counted.with_entry(DAY, entry))

        self.decided(write, at_once)

    @rule(at_once=at_once)
    def give(self, at_once: bool) -> None:
        seen = self.now
        entry = next_in_line(OpenDays(seen.reglement, NOTHING_OFF), seen.counted, DAY)
        if entry is None:
            return
        name, service = entry.family, seen.reglement.service(SERVICE)
        promotion = promoted(seen.situation(name), slot(name), entry, act="given", now=NOW)
        assert isinstance(promotion, Promotion)
        capacities = limits(service, 1, DAY, SCHOOLS[name])
        counters = (Counter(DAY), Counter(DAY, SCHOOLS[name]))
        takings = {counter: Taking(1, capacities.get(counter)) for counter in counters}

        def write(now: Written) -> Written | None:
            if now.reglement is not seen.reglement or now.months[name] is not seen.months[name]:
                return None
            if not fits(now.counted, takings, QueueGuards(), seen.counted) or name not in now.counted.queue(
                DAY
            ):
                return None
            left = replace(now, counted=now.counted.without_entry(DAY, name))
            return self.with_month(left, now.months[name].with_booking(slot(name), promotion.booking), 1)

        self.decided(write, at_once)

    @rule(name=names)
    def leave(self, name: str) -> None:
        self.now = replace(self.now, counted=self.now.counted.without_entry(DAY, name))

    @rule(name=names, joins=st.booleans(), others=st.lists(st.tuples(wishes, names), min_size=2, max_size=5))
    def meanwhile(self, name: str, joins: bool, others: list[tuple[str, str]]) -> None:
        """Between a decision and its write, others decide and write."""
        before = len(self.air)
        (self.join if joins else self.book_or_cancel)(name, at_once=False)
        for what, other in others:
            match what:
                case "move":
                    self.book_or_cancel(other, at_once=True)
                case "join":
                    self.join(other, at_once=True)
                case "leave":
                    self.leave(other)
                case _:
                    self.give(at_once=True)
        if len(self.air) > before:
            self.write_the_latest()

    @rule(number=st.integers(0, 20))
    def write(self, number: int) -> None:
        if self.air:
            self.now = self.air.pop(number % len(self.air))(self.now) or self.now

    def write_the_latest(self) -> None:
        if self.air:
            self.now = self.air.pop()(self.now) or self.now

    @rule(number=st.integers(0, 20))
    def a_process_dies(self, number: int) -> None:
        if self.air:
            self.air.pop(number % len(self.air))

    @rule(total=numbers, ferry=st.none() | st.just(1))
    def another_reglement(self, total: int, ferry: int | None) -> None:
        self.now = replace(self.now, reglement=self.reglement(total, ferry))
        self.most = max(total, self.now.counted.taken.get(Counter(DAY), 0))

    @invariant()
    def the_counter_is_the_rows_within_the_places(self) -> None:
        if not hasattr(self, "now"):
            return
        rows = [name for name, month in self.now.months.items() if month.booking(slot(name)) is not None]
        taken = self.now.counted.taken.get(Counter(DAY), 0)
        assert taken == len(rows) <= self.most
        for school in set(SCHOOLS.values()):
            of_school = sum(SCHOOLS[name] == school for name in rows)
            assert self.now.counted.taken.get(Counter(DAY, school), 0) == of_school
        assert not set(rows) & self.now.counted.queue(DAY).keys()

    def teardown(self) -> None:
        """Nobody else acts, and places are given until none is: all that are free are of no use to who waits."""
        if not hasattr(self, "now"):
            return
        self.air.clear()
        for _ in SCHOOLS:
            self.give(at_once=True)
        service, counted = self.now.reglement.service(SERVICE), self.now.counted
        waiting = ranked(RULES, counted.queue(DAY).values())
        assert not [one for one in waiting if counted.has_room(service, 1, DAY, SCHOOLS[one.family])]
        for name in SCHOOLS.keys() - counted.queue(DAY).keys():
            room = counted.has_room(service, 1, DAY, SCHOOLS[name])
            obstacle = availability_of(self.now.situation(name), slot(name), Action.RESERVE, now=NOW).obstacle
            booked = self.now.months[name].booking(slot(name)) is not None
            assert booked or (obstacle is None) == room, "a place is lost"

    def check_came_by_right(self, now: Written, name: str, action: Action) -> None:
        """Who books passes before nobody who waits for that place and could have it."""
        if action is Action.CANCEL:
            return
        service = now.reglement.service(SERVICE)
        for rival in now.counted.rivals(service, 1, DAY, SCHOOLS[name]):
            assert not now.counted.has_room(service, 1, DAY, SCHOOLS[rival.family]), f"{name} passed {rival}"

    def with_month(self, now: Written, month: ChildMonth, sign: int) -> Written:
        name = month.child
        counted = now.counted.moved(DAY, SCHOOLS[name], sign)
        return replace(now, counted=counted, months={**now.months, name: month})


@pytest.mark.soak
def test_towns_in_any_order() -> None:
    run_state_machine_as_test(
        Town, settings=settings(max_examples=at_most(60, 200), stateful_step_count=40, deadline=None)
    )
